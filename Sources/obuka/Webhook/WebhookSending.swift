import Foundation
import TrainingCentre

extension Program {
    /// Sends what waits for webhooks, several messages at once, and answers how many were taken.
    ///
    /// Throws what the database throws; an answer that could not be recorded is asked for again.
    @discardableResult
    func sendToWebhooks() async throws -> Int {
        let outbox = WebhookOutbox(centre)
        let messages = try await outbox.take(WebhookLimits.atOnce)
        await withTaskGroup(of: Void.self) { group in
            for message in messages {
                group.addTask {
                    let seconds = Int(Clock.unixNanoseconds() / 1_000_000_000)
                    let (status, problem) = await WebhookClient.send(message, seconds: seconds)
                    try? await outbox.record(message, status: status, problem: problem)
                }
            }
        }
        return messages.count
    }

    /// Does so while a server or a worker runs, until cancelled.
    func keepSendingToWebhooks() async {
        var rounds = 0
        while !Task.isCancelled {
            do {
                if rounds % WebhookLimits.roundsBetweenForgetting == 0 {
                    try await WebhookOutbox(centre).forget()
                }
                rounds += 1
                if try await sendToWebhooks() == 0 {
                    try await Task.sleep(for: WebhookLimits.pause)
                }
            } catch is CancellationError {
                return
            } catch {
                // The database is away; somebody else says so.
                try? await Task.sleep(for: WebhookLimits.longPause)
            }
        }
    }
}

private enum WebhookLimits {
    static let atOnce = 8
    static let pause = Duration.seconds(1)
    static let longPause = Duration.seconds(5)
    /// About an hour.
    static let roundsBetweenForgetting = 3_600
}
