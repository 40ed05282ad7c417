import Postgres

extension Cohort {
    /// Closes a cohort: freezes every outcome, for good.
    ///
    /// `closedOn` is the date that reports count; the day of the last session unless given.
    /// Closing again with no other date changes nothing. Refuses with `AccessError.notAllowed`,
    /// `NotFound` and `CohortError`, which names who and what is missing.
    package static func close(
        _ code: String,
        on date: CalendarDate?,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Cohort {
        try actor.require(.manageCatalogue)
        let id = try lock(code, in: transaction)
        let cohort = try find(code, in: transaction)
        if cohort.state == .closed {
            guard date == nil || date == cohort.closedOn else { throw CohortError.closed }
            return cohort
        }
        guard cohort.state != .cancelled else { throw CohortError.cancelled }
        // What took place was public, whether or not anybody had said so.
        if cohort.state == .draft { _ = try publish(code, by: actor, in: transaction) }
        try checkComplete(id, in: transaction)
        do {
            _ = try transaction.execute(
                """
                UPDATE cohorts
                SET state = 'closed',
                    closed_on = coalesce(\(date), (
                        SELECT max(held_on) FROM sessions WHERE cohort_id = cohorts.id))
                WHERE id = \(id)
                """
            )
        } catch {
            throw (error as? PostgresError).flatMap(CohortError.init) ?? error
        }
        return try find(code, in: transaction)
    }

    /// What a cohort lacks by now before it can be closed; nil for nothing.
    ///
    /// Refuses with `AccessError.notAllowed` and `NotFound`.
    package static func lacking(
        _ code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> CohortError? {
        try actor.require(.manageCatalogue)
        do {
            try checkComplete(try id(of: code, in: transaction), in: transaction)
            return nil
        } catch {
            guard let lacking = error as? CohortError else { throw error }
            return lacking
        }
    }

    /// The days on which a cohort can be closed, from its last session until today; nil while that
    /// is still to come.
    ///
    /// Refuses with `NotFound`.
    package static func closingDays(
        _ code: String,
        in transaction: borrowing Transaction
    ) throws -> ClosedRange<CalendarDate>? {
        let cohort = try id(of: code, in: transaction)
        let today = try centreToday(in: transaction)
        let last = try transaction.value(
            "SELECT max(held_on) FROM sessions WHERE cohort_id = \(cohort)",
            as: CalendarDate?.self
        )
        guard let last, let last, last <= today else { return nil }
        return last...today
    }

    /// Says who lacks what; that nothing is missing is also what the database insists on.
    private static func checkComplete(
        _ id: ID<Cohort>,
        in transaction: borrowing Transaction
    ) throws {
        guard
            try transaction.value(
                "SELECT EXISTS (SELECT FROM sessions WHERE cohort_id = \(id))",
                as: Bool.self
            )
                == true
        else { throw CohortError.hasNoSession }
        let marks = try transaction.rows(
            """
            SELECT people.email, sessions.held_on
            FROM enrolments
            JOIN people ON people.id = enrolments.person_id
            JOIN sessions ON sessions.cohort_id = enrolments.cohort_id
            WHERE enrolments.cohort_id = \(id) AND enrolments.status = 'confirmed'
                AND NOT EXISTS (
                    SELECT FROM attendance_marks
                    WHERE attendance_marks.session_id = sessions.id
                        AND attendance_marks.enrolment_id = enrolments.id)
            ORDER BY people.email, sessions.held_on
            """,
            as: (String.self, CalendarDate.self)
        )
        guard marks.isEmpty else {
            throw CohortError.marksMissing(marks.map { "\($0) on \($1)" })
        }
        let results = try transaction.rows(
            """
            SELECT people.email, array_to_string(ARRAY(
                SELECT assessment FROM assessment_standings
                WHERE assessment_standings.enrolment_id = standings.enrolment_id
                    AND is_needed AND NOT is_exempt AND score_percent IS NULL
                ORDER BY position), ', ')
            FROM standings
            JOIN people ON people.id = standings.person_id
            WHERE standings.cohort_id = \(id) AND standings.problem LIKE '% missing'
            ORDER BY people.email
            """,
            as: (String.self, String.self)
        )
        guard results.isEmpty else {
            throw CohortError.resultsMissing(
                results.map { $1 == "final" ? $0 : "\($0) (\($1))" }
            )
        }
    }
}
