import Credentials
import Postgres

extension CertificateBatch {
    /// Revokes every certificate of a batch that still counts, and what replaced one of them.
    ///
    /// One transaction and a constant number of statements, however many there are. Those that were
    /// revoked before are `unchanged`. Takes the cohort's row lock. Refuses with
    /// `AccessError.notAllowed`, `NotFound` and `ReasonMissing`.
    package static func revoke(
        _ id: ID<CertificateBatch>,
        class reasonClass: Revocation.ReasonClass,
        signing: Signing,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> RevokedCertificates {
        try act.actor.require(.issueCertificates)
        let reason = try act.requireReason()
        let batch = try find(id, by: act.actor, in: transaction)
        _ = try Cohort.lock(batch.cohortCode, in: transaction)
        let members = try transaction.rows(
            """
            \(members(of: id))
            SELECT member.id, live.certificate_id IS NOT NULL
            FROM member
            LEFT JOIN live_certificates AS live ON live.certificate_id = member.id
            LEFT JOIN certificate_replacements AS replaced ON replaced.certificate_id = member.id
            WHERE replaced.id IS NULL
            ORDER BY member.id
            """,
            as: (ID<Certificate>.self, Bool.self)
        )
        let drafts = members.filter(\.1).map { RevocationDraft($0.0, reasonClass, reason.text) }
        let revoked = try RevocationDraft.enter(drafts, signing: signing, in: transaction)
        return RevokedCertificates(
            revoked: revoked.map(RevokedCertificates.Revoked.init),
            unchanged: members.count - drafts.count,
            rejected: [],
            read: members.count
        )
    }

    /// A query's beginning: `member`, the certificates of batches and those in their place.
    ///
    /// What replaces a certificate has no batch of its own and certifies the same.
    static func members(of batches: ID<CertificateBatch>...) -> SQL {
        members(of: batches)
    }

    static func members(of batches: [ID<CertificateBatch>]) -> SQL {
        """
        WITH RECURSIVE member AS (
            SELECT id FROM certificates WHERE batch_id = ANY(\(batches))
            UNION ALL
            SELECT certificates.id
            FROM certificates JOIN member ON member.id = certificates.replaces_id
        )
        """
    }
}
