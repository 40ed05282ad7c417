import Postgres

/// Why somebody is not entered in the register of trainers, decided on, or assigned.
package enum TrainerError: Refusal {
    case inRegister
    case doesNotFollow
    case dayOutOfOrder
    case needsReason([String])
    case qualifiedAlready
    case qualifiedInFuture
    case teachesUnderAnother

    /// The refusal behind a constraint of the tables of trainers and qualifications.
    init?(_ error: PostgresError) {
        switch error.constraint {
        case "trainers_person_once": self = .inRegister
        case "trainer_decisions_follow": self = .doesNotFollow
        case "trainer_decisions_days_in_order": self = .dayOutOfOrder
        case "cohort_trainers_problems_have_reason": self = .needsReason([])
        case "qualifications_once": self = .qualifiedAlready
        case "qualifications_not_in_future": self = .qualifiedInFuture
        case "cohort_trainers_merged_once": self = .teachesUnderAnother
        default: return nil
        }
    }

    package var kind: RefusalKind { .conflict }

    package var column: String {
        switch self {
        case .inRegister, .needsReason, .qualifiedAlready, .teachesUnderAnother: "email"
        case .doesNotFollow: "state"
        case .dayOutOfOrder, .qualifiedInFuture: "on"
        }
    }

    package var code: String {
        switch self {
        case .inRegister: "trainer_in_register"
        case .doesNotFollow: "decision_does_not_follow"
        case .dayOutOfOrder: "decision_day_out_of_order"
        case .needsReason: "trainer_needs_reason"
        case .qualifiedAlready: "qualified_already"
        case .qualifiedInFuture: "qualified_in_future"
        case .teachesUnderAnother: "teaches_under_another_record"
        }
    }

    package var message: String {
        switch self {
        case .inRegister: "the person is in the register of trainers already"
        case .doesNotFollow:
            "this does not follow the present state: received, under-review, then accepted or "
                + "refused; withdrawn at any time; refused and withdrawn can be received again"
        case .dayOutOfOrder: "the day lies in the future or before the last decision"
        case .needsReason(let problems):
            "whoever teaches without the right to, or is entered after the closing, needs a "
                + "reason: " + (problems.isEmpty ? "say why" : problems.joined(separator: ", "))
        case .qualifiedAlready: "the person is qualified for this course already, for good"
        case .qualifiedInFuture: "the day of the qualification lies in the future"
        case .teachesUnderAnother:
            "the person teaches the cohort under another record: “obuka person merges” names it"
        }
    }
}
