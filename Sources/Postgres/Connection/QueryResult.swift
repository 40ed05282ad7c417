import CLibPQ

/// One result of libpq, freed when it goes out of scope.
///
/// `@unchecked Sendable`: libpq lets any one thread read a finished result.
struct QueryResult: ~Copyable, @unchecked Sendable {
    let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit {
        PQclear(pointer)
    }

    /// Gives up the result without freeing it; whoever takes the pointer does.
    consuming func release() -> OpaquePointer {
        let pointer = pointer
        discard self
        return pointer
    }

    var status: ExecStatusType { PQresultStatus(pointer) }

    var rowCount: Int { Int(PQntuples(pointer)) }

    /// The number in the command's tag: rows inserted, updated, deleted, selected or copied.
    var affectedRows: Int {
        guard let text = PQcmdTuples(pointer) else { return 0 }
        return Int(String(cString: text)) ?? 0
    }

    /// The command that was run, such as `COMMIT`.
    var commandTag: String {
        PQcmdStatus(pointer).map { String(cString: $0) } ?? ""
    }

    /// Bytes that libpq holds for this result.
    var memoryBytes: Int { Int(PQresultMemorySize(pointer)) }

    /// Bytes of the values in the first row.
    var rowBytes: Int {
        var bytes = 0
        for column in 0..<PQnfields(pointer) { bytes += Int(PQgetlength(pointer, 0, column)) }
        return bytes
    }

    /// What libpq says about a failure, with or without the server's fields.
    var message: String {
        PQresultErrorMessage(pointer).map { String(cString: $0) } ?? ""
    }

    /// Checks that the columns can be read as the given types.
    func checkColumns<each Column: SQLValue>(
        _ columns: repeat (each Column).Type
    ) throws(PostgresError) {
        var index: Int32 = 0
        let count = PQnfields(pointer)
        for column in repeat each columns {
            guard index < count else { break }
            let type = SQLType(oid: PQftype(pointer, index))
            guard column.canDecode(type) else {
                throw PostgresError(
                    .undecodable,
                    "column \(index + 1) (\(columnName(index))) is \(type), not \(column.sqlType)"
                )
            }
            index += 1
        }
        var expected: Int32 = 0
        for _ in repeat each columns { expected += 1 }
        guard expected == count else {
            throw PostgresError(.undecodable, "\(count) columns where \(expected) are expected")
        }
    }

    /// Reads one row whose columns have been checked.
    func row<each Column: SQLValue>(
        _ row: Int,
        _ columns: repeat (each Column).Type
    ) throws -> (repeat each Column) {
        var column: Int32 = 0
        return (repeat try value(of: each columns, row: Int32(row), column: &column))
    }

    /// Reads all rows.
    func rows<each Column: SQLValue>(
        _ columns: repeat (each Column).Type
    ) throws -> [(repeat each Column)] {
        try checkColumns(repeat each columns)
        var rows: [(repeat each Column)] = []
        let count = rowCount
        rows.reserveCapacity(count)
        for index in 0..<count { rows.append(try row(index, repeat each columns)) }
        return rows
    }

    /// Reads the row of a result that has at most one.
    func onlyRow<each Column: SQLValue>(
        _ columns: repeat (each Column).Type
    ) throws -> (repeat each Column)? {
        try checkColumns(repeat each columns)
        let count = rowCount
        guard count > 0 else { return nil }
        guard count == 1 else {
            throw PostgresError(.tooLarge, "\(count) rows where at most one is expected")
        }
        let only: (repeat each Column) = try row(0, repeat each columns)
        return only
    }

    /// Reads one field of a row and moves on to the next column.
    func value<Value: SQLValue>(
        of type: Value.Type,
        row: Int32,
        column: inout Int32
    ) throws -> Value {
        defer { column += 1 }
        let length = PQgetlength(pointer, row, column)
        if length == 0, PQgetisnull(pointer, row, column) == 1 {
            guard let null = Value.sqlNull else {
                throw undecodable(column, "NULL where a \(Value.self) is expected")
            }
            return null
        }
        guard let start = PQgetvalue(pointer, row, column) else {
            throw undecodable(column, "no value")
        }
        do {
            let bytes = UnsafeRawBufferPointer(start: start, count: Int(length))
            return try Value(sqlBytes: bytes.bytes)
        } catch {
            let reason = (error as? SQLDecodingError)?.reason ?? String(reflecting: error)
            throw undecodable(column, reason)
        }
    }

    private func undecodable(_ column: Int32, _ reason: String) -> PostgresError {
        PostgresError(.undecodable, "column \(column + 1) (\(columnName(column))): \(reason)")
    }

    private func columnName(_ column: Int32) -> String {
        PQfname(pointer, column).map { String(cString: $0) } ?? "?"
    }
}
