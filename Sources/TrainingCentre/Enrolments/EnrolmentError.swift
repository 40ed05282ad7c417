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
    case teachesCohort

    /// The refusal behind a constraint of the table `enrolments`.
    init?(_ error: PostgresError) {
        switch error.constraint {
        case "cohorts_capacity_not_exceeded": self = .cohortFull
        case "enrolments_live_once", "enrolments_merged_live_once": self = .alreadyEnrolled
        case "enrolments_cohort_not_closed": self = .cohortClosed
        case "enrolments_cohort_not_cancelled": self = .cohortCancelled
        case "enrolments_withdrawn_not_in_future": self = .withdrawnInFuture
        case "cohort_trainers_not_enrolled": self = .teachesCohort
        default: return nil
        }
    }

    package var kind: RefusalKind {
        switch self {
        case .personUnknown, .withdrawnInFuture: .invalid
        default: .conflict
        }
    }

    package var column: String {
        switch self {
        case .cohortFull, .cohortNotOpen, .cohortClosed, .cohortCancelled: "cohort_code"
        case .alreadyEnrolled, .nameDiffers, .personUnknown, .teachesCohort: "email"
        case .withdrawnInFuture: "withdrawn_on"
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
        case .teachesCohort: "teaches_cohort"
        }
    }

    package var message: String {
        switch self {
        case .cohortFull: "all seats of the cohort are taken"
        case .alreadyEnrolled: "the person is enrolled in this cohort already"
        case .cohortNotOpen: "the cohort does not take enrolments at present"
        case .cohortClosed: "the cohort is closed: what it says is final"
        case .cohortCancelled: "the cohort is cancelled: what is on record stays as it is"
        case .nameDiffers:
            "this e-mail address belongs to a person with another name: "
                + "check the address, or have the name corrected first"
        case .withdrawnInFuture: "the day of the withdrawal lies in the future"
        case .teachesCohort: "nobody can both teach a cohort and be enrolled in it"
        case .personUnknown:
            "your account belongs to no person yet: ask the training centre to enter you"
        }
    }
}
