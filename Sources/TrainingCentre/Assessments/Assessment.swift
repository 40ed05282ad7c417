import Postgres

/// What is measured: a test before the training, or the final one that passing depends on.
package enum Assessment: String, CaseIterable, Sendable {
    case pre, final
}

/// One person's outcome of one assessment, the latest entered.
package struct Result: Sendable {
    package let email: String
    package let assessment: Assessment
    package let scorePercent: Hundredths

    /// The results of a cohort, by person.
    package static func list(
        cohort code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [Result] {
        let cohort = try Cohort.id(of: code, in: transaction)
        try actor.require(.readPeople, orTeaching: [cohort], in: transaction)
        return try transaction.rows(
            """
            SELECT DISTINCT ON (people.email, results.assessment)
                people.email, results.assessment, results.score_percent
            FROM results
            JOIN enrolments ON enrolments.id = results.enrolment_id
            JOIN cohorts ON cohorts.id = enrolments.cohort_id
            JOIN people ON people.id = enrolments.person_id
            WHERE cohorts.id = \(cohort)
            ORDER BY people.email, results.assessment, results.id DESC
            """,
            as: (String.self, Assessment.self, Hundredths.self)
        ).map { Result(email: $0, assessment: $1, scorePercent: $2) }
    }
}
