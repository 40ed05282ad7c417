import EventLoop

/// Bounds the time that a client may make the server wait while bytes move in one direction.
///
/// Only waiting counts: a handler that takes its time does not use up the client's. The client
/// has credit for a pause of `pauseMax`; waiting spends it, and each byte earns back what it may
/// take at the slowest allowed rate. Credit never exceeds one pause, so that nobody can send much
/// at first and then next to nothing for hours.
struct RateGuard {
    private let creditMax: UInt64
    private let bytesPerSecondMin: UInt64
    /// In nanoseconds of waiting.
    private var credit: UInt64
    /// Bytes that have not earned their credit yet.
    private var movedBytes: UInt64 = 0
    private var waitingSince: MonotonicTime?

    init(pauseMax: Duration, bytesPerSecondMin: Int) {
        let zero = MonotonicTime(nanoseconds: 0)
        creditMax = zero.advanced(by: pauseMax).nanoseconds
        credit = creditMax
        self.bytesPerSecondMin = UInt64(max(1, bytesPerSecondMin))
    }

    /// Forgets everything: a new message begins.
    mutating func restart() {
        credit = creditMax
        movedBytes = 0
        waitingSince = nil
    }

    mutating func moved(_ bytes: Int) {
        let (sum, isVast) = movedBytes.addingReportingOverflow(UInt64(bytes))
        movedBytes = isVast ? .max : sum
    }

    /// Begins a wait.
    ///
    /// - Returns: the moment at which it has to end, which may be now.
    mutating func beginWait(at now: MonotonicTime) -> MonotonicTime {
        waitingSince = now
        let (earned, isVast) = movedBytes.multipliedReportingOverflow(by: 1_000_000_000)
        movedBytes = 0
        let missing = creditMax - credit
        credit =
            isVast || earned / bytesPerSecondMin > missing
            ? creditMax : credit + earned / bytesPerSecondMin
        return MonotonicTime(nanoseconds: now.nanoseconds + credit)
    }

    mutating func endWait(at now: MonotonicTime) {
        guard let since = waitingSince else { return }
        credit -= min(credit, now.nanoseconds - since.nanoseconds)
        waitingSince = nil
    }
}
