import Credentials
import Postgres

/// Holds revocations and replacements against their leaves, both ways.
struct EndAudit {
    let findings: AuditFindings

    func examine(in transaction: borrowing Transaction) throws {
        try examineRevocations(in: transaction)
        try examineReplacements(in: transaction)
        try examineLinks(in: transaction)
    }

    private func examineRevocations(in transaction: borrowing Transaction) throws {
        try transaction.forEachRow(
            """
            SELECT certificates.number, certificates.verification_id, credentials.salt,
                ended.revoked_on, ended.reason_class, leaves.commitment
            FROM certificate_revocations AS ended
            FULL JOIN (
                SELECT certificate_id, commitment FROM log_leaves WHERE kind = 'revoke'
            ) AS leaves ON leaves.certificate_id = ended.certificate_id
            JOIN certificates
                ON certificates.id = coalesce(ended.certificate_id, leaves.certificate_id)
            LEFT JOIN credentials ON credentials.certificate_id = certificates.id
            ORDER BY certificates.id
            """,
            as: (
                String.self, String.self, [UInt8]?.self, CalendarDate?.self, String?.self,
                [UInt8]?.self
            )
        ) { number, id, salt, revokedOn, reasonClass, leaf in
            guard let revokedOn else {
                return findings.add(
                    .revocationMissing,
                    of: number,
                    "The log says that certificate \(number) was revoked; the register does not."
                )
            }
            guard let leaf else {
                return findings.add(
                    .revocationUnlogged,
                    of: number,
                    "Certificate \(number) is revoked, and the log does not say so."
                )
            }
            let made = try? EndAudit.revocation(id, reasonClass, revokedOn, salt)
            if made != leaf {
                findings.add(
                    .revocationDiffers,
                    of: number,
                    "The day or the reason's class of the revocation of certificate \(number) is "
                        + "not what the log has an entry of."
                )
            }
        }
    }

    private static func revocation(
        _ id: String,
        _ reasonClass: String?,
        _ day: CalendarDate,
        _ salt: [UInt8]?
    ) throws -> [UInt8]? {
        guard let id = VerificationID(canonical: id), let salt,
            let reasonClass = reasonClass.flatMap(Revocation.ReasonClass.init)
        else { return nil }
        return try CertificateEnd.revocation(id, reasonClass, on: day, salt: salt)
    }

    private func examineReplacements(in transaction: borrowing Transaction) throws {
        try transaction.forEachRow(
            """
            SELECT certificates.number, certificates.verification_id, credentials.salt,
                ended.id IS NOT NULL, successors.verification_id, leaves.commitment
            FROM certificate_replacements AS ended
            FULL JOIN (
                SELECT certificate_id, commitment FROM log_leaves WHERE kind = 'supersede'
            ) AS leaves ON leaves.certificate_id = ended.certificate_id
            JOIN certificates
                ON certificates.id = coalesce(ended.certificate_id, leaves.certificate_id)
            LEFT JOIN certificates AS successors ON successors.id = ended.successor_id
            LEFT JOIN credentials ON credentials.certificate_id = certificates.id
            ORDER BY certificates.id
            """,
            as: (
                String.self, String.self, [UInt8]?.self, Bool.self, String?.self, [UInt8]?.self
            )
        ) { number, id, salt, isReplaced, successor, leaf in
            guard isReplaced else {
                return findings.add(
                    .replacementMissing,
                    of: number,
                    "The log says that certificate \(number) was replaced; the register does not."
                )
            }
            guard let leaf else {
                return findings.add(
                    .replacementUnlogged,
                    of: number,
                    "Certificate \(number) is replaced, and the log does not say so."
                )
            }
            guard let id = VerificationID(canonical: id), let salt,
                let successor = successor.flatMap({ VerificationID(canonical: $0) }),
                (try? CertificateEnd.supersession(id, by: successor, salt: salt)) == leaf
            else {
                return findings.add(
                    .replacementDiffers,
                    of: number,
                    "Certificate \(number) was replaced by another one than the log has an entry "
                        + "of."
                )
            }
        }
    }

    /// A replacement stands in two places: at the old certificate's end and in the new one.
    private func examineLinks(in transaction: borrowing Transaction) throws {
        try transaction.forEachRow(
            """
            SELECT certificates.number FROM certificates
            LEFT JOIN certificate_replacements AS ended
                ON ended.successor_id = certificates.id
            WHERE ended.certificate_id IS DISTINCT FROM certificates.replaces_id
            ORDER BY certificates.id
            """,
            as: String.self
        ) { (number: String) in
            findings.add(
                .replacementDiffers,
                of: number,
                "Certificate \(number) does not name the one that it replaces, or names another."
            )
        }
    }
}
