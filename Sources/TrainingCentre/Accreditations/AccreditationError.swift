import Postgres

/// Why an accreditation is not renewed, suspended, reinstated or certified.
package enum AccreditationError: Refusal {
    case suspendedAlready
    case notSuspended
    case suspended
    case expired
    case renewedAlready
    case overlapping
    case endsNoLater
    case ownAccreditation
    case notOfCohort
    case candidacyIncomplete

    /// The refusal behind a constraint of accreditations and of their certificates.
    init?(_ error: PostgresError) {
        switch error.constraint {
        case "certificates_accreditation_not_suspended", "accreditations_renewed_not_suspended":
            self = .suspended
        case "certificates_accreditation_by_another": self = .ownAccreditation
        case "accreditations_renews_once": self = .renewedAlready
        case "accreditations_one_at_a_time": self = .overlapping
        case "accreditations_renewal_ends_later": self = .endsNoLater
        case "accreditations_candidacy_complete", "accreditations_candidacy_once":
            self = .candidacyIncomplete
        case "accreditation_suspensions_alternate": self = .suspendedAlready
        case "accreditation_suspensions_not_expired": self = .expired
        default: return nil
        }
    }

    package var kind: RefusalKind {
        switch self {
        case .ownAccreditation: .forbidden
        default: .conflict
        }
    }

    package var code: String {
        switch self {
        case .suspendedAlready: "accreditation_suspended_already"
        case .notSuspended: "accreditation_not_suspended"
        case .suspended: "accreditation_suspended"
        case .expired: "accreditation_expired"
        case .renewedAlready: "accreditation_renewed"
        case .overlapping: "accreditation_overlaps"
        case .endsNoLater: "renewal_ends_no_later"
        case .ownAccreditation: "own_accreditation"
        case .notOfCohort: "accreditation_not_of_cohort"
        case .candidacyIncomplete: "candidacy_incomplete"
        }
    }

    package var message: String {
        switch self {
        case .suspendedAlready: "the accreditation is suspended already"
        case .notSuspended: "the accreditation is not suspended"
        case .suspended: "the accreditation is suspended: reinstate it first"
        case .expired: "the accreditation has expired: there is nothing left to suspend"
        case .renewedAlready: "the accreditation was renewed already: act on the renewal"
        case .overlapping:
            "the person has an accreditation for this on some of these days: renew that one, or "
                + "let this begin after it"
        case .endsNoLater: "a renewal ends later than what it renews"
        case .ownAccreditation:
            "a second person is needed: who granted an accreditation does not issue its "
                + "certificate"
        case .candidacyIncomplete:
            "the candidacy is another person's or for something else, has ended, or not all of "
                + "its four stages are passed"
        case .notOfCohort:
            "a cohort makes nobody a trainer: grant the right with “obuka accreditation grant”, "
                + "then issue its certificate with “obuka certificate issue --accreditation N”"
        }
    }
}
