import Credentials
import Documents
import Postgres

/// The end of a certificate as the log commits to it: nobody can take it back unseen.
enum CertificateEnd {
    /// Enters the ends of certificates that were revoked just now, in one statement.
    static func revoked(
        _ ended: [(certificate: ID<Certificate>, salt: [UInt8], end: RevocationDraft.Entered)],
        in transaction: borrowing Transaction
    ) throws {
        let commitments = try ended.map { _, salt, end in
            try revocation(end.id, end.reasonClass, on: end.revokedOn, salt: salt)
        }
        _ = try transaction.execute(
            """
            INSERT INTO log_leaves (kind, commitment, certificate_id)
            SELECT \(LogEntry.Kind.revoke), ended.commitment, ended.certificate_id
            FROM unnest(\(ended.map(\.certificate)), \(commitments))
                WITH ORDINALITY AS ended (certificate_id, commitment, position)
            ORDER BY ended.position
            """
        )
    }

    static func superseded(
        _ id: VerificationID,
        by successor: VerificationID,
        in transaction: borrowing Transaction
    ) throws {
        let (certificate, salt) = try certificate(id, in: transaction)
        try LogLeaf.enter(
            .supersede,
            try supersession(id, by: successor, salt: salt),
            about: certificate,
            in: transaction
        )
    }

    static func revocation(
        _ id: VerificationID,
        _ reasonClass: Revocation.ReasonClass,
        on day: CalendarDate,
        salt: [UInt8]
    ) throws -> [UInt8] {
        let content: JSON = [
            "class": .string(reasonClass.rawValue), "id": .string(id.printed),
            "revoked_on": day.json,
        ]
        return LogLeaf.commitment("obuka-revoke-v1", salt: salt, try JCS.bytes(of: content))
    }

    static func supersession(
        _ id: VerificationID,
        by successor: VerificationID,
        salt: [UInt8]
    ) throws -> [UInt8] {
        let content: JSON = ["id": .string(id.printed), "successor": .string(successor.printed)]
        return LogLeaf.commitment("obuka-supersede-v1", salt: salt, try JCS.bytes(of: content))
    }

    private static func certificate(
        _ id: VerificationID,
        in transaction: borrowing Transaction
    ) throws -> (ID<Certificate>, [UInt8]) {
        let stored = try StoredCredential.find(id, in: transaction)
        return (stored.certificate, stored.salt)
    }
}
