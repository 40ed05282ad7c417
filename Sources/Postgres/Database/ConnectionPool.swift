import DequeModule
import EventLoop
import Logging
import Synchronization

/// Lends connection threads, at most so many, to callers in the order they asked.
final class ConnectionPool: Sendable {
    private struct Waiter {
        let id: UInt64
        let expiry: MonotonicTime
        let continuation: CheckedContinuation<ConnectionThread, any Error>
    }

    private struct State {
        /// The most recently used is last and is lent first, so that the others can retire.
        var idle: [ConnectionThread] = []
        var count = 0
        var waiters: Deque<Waiter> = []
        var lastWaiter: UInt64 = 0
        var isExpiring = false
        var isClosed = false
        var closers: [CheckedContinuation<Void, Never>] = []
    }

    private let configuration: DatabaseConfiguration
    private let settings: ConnectionSettings
    private let timekeeper: EventLoop
    private let state = Mutex(State())

    /// A pool without any connection yet; `timekeeper` wakes callers that waited too long.
    init(_ configuration: DatabaseConfiguration, timekeeper: EventLoop) {
        self.configuration = configuration
        settings = configuration.poolSettings
        self.timekeeper = timekeeper
    }

    /// What there is at this moment.
    var census: PoolCensus {
        state.withLock { state in
            PoolCensus(
                connections: state.count,
                idle: state.idle.count,
                waiting: state.waiters.count
            )
        }
    }

    // MARK: Lending

    /// Lends a thread; give it back with `giveBack`.
    ///
    /// - Throws: `.poolExhausted` after waiting in vain, `.closed`, `CancellationError`.
    func lend() async throws -> ConnectionThread {
        if let thread = try lendAtOnce() { return thread }
        let id = state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { wait($0, id) }
        } onCancel: {
            self.giveUp(id)
        }
    }

    private func lendAtOnce() throws(PostgresError) -> ConnectionThread? {
        let (thread, mayGrow) = try state.withLock {
            state throws(PostgresError) -> (ConnectionThread?, Bool) in
            guard !state.isClosed else { throw PostgresError(.closed, "") }
            guard state.waiters.isEmpty else { return (nil, false) }
            return ConnectionPool.take(&state, configuration.poolConnectionsMax)
        }
        return mayGrow ? try grow() : thread
    }

    /// Takes an idle thread, or the right to make one.
    private static func take(_ state: inout State, _ countMax: Int) -> (ConnectionThread?, Bool) {
        if let thread = state.idle.popLast() { return (thread, false) }
        guard state.count < countMax else { return (nil, false) }
        state.count += 1
        return (nil, true)
    }

    private func wait(
        _ continuation: CheckedContinuation<ConnectionThread, any Error>,
        _ id: UInt64
    ) {
        let expiry = MonotonicTime.current().advanced(by: configuration.poolWait)
        let isCancelled = Task.isCancelled
        enum Outcome { case lent(ConnectionThread), mayGrow, waits(mustExpire: Bool), refused }
        let outcome = state.withLock { state -> Outcome in
            guard !state.isClosed, !isCancelled else { return .refused }
            // Something may have come back since `lendAtOnce`.
            let (thread, mayGrow) = ConnectionPool.take(&state, configuration.poolConnectionsMax)
            if let thread { return .lent(thread) }
            if mayGrow { return .mayGrow }
            guard state.waiters.count < configuration.poolWaitersMax else { return .refused }
            state.waiters.append(Waiter(id: id, expiry: expiry, continuation: continuation))
            defer { state.isExpiring = true }
            return .waits(mustExpire: !state.isExpiring)
        }
        switch outcome {
        case .lent(let thread): continuation.resume(returning: thread)
        case .mayGrow: continuation.resume(with: Result { try grow() })
        case .waits(let mustExpire): if mustExpire { startExpiring() }
        case .refused:
            continuation.resume(throwing: isCancelled ? CancellationError() : refusal())
        }
    }

    private func refusal() -> any Error {
        let isClosed = state.withLock { $0.isClosed }
        return PostgresError(isClosed ? .closed : .poolExhausted, "too many callers wait")
    }

    private func grow() throws(PostgresError) -> ConnectionThread {
        do {
            let thread = try ConnectionThread(
                settings: settings,
                idleLifetime: configuration.idleConnectionLifetime
            )
            thread.start(mayRetire: { self.retire($0) }, ended: { _ in self.threadEnded() })
            return thread
        } catch {
            threadEnded()
            throw error
        }
    }

    /// Takes a thread back and hands it to whoever waited longest.
    func giveBack(_ thread: ConnectionThread) {
        let (waiter, mustStop) = state.withLock { state -> (Waiter?, Bool) in
            if let waiter = state.waiters.popFirst() { return (waiter, false) }
            if !state.isClosed { state.idle.append(thread) }
            return (nil, state.isClosed)
        }
        waiter?.continuation.resume(returning: thread)
        if mustStop { thread.stop() }
    }

    // MARK: Waiting in vain

    private func giveUp(_ id: UInt64) {
        let waiter = state.withLock { state -> Waiter? in
            guard let index = state.waiters.firstIndex(where: { $0.id == id }) else { return nil }
            return state.waiters.remove(at: index)
        }
        waiter?.continuation.resume(throwing: CancellationError())
    }

    /// One task at a time sends waiters away; it ends when nobody waits.
    private func startExpiring() {
        timekeeper.spawn {
            while let next = self.expire() {
                await self.timekeeper.sleep(for: next.elapsed(since: .current()))
            }
        }
    }

    /// Sends away who waited too long and answers when to look again.
    private func expire() -> MonotonicTime? {
        let now = MonotonicTime.current()
        let (expired, next) = state.withLock { state -> ([Waiter], MonotonicTime?) in
            var expired: [Waiter] = []
            // All wait equally long, so the first in the queue is the first to leave it.
            while let first = state.waiters.first, first.expiry <= now {
                expired.append(first)
                state.waiters.removeFirst()
            }
            state.isExpiring = !state.waiters.isEmpty
            return (expired, state.waiters.first?.expiry)
        }
        for waiter in expired {
            waiter.continuation.resume(
                throwing: PostgresError(.poolExhausted, "no connection became free in time")
            )
        }
        return next
    }

    // MARK: The end of threads

    private func retire(_ thread: ConnectionThread) -> Bool {
        state.withLock { state in
            guard let index = state.idle.firstIndex(where: { $0 === thread }) else { return false }
            state.idle.remove(at: index)
            return true
        }
    }

    /// Makes room for another thread, and gives the room to whoever waited longest.
    private func threadEnded() {
        let (closers, waiter) = state.withLock {
            state -> ([CheckedContinuation<Void, Never>], Waiter?) in
            if !state.isClosed, let waiter = state.waiters.popFirst() { return ([], waiter) }
            state.count -= 1
            guard state.isClosed, state.count == 0 else { return ([], nil) }
            defer { state.closers = [] }
            return (state.closers, nil)
        }
        for closer in closers { closer.resume() }
        // Callers may have come between an idle thread's retirement and its end.
        waiter?.continuation.resume(with: Result { try grow() })
    }

    /// Refuses new callers, lets running transactions end, and waits until all threads are gone.
    func close() async {
        let (idle, waiters) = state.withLock { state in
            state.isClosed = true
            defer {
                state.idle = []
                state.waiters = []
            }
            return (state.idle, state.waiters)
        }
        for waiter in waiters { waiter.continuation.resume(throwing: PostgresError(.closed, "")) }
        for thread in idle { thread.stop() }
        await withCheckedContinuation { continuation in
            let isDone = state.withLock { state in
                if state.count > 0 { state.closers.append(continuation) }
                return state.count == 0
            }
            if isDone { continuation.resume() }
        }
    }
}

/// Numbers about the pool at one moment.
package struct PoolCensus: Sendable {
    /// Connections with their threads, those that are being made included.
    package let connections: Int
    /// Those of them that no transaction uses.
    package let idle: Int
    /// Callers that wait for one.
    package let waiting: Int
}
