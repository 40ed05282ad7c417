/// What a webhook is told of.
///
/// The word before the dot is the noun; `…changed` comes beside a state that has a type of its own.
package enum WebhookType: String, CaseIterable, Sendable {
    case projectCreated = "project.created"
    case projectChanged = "project.changed"
    case organisationCreated = "organisation.created"
    case organisationChanged = "organisation.changed"
    case programmeCreated = "programme.created"
    case programmeChanged = "programme.changed"
    case activityCreated = "activity.created"
    case activityChanged = "activity.changed"
    case venueCreated = "venue.created"
    case venueChanged = "venue.changed"
    case handbookCreated = "handbook.created"
    case handbookChanged = "handbook.changed"
    case moduleCreated = "module.created"
    case moduleChanged = "module.changed"
    case courseCreated = "course.created"
    case courseChanged = "course.changed"
    case coursePublished = "course.published"
    case cohortCreated = "cohort.created"
    case cohortChanged = "cohort.changed"
    case cohortPublished = "cohort.published"
    case cohortConfirmed = "cohort.confirmed"
    case cohortStarted = "cohort.started"
    case cohortClosed = "cohort.closed"
    case cohortCancelled = "cohort.cancelled"
    case sessionCreated = "session.created"
    case sessionChanged = "session.changed"
    case sessionRemoved = "session.removed"
    case enrolmentCreated = "enrolment.created"
    case enrolmentChanged = "enrolment.changed"
    case enrolmentApplied = "enrolment.applied"
    case enrolmentEndorsed = "enrolment.endorsed"
    case enrolmentWaiting = "enrolment.waiting"
    case enrolmentOffered = "enrolment.offered"
    case enrolmentConfirmed = "enrolment.confirmed"
    case enrolmentNoShow = "enrolment.no-show"
    case enrolmentDeclined = "enrolment.declined"
    case enrolmentLapsed = "enrolment.lapsed"
    case enrolmentWithdrawn = "enrolment.withdrawn"
    case attendanceRecorded = "attendance.recorded"
    case resultRecorded = "result.recorded"
    case completionRecorded = "completion.recorded"
    case certificateIssued = "certificate.issued"
    case certificateRevoked = "certificate.revoked"
    case certificateReplaced = "certificate.replaced"
    case evaluationDue = "evaluation.due"
    case accreditationGranted = "accreditation.granted"
    case accreditationRenewed = "accreditation.renewed"
    case accreditationSuspended = "accreditation.suspended"
    case accreditationReinstated = "accreditation.reinstated"

    /// What it means and what the message names, as a sentence.
    package var about: String {
        switch self {
        case .coursePublished: "A version of a course, by its number, is public and stays as it is."
        case .cohortPublished, .cohortConfirmed, .cohortStarted, .cohortClosed, .cohortCancelled:
            "A cohort went from one state to another."
        case .sessionCreated, .sessionChanged, .sessionRemoved:
            "A session of a cohort, by its id, was planned, changed or taken out."
        case .enrolmentCreated: "An enrolment, by its id, was entered in a cohort."
        case .enrolmentChanged: "An enrolment, by its id, changed, its state or something else."
        case .enrolmentApplied, .enrolmentEndorsed, .enrolmentWaiting, .enrolmentOffered,
            .enrolmentConfirmed, .enrolmentNoShow, .enrolmentDeclined, .enrolmentLapsed,
            .enrolmentWithdrawn:
            "An enrolment, by its id, came to this state."
        case .attendanceRecorded: "So many marks of a session, by its id, were recorded."
        case .resultRecorded: "So many results of an assessment in a cohort were recorded."
        case .completionRecorded:
            "So many completions of a module in a cohort were recorded, or taken back."
        case .certificateIssued: "A certificate, by its register number, was issued."
        case .certificateRevoked: "A certificate, by its register number, was revoked."
        case .certificateReplaced: "A certificate was replaced by another; both by number."
        case .evaluationDue: "A questionnaire that was put to a cohort can be answered from today."
        case .accreditationGranted, .accreditationRenewed, .accreditationSuspended,
            .accreditationReinstated:
            "A trainer's accreditation, by its id, came to this state; not whose it is."
        default:
            rawValue.hasSuffix(".created") ? "One was entered." : "One was changed."
        }
    }

    /// What a message says beside `noun`, `code` and `href`.
    package var facts: [WebhookFact] {
        switch self {
        case .coursePublished: [WebhookFact("number", .integer)]
        case .cohortPublished, .cohortConfirmed, .cohortStarted, .cohortClosed, .cohortCancelled:
            [
                WebhookFact("state", .text), WebhookFact("before", .text),
                WebhookFact("starts_on", .date), WebhookFact("ends_on", .date),
            ]
        case .sessionCreated, .sessionChanged, .sessionRemoved:
            [WebhookFact("cohort", .text), WebhookFact("held_on", .date)]
        case .enrolmentCreated, .enrolmentChanged:
            [WebhookFact("enrolment", .integer), WebhookFact("status", .text)]
        case .enrolmentApplied, .enrolmentEndorsed, .enrolmentWaiting, .enrolmentOffered,
            .enrolmentConfirmed, .enrolmentNoShow, .enrolmentDeclined, .enrolmentLapsed,
            .enrolmentWithdrawn:
            [
                WebhookFact("enrolment", .integer), WebhookFact("status", .text),
                WebhookFact("before", .textOrNone),
            ]
        case .attendanceRecorded:
            [
                WebhookFact("cohort", .text), WebhookFact("held_on", .date),
                WebhookFact("marks", .integer),
            ]
        case .resultRecorded:
            [WebhookFact("assessment", .text), WebhookFact("results", .integer)]
        case .completionRecorded:
            [WebhookFact("module", .text), WebhookFact("completions", .integer)]
        case .certificateReplaced: [WebhookFact("by", .text)]
        case .evaluationDue:
            [
                WebhookFact("cohort", .text), WebhookFact("questionnaire", .text),
                WebhookFact("opens_on", .date), WebhookFact("closes_on", .date),
            ]
        case .accreditationGranted, .accreditationRenewed, .accreditationSuspended,
            .accreditationReinstated:
            [
                WebhookFact("course", .textOrNone), WebhookFact("field", .textOrNone),
                WebhookFact("starts_on", .date), WebhookFact("ends_on", .date),
            ]
        default: []
        }
    }
}

/// Something that a message says, by name; never personal data.
package struct WebhookFact: Sendable {
    package let name: String
    package let kind: Kind

    /// What stands there.
    package enum Kind: Sendable {
        case text, textOrNone, integer, date
    }

    init(_ name: String, _ kind: Kind) {
        self.name = name
        self.kind = kind
    }
}
