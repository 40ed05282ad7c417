import EventLoop
import Glibc
import Synchronization

/// Where the cancellation of a task meets the thread that runs its transaction.
///
/// The statement is cancelled on the server only while the gate is open. It is closed before
/// COMMIT and before the connection goes back to the pool, and closing waits for a cancel request
/// that is under way, so no request ever hits another transaction.
final class TransactionGate: Sendable {
    private struct State {
        var isCancelled = false
        var handle: CancelHandle?
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

    /// Closes the gate; afterwards no cancel request is on its way.
    func close() {
        state.withLock { $0.handle = nil }
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
            while self.signal() {
                usleep(pause)
                pause = min(pause * 2, 1_000_000)
            }
        }
    }

    /// Sends one cancel request under the lock; false when the gate is closed.
    private func signal() -> Bool {
        state.withLock { state in
            guard let handle = state.handle else { return false }
            handle.cancel()
            return true
        }
    }
}
