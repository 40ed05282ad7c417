import Postgres

/// A cohort where people wait for somebody to agree.
package struct Approvals: Sendable {
    package let cohort: CohortHeading
    /// For the institution or, where none is asked, for the centre.
    package let applied: Int
    /// For the centre.
    package let endorsed: Int

    package init(cohort: CohortHeading, applied: Int, endorsed: Int) {
        self.cohort = cohort
        self.applied = applied
        self.endorsed = endorsed
    }

    /// Those of cohorts that have not ended, the next first.
    static func list(in transaction: borrowing Transaction) throws -> [Approvals] {
        let waiting = try transaction.rows(
            """
            SELECT cohorts.code, count(*) FILTER (WHERE enrolments.status = 'applied'),
                count(*) FILTER (WHERE enrolments.status = 'endorsed')
            FROM cohorts JOIN enrolments ON enrolments.cohort_id = cohorts.id
            WHERE NOT cohort_has_ended(cohorts.state)
                AND enrolments.status IN ('applied', 'endorsed')
            GROUP BY cohorts.id
            ORDER BY cohorts.starts_on, cohorts.id
            LIMIT \(Worklist.Limits.rowsMax + 1)
            """,
            as: (String.self, Int.self, Int.self)
        )
        let cohorts = try CohortHeading.rows(
            "WHERE cohorts.code = ANY(\(waiting.map { $0.0 }))",
            in: transaction
        )
        return waiting.compactMap { code, applied, endorsed in
            cohorts.first { $0.code == code }.map {
                Approvals(cohort: $0, applied: applied, endorsed: endorsed)
            }
        }
    }
}

/// An offered seat whose time runs out.
package struct LapsingOffer: Sendable {
    package let enrolment: ID<Enrolment>
    package let name: PersonName
    package let cohortCode: String
    /// The day and the hour on the centre's clock, as 14:30.
    package let endsOn: CalendarDate
    package let clock: String

    package init(
        enrolment: ID<Enrolment>,
        name: PersonName,
        cohortCode: String,
        endsOn: CalendarDate,
        clock: String
    ) {
        self.enrolment = enrolment
        self.name = name
        self.cohortCode = cohortCode
        self.endsOn = endsOn
        self.clock = clock
    }

    /// Those of cohorts that have not ended, what ends first before.
    static func list(in transaction: borrowing Transaction) throws -> [LapsingOffer] {
        try transaction.rows(
            """
            SELECT enrolments.id, people.given_name_cyrl, people.family_name_cyrl,
                people.given_name_latn, people.family_name_latn, people.proposed_script,
                cohorts.code, (enrolments.offer_ends_at AT TIME ZONE 'Europe/Belgrade')::date,
                left((enrolments.offer_ends_at AT TIME ZONE 'Europe/Belgrade')::time::text, 5)
            FROM enrolments
            JOIN cohorts ON cohorts.id = enrolments.cohort_id
            JOIN people ON people.id = enrolments.person_id
            WHERE enrolments.status = 'offered' AND NOT cohort_has_ended(cohorts.state)
                AND enrolments.offer_ends_at
                    < now() + make_interval(hours => \(Worklist.Limits.hoursBeforeLapse)::integer)
            ORDER BY enrolments.offer_ends_at, enrolments.id
            LIMIT \(Worklist.Limits.rowsMax + 1)
            """,
            as: (
                ID<Enrolment>.self, String.self, String.self, String.self, String.self,
                PersonName.ProposedScript?.self, String.self, CalendarDate.self, String.self
            )
        ).map { row in
            LapsingOffer(
                enrolment: row.0,
                name: PersonName(
                    givenCyrl: row.1,
                    familyCyrl: row.2,
                    givenLatn: row.3,
                    familyLatn: row.4,
                    proposedScript: row.5
                ),
                cohortCode: row.6,
                endsOn: row.7,
                clock: row.8
            )
        }
    }
}
