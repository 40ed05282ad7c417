import Postgres

/// Why a cohort is not as it was asked to be.
package enum CohortError: Refusal {
    case closed
    case cancelled
    /// Every state is reached from the one before it.
    case wrongStep
    case notBegun
    /// What is needed to pass is fixed since the cohort was published.
    case rulesFixed
    /// The version that it teaches is the draft of a course's next one.
    case versionIsDraft(course: String, number: Int)
    case hasNoSession
    case marksMissing([String])
    case resultsMissing([String])
    case sessionAfterClosing
    case closingInFuture
    case cancellingInFuture
    case capacityBelowSeatsTaken
    case sessionOutside
    /// Days would leave a session behind.
    case sessionsOutsideDays

    /// The refusal behind a constraint of the tables `cohorts` and `sessions`.
    init?(_ error: PostgresError) {
        switch error.constraint {
        case "cohorts_closed_kept", "sessions_cohort_not_closed",
            "enrolments_cohort_not_closed", "attendance_marks_cohort_not_closed",
            "results_cohort_not_closed", "module_completions_cohort_not_closed":
            self = .closed
        case "cohorts_cancelled_kept", "sessions_cohort_not_cancelled",
            "enrolments_cohort_not_cancelled", "attendance_marks_cohort_not_cancelled",
            "results_cohort_not_cancelled", "module_completions_cohort_not_cancelled":
            self = .cancelled
        case "cohorts_state_step": self = .wrongStep
        case "cohorts_running_has_begun": self = .notBegun
        case "cohorts_rules_fixed", "cohort_assessments_rules_fixed": self = .rulesFixed
        case "cohorts_course_version_published": self = .versionIsDraft(course: "", number: 0)
        case "cohorts_closed_has_session": self = .hasNoSession
        case "cohorts_closed_marks_complete": self = .marksMissing([])
        case "cohorts_closed_results_complete": self = .resultsMissing([])
        case "cohorts_closed_after_sessions": self = .sessionAfterClosing
        case "cohorts_closed_not_in_future": self = .closingInFuture
        case "cohorts_cancelled_not_in_future": self = .cancellingInFuture
        case "cohorts_capacity_not_exceeded": self = .capacityBelowSeatsTaken
        case "sessions_day_near_cohort": self = .sessionOutside
        case "cohorts_sessions_within_days": self = .sessionsOutsideDays
        default: return nil
        }
    }

    package var kind: RefusalKind { .conflict }

    /// With the names that the database's constraint does not say.
    func of(_ cohort: CohortDraft) -> CohortError {
        guard case .versionIsDraft = self else { return self }
        return .versionIsDraft(course: cohort.courseCode, number: cohort.courseVersion ?? 0)
    }

    package var column: String {
        switch self {
        case .capacityBelowSeatsTaken: "capacity"
        case .sessionOutside, .sessionsOutsideDays: "starts_on"
        case .rulesFixed: "minimum_attendance_percent"
        default: "cohort_code"
        }
    }

    package var code: String {
        switch self {
        case .closed: "cohort_closed"
        case .cancelled: "cohort_cancelled"
        case .wrongStep: "cohort_step_refused"
        case .notBegun: "cohort_not_begun"
        case .rulesFixed: "cohort_rules_fixed"
        case .versionIsDraft: "cohort_version_is_draft"
        case .hasNoSession: "cohort_has_no_session"
        case .marksMissing: "marks_missing"
        case .resultsMissing: "results_missing"
        case .sessionAfterClosing: "session_after_closing"
        case .closingInFuture: "closing_in_future"
        case .cancellingInFuture: "cancelling_in_future"
        case .capacityBelowSeatsTaken: "capacity_below_seats_taken"
        case .sessionOutside: "session_outside_cohort"
        case .sessionsOutsideDays: "sessions_outside_days"
        }
    }

    package var message: String {
        switch self {
        case .closed: "the cohort is closed: what it says is final"
        case .cancelled: "the cohort is cancelled: what is on record stays as it is"
        case .wrongStep:
            "a cohort is published, then confirmed, then started: take the step before this first"
        case .notBegun: "the first day of the cohort lies in the future: start it then"
        case .rulesFixed:
            "the cohort is published, and its rules for passing are fixed: change them in a new "
                + "version of the course, and plan new cohorts with that"
        case .versionIsDraft(let course, let number):
            "the cohort teaches version \(number) of \(course), which is a draft: publish that "
                + "version first (obuka course publish \(course)), or plan the cohort with a "
                + "published one"
        case .hasNoSession: "the cohort has no session: record attendance first"
        case .marksMissing(let lines):
            "marks of attendance are missing: " + CohortError.joined(lines)
        case .resultsMissing(let lines): "results are missing: " + CohortError.joined(lines)
        case .sessionAfterClosing: "a session lies after the closing date: give a later date"
        case .closingInFuture: "the closing date lies in the future: close it then"
        case .cancellingInFuture: "the day of the cancelling lies in the future"
        case .sessionsOutsideDays:
            "sessions of the cohort would lie outside these days: move them first, or give days "
                + "that hold both, move them, and give the new days alone"
        case .sessionOutside: "a session of the cohort lies more than 31 days from these days"
        case .capacityBelowSeatsTaken: "more seats are taken than that: choose a larger capacity"
        }
    }

    /// The first ten of what is missing; the rest as a number, so that a message stays a message.
    private static func joined(_ lines: [String]) -> String {
        let shown = lines.prefix(10).joined(separator: ", ")
        return lines.count > 10 ? "\(shown) and \(lines.count - 10) more" : shown
    }
}
