import Foundation
import Logging
import TrainingCentre

extension Program {
    /// Takes what was done into the log and signs the status lists anew.
    ///
    /// What cannot be done now waits: the next command or the server does it.
    func settle() async {
        do {
            try await Sequencer(centre).run()
            try await StatusPublisher(centre).run()
            // The publication is an entry, too.
            try await Sequencer(centre).run()
        } catch is CancellationError {
            // The server ends; what waits is done after its next start.
        } catch {
            logger.error("the log waits: \(Program.sentence(error))")
        }
    }

    /// Does so again and again while a server runs, until cancelled.
    func keepSettling() async {
        var rounds = 0
        while !Task.isCancelled {
            do {
                let isDue = rounds % Limits.roundsBetweenRefreshes == 0
                if try await Sequencer(centre).hasWork || isDue { await settle() }
                rounds += 1
                try await Task.sleep(for: Limits.pause)
            } catch is CancellationError {
                return
            } catch {
                // The database is away; somebody else says so.
                try? await Task.sleep(for: Limits.pause)
            }
        }
    }

    private enum Limits {
        static let pause = Duration.milliseconds(500)
        /// About ten minutes: a list that is older than a day is signed anew.
        static let roundsBetweenRefreshes = 1_200
    }

    private static func sentence(_ error: any Error) -> String {
        (error as? any Refusal)?.message ?? String(describing: error)
    }
}
