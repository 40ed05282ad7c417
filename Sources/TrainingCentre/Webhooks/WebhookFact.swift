/// Something that a message says, by name; never personal data.
package struct WebhookFact: Sendable {
    package let name: String
    package let kind: Kind

    /// What stands there.
    package enum Kind: Sendable {
        case text, textOrNone, integer, date, dateOrNone
    }

    init(_ name: String, _ kind: Kind) {
        self.name = name
        self.kind = kind
    }
}

extension WebhookType {
    /// What a message says beside `noun`, `code` and `href`.
    package var facts: [WebhookFact] {
        switch self {
        case .coursePublished, .modulePublished: [WebhookFact("number", .integer)]
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
        case .candidacyCreated, .candidacyChanged:
            [
                WebhookFact("course", .textOrNone), WebhookFact("field", .textOrNone),
                WebhookFact("deadline_on", .date), WebhookFact("ended_on", .dateOrNone),
            ]
        case .candidacyJudged: [WebhookFact("stage", .text), WebhookFact("verdict", .text)]
        default: catalogueFacts
        }
    }

    /// The same of what is planned, offered and recorded before there are trainings.
    private var catalogueFacts: [WebhookFact] {
        switch self {
        case .handbookPublished: [WebhookFact("edition", .text)]
        case .projectMerged, .organisationMerged, .personMerged: [WebhookFact("into", .text)]
        case .targetCreated, .targetChanged:
            [
                WebhookFact("target", .text), WebhookFact("indicator", .text),
                WebhookFact("promised", .integer),
            ]
        case .interestCreated, .interestChanged:
            [
                WebhookFact("interest", .integer), WebhookFact("people", .integer),
                WebhookFact("cohort", .textOrNone), WebhookFact("withdrawn_on", .dateOrNone),
            ]
        case .quotaCreated, .quotaChanged:
            [
                WebhookFact("organisation", .text), WebhookFact("seats", .integer),
                WebhookFact("name_until_on", .date),
            ]
        default: []
        }
    }
}
