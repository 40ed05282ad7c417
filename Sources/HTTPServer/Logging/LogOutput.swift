import EventLoop
import Glibc
import Logging
import Synchronization

/// Gathers log lines and writes them to a descriptor in large pieces.
///
/// Written at once: a warning or worse, and a buffer that has grown large. Otherwise at the end
/// of the loop's turn in which `flushTimeMax` has passed since the last write, and at the latest
/// that long after a line came. Without a loop every line is written at once.
package final class LogOutput: Sendable {
    private struct State {
        var buffer: [UInt8] = []
        var time = UTCTime()
        var isAttached = false
        var lostLines = 0
    }

    private let descriptor: Int32
    private let state = Mutex(State())

    private static let bufferBytesMax = 64 << 10
    fileprivate static let flushTimeMax = Duration.milliseconds(200)
    private static let writableWaitMilliseconds: Int32 = 100

    /// Lines go to `descriptor`, which stays the caller's; 2 is the standard error.
    package init(descriptor: Int32 = STDERR_FILENO) {
        self.descriptor = descriptor
    }

    /// Lets `loop` do the writing from now on.
    package func attach(to loop: EventLoop) {
        loop.spawn {
            loop.observeTurns(LogFlusher(self, on: loop))
            self.state.withLock { $0.isAttached = true }
        }
    }

    /// Adds one JSON line of `time`, in nanoseconds since 1970; `body` appends its members.
    func append(time: Int64, level: Logger.Level, _ body: (inout [UInt8]) -> Void) {
        let isUrgent = level >= .warning
        state.withLock { state in
            state.buffer.append(contentsOf: #"{"time":""#.utf8)
            state.time.append(nanoseconds: time, to: &state.buffer)
            state.buffer.append(contentsOf: #"","level":""#.utf8)
            state.buffer.append(contentsOf: level.rawValue.utf8)
            state.buffer.append(Octet.quote)
            body(&state.buffer)
            state.buffer.append(UInt8(ascii: "}"))
            state.buffer.append(Octet.lineFeed)
            if isUrgent || !state.isAttached || state.buffer.count >= Self.bufferBytesMax {
                write(&state)
            }
        }
    }

    /// Writes what has been gathered; call it before the process ends.
    package func flush() {
        state.withLock { write(&$0) }
    }

    /// Lines that a full pipe or disk did not take.
    package var lostLines: Int { state.withLock { $0.lostLines } }

    /// What has been gathered and not written.
    package var waitingBytes: Int { state.withLock { $0.buffer.count } }

    private func write(_ state: inout State) {
        var written = 0
        while written < state.buffer.count {
            let count = state.buffer.withUnsafeBytes { bytes in
                let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
                return Glibc.write(descriptor, rest.baseAddress, rest.count)
            }
            if count >= 0 {
                written += count
            } else if errno == EINTR || (errno == EAGAIN && waitWritable()) {
                continue
            } else {
                // A log that cannot be written must not stop the service.
                let lost = state.buffer[written...].count { $0 == Octet.lineFeed }
                state.lostLines += lost
                break
            }
        }
        state.buffer.removeAll(keepingCapacity: true)
    }

    private func waitWritable() -> Bool {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&waiting, 1, Self.writableWaitMilliseconds) > 0
    }
}

/// Writes a `LogOutput` from a loop.
private final class LogFlusher: TurnObserver {
    private let output: LogOutput
    private let loop: EventLoop
    private var lastFlush: MonotonicTime
    private var deadline: Deadline?

    init(_ output: LogOutput, on loop: EventLoop) {
        self.output = output
        self.loop = loop
        lastFlush = loop.now
        deadline = Deadline(on: loop) { [weak self] in self?.flush() }
        flush()
    }

    func turnEnded() {
        if loop.now.elapsed(since: lastFlush) >= LogOutput.flushTimeMax { flush() }
    }

    private func flush() {
        output.flush()
        lastFlush = loop.now
        // Lines that other threads add wait for this.
        deadline?.set(after: LogOutput.flushTimeMax)
    }
}
