import Credentials
import Foundation
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
    /// The seat that is held for the person, while it is offered.
    package let offer: Offer?
    /// The place in the waiting list, while the person waits.
    package let queue: Queue?
    /// Whether the course has modules, whose progress is looked up then.
    var hasModules = false
    package var modules = ModuleProgress([])

    /// A place in a waiting list.
    package struct Queue: Sendable {
        /// From 1: the next in line.
        package let place: Int
        /// How many wait.
        package let length: Int
    }

    /// Until when an offered seat is held.
    package struct Offer: Sendable {
        package let endsAt: Date
        /// The day and the hour on the centre's clock, as 14:30.
        package let endsOn: CalendarDate
        package let clock: String
    }

    /// What closing the cohort has frozen.
    package enum Outcome: Sendable {
        case passed
        case notPassed(problem: String)
    }

    /// What the enrolment waits for, as a stable word; nil when it waits for nothing more.
    package var waitsFor: WaitsFor? {
        switch (status, cohortState, outcome) {
        case (.withdrawn, _, _), (.declined, _, _), (.lapsed, _, _): nil
        case (_, .cancelled, _): nil
        case (.applied, _, _): .approval
        case (.endorsed, _, _): .centre
        case (.waiting, _, _): .seat
        case (.offered, _, _): .answer
        // Who did not come waits for nothing more.
        case (.noShow, _, _): nil
        case (_, .draft, _), (_, .published, _), (_, .confirmed, _), (_, .running, _): .training
        case (_, .closed, .passed?) where !wasCertified: .certificate
        case (_, .closed, _): nil
        }
    }

    /// What has to come next, and whose it is.
    package enum WaitsFor: String, Sendable {
        /// That the institution or the centre agrees; that the centre does.
        case approval, centre
        /// That one becomes free.
        case seat
        /// The person's own yes or no.
        case answer
        case training, certificate
    }
}
