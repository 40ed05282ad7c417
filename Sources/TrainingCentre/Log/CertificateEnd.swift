import Credentials
import Documents
import Postgres

/// The end of a certificate as the log commits to it: nobody can take it back unseen.
enum CertificateEnd {
    static func revoked(
        _ id: VerificationID,
        _ reasonClass: Revocation.ReasonClass,
        on day: CalendarDate,
        in transaction: borrowing Transaction
    ) throws {
        let (certificate, salt) = try certificate(id, in: transaction)
        try LogLeaf.enter(
            .revoke,
            try revocation(id, reasonClass, on: day, salt: salt),
            about: certificate,
            in: transaction
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
