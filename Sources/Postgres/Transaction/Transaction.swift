import struct FoundationEssentials.Date

/// One transaction on one connection, lent to a synchronous closure.
///
/// It cannot be stored, returned, captured by a task or used across an `await`: the compiler
/// refuses. All calls block the connection's own thread, never an event loop. The first statement
/// carries BEGIN with it, so a transaction of one statement costs two round trips.
///
/// After an error of the server the transaction is in the failed state, as in `psql`: only
/// `savepoint` gets out of it. Whatever the closure does then, it cannot commit.
package struct Transaction: ~Copyable {
    let session: TransactionSession

    init(_ session: TransactionSession) {
        self.session = session
    }

    /// The server's `now()`, the same for the whole transaction; one round trip the first time.
    ///
    /// - Throws: as `execute`.
    package var now: Date {
        get throws { try session.now() }
    }

    /// Runs a statement and answers how many rows it touched.
    ///
    /// - Throws: `PostgresError`; `CancellationError` when the task was cancelled.
    @discardableResult
    package borrowing func execute(_ sql: SQL) throws -> Int {
        try session.run(sql).affectedRows
    }

    /// All rows of a statement, as tuples of the given types.
    ///
    /// For results that fit in memory; see `forEachRow` for others.
    ///
    /// - Throws: `PostgresError`, `.undecodable` when the columns are of other types.
    package borrowing func rows<each Column: SQLValue>(
        _ sql: SQL,
        as columns: (repeat (each Column).Type)
    ) throws -> [(repeat each Column)] {
        try session.run(sql).rows(repeat each columns)
    }

    /// The row of a statement that has at most one.
    ///
    /// - Throws: `PostgresError`, `.tooLarge` when there are more.
    package borrowing func row<each Column: SQLValue>(
        _ sql: SQL,
        as columns: (repeat (each Column).Type)
    ) throws -> (repeat each Column)? {
        let result = try session.run(sql)
        return try result.onlyRow(repeat each columns)
    }

    /// The only column of a statement that has at most one row.
    ///
    /// A NULL needs an optional type: then nil inside is NULL and nil outside is "no row".
    ///
    /// - Throws: `PostgresError`, `.tooLarge` when there are more rows.
    package borrowing func value<Value: SQLValue>(
        _ sql: SQL,
        as type: Value.Type
    ) throws -> Value? {
        try row(sql, as: type)
    }

    /// Hands over the rows of a statement one by one while the server sends them.
    ///
    /// Memory stays flat however many there are. An error thrown by `body` cancels the statement;
    /// the transaction is then in the failed state.
    ///
    /// - Throws: `PostgresError`, `.unsuitableStatement` inside `body` for a statement of this
    ///   transaction; whatever `body` throws.
    package borrowing func forEachRow<each Column: SQLValue>(
        _ sql: SQL,
        as columns: (repeat (each Column).Type),
        _ body: (repeat each Column) throws -> Void
    ) throws {
        var isChecked = false
        try session.stream(sql) { result in
            if !isChecked {
                try result.checkColumns(repeat each columns)
                isChecked = true
            }
            var column: Int32 = 0
            try body(repeat try result.value(of: each columns, row: 0, column: &column))
        }
    }

    /// Runs `body` so that an error takes back only what `body` did, and throws it on.
    ///
    /// May be nested. The transaction is usable afterwards, unless the connection was lost or the
    /// error is one for which the whole transaction is run again: a serialisation failure, a
    /// deadlock or a stale plan cannot be caught here.
    ///
    /// - Throws: whatever `body` throws.
    package borrowing func savepoint<Value>(_ body: () throws -> Value) throws -> Value {
        try session.savepoint(body)
    }
}
