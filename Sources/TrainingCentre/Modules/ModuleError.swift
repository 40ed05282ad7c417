import Postgres

/// Why a module or a completion of one is not entered.
package enum ModuleError: Refusal {
    case published
    case hasContent
    case ofOtherKind(CourseModule.Kind)
    case notOfCourse
    case noSeat
    case inFuture
    case longBefore
    case external
    case enteredMeanwhile
    case noFilm
    case noRunTime

    /// The refusal behind a constraint of the table of completions.
    init?(_ error: PostgresError) {
        switch error.constraint {
        case "module_completions_module_of_course": self = .notOfCourse
        case "module_completions_of_enrolled": self = .noSeat
        case "module_completions_not_in_future": self = .inFuture
        case "module_completions_day_near_cohort", "module_completions_completed_on_plausible":
            self = .longBefore
        case "module_completions_external_elsewhere": self = .external
        case "module_watching_rules_of_film": self = .noFilm
        case "module_silence_rules_with_run_time": self = .noRunTime
        case "module_completions_first_once", "module_completions_taken_back_once":
            self = .enteredMeanwhile
        default: return nil
        }
    }

    package var kind: RefusalKind {
        switch self {
        case .inFuture, .longBefore, .external: .invalid
        default: .conflict
        }
    }

    package var column: String {
        switch self {
        case .published, .hasContent, .ofOtherKind, .noFilm, .noRunTime: "kind"
        case .notOfCourse: "module"
        case .noSeat, .enteredMeanwhile: "email"
        case .inFuture, .longBefore: "completed_on"
        case .external: "source"
        }
    }

    package var code: String {
        switch self {
        case .published: "module_published"
        case .hasContent: "module_has_content"
        case .ofOtherKind: "module_of_other_kind"
        case .notOfCourse: "module_not_of_course"
        case .noSeat: "no_seat"
        case .inFuture: "completion_in_future"
        case .longBefore: "completion_long_before"
        case .external: "module_external"
        case .enteredMeanwhile: "completion_entered_meanwhile"
        case .noFilm: "module_no_film"
        case .noRunTime: "module_no_run_time"
        }
    }

    package var message: String {
        switch self {
        case .published:
            "the module stands in a published version of a course, and keeps its kind and hours: "
                + "enter another module, and name that in a new version"
        case .hasContent: "the module has content of its kind: enter another module"
        case .ofOtherKind(let kind):
            "the module is of the kind \(kind.rawValue), and the package is not: enter a module "
                + "for it"
        case .notOfCourse:
            "the version of the course that the cohort teaches does not have this module"
        case .noSeat: "the person has no seat in the cohort, gave it up or did not come"
        case .inFuture: "the day of the completion lies in the future"
        case .longBefore:
            "the day lies more than a year before the cohort: look at the year, or say that it was "
                + "completed elsewhere"
        case .external:
            "the module is done on another platform: say that it was completed elsewhere, and what "
                + "shows it"
        case .enteredMeanwhile: "somebody else has entered it in the meantime: read it again"
        case .noFilm: "the module is no film: only films have rules of watching"
        case .noRunTime:
            "the module has no run-time that it could call: only SCORM and H5P have a rule of "
                + "what becomes of content that never does"
        }
    }
}
