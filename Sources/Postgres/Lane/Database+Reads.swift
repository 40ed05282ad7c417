import EventLoop

/// Single reads through the pipelined lanes.
///
/// Called on an event loop of the database, a read stays on that loop: no thread hop. Called from
/// elsewhere it runs on one of the loops. Each is a statement of its own in a read-only
/// transaction; what must be consistent with something else belongs in `transaction`.
extension Database {
    /// All rows of a statement.
    ///
    /// - Throws: `PostgresError`; `.timedOut` after the configured read timeout, `.tooLarge` for a
    ///   result above its limit, `.cannotConnect` at once while there is no server;
    ///   `CancellationError`.
    package func read<each Column: SQLValue>(
        _ sql: SQL,
        as columns: (repeat (each Column).Type)
    ) async throws -> [(repeat each Column)] {
        try await lanes[laneIndex()].perform(sql).rows(repeat each columns)
    }

    /// The row of a statement that has at most one.
    ///
    /// - Throws: as `read`; `.tooLarge` when there are more.
    package func readRow<each Column: SQLValue>(
        _ sql: SQL,
        as columns: (repeat (each Column).Type)
    ) async throws -> (repeat each Column)? {
        let result = try await lanes[laneIndex()].perform(sql)
        return try result.onlyRow(repeat each columns)
    }

    /// The only column of a statement that has at most one row.
    ///
    /// - Throws: as `readRow`.
    package func readValue<Value: SQLValue>(
        _ sql: SQL,
        as type: Value.Type
    ) async throws -> Value? {
        let result = try await lanes[laneIndex()].perform(sql)
        return try result.onlyRow(type)
    }

    /// The index of the loop that the caller is on, else of the next in turn.
    func laneIndex() -> Int {
        for index in lanes.indices where lanes[index].loop.isCurrent { return index }
        return lanes.count == 1 ? 0 : nextLane() % lanes.count
    }
}
