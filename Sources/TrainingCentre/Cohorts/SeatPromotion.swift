import Postgres

extension Cohort {
    /// Who would be offered a free seat now, in order, at most so many; nil is as many as there
    /// are seats.
    ///
    /// Refuses with `AccessError.notAllowed` and `NotFound`.
    package static func nextInLine(
        _ code: String,
        seatsMax: Int?,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [Enrolment] {
        try actor.require(.readPeople)
        let cohort = try id(of: code, in: transaction)
        return try Enrolment.rows(
            """
            JOIN next_in_line(\(cohort), \(seatsMax)::integer, coalesce((
                    SELECT promotion = 'automatic-if-eligible' FROM seat_rules
                    WHERE cohort_id = \(cohort)), false)) AS next
                ON next.enrolment_id = enrolments.id
            ORDER BY coalesce(enrolments.queue_position, enrolments.id)
            """,
            by: actor,
            in: transaction
        )
    }

    /// Offers free seats to the next in line, at most so many; gives whom they were offered to.
    ///
    /// Refuses with `AccessError.notAllowed`, `NotFound` and `EnrolmentError.cohortNotOpen`.
    package static func promote(
        _ code: String,
        seatsMax: Int?,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [Enrolment] {
        try actor.require(.manageEnrolments)
        let cohort = try lock(code, in: transaction)
        let before = Set(try Enrolment.offered(in: cohort, by: actor, transaction).map(\.id))
        try Enrolment.refusing {
            _ = try transaction.value(
                "SELECT promote_waiting(\(cohort), \(seatsMax)::integer)",
                as: Int.self
            )
        }
        return try Enrolment.offered(in: cohort, by: actor, transaction).filter {
            !before.contains($0.id)
        }
    }
}

extension Enrolment {
    fileprivate static func offered(
        in cohort: ID<Cohort>,
        by actor: Actor,
        _ transaction: borrowing Transaction
    ) throws -> [Enrolment] {
        try rows(
            """
            WHERE enrolments.cohort_id = \(cohort) AND enrolments.status = 'offered'
            ORDER BY coalesce(enrolments.queue_position, enrolments.id)
            """,
            by: actor,
            in: transaction
        )
    }
}
