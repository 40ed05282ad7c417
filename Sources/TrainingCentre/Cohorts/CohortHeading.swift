import Postgres

/// A cohort in a list of work: which one, of what, when and where.
package struct CohortHeading: Sendable {
    package let code: String
    package let course: Titles
    package let startsOn: CalendarDate
    package let endsOn: CalendarDate
    package let venue: String
    package let state: Cohort.State

    package init(
        code: String,
        course: Titles,
        startsOn: CalendarDate,
        endsOn: CalendarDate,
        venue: String,
        state: Cohort.State
    ) {
        self.code = code
        self.course = course
        self.startsOn = startsOn
        self.endsOn = endsOn
        self.venue = venue
        self.state = state
    }

    /// The cohorts that the actor teaches and that have not ended, the next first; at most 200.
    package static func taught(
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [CohortHeading] {
        guard let person = actor.personID else { return [] }
        return try rows(
            """
            WHERE NOT cohort_has_ended(cohorts.state) AND cohorts.id IN (
                SELECT cohort_id FROM cohort_trainers
                WHERE person_id IN (\(Person.records(of: person))))
            ORDER BY cohorts.starts_on, cohorts.id
            LIMIT \(PageRequest.Limits.rowsMax)
            """,
            in: transaction
        )
    }

    /// The cohort with a code, a draft as well; refuses with `NotFound`.
    package static func find(
        _ code: String,
        in transaction: borrowing Transaction
    ) throws -> CohortHeading {
        let found = try rows("WHERE cohorts.code = upper(\(code))", in: transaction)
        guard let heading = found.first else { throw NotFound("cohort", code) }
        return heading
    }

    static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [CohortHeading] {
        try transaction.rows(
            """
            SELECT cohorts.code, courses.title_sr_cyrl, courses.title_sr_latn, courses.title_en,
                cohorts.starts_on, cohorts.ends_on, cohorts.venue, cohorts.state
            FROM cohorts JOIN courses ON courses.id = cohorts.course_id
            \(condition)
            """,
            as: (
                String.self, String.self, String.self, String.self, CalendarDate.self,
                CalendarDate.self, String.self, Cohort.State.self
            )
        ).map { code, srCyrl, srLatn, en, startsOn, endsOn, venue, state in
            CohortHeading(
                code: code,
                course: Titles(srCyrl: srCyrl, srLatn: srLatn, en: en),
                startsOn: startsOn,
                endsOn: endsOn,
                venue: venue,
                state: state
            )
        }
    }
}
