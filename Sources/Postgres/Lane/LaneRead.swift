import EventLoop

/// One read on its way through a lane; touched on the lane's loop only.
class LaneRead {
    let sql: SQL
    let submittedAt: MonotonicTime
    /// How often it has been sent.
    private(set) var attempts = 0
    /// Sent in an implicit transaction of its own, so that no other read can abort it.
    private(set) var isAlone = false
    /// Answered, failed or given up; what the server still says about it is ignored.
    private(set) var isDone = false
    /// The lanes whose primary answers instead when this read's server is lost.
    final var refuge: LoopLanes?

    init(_ sql: SQL, submittedAt: MonotonicTime) {
        self.sql = sql
        self.submittedAt = submittedAt
    }

    /// Whether rows are wanted one by one, so that their bytes can be counted as they come.
    var isStreamed: Bool { false }

    /// Takes the next row of a streamed read.
    func deliver(row: borrowing QueryResult) throws {}

    /// Forgets the rows so far, because the statement is sent again.
    func restart() {}

    /// Takes the answer, or the end of a streamed one.
    ///
    /// Called at most once, and not after `deliver(failure:)`.
    func deliver(_ result: consuming QueryResult) {}

    /// Takes the failure; called at most once, and not after `deliver(_:)`.
    func deliver(failure: any Error) {}

    final func take(row: borrowing QueryResult) {
        guard !isDone else { return }
        do {
            try deliver(row: row)
        } catch {
            fail(error)
        }
    }

    final func succeed(_ result: consuming QueryResult) {
        guard !isDone else { return }
        isDone = true
        deliver(result)
    }

    final func fail(_ error: any Error) {
        guard !isDone else { return }
        if let refuge, (error as? PostgresError)?.isLossOfServer == true {
            self.refuge = nil
            (attempts, isAlone) = (0, false)
            refuge.submit(self, from: .primary)
            return
        }
        isDone = true
        deliver(failure: error)
    }

    final func countAttempt() {
        if attempts > 0 { restart() }
        attempts += 1
    }

    final func isolate() {
        isAlone = true
    }
}

extension PostgresError {
    /// Whether another server might answer what this one cannot.
    fileprivate var isLossOfServer: Bool { kind == .cannotConnect || kind == .connectionLost }
}

/// A read that a task waits for.
///
/// `@unchecked Sendable`: until the task is resumed only the loop touches it, afterwards only the
/// task.
final class AwaitedRead: LaneRead, @unchecked Sendable {
    var continuation: UnsafeContinuation<Void, Never>?
    private let rows: any RowTaker
    private(set) var failure: (any Error)?

    init(_ sql: SQL, submittedAt: MonotonicTime, _ rows: any RowTaker) {
        self.rows = rows
        super.init(sql, submittedAt: submittedAt)
    }

    override var isStreamed: Bool { true }

    override func restart() {
        rows.removeAll()
    }

    override func deliver(row: borrowing QueryResult) throws {
        try rows.take(row)
    }

    override func deliver(_ result: consuming QueryResult) {
        do {
            try rows.take(result)
        } catch {
            failure = error
        }
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
}

/// Where the rows of a streamed read go.
protocol RowTaker: AnyObject, Sendable {
    /// Takes the rows of a result, which may have none and is then checked all the same.
    func take(_ result: borrowing QueryResult) throws
    func removeAll()
}

/// The rows of a read, decoded as they come.
///
/// `@unchecked Sendable`: until the task is resumed only the loop touches it, afterwards only the
/// task.
final class ReadRows<each Column: SQLValue>: RowTaker, @unchecked Sendable {
    private(set) var values: [(repeat each Column)] = []
    private let countMax: Int
    private var isChecked = false

    /// No rows yet of at most `countMax`.
    init(_ columns: repeat (each Column).Type, countMax: Int = .max) {
        self.countMax = countMax
    }

    func take(_ result: borrowing QueryResult) throws {
        if !isChecked {
            try result.checkColumns(repeat (each Column).self)
            isChecked = true
        }
        for index in 0..<result.rowCount {
            guard values.count < countMax else {
                throw PostgresError(.tooLarge, "more rows than the \(countMax) expected")
            }
            values.append(try result.row(index, repeat (each Column).self))
        }
    }

    func removeAll() {
        values = []
    }
}
