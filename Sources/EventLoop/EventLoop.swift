import CSystem
import Glibc
import Synchronization

/// One thread, one epoll instance: runs Swift tasks and watches sockets.
///
/// A task started with `spawn` (or `executorPreference: loop`) runs only on this thread, so
/// everything that belongs to a loop (its sockets, timers, database lanes) is touched by one
/// thread and needs no lock. One turn runs jobs until none is left, lets each `TurnObserver` flush
/// once, then waits in epoll.
///
/// `@unchecked Sendable`: the fields in the first group are touched by the loop's thread alone,
/// the others are immutable, atomic or guarded by a mutex.
package final class EventLoop: TaskExecutor, @unchecked Sendable {
    // Loop thread only.
    private var localJobs: [UnownedJob] = []
    private var spareJobs: [UnownedJob] = []
    private var watches = WatchTable()
    private var observers: [any TurnObserver] = []
    private var awaitingTurn: [UnsafeContinuation<Void, Never>] = []
    var timers = TimerQueue()
    /// The monotonic time at which this turn began; read without a system call.
    package private(set) var now = MonotonicTime.current()

    // Any thread.
    private let epoll: Int32
    private let wakeup: Int32
    private let threadID = Atomic<UInt>(0)
    private let stopping = Atomic<Bool>(false)
    private let remote = Mutex(Remote())

    private struct Remote {
        var jobs: [UnownedJob] = []
        var isWakeupPending = false
    }

    /// A loop that does not run yet; `start` gives it its thread.
    ///
    /// From the first loop on the process ignores SIGPIPE; a program that it starts must be given
    /// the signal's default back.
    /// - Throws: `SystemError` when the process has no file descriptor left.
    package init() throws {
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard epoll >= 0 else { throw SystemError.last("epoll_create1") }
        wakeup = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
        // From here on a throw ends in `deinit`, which closes what was opened.
        guard wakeup >= 0 else { throw SystemError.last("eventfd") }
        var event = obuka_epoll_event(EPOLLIN.rawValue, WatchTable.wakeupToken)
        guard epoll_ctl(epoll, EPOLL_CTL_ADD, wakeup, &event) == 0 else {
            throw SystemError.last("epoll_ctl")
        }
        // Not every call that writes can be told to leave the signal out: sendfile cannot. A peer
        // that has gone is an error of its connection, never the end of the process.
        signal(SIGPIPE, SIG_IGN)
    }

    deinit {
        close(wakeup)
        close(epoll)
    }

    /// Whether the caller runs on this loop's thread.
    package var isCurrent: Bool {
        threadID.load(ordering: .relaxed) == UInt(pthread_self())
    }

    /// Starts the loop's thread.
    ///
    /// Call once.
    package func start(named name: String) {
        Thread.start(named: name) { self.run() }
    }

    /// Asks the loop to end after the present turn; what is still queued does not run.
    package func stop() {
        stopping.store(true, ordering: .releasing)
        wake()
    }

    /// Runs `body` as a task whose every step is on this loop's thread.
    @discardableResult
    package func spawn(
        _ body: sending @escaping @isolated(any) () async -> Void
    ) -> Task<Void, Never> {
        Task(executorPreference: self, operation: body)
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if isCurrent {
            localJobs.append(job)
            return
        }
        // Once it is queued the job may run and end, and with its task the last that holds this
        // loop: `wake` would then write to whatever has the descriptor's number next.
        let held = Unmanaged.passRetained(self)
        defer { held.release() }
        let mustWake = remote.withLock { remote in
            remote.jobs.append(job)
            defer { remote.isWakeupPending = true }
            return !remote.isWakeupPending
        }
        if mustWake { wake() }
    }

    private func wake() {
        var one: UInt64 = 1
        _ = write(wakeup, &one, MemoryLayout<UInt64>.size)
    }

    /// Suspends the calling task, which runs on this loop, until sockets and timers had a turn.
    ///
    /// For work that would otherwise go on as long as there is some: one busy connection must
    /// not keep the others waiting.
    package func nextTurn() async {
        await withUnsafeContinuation { awaitingTurn.append($0) }
    }

    // MARK: Watching

    /// Calls `handler` on the loop's thread whenever `descriptor` is ready for `interest`.
    ///
    /// The loop keeps the handler until `unwatch`. Loop thread only.
    package func watch(
        _ descriptor: Int32,
        for interest: Readiness,
        handler: any ReadinessHandler
    ) throws -> Watch {
        let watch = watches.insert(handler, descriptor: descriptor)
        var event = obuka_epoll_event(interest.epollBits, watch.token)
        guard epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) == 0 else {
            let error = SystemError.last("epoll_ctl")
            watches.remove(watch)
            throw error
        }
        return watch
    }

    /// Changes what a watch waits for.
    ///
    /// Loop thread only.
    package func rewatch(_ watch: Watch, for interest: Readiness) {
        var event = obuka_epoll_event(interest.epollBits, watch.token)
        epoll_ctl(epoll, EPOLL_CTL_MOD, watch.descriptor, &event)
    }

    /// Ends a watch; call it before the descriptor is closed.
    ///
    /// Loop thread only.
    package func unwatch(_ watch: Watch) {
        var event = obuka_epoll_event(0, 0)
        epoll_ctl(epoll, EPOLL_CTL_DEL, watch.descriptor, &event)
        watches.remove(watch)
    }

    /// Adds an observer that is told once at the end of every turn.
    ///
    /// Loop thread only.
    package func observeTurns(_ observer: any TurnObserver) {
        observers.append(observer)
    }

    /// Takes an observer away again.
    ///
    /// Loop thread only.
    package func stopObserving(_ observer: any TurnObserver) {
        observers.removeAll { $0 === observer }
    }

    // MARK: The turn

    private func run() {
        threadID.store(UInt(pthread_self()), ordering: .relaxed)
        var events = [epoll_event](repeating: epoll_event(), count: Limits.eventsPerTurnMax)
        while !stopping.load(ordering: .acquiring) {
            runJobs()
            for observer in observers { observer.turnEnded() }
            now = MonotonicTime.current()
            let count = epoll_wait(epoll, &events, Int32(events.count), waitMilliseconds())
            now = MonotonicTime.current()
            for index in 0..<max(0, Int(count)) { dispatch(&events[index]) }
            // A call that was interrupted did not look: what is there goes before what is over.
            if count >= 0 { fireDeadlines() }
            resumeAwaitingTurn()
        }
        letGo()
    }

    /// Releases what a stopped loop holds, because that may hold the loop in turn.
    private func letGo() {
        let held = (observers, watches, timers)
        observers = []
        watches = WatchTable()
        timers = TimerQueue()
        // Released only now: a socket that ends takes itself off the table.
        withExtendedLifetime(held) {}
        // The system gives the thread's number to a later one, which is not this loop.
        threadID.store(0, ordering: .relaxed)
    }

    private func resumeAwaitingTurn() {
        guard !awaitingTurn.isEmpty else { return }
        let resumed = awaitingTurn
        awaitingTurn.removeAll(keepingCapacity: true)
        for continuation in resumed { continuation.resume() }
    }

    /// Runs queued jobs, those that they queue included, up to a bound that keeps sockets served.
    private func runJobs() {
        var budget = Limits.jobsPerTurnMax
        takeRemoteJobs()
        while !localJobs.isEmpty, budget > 0 {
            swap(&localJobs, &spareJobs)
            for job in spareJobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
            budget -= spareJobs.count
            spareJobs.removeAll(keepingCapacity: true)
        }
    }

    private func takeRemoteJobs() {
        remote.withLock { remote in
            guard !remote.jobs.isEmpty else { return }
            localJobs.append(contentsOf: remote.jobs)
            remote.jobs.removeAll(keepingCapacity: true)
        }
    }

    private func dispatch(_ event: inout epoll_event) {
        let token = obuka_epoll_token(&event)
        if token == WatchTable.wakeupToken {
            acceptWakeup()
        } else {
            watches.handler(for: token)?.ready(Readiness(epollBits: event.events))
        }
    }

    /// Empties the wake-up descriptor and takes the jobs that it announced.
    ///
    /// In this order: a job that is queued before the lock is taken here, one that is queued
    /// after it finds `isWakeupPending` false and writes again. Clearing the flag before the read
    /// would let the read swallow the announcement of a later job, and nothing would wake us.
    private func acceptWakeup() {
        var count: UInt64 = 0
        _ = read(wakeup, &count, MemoryLayout<UInt64>.size)
        remote.withLock { remote in
            remote.isWakeupPending = false
            localJobs.append(contentsOf: remote.jobs)
            remote.jobs.removeAll(keepingCapacity: true)
        }
    }

    private func waitMilliseconds() -> Int32 {
        if !localJobs.isEmpty || !awaitingTurn.isEmpty { return 0 }
        guard let next = timers.next else { return -1 }
        if next <= now { return 0 }
        // Rounded up: waking a little early would only spin until the timer is due.
        let milliseconds = (next.nanoseconds - now.nanoseconds + 999_999) / 1_000_000
        return Int32(min(milliseconds, UInt64(Int32.max)))
    }

    /// Bounds of one turn.
    private enum Limits {
        static let eventsPerTurnMax = 512
        static let jobsPerTurnMax = 8_192
    }
}

/// Something that gathers work during a turn and does it at once at the turn's end.
package protocol TurnObserver: AnyObject {
    /// Called on the loop's thread after all jobs of a turn; may resume tasks.
    func turnEnded()
}
