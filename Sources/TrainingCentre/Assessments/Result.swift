import Documents
import Postgres

/// One person's outcome of one attempt at an assessment, the latest entered.
package struct Result: Sendable {
    package let email: String
    package let assessment: String
    package let attempt: Int
    package let scorePercent: Hundredths
    /// Who assessed practical work, and who verified it; nil for other kinds.
    package let assessor: String?
    package let verifier: String?

    package var json: JSON {
        [
            "email": .string(email), "assessment": .string(assessment),
            "score_percent": scorePercent.json, "attempt": .integer(attempt),
            "assessor": JSON(assessor), "verifier": JSON(verifier),
        ]
    }

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
            SELECT DISTINCT ON (people.email, results.assessment, results.attempt)
                people.email, results.assessment, results.attempt, results.score_percent,
                assessors.email, verifiers.email
            FROM results
            JOIN enrolments ON enrolments.id = results.enrolment_id
            JOIN cohorts ON cohorts.id = enrolments.cohort_id
            JOIN people ON people.id = enrolments.person_id
            LEFT JOIN people AS assessors ON assessors.id = results.assessor_id
            LEFT JOIN people AS verifiers ON verifiers.id = results.verifier_id
            WHERE cohorts.id = \(cohort)
            ORDER BY people.email, results.assessment, results.attempt, results.id DESC
            """,
            as: (
                String.self, String.self, Int.self, Hundredths.self, String?.self, String?.self
            )
        ).map {
            Result(
                email: $0,
                assessment: $1,
                attempt: $2,
                scorePercent: $3,
                assessor: $4,
                verifier: $5
            )
        }
    }
}
