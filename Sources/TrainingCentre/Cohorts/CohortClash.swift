import Documents
import Postgres

/// That somebody asks for, holds or used a seat in a cohort, and in another at the same time.
package struct CohortClash: Hashable, Sendable {
    package let email: String
    /// The code of the other cohort.
    package let other: String

    /// The clashes of a cohort's participants, by e-mail address.
    ///
    /// A session without times takes its whole day, a cohort without sessions all its days. Refuses
    /// with `AccessError.notAllowed` and `NotFound`.
    package static func list(
        cohort code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [CohortClash] {
        let cohort = try Cohort.id(of: code, in: transaction)
        try actor.require(.readPeople, orTeaching: [cohort], in: transaction)
        return try transaction.rows(
            """
            SELECT people.email, cohorts.code
            FROM enrolments
            JOIN people ON people.id = enrolments.person_id
            CROSS JOIN LATERAL participant_clashes(enrolments.cohort_id, enrolments.person_id)
                AS other_id
            JOIN cohorts ON cohorts.id = other_id
            WHERE enrolments.cohort_id = \(cohort) AND is_live_enrolment(enrolments.status)
            ORDER BY people.email, cohorts.code
            """,
            as: (String.self, String.self)
        ).map { CohortClash(email: $0, other: $1) }
    }

    /// The codes of the cohorts with which one enrolment clashes; a warning, not a refusal.
    package static func others(
        enrolment code: String,
        in transaction: borrowing Transaction
    ) throws -> [String] {
        try transaction.rows(
            """
            SELECT cohorts.code
            FROM enrolments
            CROSS JOIN LATERAL participant_clashes(enrolments.cohort_id, enrolments.person_id)
                AS other_id
            JOIN cohorts ON cohorts.id = other_id
            WHERE enrolments.code = \(code)
            ORDER BY cohorts.code
            """,
            as: String.self
        )
    }

    /// The clashes of some people in some cohorts, as `list`, for many at once.
    ///
    /// Whether two cohorts clash does not depend on who is in both: it is looked at once for each
    /// pair, with anybody who is.
    static func list(
        people: [ID<Person>],
        cohorts: [ID<Cohort>],
        in transaction: borrowing Transaction
    ) throws -> [(cohort: String, clash: CohortClash)] {
        try transaction.rows(
            """
            WITH records AS (
                SELECT person_id, person_id AS record_id FROM unnest(\(people)) AS person_id
                UNION
                SELECT one.person_id, other.person_id
                FROM merged_people AS one JOIN merged_people AS other USING (standing_id)
                WHERE one.person_id = ANY(\(people))
            ), seats AS (
                SELECT one.cohort_id, one.person_id, two.cohort_id AS other_id
                FROM records
                JOIN enrolments AS one ON one.person_id = records.person_id
                JOIN enrolments AS two
                    ON two.person_id = records.record_id AND two.cohort_id <> one.cohort_id
                WHERE one.cohort_id = ANY(\(cohorts)) AND is_live_enrolment(one.status)
                    AND is_live_enrolment(two.status)
            ), pairs AS MATERIALIZED (
                SELECT cohort_id, other_id FROM (
                    SELECT cohort_id, other_id, min(person_id) AS person_id
                    FROM seats GROUP BY cohort_id, other_id
                ) AS pair
                WHERE other_id IN (SELECT participant_clashes(cohort_id, person_id))
            )
            SELECT DISTINCT cohorts.code, people.email, others.code
            FROM pairs
            JOIN seats USING (cohort_id, other_id)
            JOIN cohorts ON cohorts.id = cohort_id
            JOIN cohorts AS others ON others.id = other_id
            JOIN people ON people.id = seats.person_id
            ORDER BY cohorts.code, people.email, others.code
            """,
            as: (String.self, String.self, String.self)
        ).map { (cohort: $0, clash: CohortClash(email: $1, other: $2)) }
    }

    package var json: JSON { ["person": .string(email), "cohort": .string(other)] }
}
