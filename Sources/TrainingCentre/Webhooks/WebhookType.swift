/// What a webhook is told of.
package enum WebhookType: String, CaseIterable, Sendable {
    case projectCreated = "project.created"
    case projectChanged = "project.changed"
    case organisationCreated = "organisation.created"
    case organisationChanged = "organisation.changed"
    case courseCreated = "course.created"
    case courseChanged = "course.changed"
    case cohortCreated = "cohort.created"
    case cohortChanged = "cohort.changed"

    /// People were enrolled in a cohort; which ones the API says.
    case enrolmentCreated = "enrolment.created"
    case enrolmentChanged = "enrolment.changed"
    case certificateIssued = "certificate.issued"
    case certificateRevoked = "certificate.revoked"
}
