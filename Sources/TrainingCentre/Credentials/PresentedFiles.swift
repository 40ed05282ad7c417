import Credentials
import Documents
import Postgres

/// Files that somebody presents as a certificate, checked with nothing but each other.
package struct PresentedFiles: Sendable {
    private let certificate: [UInt8]
    private let issuerDocument: [UInt8]
    private let statusList: [UInt8]?
    private let logProof: [UInt8]?
    private let logKey: String?
    private let checkpoint: [UInt8]?
    /// What is wrong with a PDF by itself, whatever it has attached.
    private let paperProblem: PDFSignatureProblem?

    /// Takes a certificate's file, and what it may be checked with.
    ///
    /// Of a PDF counts what is attached; its own signature has to lead to one of `authorities`.
    package init(
        certificate: [UInt8],
        issuerDocument: [UInt8],
        statusList: [UInt8]?,
        logProof: [UInt8]? = nil,
        logKey: String? = nil,
        checkpoint: [UInt8]? = nil,
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
        self.logProof = logProof
        self.logKey = logKey
        self.checkpoint = checkpoint
    }

    /// The answer, and every fact that is certified; `invalid` with the reason.
    ///
    /// `unixSeconds` is the present.
    package func answer(at unixSeconds: Int) throws -> JSON {
        if let paperProblem {
            return PresentedFiles.invalid("pdf_\(paperProblem.rawValue)", paperProblem.sentence)
        }
        let check = CredentialCheck(
            issuerDocument: issuerDocument,
            statusList: statusList,
            time: Moment(unixSeconds: unixSeconds)
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
        let log: JSON
        do {
            log = try logged(facts)
        } catch let problem as LogProblem {
            return PresentedFiles.invalid("log_proof", problem.description)
        }
        return .object(
            [JSON.Member("status", .string(status.rawValue))] + facts.members
                + [JSON.Member("log", log)]
        )
    }

    private static func invalid(_ code: String, _ reason: String) -> JSON {
        ["status": "invalid", "code": .string(code), "reason": .string(reason)]
    }

    /// What the log says: the entry's number, or null when no proof was given.
    private func logged(_ facts: CredentialFacts) throws -> JSON {
        guard let logProof else { return .null }
        guard let logKey else { throw LogProblem("a proof needs the log's key") }
        do {
            let proof = try LogProof(logProof)
            guard let salt = proof.extra else { throw LogProblem("the proof lacks the salt") }
            let commitment = try LogCommitment(
                toCertificate: try Credential(facts).unsecured,
                salt: salt
            )
            let key = try NoteKey(logKey)
            let policy = try LogPolicy(
                origin: key.name,
                logKeys: [key],
                witnesses: [],
                witnessesMin: 0
            )
            let found = try proof.verify(entry: LogEntry(.issue, commitment).bytes, by: policy)
            if let checkpoint {
                let known = try policy.verify(SignedCheckpoint(checkpoint))
                guard known.head == found.head else {
                    throw LogProblem("the proof is of another state of the log: size \(found.size)")
                }
            }
            return ["entry": .integer(proof.index), "size": .integer(found.size)]
        } catch let problem as LogProblem {
            throw problem
        } catch {
            throw LogProblem("the log does not hold this certificate: \(error)")
        }
    }
}

/// Why a log proof does not prove.
private struct LogProblem: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
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
            let check = CredentialCheck(issuerDocument: document.bytes)
            var statusList: [UInt8]?
            if case .unavailable(let facts) = check.outcome(of: paper?.credential ?? file),
                let number = facts.status.list.split(separator: "/").last.flatMap({ Int($0) })
            {
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
                authorities: authorities
            ).answer(at: now.unixSeconds)
        }
    }
}
