import DequeModule
import EventLoop
import Logging

/// How a lane gets, loses and replaces its connection.
extension Lane {
    func connect(isSecond: Bool) {
        state = .connecting(isSecond: isSecond)
        // On a thread of its own: looking up a host's name blocks, whatever libpq's mode.
        Thread.start(named: "pg-connect") { [settings, loop] in
            let outcome = Result { () throws(PostgresError) in try Connection.connect(settings) }
            loop.spawn { self.adopt(outcome) }
        }
    }

    private func adopt(_ outcome: Result<Connection, PostgresError>) {
        guard case .connecting(let isSecond) = state else { return }
        do {
            let connection = try outcome.get()
            let watch = try loop.watch(connection.socket, for: .readable, handler: self)
            state = .connected(connection, watch)
            connections += 1
            reconnect.succeeded(at: loop.now)
            if isSecond { logger.notice("reads are connected again") }
        } catch {
            let error = error as? PostgresError ?? PostgresError(.cannotConnect, "\(error)")
            if !isSecond { logger.notice("reads cannot connect", metadata: error.metadata) }
            backOff(error)
        }
    }

    private func backOff(_ error: PostgresError) {
        state = .backingOff(error)
        let reads = waiting
        waiting = []
        for read in reads { read.fail(error) }
        let pause = reconnect.failed(error)
        let deadline = Deadline(on: loop) { [weak self] in
            guard let self, case .backingOff = self.state else { return }
            self.connect(isSecond: true)
        }
        deadline.set(after: pause)
        reconnection = deadline
    }

    /// Lets go of a lost connection and sends what was under way once more on another.
    func lose(_ error: PostgresError) {
        guard case .connected(_, let watch) = state else { return }
        loop.unwatch(watch)
        state = .disconnected
        let unanswered = expected.compactMap { expectation -> LaneRead? in
            if case .read(let read, _) = expectation, !read.isDone { read } else { nil }
        }
        expected = []
        (inFlight, isUnsynced, isUnflushed, isAwaitingWritable) = (0, false, false, false)
        (isStreaming, streamedBytes) = (false, 0)
        for read in unanswered.reversed() {
            if read.attempts > 1 { read.fail(error) } else { waiting.prepend(read) }
        }
        // Another server answers those that need not wait for this one.
        let elsewhere = waiting.filter { $0.refuge != nil }
        waiting.removeAll { $0.refuge != nil }
        for read in elsewhere { read.fail(error) }
        logger.debug("reads lost their connection", metadata: error.metadata)
        if reconnect.mayTryAtOnce(at: loop.now) { connect(isSecond: false) } else { backOff(error) }
    }

    /// Fails everything and lets go of the connection for good.
    func close() {
        if case .connected(_, let watch) = state { loop.unwatch(watch) }
        state = .closed
        for case .read(let read, _) in expected { read.fail(PostgresError(.closed, "")) }
        for read in waiting { read.fail(PostgresError(.closed, "")) }
        expected = []
        waiting = []
        watchdog?.clear()
        reconnection?.clear()
    }
}
