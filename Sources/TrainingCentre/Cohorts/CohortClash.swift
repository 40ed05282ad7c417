import Documents
import Postgres

/// That a participant of a cohort has a place in another one at the same time.
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
            WHERE enrolments.cohort_id = \(cohort) AND enrolments.status = 'confirmed'
            ORDER BY people.email, cohorts.code
            """,
            as: (String.self, String.self)
        ).map { CohortClash(email: $0, other: $1) }
    }

    /// The codes of the cohorts with which one enrolment clashes; a warning, not a refusal.
    package static func others(
        enrolment id: ID<Enrolment>,
        in transaction: borrowing Transaction
    ) throws -> [String] {
        try transaction.rows(
            """
            SELECT cohorts.code
            FROM enrolments
            CROSS JOIN LATERAL participant_clashes(enrolments.cohort_id, enrolments.person_id)
                AS other_id
            JOIN cohorts ON cohorts.id = other_id
            WHERE enrolments.id = \(id)
            ORDER BY cohorts.code
            """,
            as: String.self
        )
    }

    package var json: JSON { ["person": .string(email), "cohort": .string(other)] }
}
