import Credentials
import Postgres

extension Certificate {
    /// Issues the certificate of an accreditation, valid until the accreditation ends.
    ///
    /// Repeating it issues nothing new, also after a revocation. Takes the lock of the person and
    /// the year's register counter. Refuses with `AccessError.notAllowed`, `NotFound`,
    /// `InvalidForm`, `AccreditationError.suspended`, and, where a second person is needed, with
    /// `AccreditationError.ownAccreditation`.
    package static func issue(
        accreditation id: ID<Accreditation>,
        on date: CalendarDate?,
        chance: Chance,
        signing: Signing,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> IssuedBatch {
        try actor.require(.issueCertificates)
        try Accreditation.lock(id, by: actor, in: transaction)
        let accreditation = try Accreditation.find(id, by: actor, in: transaction)
        if let reason = try reasonToSkip(id, in: transaction) {
            let skipped = IssuedBatch.Skipped(email: accreditation.email, reasons: [reason])
            return IssuedBatch(id: nil, issued: [], skipped: [skipped], unconfirmed: [])
        }
        let issuedOn = date ?? accreditation.today
        guard accreditation.startsOn <= issuedOn, issuedOn <= accreditation.today,
            issuedOn < accreditation.endsOn
        else {
            throw InvalidForm([
                FieldProblem("on", "lies in the future or outside of the accreditation")
            ])
        }
        let issued: (String, VerificationID, Bool)
        do {
            issued = try enter(id, issuedOn: issuedOn, chance: chance, in: transaction)
        } catch {
            throw (error as? PostgresError).flatMap(AccreditationError.init) ?? error
        }
        try StoredCredential.issue([issued.1], signing: signing, chance: chance, in: transaction)
        return IssuedBatch(
            id: nil,
            issued: [
                IssuedBatch.Issued(number: issued.0, id: issued.1, email: accreditation.email)
            ],
            skipped: [],
            unconfirmed: issued.2 ? [accreditation.email] : []
        )
    }

    private static func reasonToSkip(
        _ id: ID<Accreditation>,
        in transaction: borrowing Transaction
    ) throws -> String? {
        let isLive = try transaction.value(
            """
            SELECT bool_or(live.certificate_id IS NOT NULL)
            FROM certificates
            LEFT JOIN live_certificates AS live ON live.certificate_id = certificates.id
            WHERE certificates.accreditation_id = \(id)
            """,
            as: Bool?.self
        )
        guard let isLive = isLive ?? nil else { return nil }
        return isLive ? "certificate issued already" : "certificate was revoked"
    }

    /// The number, the ID, and whether nobody had confirmed the name in one script.
    private static func enter(
        _ accreditation: ID<Accreditation>,
        issuedOn: CalendarDate,
        chance: Chance,
        in transaction: borrowing Transaction
    ) throws -> (String, VerificationID, Bool) {
        let year = issuedOn.parts.year
        let serial = try reserveSerials(1, year: year, in: transaction)
        let id = Enrolment.codes(1, from: chance)[0]
        let entered = try transaction.row(
            """
            INSERT INTO certificates (
                verification_id, register_year, register_serial, kind, accreditation_id,
                person_id, holder_cyrl, holder_latn, course_code, course_title_sr_cyrl,
                course_title_sr_latn, course_title_en, issued_on, expires_on)
            SELECT \(id), \(year), \(serial), \(Kind.accreditation), accreditations.id,
                people.id, people.given_name_cyrl || ' ' || people.family_name_cyrl,
                people.given_name_latn || ' ' || people.family_name_latn,
                coalesce(courses.code, fields.code),
                coalesce(courses.title_sr_cyrl, fields.title_sr_cyrl),
                coalesce(courses.title_sr_latn, fields.title_sr_latn),
                coalesce(courses.title_en, fields.title_en), \(issuedOn), accreditations.ends_on
            FROM accreditations
            JOIN people ON people.id = accreditations.person_id
            LEFT JOIN courses ON courses.id = accreditations.course_id
            LEFT JOIN fields ON fields.id = accreditations.field_id
            WHERE accreditations.id = \(accreditation)
            RETURNING number, verification_id,
                (SELECT proposed_script IS NOT NULL FROM people WHERE id = person_id)
            """,
            as: (String.self, VerificationID.self, Bool.self)
        )
        guard let entered else { throw CertificateError.notLive }
        return entered
    }
}
