import Documents
import Postgres

/// A cohort for which an institution can name people, as its focal point sees it.
package struct NominationCall: Sendable {
    package let organisation: Titles
    /// Whether the institution is in a municipality or city, which is that of its people.
    package let isInLSG: Bool
    package let heading: CohortHeading
    /// Whether people are taken at present; a form that is sent is decided on its own.
    package let isOpen: Bool
    /// The last day for names; nil without one.
    package let applyUntil: CalendarDate?
    /// Seats without a name that nobody holds.
    package let seatsFree: Int
    /// nil where no seat is held for the institution.
    package let quota: SeatQuota?
    /// Whom the institution has named, as in `NominatedCohort`; empty in a list.
    package let people: [Nominee]

    package init(
        organisation: Titles,
        isInLSG: Bool = true,
        heading: CohortHeading,
        isOpen: Bool,
        applyUntil: CalendarDate?,
        seatsFree: Int,
        quota: SeatQuota?,
        people: [Nominee] = []
    ) {
        self.organisation = organisation
        self.isInLSG = isInLSG
        self.heading = heading
        self.isOpen = isOpen
        self.applyUntil = applyUntil
        self.seatsFree = seatsFree
        self.quota = quota
        self.people = people
    }

    /// Those that take people at present, the next first; at most 200.
    ///
    /// Refuses with `AccessError.notAllowed` who is no focal point.
    package static func list(
        of actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [NominationCall] {
        try rows(
            """
            WHERE \(open)
            ORDER BY cohorts.starts_on, cohorts.id
            LIMIT \(PageRequest.Limits.rowsMax)
            """,
            of: actor,
            in: transaction
        )
    }

    /// One of them by the code of the cohort, open or not; refuses with `NotFound` too.
    ///
    /// Its people stand by name in the alphabet of the language.
    package static func find(
        _ code: String,
        of actor: Actor,
        language: Language,
        in transaction: borrowing Transaction
    ) throws -> NominationCall {
        let found = try rows(
            "WHERE cohorts.code = upper(\(code)) AND cohorts.state <> 'draft'",
            peopleIn: language,
            of: actor,
            in: transaction
        )
        guard let call = found.first else { throw NotFound("cohort", code) }
        return call
    }

    private static let open: SQL = """
        cohort_takes_enrolments(cohorts.state) AND cohorts.ends_on >= centre_today()
            AND (seat_rules.apply_until_on IS NULL
                OR seat_rules.apply_until_on >= centre_today())
        """

    private static func rows(
        _ condition: SQL,
        peopleIn language: Language? = nil,
        of actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [NominationCall] {
        let own = try Organisation.spokenFor(by: actor, in: transaction)
        return try transaction.rows(
            """
            SELECT cohorts.id, cohorts.code, courses.title_sr_cyrl, courses.title_sr_latn,
                courses.title_en, cohorts.starts_on, cohorts.ends_on, cohorts.venue, cohorts.state,
                \(open), seat_rules.apply_until_on,
                greatest(cohorts.capacity + cohorts.overbooked - cohorts.seats_taken, 0)
            FROM cohorts
            JOIN courses ON courses.id = cohorts.course_id
            LEFT JOIN seat_rules ON seat_rules.cohort_id = cohorts.id
            \(condition)
            """,
            as: (
                ID<Cohort>.self, String.self, String.self, String.self, String.self,
                CalendarDate.self, CalendarDate.self, String.self, Cohort.State.self, Bool.self,
                CalendarDate?.self, Int.self
            )
        ).map { row in
            NominationCall(
                organisation: own.name,
                isInLSG: own.isInLSG,
                heading: CohortHeading(
                    code: row.1,
                    course: Titles(srCyrl: row.2, srLatn: row.3, en: row.4),
                    startsOn: row.5,
                    endsOn: row.6,
                    venue: row.7,
                    state: row.8
                ),
                isOpen: row.9,
                applyUntil: row.10,
                seatsFree: row.11,
                quota: try SeatQuota.list(row.0, of: own.id, in: transaction).first,
                people: try language.flatMap {
                    try Nominee.list(
                        of: own.id,
                        in: [row.0],
                        language: $0,
                        transaction
                    )[row.0]
                } ?? []
            )
        }
    }
}

extension Organisation {
    /// The one whose focal point somebody is; refuses with `AccessError.notAllowed`.
    static func spokenFor(
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> (id: ID<Organisation>, name: Titles, isInLSG: Bool) {
        guard
            let own = try transaction.row(
                """
                SELECT organisations.id, organisations.name_sr_cyrl, organisations.name_sr_latn,
                    organisations.name_en, organisations.lsg_code IS NOT NULL
                FROM account_roles
                JOIN organisations ON organisations.id = account_roles.organisation_id
                WHERE account_roles.account_id = \(actor.accountID)
                    AND account_roles.role = 'focal-point'
                """,
                as: (ID<Organisation>.self, String.self, String.self, String.self, Bool.self)
            )
        else { throw AccessError.notAllowed }
        return (own.0, Titles(srCyrl: own.1, srLatn: own.2, en: own.3), own.4)
    }
}
