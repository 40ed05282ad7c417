/// Bulk data in and out of tables.
extension Transaction {
    /// Sends rows through `COPY table (columns) FROM STDIN`.
    ///
    /// In COPY's default text format the server converts each value to its column's type; with
    /// `(FORMAT binary)`, which is quicker, the types must be exactly those of the columns. Other
    /// formats need `copyIn(_:data:)`. Rows are taken from the sequence as they are sent.
    ///
    /// - Returns: how many rows the server took.
    /// - Throws: `PostgresError`, `.unsuitableStatement` for anything but such a COPY, which costs
    ///   the connection.
    @discardableResult
    package borrowing func copyIn<each Column: SQLValue, Rows: Sequence>(
        _ sql: SQL,
        rows: Rows
    ) throws -> Int where Rows.Element == (repeat each Column) {
        try session.outsidePipeline {
            try session.connection.copyIn(sql) { writer in
                for row in rows { try writer.write(repeat each row) }
            }
        }
    }

    /// Sends the values of one column through `COPY table (column) FROM STDIN`.
    ///
    /// - Returns: how many rows the server took.
    /// - Throws: as `copyIn(_:rows:)`.
    @discardableResult
    package borrowing func copyIn<Value: SQLValue>(
        _ sql: SQL,
        values: some Sequence<Value>
    ) throws -> Int {
        try session.outsidePipeline {
            try session.connection.copyIn(sql) { writer in
                for value in values { try writer.write(value) }
            }
        }
    }

    /// Sends data in the format that the statement names, such as the text of a CSV file.
    ///
    /// Data in binary format has its own header and trailer.
    ///
    /// - Returns: how many rows the server took.
    /// - Throws: as `copyIn(_:rows:)`, and whatever the sequence's source throws by way of `next`.
    @discardableResult
    package borrowing func copyIn(
        _ sql: SQL,
        data: some Sequence<[UInt8]>
    ) throws -> Int {
        try session.outsidePipeline {
            try session.connection.copyIn(sql, isRaw: true) { writer in
                for bytes in data { try writer.write(raw: bytes) }
            }
        }
    }

    /// Receives the data of `COPY … TO STDOUT` in chunks of about 64 KiB that end with a row.
    ///
    /// When `take` throws, the statement is cancelled and the transaction is in the failed state.
    ///
    /// - Returns: how many rows the server sent.
    /// - Throws: `PostgresError`, `.unsuitableStatement` for anything but such a COPY, which costs
    ///   the connection, and inside `take` for a statement of this transaction; whatever `take`
    ///   throws.
    @discardableResult
    package borrowing func copyOut(
        _ sql: SQL,
        to take: (_ chunk: [UInt8]) throws -> Void
    ) throws -> Int {
        try session.outsidePipeline { try session.connection.copyOut(sql, take) }
    }
}
