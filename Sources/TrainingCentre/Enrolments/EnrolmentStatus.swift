import Credentials
import Postgres

/// What a trainee sees of one enrolment without an account, by its private code.
package struct EnrolmentStatus: Sendable {
    package let code: VerificationID
    package let holderCyrl: String
    package let holderLatn: String
    package let status: Enrolment.Status
    package let withdrawnOn: CalendarDate?
    package let cohortCode: String
    package let cohortState: Cohort.State
    package let courseTitle: Titles
    package let startsOn: CalendarDate
    package let endsOn: CalendarDate
    package let venue: String
    package let outcome: Outcome?
    package let certificateID: VerificationID?
    /// Whether there has ever been one, in whatever state it is now.
    package let wasCertified: Bool

    package enum Outcome: Sendable {
        case passed
        case notPassed(problem: String)
    }

    /// What the enrolment waits for, as a stable word; nil when it waits for nothing more.
    package var waitsFor: WaitsFor? {
        switch (status, cohortState, outcome) {
        case (.withdrawn, _, _): nil
        case (_, .draft, _), (_, .published, _), (_, .confirmed, _), (_, .running, _): .training
        case (_, .cancelled, _): nil
        case (_, .closed, .passed?) where !wasCertified: .certificate
        case (_, .closed, _): nil
        }
    }

    package enum WaitsFor: String, Sendable {
        case training, certificate
    }
}
