import EventLoop

/// Bounds the time that a client may make the server wait while bytes move in one direction.
///
/// Only waiting counts: a handler that takes its time does not use up the client's. A pause may
/// last `pauseMax`; all pauses together that long plus what the slowest allowed rate would take
/// for the bytes that have moved.
struct RateGuard {
    private let pauseNanoseconds: UInt64
    private let bytesPerSecondMin: UInt64
    private var waitedNanoseconds: UInt64 = 0
    private var movedBytes: UInt64 = 0
    private var waitingSince: MonotonicTime?

    init(pauseMax: Duration, bytesPerSecondMin: Int) {
        let zero = MonotonicTime(nanoseconds: 0)
        pauseNanoseconds = zero.advanced(by: pauseMax).nanoseconds
        self.bytesPerSecondMin = UInt64(max(1, bytesPerSecondMin))
    }

    /// Forgets everything: a new message begins.
    mutating func restart() {
        waitedNanoseconds = 0
        movedBytes = 0
        waitingSince = nil
    }

    mutating func moved(_ bytes: Int) {
        movedBytes &+= UInt64(bytes)
    }

    /// Begins a wait.
    ///
    /// - Returns: the moment at which it has to end, which may be now.
    mutating func beginWait(at now: MonotonicTime) -> MonotonicTime {
        waitingSince = now
        let earned = movedBytes / bytesPerSecondMin * 1_000_000_000
        let allowed = pauseNanoseconds &+ earned
        let left = allowed > waitedNanoseconds ? allowed - waitedNanoseconds : 0
        return MonotonicTime(nanoseconds: now.nanoseconds + min(left, pauseNanoseconds))
    }

    mutating func endWait(at now: MonotonicTime) {
        guard let since = waitingSince else { return }
        waitedNanoseconds &+= now.nanoseconds - since.nanoseconds
        waitingSince = nil
    }
}
