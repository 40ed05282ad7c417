import EventLoop
import Glibc
import Logging

/// How a transaction is to be run.
struct TransactionPlan: Sendable {
    var isolation: Isolation
    var isReadOnly: Bool
    var isRehearsal: Bool

    var begin: String {
        "BEGIN ISOLATION LEVEL \(isolation.rawValue) \(isReadOnly ? "READ ONLY" : "READ WRITE")"
    }
}

/// How much of other transactions a transaction may see.
package enum Isolation: String, Sendable {
    /// Each statement sees what was committed before it began.
    case readCommitted = "READ COMMITTED"
    /// All statements see what was committed before the first; a conflicting write is retried.
    case repeatableRead = "REPEATABLE READ"
    /// As if transactions ran one after another; a conflict is retried.
    case serializable = "SERIALIZABLE"
}

/// Runs a transaction on its connection's thread, retries included.
struct TransactionRun<Value>: ~Copyable {
    let plan: TransactionPlan
    let gate: TransactionGate
    let thread: ConnectionThread
    let logger: Logger
    let body: @Sendable (borrowing Transaction) throws -> Value

    /// Runs until the transaction has committed, or cannot.
    func perform() throws -> Value {
        var retries = 0
        var mayReconnect = thread.hasConnection
        while true {
            let attempt = attempt()
            thread.dropUnlessIdle()
            switch attempt {
            case .success(let value): return value
            case .failure(let failure):
                if gate.isCancelled, failure.isCancellation { throw CancellationError() }
                if failure.isLossBeforeFirstAnswer, mayReconnect {
                    // The connection had died in the pool: nothing has run, so begin again.
                    mayReconnect = false
                    logger.debug("pooled connection was dead, connecting anew")
                    continue
                }
                guard failure.isRetryable, retries < TransactionLimits.retriesMax else {
                    throw failure.thrown
                }
                retries += 1
                let reason = failure.refusal?.sqlState?.rawValue ?? "stale plan"
                logger.debug("transaction is run again", metadata: ["reason": "\(reason)"])
                usleep(pause(retries))
            }
        }
    }

    /// Doubles with each retry; the clock's low digits keep rivals from meeting again.
    private func pause(_ retry: Int) -> UInt32 {
        let longest = TransactionLimits.pauseMicroseconds << UInt32(retry)
        let jitter = UInt32(truncatingIfNeeded: MonotonicTime.current().nanoseconds >> 7)
        return longest / 2 + jitter % (longest / 2)
    }

    private enum Attempt {
        case success(Value)
        case failure(TransactionFailure)
    }

    private func attempt() -> Attempt {
        let connection: Connection
        do {
            try gate.checkCancellation()
            connection = try thread.connected()
            try gate.open(connection.cancelHandle)
        } catch {
            return .failure(TransactionFailure(thrown: error, refusal: nil, hadAnswer: true))
        }
        let session = TransactionSession(connection, gate, begin: plan.begin)
        do {
            let value = try body(Transaction(session))
            if plan.isRehearsal { try session.checkDeferredConstraints() }
            close(connection)
            try gate.checkCancellation()
            if plan.isRehearsal {
                try session.refuseIfFailed()
                session.rollBack()
            } else {
                try session.commit(isReadOnly: plan.isReadOnly)
            }
            return .success(value)
        } catch {
            close(connection)
            session.rollBack()
            return .failure(failure(of: error, session))
        }
    }

    /// Closes the gate, and gives the connection up when a cancel request may still hit it.
    private func close(_ connection: Connection) {
        if !gate.close() { connection.markBroken() }
    }

    private func failure(of error: any Error, _ session: TransactionSession) -> TransactionFailure {
        let refusal = session.failure ?? (error as? PostgresError)
        guard session.connection.isStandby, !plan.isReadOnly, let refusal else {
            return TransactionFailure(
                thrown: error,
                refusal: refusal,
                hadAnswer: session.hasAnswered
            )
        }
        // After a failover: whatever the server refused, it was because it cannot write any more.
        session.connection.markBroken()
        let lost = refusal.with(kind: .connectionLost)
        return TransactionFailure(thrown: lost, refusal: lost, hadAnswer: false)
    }
}

/// Why one attempt at a transaction failed.
struct TransactionFailure {
    /// What the caller is to see.
    let thrown: any Error
    /// What the server refused, even when the closure threw something else because of it.
    let refusal: PostgresError?
    /// Whether the server answered at least one statement.
    let hadAnswer: Bool

    var isCancellation: Bool {
        thrown is CancellationError || refusal?.sqlState == .queryCancelled
    }

    var isLossBeforeFirstAnswer: Bool {
        !hadAnswer && refusal?.kind == .connectionLost
    }

    /// Whether the same closure may succeed when run again.
    var isRetryable: Bool {
        guard let refusal else { return false }
        return refusal.isRunAgain
    }
}

/// Bounds of running a transaction again.
private enum TransactionLimits {
    static let retriesMax = 3
    static let pauseMicroseconds: UInt32 = 4_000
}
