import EventLoop

/// One read on its way through a lane; touched on the lane's loop only.
class LaneRead {
    let sql: SQL
    let submittedAt: MonotonicTime
    /// How often it has been sent.
    fileprivate(set) var attempts = 0
    /// Sent in an implicit transaction of its own, so that no other read can abort it.
    private(set) var isAlone = false
    /// Answered, failed or given up; what the server still says about it is ignored.
    private(set) var isDone = false

    init(_ sql: SQL, submittedAt: MonotonicTime) {
        self.sql = sql
        self.submittedAt = submittedAt
    }

    /// Takes the answer; called at most once, and not after `deliver(failure:)`.
    func deliver(_ result: consuming QueryResult) {}

    /// Takes the failure; called at most once, and not after `deliver(_:)`.
    func deliver(failure: any Error) {}

    final func succeed(_ result: consuming QueryResult) {
        guard !isDone else { return }
        isDone = true
        deliver(result)
    }

    final func fail(_ error: any Error) {
        guard !isDone else { return }
        isDone = true
        deliver(failure: error)
    }

    final func countAttempt() {
        attempts += 1
    }

    final func isolate() {
        isAlone = true
    }
}

/// A read that a task waits for.
///
/// `@unchecked Sendable`: until the task is resumed only the loop touches it, afterwards only the
/// task.
final class AwaitedRead: LaneRead, @unchecked Sendable {
    var continuation: UnsafeContinuation<Void, Never>?
    private var result: OpaquePointer?
    private var failure: (any Error)?

    override func deliver(_ result: consuming QueryResult) {
        self.result = result.release()
        resume()
    }

    override func deliver(failure: any Error) {
        self.failure = failure
        resume()
    }

    private func resume() {
        continuation?.resume()
        continuation = nil
    }

    /// What the task was resumed with.
    func outcome() throws -> QueryResult {
        if let failure { throw failure }
        guard let result else { preconditionFailure("a read was resumed without an outcome") }
        self.result = nil
        return QueryResult(result)
    }

    deinit {
        if let result { _ = QueryResult(result) }
    }
}
