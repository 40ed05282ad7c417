import Postgres

/// One dated meeting of a cohort, where attendance is taken.
package struct Session: Sendable {
    package let id: ID<Session>
    package let heldOn: CalendarDate
    package let hours: Hundredths

    /// The sessions of a cohort in the order of their days.
    package static func list(
        cohort code: String,
        in transaction: borrowing Transaction
    ) throws -> [Session] {
        guard
            let cohort = try transaction.value(
                "SELECT id FROM cohorts WHERE code = \(code.uppercased())",
                as: ID<Cohort>.self
            )
        else { throw NotFound("cohort", code) }
        return try transaction.rows(
            "SELECT id, held_on, hours FROM sessions WHERE cohort_id = \(cohort) ORDER BY held_on",
            as: (ID<Session>.self, CalendarDate.self, Hundredths.self)
        ).map { Session(id: $0, heldOn: $1, hours: $2) }
    }

    /// Adds a session; refuses with `SessionError.dayTaken` and `CohortError.closed`.
    package static func create(
        cohort code: String,
        form: Form,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Session {
        try actor.require(.manageCatalogue)
        var form = form
        let heldOn = form.date("held_on")
        let hours = form.hundredths("hours", in: 1...2_400)
        try form.check()
        let cohort = try Cohort.lock(code, in: transaction)
        do {
            let id = try transaction.value(
                """
                INSERT INTO sessions (cohort_id, held_on, hours)
                VALUES (\(cohort), \(heldOn), \(hours))
                RETURNING id
                """,
                as: ID<Session>.self
            )
            return Session(id: id ?? ID(0), heldOn: heldOn, hours: hours)
        } catch {
            guard let refused = error as? PostgresError else { throw error }
            if refused.constraint == "sessions_day_once" { throw SessionError.dayTaken }
            throw CohortError(refused) ?? error
        }
    }
}

/// Why a session is not added.
package enum SessionError: Refusal {
    case dayTaken

    package var kind: RefusalKind { .conflict }
    package var code: String { "session_day_taken" }
    package var message: String { "the cohort has a session on that day already" }
}
