import Glibc
import Logging
import Metrics

/// The lines of a `LogOutput` on their way from those who log to the thread that writes.
final class LogQueue: Sendable {
    struct State {
        var buffer: [UInt8] = []
        var time = UTCTime()
        var lastTime: Int64 = 0
        /// The end of a line of which the system took a part only; it goes before all others.
        var begunLine: [UInt8] = []
        var lostLines = 0
        /// Of these the log speaks already.
        var notedLines = 0
        var losses: Counter?
        var hasWriter = false
        var isWriting = false
        /// Something waits that should be written now.
        var isHurried = false
        var isOver = false
    }

    private let descriptor: Int32
    private let monitor = Monitor(State())

    private enum Limits {
        /// Enough for one call of the system.
        static let batchBytes = 64 << 10
        /// A reader that is further behind loses lines.
        static let waitingBytesMax = 4 << 20
        static let gatherMilliseconds = 200
        static let flushMilliseconds = 2_000
    }

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    var lostLines: Int { monitor.withLock { $0.lostLines } }

    var waitingBytes: Int { monitor.withLock { $0.buffer.count } }

    func countLosses(with counter: Counter) {
        monitor.withLock { state in
            state.losses = counter
            counter.increment(by: state.lostLines)
        }
    }

    // MARK: Those who log

    func append(time: Int64, level: Logger.Level, _ body: (inout [UInt8]) -> Void) {
        let mustNotify = monitor.withLock { state in
            state.lastTime = time
            guard state.buffer.count < Limits.waitingBytesMax else {
                Self.lose(1, &state)
                return false
            }
            let wasEmpty = state.buffer.isEmpty
            Self.append(time: time, level: level, to: &state, body)
            guard state.hasWriter else {
                writeAtOnce(&state)
                return false
            }
            let isUrgent = level >= .warning || state.buffer.count >= Limits.batchBytes
            let hurries = isUrgent && !state.isHurried
            if hurries { state.isHurried = true }
            return wasEmpty || hurries
        }
        if mustNotify { monitor.notify() }
    }

    private static func append(
        time: Int64,
        level: Logger.Level,
        to state: inout State,
        _ body: (inout [UInt8]) -> Void
    ) {
        state.buffer.append(contentsOf: #"{"time":""#.utf8)
        state.time.append(nanoseconds: time, to: &state.buffer)
        state.buffer.append(contentsOf: #"","level":""#.utf8)
        state.buffer.append(contentsOf: level.rawValue.utf8)
        state.buffer.append(Octet.quote)
        body(&state.buffer)
        state.buffer.append(UInt8(ascii: "}"))
        state.buffer.append(Octet.lineFeed)
    }

    private static func lose(_ count: Int, _ state: inout State) {
        state.lostLines += count
        state.losses?.increment(by: count)
    }

    func flush() {
        monitor.withLock { $0.isHurried = true }
        monitor.notify()
        _ = monitor.wait(milliseconds: Limits.flushMilliseconds) { state in
            !state.hasWriter || (state.buffer.isEmpty && !state.isWriting) ? () : nil
        }
    }

    /// Lets the writer end once it has written everything.
    func end() {
        monitor.withLock { $0.isOver = true }
        monitor.notify()
    }

    // MARK: The writer

    /// Whether there was no writer yet; the caller is to become it.
    func takeWriterPlace() -> Bool {
        monitor.withLock { state in
            defer { state.hasWriter = true }
            return !state.hasWriter
        }
    }

    /// Writes what is gathered, for as long as the log is used.
    func writeUntilEnd() {
        var batch: [UInt8] = []
        while take(&batch) {
            let written = write(batch)
            monitor.withLock { state in
                Self.settle(batch, written, &state)
                state.isWriting = false
            }
            monitor.notify()
        }
    }

    /// Fills `batch` with what was gathered, waiting for it; false at the end of the log.
    private func take(_ batch: inout [UInt8]) -> Bool {
        let isThere = monitor.wait { $0.buffer.isEmpty ? ($0.isOver ? false : nil) : true }
        guard isThere == true else { return false }
        _ = monitor.wait(milliseconds: Limits.gatherMilliseconds) {
            $0.isHurried || $0.isOver ? () : nil
        }
        // A burst should not keep its memory for ever.
        if batch.capacity > Limits.batchBytes * 4 { batch = [] }
        batch.removeAll(keepingCapacity: true)
        monitor.withLock { state in
            swap(&batch, &state.buffer)
            state.isHurried = false
            state.isWriting = true
            Self.complete(&batch, &state)
        }
        return true
    }

    /// Puts before the lines what is left of an earlier one, and behind them what was lost.
    static func complete(_ batch: inout [UInt8], _ state: inout State) {
        if !state.begunLine.isEmpty {
            batch = state.begunLine + batch
            state.begunLine = []
        }
        let lost = state.lostLines - state.notedLines
        guard lost > 0 else { return }
        state.notedLines = state.lostLines
        swap(&batch, &state.buffer)
        append(time: state.lastTime, level: .warning, to: &state) { line in
            line.append("message", "log lines were lost")
            line.append("lost_lines", lost)
        }
        swap(&batch, &state.buffer)
    }

    private func writeAtOnce(_ state: inout State) {
        var batch: [UInt8] = []
        swap(&batch, &state.buffer)
        Self.complete(&batch, &state)
        Self.settle(batch, write(batch), &state)
        batch.removeAll(keepingCapacity: true)
        swap(&batch, &state.buffer)
    }

    /// Keeps the end of a line that is cut, and counts the lines after it as lost.
    static func settle(_ batch: [UInt8], _ written: Int, _ state: inout State) {
        guard written < batch.count else { return }
        var rest = batch[written...]
        if written > 0, batch[written - 1] != Octet.lineFeed,
            let end = rest.firstIndex(of: Octet.lineFeed)
        {
            state.begunLine = Array(rest[...end])
            rest = rest[end...].dropFirst()
        }
        lose(rest.count { $0 == Octet.lineFeed }, &state)
    }

    /// Writes as much as can be written, however long it takes; returns how much that was.
    private func write(_ bytes: [UInt8]) -> Int {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count >= 0 {
                written += count
            } else if errno == EAGAIN {
                var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&waiting, 1, -1)
            } else if errno != EINTR {
                // A log that cannot be written must not stop the service.
                break
            }
        }
        return written
    }
}
