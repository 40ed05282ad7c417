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
        as columns: (repeat (each Column).Type),
        from source: ReadSource = .primary
    ) async throws -> [(repeat each Column)] {
        let rows = ReadRows(repeat each columns)
        try await lanes[laneIndex()].perform(sql, rows, from: source)
        return rows.values
    }

    /// The row of a statement that has at most one.
    ///
    /// - Throws: as `read`; `.tooLarge` when there are more.
    package func readRow<each Column: SQLValue>(
        _ sql: SQL,
        as columns: (repeat (each Column).Type),
        from source: ReadSource = .primary
    ) async throws -> (repeat each Column)? {
        let rows = ReadRows(repeat each columns, countMax: 1)
        try await lanes[laneIndex()].perform(sql, rows, from: source)
        return rows.values.first
    }

    /// The only column of a statement that has at most one row.
    ///
    /// - Throws: as `readRow`.
    package func readValue<Value: SQLValue>(
        _ sql: SQL,
        as type: Value.Type,
        from source: ReadSource = .primary
    ) async throws -> Value? {
        try await readRow(sql, as: type, from: source)
    }

    /// Whether a server of this kind answers at present.
    ///
    /// The primary answers only when it can write. A replica answers for itself, however far it
    /// lags; where none is configured the primary does.
    package func isReachable(_ source: ReadSource = .primary) async -> Bool {
        let rows = ReadRows(Int.self)
        let read: Void? = try? await lanes[laneIndex()].perform(
            "SELECT 1::bigint",
            rows,
            from: source,
            orElsewhere: false
        )
        return read != nil && rows.values == [1]
    }

    /// The index of the loop that the caller is on, else of the next in turn.
    func laneIndex() -> Int {
        for index in lanes.indices where lanes[index].loop.isCurrent { return index }
        return lanes.count == 1 ? 0 : nextLane() % lanes.count
    }
}
