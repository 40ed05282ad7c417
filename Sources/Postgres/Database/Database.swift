import EventLoop
import Logging
import Synchronization

/// The handle on PostgreSQL that the whole program shares.
///
/// Two lanes lead to the server: `transaction` for everything that writes or needs several
/// statements, `read` and `BatchedLookup` for single reads straight from an event loop.
package final class Database: Sendable {
    package let configuration: DatabaseConfiguration
    let loops: [EventLoop]
    let logger: Logger
    private let pool: ConnectionPool
    let lanes: [LoopLanes]
    private let laneTurn = Atomic<Int>(0)

    /// A database that connects when it is first used.
    ///
    /// - Parameters:
    ///   - configuration: where to connect and the limits.
    ///   - loops: the event loops on which pipelined reads run; at least one, all started.
    ///   - logger: gets one line for each lost or new connection, at debug or notice.
    package init(
        configuration: DatabaseConfiguration,
        loops: [EventLoop],
        logger: Logger = Logger(label: "obuka.postgres")
    ) {
        precondition(!loops.isEmpty, "a database needs an event loop")
        self.configuration = configuration
        self.loops = loops
        self.logger = logger
        pool = ConnectionPool(configuration, timekeeper: loops[0])
        lanes = loops.map { LoopLanes(on: $0, configuration, logger: logger) }
    }

    /// Runs a synchronous closure as one transaction and commits it.
    ///
    /// The closure runs on a thread of its own and may run several times: a serialisation failure
    /// or deadlock is tried again, three times at most. It must therefore touch nothing but the
    /// transaction. When it throws, everything is rolled back. Cancelling the calling task cancels
    /// the running statement on the server.
    ///
    /// - Parameters:
    ///   - isolation: what the transaction may see of others.
    ///   - readOnly: makes the server refuse writes.
    ///   - body: the statements; no `await`, no second transaction can be in it.
    /// - Returns: what the closure returned, after COMMIT.
    /// - Throws: what the closure threw; `PostgresError`, of kind `.commitOutcomeUnknown` when the
    ///   connection was lost during COMMIT; `CancellationError`.
    @discardableResult
    package func transaction<Value: Sendable>(
        isolation: Isolation = .readCommitted,
        readOnly: Bool = false,
        _ body: @escaping @Sendable (borrowing Transaction) throws -> Value
    ) async throws -> Value {
        let plan = TransactionPlan(isolation: isolation, isReadOnly: readOnly, isRehearsal: false)
        return try await run(plan, body)
    }

    /// Runs the real transaction, checks what COMMIT would check, and rolls everything back.
    ///
    /// For `--dry-run`: locks are taken, triggers fire and constraints refuse as they would.
    /// Sequences keep the numbers they gave out.
    ///
    /// - Throws: what `transaction` would throw.
    package func rehearsal<Value: Sendable>(
        isolation: Isolation = .readCommitted,
        _ body: @escaping @Sendable (borrowing Transaction) throws -> Value
    ) async throws -> Value {
        let plan = TransactionPlan(isolation: isolation, isReadOnly: false, isRehearsal: true)
        return try await run(plan, body)
    }

    private func run<Value: Sendable>(
        _ plan: TransactionPlan,
        _ body: @escaping @Sendable (borrowing Transaction) throws -> Value
    ) async throws -> Value {
        let thread = try await pool.lend()
        let gate = TransactionGate()
        let (pool, logger) = (pool, logger)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                thread.submit { thread in
                    let outcome = Result {
                        try TransactionRun(
                            plan: plan,
                            gate: gate,
                            thread: thread,
                            logger: logger,
                            body: body
                        ).perform()
                    }
                    // Before the answer, so that the connection is free when the caller goes on.
                    pool.giveBack(thread)
                    continuation.resume(with: outcome)
                }
            }
        } onCancel: {
            gate.cancel()
        }
    }

    /// Refuses new work, lets running transactions end, and closes all connections.
    package func close() async {
        for lanes in lanes {
            await withCheckedContinuation { continuation in
                lanes.loop.spawn {
                    lanes.close()
                    continuation.resume()
                }
            }
        }
        await pool.close()
    }

    /// The pool at this moment, for metrics.
    package var census: PoolCensus { pool.census }

    /// A number that goes up with each call, to spread reads from outside over the loops.
    func nextLane() -> Int {
        laneTurn.wrappingAdd(1, ordering: .relaxed).newValue & Int.max
    }
}
