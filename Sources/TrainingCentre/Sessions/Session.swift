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
        let cohort = try Cohort.id(of: code, in: transaction)
        return try transaction.rows(
            "SELECT id, held_on, hours FROM sessions WHERE cohort_id = \(cohort) ORDER BY held_on",
            as: (ID<Session>.self, CalendarDate.self, Hundredths.self)
        ).map { Session(id: $0, heldOn: $1, hours: $2) }
    }

    /// The days on which a cohort with these days can have sessions: up to a month around them.
    static func days(of cohort: ClosedRange<CalendarDate>) -> ClosedRange<CalendarDate> {
        let slack = 31
        return CalendarDate(
            dayNumber: cohort.lowerBound.dayNumber - slack
        )...CalendarDate(dayNumber: cohort.upperBound.dayNumber + slack)
    }

    /// Adds a session; refuses with `SessionError` and `CohortError.closed`.
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
            throw SessionError.translated(error)
        }
    }
}

/// Why a session is not added, corrected or taken out.
package enum SessionError: Refusal {
    case dayTaken
    case outsideCohort
    case hasMarks

    /// The refusal that an error of the database means, or the error itself.
    static func translated(_ error: any Error) -> any Error {
        guard let refused = error as? PostgresError else { return error }
        switch refused.constraint {
        case "sessions_day_once": return SessionError.dayTaken
        case "sessions_day_near_cohort": return SessionError.outsideCohort
        case "attendance_marks_session_fkey", "arrival_keys_session_fkey":
            return SessionError.hasMarks
        default: return CohortError(refused) ?? error
        }
    }

    package var kind: RefusalKind { .conflict }

    package var code: String {
        switch self {
        case .dayTaken: "session_day_taken"
        case .outsideCohort: "session_outside_cohort"
        case .hasMarks: "session_has_marks"
        }
    }

    package var message: String {
        switch self {
        case .dayTaken: "the cohort has a session on that day already"
        case .outsideCohort:
            "the session would lie more than 31 days from the days of its cohort: check the date, "
                + "or change the cohort's days first"
        case .hasMarks: "marks were recorded of the session: correct its day or length instead"
        }
    }
}
