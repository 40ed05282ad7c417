import EventLoop
import Glibc
import Logging
import Metrics

/// Gathers log lines and lets a thread of its own write them to a descriptor.
///
/// Whoever logs never waits for the reader of the log. Lines are written within 200 ms, warnings
/// and worse as soon as the thread gets to it. When the reader is so far behind that 4 MiB wait,
/// lines are lost: whole ones, counted, and the log says how many once it is written again.
/// Until `startWriter` each line is written at once by whoever logs it.
package final class LogOutput: Sendable {
    private let queue: LogQueue

    /// Lines go to `descriptor`, which stays the caller's; 2 is the standard error.
    ///
    /// It must stay open until everything is written, also after the last use of this object.
    package init(descriptor: Int32 = STDERR_FILENO) {
        queue = LogQueue(descriptor: descriptor)
    }

    deinit {
        queue.end()
    }

    /// Leaves the writing to a thread of its own from now on.
    package func startWriter() {
        guard queue.takeWriterPlace() else { return }
        let queue = queue
        Thread.start(named: "log") { queue.writeUntilEnd() }
    }

    /// Counts lost lines, those of the past included, as `log_lines_lost_total`.
    package func countLosses(in factory: any MetricsFactory) {
        queue.countLosses(
            with: Counter(label: "log_lines_lost_total", dimensions: [], factory: factory)
        )
    }

    /// Adds one JSON line of `time`, in nanoseconds since 1970; `body` appends its members.
    func append(time: Int64, level: Logger.Level, _ body: (inout [UInt8]) -> Void) {
        queue.append(time: time, level: level, body)
    }

    /// Waits until everything is written, two seconds at most; call it before the process ends.
    package func flush() {
        queue.flush()
    }

    /// Lines that were not written and never will be.
    package var lostLines: Int { queue.lostLines }

    /// What has been gathered and not given to the system.
    package var waitingBytes: Int { queue.waitingBytes }
}
