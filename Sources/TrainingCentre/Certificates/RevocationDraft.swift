import Credentials
import Postgres

/// A live certificate that is about to be revoked, and why.
struct RevocationDraft: Sendable {
    let certificate: ID<Certificate>
    let reasonClass: Revocation.ReasonClass
    let reason: String

    init(_ certificate: ID<Certificate>, _ reasonClass: Revocation.ReasonClass, _ reason: String) {
        self.certificate = certificate
        self.reasonClass = reasonClass
        self.reason = reason
    }

    /// A certificate that was revoked just now.
    struct Entered: Sendable {
        let id: VerificationID
        let number: String
        let email: String
        let reasonClass: Revocation.ReasonClass
        let revokedOn: CalendarDate
    }

    /// Revokes all of them today, and enters each into the log's waiting room.
    ///
    /// As many statements however many there are; all or none. Refuses with
    /// `CertificateError.notLive` when one was ended a moment ago, and with `LogRefusal` while the
    /// log is not the published one.
    static func enter(
        _ drafts: [RevocationDraft],
        signing: Signing,
        in transaction: borrowing Transaction
    ) throws -> [Entered] {
        guard !drafts.isEmpty else { return [] }
        try LogStore.requirePublished(signing, in: transaction)
        do {
            _ = try transaction.execute(
                """
                INSERT INTO certificate_revocations (certificate_id, reason_class, reason)
                SELECT draft.certificate_id, draft.reason_class, draft.reason
                FROM unnest(
                    \(drafts.map(\.certificate)), \(drafts.map(\.reasonClass)),
                    \(drafts.map(\.reason))
                ) WITH ORDINALITY AS draft (certificate_id, reason_class, reason, position)
                ORDER BY draft.position
                """
            )
        } catch {
            throw (error as? PostgresError).flatMap(CertificateError.init) ?? error
        }
        let ended = try transaction.rows(
            """
            SELECT certificates.id, credentials.salt, certificates.verification_id,
                certificates.number, people.email, revoked.reason_class, revoked.revoked_on
            FROM unnest(\(drafts.map(\.certificate)))
                WITH ORDINALITY AS draft (certificate_id, position)
            JOIN certificates ON certificates.id = draft.certificate_id
            JOIN people ON people.id = certificates.person_id
            JOIN credentials ON credentials.certificate_id = certificates.id
            JOIN certificate_revocations AS revoked ON revoked.certificate_id = certificates.id
            ORDER BY draft.position
            """,
            as: (
                ID<Certificate>.self, [UInt8].self, VerificationID.self, String.self, String.self,
                Revocation.ReasonClass.self, CalendarDate.self
            )
        ).map { certificate, salt, id, number, email, reasonClass, revokedOn in
            let entered = Entered(
                id: id,
                number: number,
                email: email,
                reasonClass: reasonClass,
                revokedOn: revokedOn
            )
            return (certificate, salt, entered)
        }
        // Nobody can be told that a certificate ended that the log does not know.
        guard ended.count == drafts.count else { throw NotFound("credential", "of a certificate") }
        try CertificateEnd.revoked(ended, in: transaction)
        return ended.map(\.2)
    }
}
