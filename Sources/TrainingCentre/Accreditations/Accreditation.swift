import Postgres

/// A trainer's right to teach a course, or the courses of a field: from, until, on what basis.
package struct Accreditation: Sendable {
    package let id: ID<Accreditation>
    package let email: String
    package let nameCyrl: String
    package let nameLatn: String
    /// The course; nil for a field.
    package let courseCode: String?
    package let fieldCode: String?
    /// The examination in stages that it came of; nil for one that was granted without.
    package let candidacy: ID<Candidacy>?
    package let startsOn: CalendarDate
    package let endsOn: CalendarDate
    package let basis: String
    package let renews: ID<Accreditation>?
    package let renewedBy: ID<Accreditation>?
    /// Since when it is suspended; nil while it is not.
    package let suspendedOn: CalendarDate?
    /// While it is suspended, the days to come on which the person was to teach by it and has no
    /// other right: as “LAP-2024-03 2024-03-12”, the first before.
    package let sessionsWithoutRight: [String]
    /// The number of the certificate that counts for it.
    package let certificateNumber: String?
    let today: CalendarDate

    /// What it is worth on a day.
    package enum State: String, CaseIterable, Sendable {
        case upcoming, valid, suspended, expired
    }

    package var state: State {
        if today > endsOn { return .expired }
        if suspendedOn != nil { return .suspended }
        return today < startsOn ? .upcoming : .valid
    }

    /// Accreditations in the order of entry; refuses with `AccessError.notAllowed` and `NotFound`.
    package static func list(
        course: String?,
        page: PageRequest,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Page<Accreditation> {
        try actor.require(.readPeople)
        if let course { _ = try Course.find(course, in: transaction) }
        let found = try rows(
            """
            WHERE accreditations.id > \(page.afterID())
                AND (\(course)::text IS NULL OR courses.code = \(course?.uppercased()))
            ORDER BY accreditations.id
            LIMIT \(page.rowsMax + 1)
            """,
            in: transaction
        )
        return Page(found, for: page) { String($0.id.value) }
    }

    /// Those that are suspended though somebody was to teach by them on a day to come.
    ///
    /// Refuses with `AccessError.notAllowed`.
    static func suspendedWithSessions(
        rowsMax: Int,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [Accreditation] {
        try actor.require(.readPeople)
        return try rows(
            """
            WHERE suspension.is_suspended AND accreditations.ends_on >= centre_today()
                AND EXISTS (SELECT FROM sessions_without_right(accreditations.id))
            ORDER BY suspension.effective_on, accreditations.id
            LIMIT \(rowsMax)
            """,
            in: transaction
        )
    }

    /// One accreditation; refuses with `AccessError.notAllowed` and `NotFound`.
    package static func find(
        _ id: ID<Accreditation>,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Accreditation {
        try actor.require(.readPeople)
        guard
            let found = try rows("WHERE accreditations.id = \(id)", in: transaction).first
        else { throw NotFound("accreditation", String(id.value)) }
        return found
    }

    /// Those that end within so many days and that none renews, the first to end before.
    ///
    /// Refuses with `AccessError.notAllowed`.
    static func expiring(
        within days: Int,
        rowsMax: Int,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [Accreditation] {
        try actor.require(.readPeople)
        return try rows(
            """
            WHERE accreditations.ends_on
                    BETWEEN centre_today() AND centre_today() + \(days)::integer
                AND renewals.id IS NULL
            ORDER BY accreditations.ends_on, accreditations.id
            LIMIT \(rowsMax)
            """,
            in: transaction
        )
    }

    /// The number of an accreditation as people type it; refuses with `NotFound`.
    package static func id(typed: String) throws -> ID<Accreditation> {
        guard let number = Int(typed), number > 0 else { throw NotFound("accreditation", typed) }
        return ID(number)
    }

    private static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [Accreditation] {
        try transaction.rows(
            """
            SELECT accreditations.id, people.email,
                people.given_name_cyrl || ' ' || people.family_name_cyrl,
                people.given_name_latn || ' ' || people.family_name_latn, courses.code,
                fields.code, accreditations.candidacy_id, accreditations.starts_on,
                accreditations.ends_on, accreditations.basis, accreditations.renews_id, renewals.id,
                CASE WHEN suspension.is_suspended THEN suspension.effective_on END,
                CASE WHEN suspension.is_suspended
                    THEN ARRAY(SELECT sessions_without_right(accreditations.id)) ELSE '{}' END,
                (
                    SELECT certificates.number
                    FROM certificates
                    JOIN live_certificates AS live ON live.certificate_id = certificates.id
                    WHERE certificates.accreditation_id = accreditations.id),
                centre_today()
            FROM accreditations
            JOIN people ON people.id = accreditations.person_id
            LEFT JOIN courses ON courses.id = accreditations.course_id
            LEFT JOIN fields ON fields.id = accreditations.field_id
            LEFT JOIN accreditations AS renewals ON renewals.renews_id = accreditations.id
            LEFT JOIN LATERAL (
                SELECT is_suspended, effective_on FROM accreditation_suspensions
                WHERE accreditation_id = accreditations.id ORDER BY id DESC LIMIT 1
            ) AS suspension ON true
            \(condition)
            """,
            as: (
                ID<Accreditation>.self, String.self, String.self, String.self, String?.self,
                String?.self, ID<Candidacy>?.self, CalendarDate.self, CalendarDate.self,
                String.self, ID<Accreditation>?.self, ID<Accreditation>?.self, CalendarDate?.self,
                [String].self, String?.self, CalendarDate.self
            )
        ).map(Accreditation.init)
    }
}
