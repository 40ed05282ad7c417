import Postgres

/// Why an enrolment is not made or changed.
package enum EnrolmentError: Refusal {
    case cohortFull
    case alreadyEnrolled
    case cohortNotOpen
    case cohortClosed
    case cohortCancelled
    case nameDiffers
    case personUnknown
    case withdrawnInFuture
    case withdrawnTooEarly
    case teachesCohort
    case assessesCohort
    case applicationsClosed
    case institutionMissing
    case institutionNotAsked
    case prerequisitesMissing
    case approvalSkipped
    case offerTooLong
    case notPossible
    case offerEnded
    case notEndorsed
    case notBegun
    case wasThere
    case substitutionClosed
    case noSeat

    /// The refusal behind a constraint of the table `enrolments`.
    init?(_ error: PostgresError) {
        guard let constraint = error.constraint else { return nil }
        self.init(constraint: constraint)
    }

    /// The refusal of a constraint, by name; `decide_each_seat` gives these names too.
    init?(constraint: String) {
        switch constraint {
        case "cohorts_capacity_not_exceeded": self = .cohortFull
        case "enrolments_live_once", "enrolments_merged_live_once": self = .alreadyEnrolled
        case "enrolments_cohort_open": self = .cohortNotOpen
        case "enrolments_cohort_not_closed", "seat_rules_cohort_not_closed",
            "seat_quotas_cohort_not_closed":
            self = .cohortClosed
        case "enrolments_cohort_not_cancelled", "seat_rules_cohort_not_cancelled",
            "seat_quotas_cohort_not_cancelled":
            self = .cohortCancelled
        case "enrolments_withdrawn_not_in_future": self = .withdrawnInFuture
        case "enrolments_withdrawn_after_made": self = .withdrawnTooEarly
        case "cohort_trainers_not_enrolled": self = .teachesCohort
        case "results_assessors_not_enrolled": self = .assessesCohort
        case "enrolments_nominee_of_organisation": self = .personUnknown
        case "enrolments_asked_in_time": self = .applicationsClosed
        case "enrolments_institution_named": self = .institutionMissing
        case "enrolments_institution_asked": self = .institutionNotAsked
        case "enrolments_prerequisites_met": self = .prerequisitesMissing
        case "enrolments_approved_first": self = .approvalSkipped
        case "enrolments_offer_within_hours": self = .offerTooLong
        case "enrolments_status_step": self = .notPossible
        case "enrolments_offer_not_ended": self = .offerEnded
        case "enrolments_endorsed_first": self = .notEndorsed
        case "enrolments_no_show_after_start": self = .notBegun
        case "enrolments_no_show_never_came": self = .wasThere
        case "enrolments_substituted_in_time": self = .substitutionClosed
        case "attendance_marks_of_enrolled", "results_of_enrolled": self = .noSeat
        default: return nil
        }
    }

    package var kind: RefusalKind {
        switch self {
        case .personUnknown, .withdrawnInFuture, .withdrawnTooEarly, .institutionMissing,
            .institutionNotAsked, .approvalSkipped, .offerTooLong:
            .invalid
        default: .conflict
        }
    }

    package var column: String {
        switch self {
        case .cohortFull, .cohortNotOpen, .cohortClosed, .cohortCancelled, .applicationsClosed,
            .notBegun, .substitutionClosed:
            "cohort_code"
        case .alreadyEnrolled, .nameDiffers, .personUnknown, .teachesCohort,
            .assessesCohort, .prerequisitesMissing, .wasThere, .noSeat:
            "email"
        case .withdrawnInFuture, .withdrawnTooEarly: "withdrawn_on"
        case .institutionMissing, .institutionNotAsked: "organisation"
        case .notPossible, .offerEnded, .notEndorsed: "status"
        case .approvalSkipped: "reason"
        case .offerTooLong: "offer_ends_at"
        }
    }

    package var code: String {
        switch self {
        case .cohortFull: "cohort_full"
        case .alreadyEnrolled: "already_enrolled"
        case .cohortNotOpen: "cohort_not_open"
        case .cohortClosed: "cohort_closed"
        case .cohortCancelled: "cohort_cancelled"
        case .nameDiffers: "name_differs"
        case .personUnknown: "person_unknown"
        case .withdrawnInFuture: "withdrawal_in_future"
        case .withdrawnTooEarly: "withdrawal_too_early"
        case .teachesCohort: "teaches_cohort"
        case .assessesCohort: "assesses_cohort"
        case .applicationsClosed: "applications_closed"
        case .institutionMissing: "institution_missing"
        case .institutionNotAsked: "institution_not_asked"
        case .prerequisitesMissing: "prerequisites_missing"
        case .approvalSkipped: ReasonMissing().code
        case .offerTooLong: "offer_too_long"
        case .notPossible: "not_possible_now"
        case .offerEnded: "offer_ended"
        case .notEndorsed: "not_endorsed"
        case .notBegun: "cohort_not_begun"
        case .wasThere: "was_present"
        case .substitutionClosed: "substitution_closed"
        case .noSeat: "no_seat"
        }
    }

    package var message: String {
        switch self {
        case .cohortFull: "all seats of the cohort are taken"
        case .alreadyEnrolled: "the person is enrolled in this cohort already"
        case .cohortNotOpen:
            "the cohort does not take enrolments at present; staff enter somebody all the same "
                + "with a reason, while it is a draft, has begun or is over"
        case .cohortClosed: "the cohort is closed: what it says is final"
        case .cohortCancelled: "the cohort is cancelled: what is on record stays as it is"
        case .nameDiffers:
            "this e-mail address belongs to a person with another name: "
                + "check the address, or have the name corrected first"
        case .withdrawnInFuture: "the day of the withdrawal lies in the future"
        case .withdrawnTooEarly:
            "the day of the withdrawal lies before the enrolment was made, or long before the "
                + "cohort: look at its year"
        case .teachesCohort: "nobody can both teach a cohort and be enrolled in it"
        case .assessesCohort: "nobody can both assess in a cohort and be enrolled in it"
        case .applicationsClosed, .institutionMissing, .institutionNotAsked, .prerequisitesMissing,
            .notPossible, .approvalSkipped, .offerTooLong,
            .offerEnded, .notEndorsed, .notBegun, .wasThere, .substitutionClosed, .noSeat:
            messageOfLife
        case .personUnknown:
            "your account belongs to no person yet: ask the training centre to enter you"
        }
    }

    /// The messages of what may not be done at some point of an enrolment's life.
    private var messageOfLife: String {
        switch self {
        case .applicationsClosed:
            "the last day for applications has passed, or the training is over: ask the training "
                + "centre"
        case .institutionMissing:
            "your institution has to agree: name it by its code in “organisation”"
        case .institutionNotAsked:
            "no institution is asked in this cohort: leave “organisation” out"
        case .prerequisitesMissing: "the person lacks what this course asks for"
        case .approvalSkipped:
            "this cohort asks for approval: say in “reason” why this goes past it, or nominate the "
                + "person"
        case .offerTooLong:
            "a seat is held as long as the cohort's rules say, and with a reason for 720 hours"
        case .offerEnded: "the offer has ended, and the seat is offered to the next"
        case .notEndorsed: "the person's institution has to agree first"
        case .notBegun: "the cohort has not begun yet, so nobody has missed it"
        case .wasThere: "the person is marked as present: correct the mark first"
        case .substitutionClosed:
            "the last day for naming somebody else has passed: the cohort's rules for seats say it"
        case .noSeat: "the person has no seat in this cohort"
        default:
            "the enrolment is in a state that does not allow this: "
                + "“obuka enrolment history” shows what happened to it"
        }
    }
}
