import Postgres

/// Why a session is not added, corrected or taken out.
package enum SessionError: Refusal {
    case dayTaken
    case outsideCohort
    case hasMarks
    case roomTaken
    case roomTooSmall
    case trainerTaken
    case hoursBeyondTimes
    case overlaps
    /// The day has several: which one was not said.
    case ambiguous

    /// The refusal that an error of the database means, or the error itself.
    static func translated(_ error: any Error) -> any Error {
        guard let refused = error as? PostgresError else { return error }
        if refused.constraint == "sessions_hours_change_has_reason" { return ReasonMissing() }
        return SessionError(refused) ?? EnrolmentError(refused) ?? CohortError(refused)
            ?? TrainerError(refused) ?? error
    }

    init?(_ error: PostgresError) {
        switch error.constraint {
        case "sessions_day_once", "sessions_start_once": self = .dayTaken
        case "sessions_day_near_cohort": self = .outsideCohort
        case "attendance_marks_session_fkey", "arrival_keys_session_fkey": self = .hasMarks
        case "sessions_room_free": self = .roomTaken
        case "sessions_room_large_enough": self = .roomTooSmall
        case "session_trainers_free": self = .trainerTaken
        case "sessions_hours_within_times": self = .hoursBeyondTimes
        case "sessions_one_at_a_time": self = .overlaps
        default: return nil
        }
    }

    package var kind: RefusalKind { .conflict }

    package var code: String {
        switch self {
        case .dayTaken: "session_day_taken"
        case .outsideCohort: "session_outside_cohort"
        case .hasMarks: "session_has_marks"
        case .roomTaken: "room_taken"
        case .roomTooSmall: "room_too_small"
        case .trainerTaken: "trainer_taken"
        case .hoursBeyondTimes: "session_hours_beyond_times"
        case .overlaps: "session_overlaps"
        case .ambiguous: "session_ambiguous"
        }
    }

    package var message: String {
        switch self {
        case .dayTaken:
            "the cohort has a session at that time already: give both a beginning and an end"
        case .outsideCohort:
            "the session would lie more than 31 days from the days of its cohort: check the date, "
                + "or change the cohort's days first"
        case .hasMarks: "marks were recorded of the session: correct its day or length instead"
        case .roomTaken: "another session is in that room at that time"
        case .roomTooSmall: "the room has fewer places than people are enrolled"
        case .trainerTaken: "a trainer teaches another session at that time"
        case .hoursBeyondTimes:
            "the session has more hours than fit between its beginning and end, at 45 minutes each"
        case .overlaps:
            "the cohort has another session at that time, and the hours of both would count "
                + "towards attendance: end one before the other begins, or make it one session"
        case .ambiguous:
            "the cohort has several sessions on that day: name its beginning, as 2024-02-01T09:00"
        }
    }
}
