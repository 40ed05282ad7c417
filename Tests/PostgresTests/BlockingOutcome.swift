import Glibc
import Synchronization

/// Lets a transaction's thread, which may block, wait for a task.
final class BlockingOutcome: Sendable {
    private let state = Mutex<(isDone: Bool, error: (any Error)?)>((false, nil))

    func finish(_ error: (any Error)?) {
        state.withLock { $0 = (true, error) }
    }

    func wait() -> (any Error)? {
        while true {
            let (isDone, error) = state.withLock { $0 }
            if isDone { return error }
            usleep(1_000)
        }
    }
}
