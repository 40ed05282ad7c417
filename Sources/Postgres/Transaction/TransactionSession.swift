import CLibPQ

import struct FoundationEssentials.Date

/// The state of one run of a transaction on its connection; lives on the connection's thread.
final class TransactionSession {
    let connection: Connection
    private let gate: TransactionGate
    /// BEGIN, until it has gone out together with the first statement.
    private var begin: String?
    /// The server's refusal that put the transaction in the failed state, if it is in it.
    private(set) var failure: PostgresError?
    private var moment: Date?
    private var savepoints = 0
    private var isStreaming = false

    init(_ connection: Connection, _ gate: TransactionGate, begin: String) {
        self.connection = connection
        self.gate = gate
        self.begin = begin
    }

    /// Whether anything has been sent since the transaction was to begin.
    private var hasBegun: Bool { begin == nil }
    /// Whether the server has answered anything, be it with an error.
    private(set) var hasAnswered = false

    // MARK: Statements

    func run(_ sql: SQL) throws -> QueryResult {
        try statement { try connection.run(sql, behind: takeBegin()) }
    }

    func stream(_ sql: SQL, _ body: (borrowing QueryResult) throws -> Void) throws {
        try statement {
            isStreaming = true
            defer { isStreaming = false }
            do {
                try connection.stream(sql, behind: takeBegin(), body)
            } catch {
                // Whatever threw, the statement was cut short and the transaction has failed.
                let refused = error as? PostgresError
                throw StreamFailure(
                    error: error,
                    refusal: refused ?? PostgresError(.refused, "rows were not read to the end")
                )
            }
        }
    }

    func command(_ text: String) throws {
        _ = try statement { try connection.runCommand(text) }
    }

    /// Runs `body`, which uses the connection outside pipeline mode, inside the transaction.
    func outsidePipeline<Value>(_ body: () throws -> Value) throws -> Value {
        if let begin = takeBegin() { try command(begin) }
        return try statement {
            var thrown: (any Error)?
            isStreaming = true
            defer { isStreaming = false }
            let value: Value? = try connection.outsidePipeline { () throws(PostgresError) in
                do {
                    return try body()
                } catch {
                    thrown = error
                    return nil
                }
            }
            if let thrown {
                let refusal = thrown as? PostgresError
                throw StreamFailure(
                    error: thrown,
                    refusal: refusal ?? PostgresError(.refused, "COPY was not run to the end")
                )
            }
            guard let value else { throw connection.lost("no outcome") }
            return value
        }
    }

    /// Every statement passes here: refuses one within another, and notes what failed.
    private func statement<Value: ~Copyable>(_ body: () throws -> Value) throws -> Value {
        guard !isStreaming else {
            throw PostgresError(.unsuitableStatement, "a statement inside forEachRow or copyOut")
        }
        try gate.checkCancellation()
        do {
            let value = try body()
            hasAnswered = true
            return value
        } catch {
            if let stream = error as? StreamFailure {
                note(stream.refusal)
                // What was cut short is not to be committed, even when the server had already
                // sent everything and its transaction is as it was.
                if failure == nil { failure = stream.refusal }
                throw stream.error
            }
            if let refusal = error as? PostgresError { note(refusal) }
            throw error
        }
    }

    private func note(_ refusal: PostgresError) {
        if !connection.isBroken { hasAnswered = true }
        // Some errors, such as an unsuitable type of a column, leave the transaction as it was.
        let isIntact = PQtransactionStatus(connection.handle) == PQTRANS_INTRANS
        if failure == nil, !isIntact { failure = refusal }
    }

    private func takeBegin() -> String? {
        defer { begin = nil }
        return begin
    }

    // MARK: Time

    /// The server's `now()` of this transaction; one round trip the first time.
    func now() throws -> Date {
        if let moment { return moment }
        let moment = try run("SELECT now()").rows(Date.self)[0]
        self.moment = moment
        return moment
    }

    // MARK: The end

    /// Runs `body` so that what it changed can be taken back alone.
    func savepoint<Value>(_ body: () throws -> Value) throws -> Value {
        if let begin = takeBegin() { try command(begin) }
        savepoints += 1
        defer { savepoints -= 1 }
        let name = "savepoint_\(savepoints)"
        try command("SAVEPOINT \(name)")
        let value: Value
        do {
            value = try body()
            if let failure { throw failure }
        } catch {
            guard !connection.isBroken, failure?.isRunAgain != true else { throw error }
            failure = nil
            try connection.runCommand("ROLLBACK TO SAVEPOINT \(name)")
            try connection.runCommand("RELEASE SAVEPOINT \(name)")
            throw error
        }
        try command("RELEASE SAVEPOINT \(name)")
        return value
    }

    /// Commits; the caller has closed the gate.
    ///
    /// - Throws: what made the transaction fail when it cannot commit; `.commitOutcomeUnknown`
    ///   when the connection ended before the answer.
    func commit(isReadOnly: Bool) throws(PostgresError) {
        try refuseIfFailed()
        guard hasBegun else { return }
        do throws(PostgresError) {
            let tag = try connection.runCommand("COMMIT").commandTag
            // A COMMIT of a failed transaction is a ROLLBACK and says so only here.
            guard tag == "COMMIT" else {
                throw PostgresError(.refused, "the transaction was rolled back: \(tag)")
            }
        } catch {
            let isUnknown = connection.isBroken || error.isFatal
            if isUnknown { connection.markBroken() }
            throw isUnknown && !isReadOnly ? error.with(kind: .commitOutcomeUnknown) : error
        }
    }

    /// Throws what made the transaction fail, if anything did.
    func refuseIfFailed() throws(PostgresError) {
        if let failure { throw failure }
    }

    /// Checks now what COMMIT would check, so that a rehearsal fails where the real one would.
    func checkDeferredConstraints() throws {
        guard hasBegun else { return }
        try command("SET CONSTRAINTS ALL IMMEDIATE")
    }

    /// Takes everything back; a connection that cannot is broken, which takes it back as well.
    func rollBack() {
        guard hasBegun, !connection.isBroken else { return }
        do {
            try connection.runCommand("ROLLBACK")
        } catch {
            connection.markBroken()
        }
    }
}

/// Carries an error of the caller's closure past `statement`, with what it means for the rest.
private struct StreamFailure: Error {
    let error: any Error
    let refusal: PostgresError
}
