import Documents
import Postgres

/// Who taught what, when, for how many hours and by which right.
///
/// The record of people engaged that an organiser of adult education keeps. What a closed cohort
/// says was frozen with it; of a cohort that goes on, the sessions until today count.
package struct Engagement: Sendable {
    package let cohortCode: String
    package let courseCode: String
    package let email: String
    package let nameCyrl: String
    package let nameLatn: String
    /// How the person works for the centre; nil for somebody who is not in the register.
    package let employment: EnrolmentFacts.Employment?
    package let startsOn: CalendarDate
    package let endsOn: CalendarDate
    package let hours: Hundredths
    package let accreditation: ID<Accreditation>?
    package let qualification: ID<Qualification>?
    /// What was lacking; then there is a reason.
    package let problems: [String]
    package let reason: String?
    package let isFinal: Bool

    package static let columns = [
        "cohort", "course", "person", "name_sr_cyrl", "name_sr_latn", "employment", "starts_on",
        "ends_on", "hours", "accreditation", "qualification", "lacking", "reason", "final",
    ]

    package var json: JSON {
        [
            "cohort": .string(cohortCode), "course": .string(courseCode),
            "person": .string(email), "name_sr_cyrl": .string(nameCyrl),
            "name_sr_latn": .string(nameLatn), "employment": JSON(employment?.rawValue),
            "starts_on": startsOn.json, "ends_on": endsOn.json, "hours": hours.json,
            "accreditation": JSON(accreditation?.value),
            "qualification": JSON(qualification?.value),
            "lacking": .array(problems.map(JSON.string)), "reason": JSON(reason),
            "final": .bool(isFinal),
        ]
    }

    /// Which engagements are asked for.
    package struct Filter: Sendable {
        package let cohort: String?
        package let person: String?
        package let from: CalendarDate?
        package let to: CalendarDate?

        package init(
            cohort: String? = nil,
            person: String? = nil,
            from: CalendarDate? = nil,
            to: CalendarDate? = nil
        ) {
            self.cohort = cohort
            self.person = person
            self.from = from
            self.to = to
        }
    }

    /// Engagements in the order of cohorts and people; of a period those whose last day is in it.
    ///
    /// Refuses with `AccessError.notAllowed` and `NotFound`.
    package static func list(
        _ filter: Filter,
        page: PageRequest,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Page<Engagement> {
        try actor.require(.readPeople)
        if let cohort = filter.cohort { _ = try Cohort.find(cohort, in: transaction) }
        let after = try page.afterRank()
        let found = try transaction.rows(
            """
            SELECT engaged.cohort_id, engaged.person_id, cohorts.code, courses.code, people.email,
                people.given_name_cyrl || ' ' || people.family_name_cyrl,
                people.given_name_latn || ' ' || people.family_name_latn, engaged.employment,
                engaged.starts_on, engaged.ends_on, engaged.hours, engaged.accreditation_id,
                engaged.qualification_id, engaged.problems, engaged.reason, engaged.is_final
            FROM (\(all)) AS engaged
            JOIN cohorts ON cohorts.id = engaged.cohort_id
            JOIN courses ON courses.id = cohorts.course_id
            JOIN people ON people.id = engaged.person_id
            WHERE (engaged.cohort_id, engaged.person_id) > (\(after.rank), \(after.id))
                AND (\(filter.cohort)::text IS NULL
                    OR cohorts.code = \(filter.cohort?.uppercased()))
                AND (\(filter.person)::text IS NULL
                    OR people.email = \(filter.person?.lowercased()))
                AND (\(filter.from)::date IS NULL OR engaged.ends_on >= \(filter.from))
                AND (\(filter.to)::date IS NULL OR engaged.ends_on <= \(filter.to))
            ORDER BY engaged.cohort_id, engaged.person_id
            LIMIT \(page.rowsMax + 1)
            """,
            as: (
                Int.self, Int.self, String.self, String.self, String.self, String.self,
                String.self, EnrolmentFacts.Employment?.self, CalendarDate.self,
                CalendarDate.self, Hundredths.self, ID<Accreditation>?.self,
                ID<Qualification>?.self, [String].self, String?.self, Bool.self
            )
        )
        return Page(found, for: page) { "\($0.0).\($0.1)" }.map { row in
            Engagement(
                cohortCode: row.2,
                courseCode: row.3,
                email: row.4,
                nameCyrl: row.5,
                nameLatn: row.6,
                employment: row.7,
                startsOn: row.8,
                endsOn: row.9,
                hours: row.10,
                accreditation: row.11,
                qualification: row.12,
                problems: row.13,
                reason: row.14,
                isFinal: row.15
            )
        }
    }

    /// Those of closed cohorts as they were frozen, and of the others as they are.
    private static let all: SQL = """
        SELECT cohort_id, person_id, starts_on, ends_on, hours, employment, accreditation_id,
            qualification_id, problems, reason, true AS is_final
        FROM engagements
        UNION ALL
        SELECT cohort_id, person_id, starts_on, ends_on, hours, employment, accreditation_id,
            qualification_id, problems, reason, false
        FROM current_engagements
        WHERE cohort_id IN (SELECT id FROM cohorts WHERE NOT cohort_has_ended(state))
        """
}
