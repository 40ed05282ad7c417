import Credentials
import Documents
import Postgres

/// Files that somebody presents as a certificate, checked with nothing but each other.
package struct PresentedFiles: Sendable {
    private let certificate: [UInt8]
    private let issuerDocument: [UInt8]
    private let statusList: [UInt8]?
    private let logProof: PresentedLogProof?
    private let loggedAt: Moment?
    /// What is wrong with a PDF by itself, whatever it has attached.
    private let paperProblem: PDFSignatureProblem?

    /// Takes what is presented, and what it is held against.
    ///
    /// Of a PDF counts what is attached; its own signature has to lead to one of `authorities`.
    /// Each of `witnesses`, keys as a log policy has them, has to have cosigned the proof's
    /// checkpoint. `loggedAt` is when the log took the certificate in, if the caller knows it.
    package init(
        certificate: [UInt8],
        issuerDocument: [UInt8],
        statusList: [UInt8]?,
        logProof: [UInt8]? = nil,
        logKey: String? = nil,
        checkpoint: [UInt8]? = nil,
        witnesses: [String] = [],
        loggedAt: Moment? = nil,
        authorities: [X509Certificate] = []
    ) {
        var (certificate, logProof) = (certificate, logProof)
        do {
            let paper = try PresentedPaper(certificate, authorities: authorities)
            paperProblem = nil
            if let paper {
                certificate = paper.credential
                // Without the log's key nobody can say anything about a proof.
                logProof = logProof ?? (logKey == nil ? nil : paper.logProof)
            }
        } catch {
            paperProblem = error
        }
        self.certificate = certificate
        self.issuerDocument = issuerDocument
        self.statusList = statusList
        self.logProof = logProof.map {
            PresentedLogProof($0, logKey: logKey, checkpoint: checkpoint, witnesses: witnesses)
        }
        self.loggedAt = loggedAt
    }

    /// The answer, and every fact that is certified; `invalid` with the reason.
    ///
    /// `unixSeconds` is the present.
    package func answer(at unixSeconds: Int) throws -> JSON {
        if let paperProblem {
            return PresentedFiles.invalid("pdf_\(paperProblem.rawValue)", paperProblem.sentence)
        }
        let log: PresentedLogProof.Evidence?
        do {
            log = try logged()
        } catch let problem as LogProblem {
            return PresentedFiles.invalid("log_proof", problem.description)
        }
        let check = CredentialCheck(
            issuerDocument: issuerDocument,
            statusList: statusList,
            time: Moment(unixSeconds: unixSeconds),
            loggedAt: log?.witnessedAt ?? loggedAt
        )
        let (status, facts): (VerificationStatus, CredentialFacts)
        switch check.outcome(of: certificate) {
        case .invalid(let problem):
            return PresentedFiles.invalid(problem.code, problem.description)
        case .valid(let signed): (status, facts) = (.valid, signed)
        case .expired(let signed): (status, facts) = (.expired, signed)
        case .revoked(let signed): (status, facts) = (.revoked, signed)
        case .unavailable(let signed): (status, facts) = (.unavailable, signed)
        }
        return .object(
            [JSON.Member("status", .string(status.rawValue))] + facts.members
                + [JSON.Member("log", log?.json ?? .null)]
        )
    }

    /// What the log proof shows; nil without one, and for what is no certificate at all.
    private func logged() throws -> PresentedLogProof.Evidence? {
        guard let logProof else { return nil }
        // As if the log had taken it in long ago: whether that is so is what is asked here.
        let check = CredentialCheck(issuerDocument: issuerDocument, loggedAt: .epoch)
        guard case .unavailable(let facts) = check.outcome(of: certificate) else { return nil }
        return try logProof.evidence(of: facts)
    }

    fileprivate static func invalid(_ missing: RegisterRecord.Missing) -> JSON {
        invalid(missing.code, missing.sentence)
    }

    private static func invalid(_ code: String, _ reason: String) -> JSON {
        ["status": "invalid", "code": .string(code), "reason": .string(reason)]
    }
}

extension CredentialFacts {
    /// Every certified fact.
    fileprivate var members: [JSON.Member] {
        [
            JSON.Member("id", JSON(verificationID?.printed)),
            JSON.Member("number", .string(registerNumber)),
            JSON.Member("issuer", .string(issuer.did)),
            JSON.Member(
                "holder",
                [
                    "sr-Cyrl": .string(holder.nameCyrillic), "sr-Latn": .string(holder.nameLatin),
                ]
            ),
            JSON.Member("course", .string(achievement.name)),
            JSON.Member("criteria", .string(achievement.criteria)),
            JSON.Member("hours", JSON(evidence?.narrative)),
            JSON.Member("score_percent", JSON(result?.percent)),
            JSON.Member("valid_from", .string(validFrom.description)),
            JSON.Member("valid_until", JSON(validUntil?.description)),
        ]
    }
}

extension TrainingCentre {
    /// Checks a certificate's file against what this centre publishes at present.
    package func verify(file: [UInt8]) async throws -> JSON {
        let signing = signing
        return try await read { (transaction: borrowing Transaction) in
            let issuer = try Issuer.own(in: transaction)
            let document = try IssuerPublication.document(issuer.slug, signing, in: transaction)
            let now = try Moment.now(in: transaction)
            let authorities = try SignedPaper.authorities(for: file, in: transaction)
            let paper = try? PresentedPaper(file, authorities: authorities)
            // Facts that are signed, whatever became of the key.
            let check = CredentialCheck(issuerDocument: document.bytes, loggedAt: .epoch)
            var statusList: [UInt8]?
            var loggedAt: Moment?
            if case .unavailable(let facts) = check.outcome(of: paper?.credential ?? file),
                let number = facts.status.list.split(separator: "/").last.flatMap({ Int($0) })
            {
                guard let record = try RegisterRecord(of: facts, in: transaction) else {
                    return PresentedFiles.invalid(RegisterRecord.Missing())
                }
                loggedAt = record.loggedAt
                do {
                    statusList = try IssuerPublication.statusList(
                        number,
                        of: issuer.slug,
                        in: transaction
                    )
                } catch is NotFound {
                    // Not published yet: then nobody can say whether it was taken back.
                    statusList = nil
                }
            }
            return try PresentedFiles(
                certificate: file,
                issuerDocument: document.bytes,
                statusList: statusList,
                logKey: PublishedLog.key(signing, in: transaction).description,
                loggedAt: loggedAt,
                authorities: authorities
            ).answer(at: now.unixSeconds)
        }
    }
}
