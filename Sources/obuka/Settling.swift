import Foundation
import Logging
import TrainingCentre

extension Program {
    /// Takes what was done into the log, signs the status lists anew, and writes the reminders and
    /// the notices that are due.
    ///
    /// What cannot be done now waits: the next command or the server does it.
    func settle() async {
        if let problem = await settling() { logger.error("the log waits: \(problem)") }
    }

    /// Does so, and gives what keeps it from it as a sentence.
    private func settling() async -> String? {
        do {
            try await Sequencer(centre).run()
            try await StatusPublisher(centre).run()
            try await IssuerPublisher(centre).run()
            // Publications are entries, too.
            try await Sequencer(centre).run()
            try await ExpiryReminders(centre).run()
            try await keepSeats()
            try await WebhookOutbox(centre).tellDue()
            return nil
        } catch is CancellationError {
            // The server ends; what waits is done after its next start.
            return nil
        } catch {
            return Program.sentence(error)
        }
    }

    /// Ends what the clock has ended among offers and held seats, and tells people what happened to
    /// their enrolments.
    private func keepSeats() async throws {
        let seats = SeatKeeping(centre)
        while try await seats.hasWork {
            try await seats.run()
            try await EnrolmentNotices(centre).run()
            try await CohortNotices(centre).run()
        }
    }

    /// Does so again and again while a server runs, until cancelled.
    ///
    /// What keeps it from it is logged when it begins, and not each time.
    func keepSettling() async {
        removeAbandonedUploads()
        var rounds = 0
        var problem: String?
        while !Task.isCancelled {
            do {
                let isDue = rounds % Limits.roundsBetweenRefreshes == 0
                try await keepSeats()
                if try await Sequencer(centre).hasWork || isDue {
                    let found = await settling()
                    if let found, found != problem { logger.error("the log waits: \(found)") }
                    problem = found
                }
                rounds += 1
                try await Task.sleep(for: problem == nil ? Limits.pause : Limits.longPause)
            } catch is CancellationError {
                return
            } catch {
                // The database is away; somebody else says so.
                try? await Task.sleep(for: Limits.pause)
            }
        }
    }

    /// What uploads that were killed left on the disk.
    private func removeAbandonedUploads() {
        let now = Int(Clock.unixNanoseconds() / 1_000_000_000)
        for name in centre.blobs.removeAbandoned(at: now) {
            logger.notice("removed what a killed upload left", metadata: ["file": "\(name)"])
        }
    }

    private enum Limits {
        static let pause = Duration.milliseconds(500)
        static let longPause = Duration.seconds(5)
        /// About ten minutes: a list that is older than a day is signed anew.
        static let roundsBetweenRefreshes = 1_200
    }

    private static func sentence(_ error: any Error) -> String {
        (error as? any Refusal)?.message ?? String(describing: error)
    }
}
