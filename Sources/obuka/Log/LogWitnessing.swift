import Foundation
import Logging
import Metrics
import TrainingCentre

extension Program {
    /// Asks the witnesses of the log whenever there is a new checkpoint, until cancelled.
    ///
    /// Beside the sequencer and never before it: a witness that does not answer stops nothing. It
    /// is logged when one stops following and when it follows again; the metric
    /// `obuka_log_witness_lag` tells how many entries each has not cosigned.
    func keepWitnessing() async {
        let witnessing = Witnessing(centre, ask: WitnessClient.ask)
        while !Task.isCancelled {
            do {
                for outcome in try await witnessing.run() { note(outcome) }
                try await Task.sleep(for: Limits.pause)
            } catch is CancellationError {
                return
            } catch {
                // The database is away; somebody else says so.
                try? await Task.sleep(for: Limits.pauseAfterError)
            }
        }
    }

    private func note(_ outcome: Witnessing.Outcome) {
        Gauge(label: "log_witness_lag", dimensions: [("witness", outcome.witness)])
            .record(outcome.lag)
        guard outcome.isNews else { return }
        if let problem = outcome.problem {
            logger.warning("the witness \(outcome.witness) does not follow the log: \(problem)")
        } else {
            logger.notice("the witness \(outcome.witness) follows the log again")
        }
    }

    private enum Limits {
        static let pause = Duration.milliseconds(500)
        static let pauseAfterError = Duration.seconds(5)
    }
}
