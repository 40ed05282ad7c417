import EventLoop
import Glibc
import Synchronization

/// Where the cancellation of a task meets the thread that runs its transaction.
///
/// The statement is cancelled on the server only while the gate is open. It is closed before
/// COMMIT and before the connection goes back to the pool. Closing waits a moment for a cancel
/// request that is under way; one that does not end costs the connection, so no request ever hits
/// another transaction.
final class TransactionGate: Sendable {
    private struct State {
        var isCancelled = false
        var handle: CancelHandle?
        /// The last request, which may have ended.
        var request: CancelRequest?
    }

    private let state = Mutex(State())

    /// Opens the gate for a connection.
    ///
    /// - Throws: `CancellationError` when the task was cancelled before.
    func open(_ handle: CancelHandle) throws {
        try state.withLock { state in
            guard !state.isCancelled else { throw CancellationError() }
            state.handle = handle
        }
    }

    /// Closes the gate; false when a cancel request is still on its way to the connection.
    func close() -> Bool {
        let request = state.withLock { state in
            state.handle = nil
            return state.request
        }
        return request?.waitForEnd() ?? true
    }

    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    /// Called before each statement.
    ///
    /// - Throws: `CancellationError`.
    func checkCancellation() throws {
        if isCancelled { throw CancellationError() }
    }

    /// Asks for the end; called from any thread, blocks none.
    func cancel() {
        let mustSignal = state.withLock { state in
            state.isCancelled = true
            return state.handle != nil
        }
        guard mustSignal else { return }
        // A request that comes just before the statement reaches the server has no effect, so it
        // is repeated until the transaction has noticed.
        Thread.start(named: "pg-cancel") {
            var pause: UInt32 = 10_000
            while let request = self.signal() {
                _ = request.waitForEnd()
                usleep(pause)
                pause = min(pause * 2, 1_000_000)
            }
        }
    }

    /// Starts one cancel request; nil when the gate is closed.
    private func signal() -> CancelRequest? {
        state.withLock { state in
            guard let handle = state.handle else { return nil }
            // Until that one has ended another would only wait for the same server.
            if let request = state.request, !request.isOver { return request }
            let request = handle.cancel()
            state.request = request
            return request
        }
    }
}
