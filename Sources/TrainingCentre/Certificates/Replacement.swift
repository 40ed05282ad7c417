import Credentials
import Postgres

/// A corrected certificate that stands in the place of an older one.
package struct Replacement: Sendable {
    package let replacedID: VerificationID
    package let replacedNumber: String
    package let id: VerificationID
    package let number: String
    package let issuedOn: CalendarDate
}

extension Certificate {
    /// Replaces a certificate by a new one with the corrected name, its own number and ID.
    ///
    /// Everything but the name stays as it was frozen. The person's name is corrected too, so
    /// that the next certificate is right, unless it has become another one since. Two names that
    /// are not one need the field `names_differ`: else one of two persons is meant. Refuses with
    /// `AccessError.notAllowed`, `NotFound`, `InvalidForm`, `ReasonMissing` and `CertificateError`.
    package static func replace(
        _ id: VerificationID,
        form: Form,
        chance: Chance,
        signing: Signing,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> Replacement {
        try act.actor.require(.issueCertificates)
        _ = try act.requireReason()
        var form = form
        let cyrillic = form.holderName("name_cyrl")
        let latin = form.holderName("name_latn")
        let mayDiffer = form.optionalText("names_differ") == "true"
        try form.check()
        guard mayDiffer || HolderComparison.areOne(cyrillic: cyrillic, latin: latin) else {
            throw CertificateError.namesDiffer
        }
        let held = try lock(id, in: transaction)
        guard held.isLive else {
            let wasRevoked = try transaction.value(
                """
                SELECT EXISTS (
                    SELECT FROM certificate_revocations WHERE certificate_id = \(held.certificate))
                """,
                as: Bool.self
            )
            throw wasRevoked == true ? CertificateError.revokedAlready : .replacedAlready
        }
        let isSame =
            cyrillic.utf8.elementsEqual(held.holderCyrl.utf8)
            && latin.utf8.elementsEqual(held.holderLatn.utf8)
        guard !isSame else { throw CertificateError.nameUnchanged }
        do {
            return try enterSuccessor(
                of: held,
                replacedID: id,
                cyrillic: cyrillic,
                latin: latin,
                chance: chance,
                signing: signing,
                in: transaction
            )
        } catch {
            throw (error as? PostgresError).flatMap(CertificateError.init) ?? error
        }
    }

    private static func enterSuccessor(
        of held: Held,
        replacedID: VerificationID,
        cyrillic: String,
        latin: String,
        chance: Chance,
        signing: Signing,
        in transaction: borrowing Transaction
    ) throws -> Replacement {
        let today = try centreToday(in: transaction)
        let year = today.parts.year
        let serial = try reserveSerials(1, year: year, in: transaction)
        let newID = Enrolment.codes(1, from: chance)[0]
        guard
            let (number, id) = try transaction.row(
                """
                INSERT INTO certificates (
                    verification_id, register_year, register_serial, kind, replaces_id,
                    enrolment_id, accreditation_id, cohort_id, person_id, holder_cyrl,
                    holder_latn, course_code, course_title_sr_cyrl, course_title_sr_latn,
                    course_title_en, project_title_sr_cyrl, project_title_sr_latn,
                    project_title_en, cohort_code, starts_on, ends_on, venue, hours, issued_on,
                    expires_on)
                SELECT \(newID), \(year), \(serial), kind, id, enrolment_id, accreditation_id,
                    cohort_id, person_id, \(cyrillic), \(latin), course_code, course_title_sr_cyrl,
                    course_title_sr_latn, course_title_en, project_title_sr_cyrl,
                    project_title_sr_latn, project_title_en, cohort_code, starts_on, ends_on,
                    venue, hours, \(today), expires_on
                FROM certificates WHERE id = \(held.certificate)
                RETURNING number, verification_id
                """,
                as: (String.self, VerificationID.self)
            )
        else { throw CertificateError.notLive }
        try StoredCredential.issue([id], signing: signing, chance: chance, in: transaction)
        try CertificateEnd.superseded(replacedID, by: id, in: transaction)
        try correctPerson(of: held, cyrillic: cyrillic, latin: latin, in: transaction)
        return Replacement(
            replacedID: replacedID,
            replacedNumber: held.number,
            id: id,
            number: number,
            issuedOn: today
        )
    }

    private static func correctPerson(
        of held: Held,
        cyrillic: String,
        latin: String,
        in transaction: borrowing Transaction
    ) throws {
        guard
            let (givenCyrl, givenLatn) = try transaction.row(
                "SELECT given_name_cyrl, given_name_latn FROM people WHERE id = \(held.person)",
                as: (String.self, String.self)
            )
        else { return }
        let cyrillicParts = PersonName.parts(of: cyrillic, givenBefore: givenCyrl)
        let latinParts = PersonName.parts(of: latin, givenBefore: givenLatn)
        _ = try transaction.execute(
            """
            UPDATE people
            SET given_name_cyrl = \(cyrillicParts.given),
                family_name_cyrl = \(cyrillicParts.family),
                given_name_latn = \(latinParts.given), family_name_latn = \(latinParts.family),
                proposed_script = NULL
            WHERE id = \(held.person)
                AND given_name_cyrl || ' ' || family_name_cyrl = \(held.holderCyrl)
                AND given_name_latn || ' ' || family_name_latn = \(held.holderLatn)
            """
        )
    }
}
