import Credentials
import Postgres

/// The end of a certificate: when, and why.
///
/// The class is public, the reason is not.
package struct Revocation: Sendable {
    package let id: VerificationID
    package let number: String
    package let revokedOn: CalendarDate
    package let reasonClass: ReasonClass
    package let reason: String
    /// Whether this call revoked it; false when it was revoked before.
    package let isNew: Bool

    /// What the public is told about the reason.
    package enum ReasonClass: String, CaseIterable, Sendable {
        case issuedInError = "issued-in-error"
        case requirementsNotMet = "requirements-not-met"
        case misconduct
        case holderRequest = "holder-request"
        case other
    }
}

extension Certificate {
    /// Revokes a certificate, today.
    ///
    /// A second time returns the first record and changes nothing.
    ///
    /// Refuses with `AccessError.notAllowed`, `NotFound`, `ReasonMissing` and
    /// `CertificateError.replacedAlready`.
    package static func revoke(
        _ id: VerificationID,
        class reasonClass: Revocation.ReasonClass,
        signing: Signing,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> Revocation {
        try act.actor.require(.issueCertificates)
        let reason = try act.requireReason()
        let held = try lock(id, in: transaction)
        if let first = try revocation(of: held, id: id, in: transaction) { return first }
        guard held.isLive else { throw CertificateError.replacedAlready }
        let draft = RevocationDraft(held.certificate, reasonClass, reason.text)
        _ = try RevocationDraft.enter([draft], signing: signing, in: transaction)
        guard let made = try revocation(of: held, id: id, in: transaction) else {
            throw NotFound("certificate", id.printed)
        }
        return Revocation(
            id: id,
            number: made.number,
            revokedOn: made.revokedOn,
            reasonClass: made.reasonClass,
            reason: made.reason,
            isNew: true
        )
    }

    private static func revocation(
        of held: Held,
        id: VerificationID,
        in transaction: borrowing Transaction
    ) throws -> Revocation? {
        try transaction.row(
            """
            SELECT revoked_on, reason_class, reason
            FROM certificate_revocations
            WHERE certificate_id = \(held.certificate)
            """,
            as: (CalendarDate.self, Revocation.ReasonClass.self, String.self)
        ).map {
            Revocation(
                id: id,
                number: held.number,
                revokedOn: $0,
                reasonClass: $1,
                reason: $2,
                isNew: false
            )
        }
    }

    /// A certificate under the lock of its cohort, or of its holder when it has none; issuing,
    /// revoking and replacing all take it.
    struct Held {
        let certificate: ID<Certificate>
        let number: String
        let person: ID<Person>
        let kind: Kind
        let holderCyrl: String
        let holderLatn: String
        let isLive: Bool
    }

    static func lock(
        _ id: VerificationID,
        in transaction: borrowing Transaction
    ) throws -> Held {
        guard
            let (cohort, person) = try transaction.row(
                "SELECT cohort_code, person_id FROM certificates WHERE verification_id = \(id)",
                as: (String?.self, ID<Person>.self)
            )
        else { throw NotFound("certificate", id.printed) }
        if let cohort {
            _ = try Cohort.lock(cohort, in: transaction)
        } else {
            _ = try transaction.execute(
                "SELECT 1 FROM people WHERE id = \(person) FOR NO KEY UPDATE"
            )
        }
        guard
            let row = try transaction.row(
                """
                SELECT certificates.id, number, certificates.person_id, certificates.kind,
                    holder_cyrl, holder_latn, live_certificates.certificate_id IS NOT NULL
                FROM certificates
                LEFT JOIN live_certificates ON live_certificates.certificate_id = certificates.id
                WHERE verification_id = \(id)
                """,
                as: (
                    ID<Certificate>.self, String.self, ID<Person>.self, Kind.self, String.self,
                    String.self, Bool.self
                )
            )
        else { throw NotFound("certificate", id.printed) }
        return Held(
            certificate: row.0,
            number: row.1,
            person: row.2,
            kind: row.3,
            holderCyrl: row.4,
            holderLatn: row.5,
            isLive: row.6
        )
    }
}
