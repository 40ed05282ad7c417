import Postgres

/// Why a batch is not drafted, decided on or issued.
package enum BatchError: Refusal {
    case nobodyEligible
    case approvalMissing
    case ownDraft
    case decidedAlready
    case rejected
    case issuedAlready
    case notADraft
    case datedLater

    /// The refusal behind a constraint of batches and of what is issued from them.
    init?(_ error: PostgresError) {
        switch error.constraint {
        case "certificates_batch_approved": self = .approvalMissing
        case "certificates_batch_not_rejected": self = .rejected
        case "certificate_batch_decisions_approved_by_another": self = .ownDraft
        case "certificate_batch_decisions_once": self = .decidedAlready
        case "certificate_batch_decisions_before_issue": self = .issuedAlready
        case "certificate_batch_decisions_of_draft": self = .notADraft
        default: return nil
        }
    }

    package var kind: RefusalKind {
        switch self {
        case .ownDraft: .forbidden
        default: .conflict
        }
    }

    package var code: String {
        switch self {
        case .nobodyEligible: "nobody_eligible"
        case .approvalMissing: "approval_missing"
        case .ownDraft: "own_draft"
        case .decidedAlready: "batch_decided"
        case .rejected: "batch_rejected"
        case .issuedAlready: "batch_issued"
        case .notADraft: "batch_not_draft"
        case .datedLater: "batch_dated_later"
        }
    }

    package var message: String {
        switch self {
        case .nobodyEligible:
            "nobody is eligible who has no certificate yet: “obuka certificate eligible” says why"
        case .approvalMissing:
            "a second person has to approve this batch: draft it with “obuka certificate draft”, "
                + "let another person approve it, then issue it by its number"
        case .ownDraft:
            "who drafted a batch does not approve it: ask another person, who acts with an "
                + "account of their own"
        case .decidedAlready: "the batch was approved or rejected already, and that stands"
        case .rejected: "the batch was rejected: make a new draft"
        case .issuedAlready: "the batch is issued already"
        case .notADraft: "the batch was issued without a draft"
        case .datedLater: "the batch is dated later than today: issue it on its day"
        }
    }
}
