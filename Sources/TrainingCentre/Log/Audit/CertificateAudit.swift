import Credentials
import Foundation

/// Holds one certificate against its credential and its leaf; arithmetic only, so all cores do it.
struct CertificateAudit: Sendable {
    let issuer: Issuer
    let addresses: Addresses
    /// What signatures are checked with; nil when they are not.
    let issuerDocument: [UInt8]?

    /// What is stored of a certificate; nil where there is nothing.
    struct Stored: Sendable {
        let certificate: ID<Certificate>
        let number: String
        let verificationID: String
        let document: [UInt8]?
        let token: [UInt8]?
        let seed: [UInt8]?
        let salt: [UInt8]?
        let list: Int?
        let slot: Int?
        let commitment: [UInt8]?
        let loggedAt: Date?
    }

    /// With what the register says of it, as far as it can be read.
    struct Case: Sendable {
        let stored: Stored
        let facts: CertifiedFacts?
        let entry: RegisterEntry?
    }

    func findings(of certificate: Case) -> [AuditFinding] {
        let stored = certificate.stored
        let number = stored.number
        guard let document = stored.document, let token = stored.token, let salt = stored.salt
        else {
            return [.init(.credentialMissing, of: number, "Certificate \(number) is not signed.")]
        }
        var found: [AuditFinding] = []
        if stored.commitment == nil {
            found.append(
                .init(.leafMissing, of: number, "The log has no entry of certificate \(number).")
            )
        } else if stored.commitment != (try? StoredCredential.commitment(of: document, salt: salt))
        {
            found.append(
                .init(
                    .leafDiffers,
                    of: number,
                    "The credential of certificate \(number) is not the one that the log has an "
                        + "entry of."
                )
            )
        }
        guard let content = try? CredentialContent(document), let created = content.created else {
            let message = "The document of certificate \(number) is none of ours."
            return found + [.init(.documentUnreadable, of: number, message)]
        }
        found += register(certificate, content.facts, salt, now: created)
        found += self.token(token, like: content.facts, number)
        found += signatures(stored, document, token)
        return found
    }

    // MARK: The register

    private func register(
        _ certificate: Case,
        _ signed: CredentialFacts,
        _ salt: [UInt8],
        now: Moment
    ) -> [AuditFinding] {
        let stored = certificate.stored
        let number = stored.number
        guard let facts = certificate.facts, let entry = certificate.entry,
            let list = stored.list, let slot = stored.slot
        else {
            return [
                .init(
                    .registerUnreadable,
                    of: number,
                    "The register's row of certificate \(number) is damaged, or what it refers to "
                        + "is gone."
                )
            ]
        }
        let made = facts.credentialFacts(
            issuer: issuer,
            addresses: addresses,
            holder: signed.holder.id,
            slot: slot,
            list: list,
            now: now
        )
        let differences = CertificateAudit.differences(made, signed)
        if !differences.isEmpty {
            return [
                .init(
                    .registerDiffers,
                    of: number,
                    "Certificate \(number): the register and the signed document differ in "
                        + differences.joined(separator: ", ") + "."
                )
            ]
        }
        guard let seed = stored.seed, entry.isOf(salt: salt, seed: seed) else {
            return [
                .init(
                    .registerAltered,
                    of: number,
                    "Certificate \(number): the register's row is not the one that was issued."
                )
            ]
        }
        return []
    }

    /// What differs of that which the register says, named for people.
    ///
    /// By bytes: to Swift, composed and decomposed letters are equal. The issuer's name and our
    /// own wording are left out: they may become others.
    private static func differences(
        _ one: CredentialFacts,
        _ other: CredentialFacts
    ) -> [String] {
        let texts: [(String, String?, String?)] = [
            ("the verification ID", one.url, other.url),
            ("the register number", one.registerNumber, other.registerNumber),
            ("the name in Cyrillic", one.holder.nameCyrillic, other.holder.nameCyrillic),
            ("the name in Latin letters", one.holder.nameLatin, other.holder.nameLatin),
            ("the course", one.achievement.url, other.achievement.url),
            ("the title of the course", one.achievement.name, other.achievement.name),
            ("the kind", one.achievement.kind.rawValue, other.achievement.kind.rawValue),
            ("the date of issue", one.validFrom.description, other.validFrom.description),
            ("the expiry date", one.validUntil?.description, other.validUntil?.description),
            ("the date of the first issue", one.awarded?.description, other.awarded?.description),
            ("the hours, dates or venue", one.evidence?.narrative, other.evidence?.narrative),
            ("the result", one.result?.percent, other.result?.percent),
            ("the pass score", one.result?.percentToPass, other.result?.percentToPass),
            ("the status list", one.status.list, other.status.list),
            ("the place in it", String(one.status.index), String(other.status.index)),
        ]
        return texts.filter { $0.1.map { Array($0.utf8) } != $0.2.map { Array($0.utf8) } }
            .map(\.0)
    }

    // MARK: The signed forms

    private func token(
        _ token: [UInt8],
        like signed: CredentialFacts,
        _ number: String
    ) -> [AuditFinding] {
        guard let told = (try? CredentialContent(token))?.facts,
            let one = try? Credential(signed).unsecured,
            let other = try? Credential(told).unsecured, one == other
        else {
            return [
                .init(
                    .tokenDiffers,
                    of: number,
                    "The token of certificate \(number) does not say what its document says."
                )
            ]
        }
        return []
    }

    private func signatures(
        _ stored: Stored,
        _ document: [UInt8],
        _ token: [UInt8]
    ) -> [AuditFinding] {
        guard let issuerDocument else { return [] }
        let check = CredentialCheck(
            issuerDocument: issuerDocument,
            loggedAt: stored.loggedAt.flatMap(Moment.init)
        )
        return [("document", document), ("token", token)].compactMap { form, bytes in
            guard case .invalid(let problem) = check.outcome(of: bytes) else { return nil }
            return .init(
                .signatureWrong,
                of: stored.number,
                "The \(form) of certificate \(stored.number) does not verify: \(problem)"
            )
        }
    }
}
