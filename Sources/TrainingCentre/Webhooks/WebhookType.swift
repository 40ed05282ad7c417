/// What a webhook is told of.
///
/// The word before the dot is the noun; `…changed` comes beside a state that has a type of its own.
package enum WebhookType: String, CaseIterable, Sendable {
    case projectCreated = "project.created"
    case projectChanged = "project.changed"
    case projectMerged = "project.merged"
    case projectUnmerged = "project.unmerged"
    case organisationCreated = "organisation.created"
    case organisationChanged = "organisation.changed"
    case organisationMerged = "organisation.merged"
    case organisationUnmerged = "organisation.unmerged"
    case personMerged = "person.merged"
    case personUnmerged = "person.unmerged"
    case planCreated = "plan.created"
    case planChanged = "plan.changed"
    case targetCreated = "target.created"
    case targetChanged = "target.changed"
    case programmeCreated = "programme.created"
    case programmeChanged = "programme.changed"
    case activityCreated = "activity.created"
    case activityChanged = "activity.changed"
    case venueCreated = "venue.created"
    case venueChanged = "venue.changed"
    case handbookCreated = "handbook.created"
    case handbookChanged = "handbook.changed"
    case handbookPublished = "handbook.published"
    case moduleCreated = "module.created"
    case moduleChanged = "module.changed"
    case modulePublished = "module.published"
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
    case interestCreated = "interest.created"
    case interestChanged = "interest.changed"
    case quotaCreated = "quota.created"
    case quotaChanged = "quota.changed"
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
    case candidacyCreated = "candidacy.created"
    case candidacyChanged = "candidacy.changed"
    case candidacyJudged = "candidacy.judged"
    case accreditationGranted = "accreditation.granted"
    case accreditationRenewed = "accreditation.renewed"
    case accreditationSuspended = "accreditation.suspended"
    case accreditationReinstated = "accreditation.reinstated"

    /// What it means and what the message names, as a sentence.
    package var about: String {
        switch self {
        case .coursePublished: "A version of a course, by its number, is public and stays as it is."
        case .modulePublished: "A version of a module's contents, by its number, is shown from now."
        case .handbookPublished: "An edition of a handbook, by its code, can be read."
        case .projectMerged, .organisationMerged, .personMerged:
            "One record stands for another from now; persons by their ids."
        case .projectUnmerged, .organisationUnmerged, .personUnmerged:
            "A record stands for itself again."
        case .targetCreated, .targetChanged: "A target of a project was promised, or changed."
        case .interestCreated, .interestChanged:
            "So many people wait for a date of a course, were taken into a cohort, or withdrew."
        case .quotaCreated, .quotaChanged: "So many seats of a cohort are an institution's to fill."
        case .candidacyCreated, .candidacyChanged:
            "A candidacy to be a trainer, by its id, was opened, moved or ended; not whose it is."
        case .candidacyJudged: "A stage of a candidacy, by its id, has a verdict."
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
}
