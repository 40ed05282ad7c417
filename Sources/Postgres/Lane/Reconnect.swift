import EventLoop
import Logging

/// How long to wait before the next attempt to connect.
struct Reconnect {
    private static let pauseMin = Duration.milliseconds(50)
    private static let pauseMax = Duration.seconds(5)
    /// A connection that ends within this time counts as one that did not work.
    private static let shortLife = Duration.seconds(1)
    private static let quickLossesMax = 2

    private var pause = Reconnect.pauseMin
    private var connectedAt: MonotonicTime?
    private var quickLosses = 0
    private(set) var lastFailure: PostgresError?

    mutating func succeeded(at moment: MonotonicTime) {
        connectedAt = moment
        lastFailure = nil
        pause = Reconnect.pauseMin
    }

    /// The pause after a failed attempt; doubles each time.
    mutating func failed(_ error: PostgresError) -> Duration {
        lastFailure = error
        defer { pause = min(pause * 2, Reconnect.pauseMax) }
        return pause
    }

    /// Whether a lost connection may be replaced without a pause.
    ///
    /// Not when connections keep ending as soon as they are made.
    mutating func mayTryAtOnce(at moment: MonotonicTime) -> Bool {
        let life = connectedAt.map { moment.elapsed(since: $0) } ?? .zero
        quickLosses = life < Reconnect.shortLife ? quickLosses + 1 : 0
        return quickLosses <= Reconnect.quickLossesMax
    }
}

extension PostgresError {
    /// For log lines: what is safe to write down.
    var metadata: Logger.Metadata {
        var metadata: Logger.Metadata = ["error": "\(self)"]
        if let connectFailure { metadata["reason"] = "\(connectFailure)" }
        return metadata
    }
}
