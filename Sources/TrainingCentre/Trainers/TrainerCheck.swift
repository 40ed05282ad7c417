import Documents
import Postgres

/// Whether somebody may teach a cohort, day by day, and what is lacking.
package struct TrainerCheck: Sendable {
    package let email: String
    package let cohortCode: String
    package let courseCode: String
    package let days: [Day]
    /// The cohorts that want the person at that time as well; a warning.
    package let clashes: [String]

    /// A day on which the cohort is taught.
    package struct Day: Sendable {
        package let on: CalendarDate
        /// What is lacking, in the words of the database; nothing when all is well.
        package let problems: [String]

        /// May train the course, for good.
        package var isQualified: Bool { !problems.contains("not qualified") }
        /// Has the right to teach it on this day, and the right is not suspended.
        package var isAccredited: Bool {
            !problems.contains("not accredited") && !problems.contains("accreditation suspended")
        }
        /// Is accredited, and in the pool.
        package var isActive: Bool { isAccredited && !problems.contains("not in the pool") }
    }

    /// Everything that is lacking on any of the days, each once.
    package var problems: [String] {
        var seen: Set<String> = []
        return days.flatMap(\.problems).filter { seen.insert($0).inserted }
    }

    /// Checks a person against the days of a cohort, or against one day.
    ///
    /// The days are those of the sessions; the first and the last one of the cohort before its
    /// sessions are known. Refuses with `AccessError.notAllowed` and `NotFound`.
    package static func make(
        _ email: String,
        for code: String,
        on day: CalendarDate? = nil,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> TrainerCheck {
        try actor.require(.readPeople)
        let cohort = try Cohort.find(code, in: transaction)
        let person = try Person.find(email: email, by: actor, in: transaction)
        let days = try transaction.rows(
            """
            SELECT day, trainer_problems(\(person.id), cohorts.course_id, day)
            FROM cohorts
            CROSS JOIN LATERAL (
                SELECT teaching_days(cohorts.id) AS day WHERE \(day)::date IS NULL
                UNION ALL SELECT \(day)::date WHERE \(day)::date IS NOT NULL
            ) AS days
            WHERE cohorts.code = \(cohort.draft.code)
            ORDER BY day
            """,
            as: (CalendarDate.self, [String].self)
        )
        return TrainerCheck(
            email: person.email,
            cohortCode: cohort.draft.code,
            courseCode: cohort.draft.courseCode,
            days: days.map(Day.init),
            clashes: try CohortClash.others(
                teaching: try Cohort.id(of: code, in: transaction),
                person: person.id,
                on: day,
                in: transaction
            )
        )
    }

    package var json: JSON {
        [
            "person": .string(email), "cohort": .string(cohortCode),
            "course": .string(courseCode), "may_teach": .bool(problems.isEmpty),
            "qualified": .bool(days.allSatisfy(\.isQualified)),
            "accredited": .bool(days.allSatisfy(\.isAccredited)),
            "active": .bool(days.allSatisfy(\.isActive)),
            "reasons": .array(problems.map(JSON.string)),
            "clashes": .array(clashes.map(JSON.string)),
            "days": .array(
                days.map {
                    ["on": $0.on.json, "reasons": .array($0.problems.map(JSON.string))]
                }
            ),
        ]
    }
}
