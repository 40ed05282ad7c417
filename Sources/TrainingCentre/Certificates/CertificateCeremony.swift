import Credentials
import Postgres

/// One line of the list from which certificates are handed out.
package struct CeremonyEntry: Sendable {
    package let lsg: String
    package let holderCyrl: String
    package let holderLatn: String
    package let institution: String
    package let number: String
    package let id: VerificationID
    /// When it was handed over; nil while it was not.
    package let handedOn: CalendarDate?
}

/// Whether a certificate is in its holder's hands.
package struct Handover: Sendable {
    package let id: VerificationID
    package let number: String
    package let handedOn: CalendarDate?
}

extension CertificateBatch {
    /// Says when and where a batch is handed out; saying it again is a change of plan.
    ///
    /// Refuses with `AccessError.notAllowed`, `NotFound`, and `InvalidForm`.
    package static func arrangeCeremony(
        _ id: ID<CertificateBatch>,
        _ form: Form,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> CertificateBatch {
        try actor.require(.issueCertificates)
        let batch = try find(id, by: actor, in: transaction)
        var form = form
        let day = form.date("on")
        let place = form.text("place", lengthMax: 200)
        let note = form.optionalText("note", lengthMax: 500)
        if form.has("on"), day < batch.issuedOn {
            form.refuse("on", "lies before the date of issue, \(batch.issuedOn)")
        }
        try form.check()
        _ = try transaction.execute(
            """
            INSERT INTO certificate_ceremonies (batch_id, held_on, venue, note)
            VALUES (\(id), \(day), \(place), \(note))
            """
        )
        return try find(id, by: actor, in: transaction)
    }

    /// Who gets a paper of the batch: by LSG, then by family name in Serbian order.
    ///
    /// Certificates that were revoked are left out; one that was replaced is listed as the one in
    /// its place. Refuses with `AccessError.notAllowed` and `NotFound`.
    package static func ceremonyList(
        _ id: ID<CertificateBatch>,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [CeremonyEntry] {
        _ = try find(id, by: actor, in: transaction)
        return try ceremonyList([id], in: transaction)
    }

    static func ceremonyList(
        _ ids: [ID<CertificateBatch>],
        in transaction: borrowing Transaction
    ) throws -> [CeremonyEntry] {
        try transaction.rows(
            """
            \(members(of: ids))
            SELECT coalesce(lsgs.name_latn, ''), certificates.holder_cyrl,
                certificates.holder_latn, enrolments.institution, certificates.number,
                certificates.verification_id, handover.handed_on
            FROM member
            JOIN live_certificates AS live ON live.certificate_id = member.id
            JOIN certificates ON certificates.id = member.id
            JOIN enrolments ON enrolments.id = certificates.enrolment_id
            JOIN people ON people.id = certificates.person_id
            LEFT JOIN lsgs ON lsgs.code = enrolments.lsg_code
            LEFT JOIN LATERAL (
                SELECT handed_on FROM certificate_handovers
                WHERE certificate_id = certificates.id ORDER BY id DESC LIMIT 1
            ) AS handover ON true
            ORDER BY lsgs.name_cyrl COLLATE "sr-Cyrl-x-icu" NULLS LAST,
                \(Person.order()), certificates.id
            """,
            as: (
                String.self, String.self, String.self, String.self, String.self,
                VerificationID.self, CalendarDate?.self
            )
        ).map {
            CeremonyEntry(
                lsg: $0,
                holderCyrl: $1,
                holderLatn: $2,
                institution: $3,
                number: $4,
                id: $5,
                handedOn: $6
            )
        }
    }
}

extension Certificate {
    /// Enters that a certificate was handed over, or, without a date, that it was not after all.
    ///
    /// The newest entry counts; the same again enters nothing. Refuses with
    /// `AccessError.notAllowed`, `NotFound`, `CertificateError.handedOverTooEarly`, and with
    /// `ReasonMissing` when an entry is taken back without a reason.
    package static func handOver(
        _ id: VerificationID,
        on day: CalendarDate?,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> Handover {
        try act.actor.require(.issueCertificates)
        if day == nil { _ = try act.requireReason() }
        let held = try lock(id, in: transaction)
        let before = try transaction.value(
            """
            SELECT handed_on FROM certificate_handovers
            WHERE certificate_id = \(held.certificate) ORDER BY id DESC LIMIT 1
            """,
            as: CalendarDate?.self
        )
        if (before ?? nil) != day {
            do {
                _ = try transaction.execute(
                    """
                    INSERT INTO certificate_handovers (certificate_id, handed_on)
                    VALUES (\(held.certificate), \(day))
                    """
                )
            } catch {
                throw (error as? PostgresError).flatMap(CertificateError.init) ?? error
            }
        }
        return Handover(id: id, number: held.number, handedOn: day)
    }
}
