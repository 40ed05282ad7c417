import CSystem
import EventLoop
import Glibc
import Synchronization

/// A thread with one connection, for transactions.
///
/// A thread each, and not a dispatch queue, because a transaction blocks its thread for as long
/// as it takes: a bounded pool of shared threads could be used up by waiting ones. While idle the
/// thread sleeps in `poll` on its mailbox and on the connection at once, so a connection that the
/// server closes is let go at that moment and not found dead by the next transaction.
///
/// `@unchecked Sendable`: `connection` belongs to the thread, the rest is immutable or guarded.
final class ConnectionThread: @unchecked Sendable {
    /// Something to run on the thread.
    typealias Job = @Sendable (ConnectionThread) -> Void

    private let settings: ConnectionSettings
    private let idleLifetime: Duration
    private let wakeup: Int32
    private let mailbox = Mutex(Mailbox())

    // The thread's own.
    private var connection: Connection?

    private struct Mailbox {
        var job: Job?
        var mustStop = false
    }

    init(settings: ConnectionSettings, idleLifetime: Duration) throws(PostgresError) {
        self.settings = settings
        self.idleLifetime = idleLifetime
        wakeup = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
        guard wakeup >= 0 else {
            throw PostgresError(.cannotConnect, SystemError.last("eventfd").description)
        }
    }

    deinit {
        close(wakeup)
    }

    /// Starts the thread.
    ///
    /// `mayRetire` is asked when the thread was idle for its lifetime; when it agrees nobody will
    /// submit a job any more. `ended` is called last.
    func start(
        mayRetire: @escaping @Sendable (ConnectionThread) -> Bool,
        ended: @escaping @Sendable (ConnectionThread) -> Void
    ) {
        Thread.start(named: "pg-transaction") {
            self.serve(mayRetire)
            self.connection = nil
            ended(self)
        }
    }

    /// Runs a job; the caller holds the lease of this thread.
    func submit(_ job: @escaping Job) {
        mailbox.withLock { $0.job = job }
        wake()
    }

    /// Ends the thread once it is idle.
    func stop() {
        mailbox.withLock { $0.mustStop = true }
        wake()
    }

    private func wake() {
        var one: UInt64 = 1
        _ = write(wakeup, &one, MemoryLayout<UInt64>.size)
    }

    // MARK: On the thread

    /// Whether the present connection was made for an earlier job.
    var hasConnection: Bool { connection != nil }

    /// The connection, made anew when there is none.
    func connected() throws(PostgresError) -> Connection {
        if let connection { return connection }
        let connection = try Connection.connect(settings)
        self.connection = connection
        return connection
    }

    /// Lets go of a connection that is not fit for another transaction.
    func dropUnlessIdle() {
        if let connection, !connection.isIdle { self.connection = nil }
    }

    /// Lets go of the connection.
    func drop() {
        connection = nil
    }

    private func serve(_ mayRetire: @Sendable (ConnectionThread) -> Bool) {
        while true {
            let (job, mustStop) = mailbox.withLock { mailbox in
                defer { mailbox.job = nil }
                return (mailbox.job, mailbox.mustStop)
            }
            if let job {
                job(self)
            } else if mustStop || (!waitForWork() && mayRetire(self)) {
                return
            }
        }
    }

    /// Sleeps until there may be work; false when the idle lifetime passed without any.
    private func waitForWork() -> Bool {
        var descriptors = [
            pollfd(fd: wakeup, events: Int16(POLLIN), revents: 0),
            // A negative descriptor is one that poll ignores.
            pollfd(fd: connection?.socket ?? -1, events: Int16(POLLIN), revents: 0),
        ]
        let count = poll(&descriptors, 2, idleLifetime.pollMilliseconds)
        if count == 0 { return false }
        if descriptors[0].revents != 0 {
            var value: UInt64 = 0
            _ = read(wakeup, &value, MemoryLayout<UInt64>.size)
        }
        if descriptors[1].revents != 0 {
            connection?.absorb()
            dropUnlessIdle()
        }
        return true
    }
}
