import CLibPQ

/// COPY in both directions; outside pipeline mode, which does not allow it.
extension Connection {
    /// Sends what `fill` puts into the writer as the data of a COPY … FROM STDIN.
    ///
    /// Raw data is whole as it is; rows of the binary format get their header and trailer here.
    ///
    /// - Returns: how many rows the server took.
    func copyIn(
        _ sql: SQL,
        isRaw: Bool = false,
        _ fill: (CopyWriter) throws -> Void
    ) throws -> Int {
        guard try begin(sql, PGRES_COPY_IN) else { return 0 }
        let writer = CopyWriter(self, isBinary: isBinaryCopy && !isRaw)
        var failure: (any Error)?
        do {
            try fill(writer)
            try writer.finish()
        } catch {
            failure = error
        }
        if isBroken { throw failure ?? lost() }
        try endCopy(failure == nil ? nil : "the program sent no more rows")
        let outcome = try finish(sql)
        // The server's own refusal says less than what stopped the program.
        if let failure { throw failure }
        return try outcome.get()
    }

    /// Hands the data of a COPY … TO STDOUT to `take`, in chunks of about 64 KiB.
    ///
    /// - Returns: how many rows the server sent.
    func copyOut(_ sql: SQL, _ take: ([UInt8]) throws -> Void) throws -> Int {
        guard try begin(sql, PGRES_COPY_OUT) else { return 0 }
        var chunk: [UInt8] = []
        chunk.reserveCapacity(CopyWriter.chunkBytes + 4_096)
        do {
            while try receive(into: &chunk) {
                guard chunk.count >= CopyWriter.chunkBytes else { continue }
                try take(chunk)
                chunk.removeAll(keepingCapacity: true)
            }
            if !chunk.isEmpty { try take(chunk) }
        } catch {
            guard !isBroken else { throw error }
            let cancellation = cancelHandle.cancel()
            while try receive(into: &chunk) { chunk.removeAll(keepingCapacity: true) }
            _ = try finish(sql)
            awaitEnd(of: cancellation)
            throw error
        }
        return try finish(sql).get()
    }

    /// Sends the statement and checks that the server began the wanted kind of COPY.
    private func begin(_ sql: SQL, _ wanted: ExecStatusType) throws(PostgresError) -> Bool {
        guard sql.parameters.count == 0 else {
            throw PostgresError(.unsuitableStatement, "COPY takes no parameters")
        }
        guard PQsendQuery(handle, sql.text) == 1 else { throw lost() }
        try flush()
        guard let result = try nextResult() else { throw lost("COPY without a result") }
        if result.status == wanted {
            isBinaryCopy = PQbinaryTuples(result.pointer) == 1
            return true
        }
        if let failure = refusal(of: result, sql) {
            if PQstatus(handle) == CONNECTION_BAD {
                throw lost(result.message, report: ServerReport(result.pointer))
            }
            if !isCopy(result.status) {
                while try nextResult() != nil {}
                throw failure
            }
        }
        // Some other COPY, which nobody will serve, or no COPY at all.
        markBroken()
        throw PostgresError(.unsuitableStatement, "this is not that kind of COPY")
    }

    private func isCopy(_ status: ExecStatusType) -> Bool {
        status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH
    }

    /// Takes the outcome and the end of the command.
    private func finish(_ sql: SQL) throws(PostgresError) -> Result<Int, PostgresError> {
        var outcome = Result<Int, PostgresError>.success(0)
        while let result = try nextResult() {
            if PQstatus(handle) == CONNECTION_BAD {
                throw lost(result.message, report: ServerReport(result.pointer))
            }
            if let failure = refusal(of: result, sql) {
                outcome = .failure(failure)
            } else if case .success = outcome {
                outcome = .success(result.affectedRows)
            }
        }
        return outcome
    }

    // MARK: Data

    fileprivate func put(_ bytes: [UInt8]) throws(PostgresError) {
        var sent: Int32 = 0
        repeat {
            sent = bytes.withUnsafeBytes { buffer in
                PQputCopyData(
                    handle,
                    buffer.baseAddress?.assumingMemoryBound(to: CChar.self),
                    Int32(buffer.count)
                )
            }
            if sent == 0 { try waitUntilWritable() }
        } while sent == 0
        guard sent == 1 else { throw lost() }
        try flush()
    }

    private func endCopy(_ reason: String?) throws(PostgresError) {
        var sent: Int32 = 0
        repeat {
            sent = PQputCopyEnd(handle, reason)
            if sent == 0 { try waitUntilWritable() }
        } while sent == 0
        guard sent == 1 else { throw lost() }
        try flush()
    }

    /// Appends the next row of a COPY … TO; false at its end.
    private func receive(into chunk: inout [UInt8]) throws(PostgresError) -> Bool {
        while true {
            var buffer: UnsafeMutablePointer<CChar>?
            let count = PQgetCopyData(handle, &buffer, 1)
            switch count {
            case 1...:
                guard let buffer else { throw lost() }
                chunk.append(contentsOf: UnsafeRawBufferPointer(start: buffer, count: Int(count)))
                PQfreemem(buffer)
                return true
            case 0: try waitUntilReadable()
            case -1: return false
            default:
                // The result that follows says why.
                if PQstatus(handle) == CONNECTION_BAD { throw lost() }
                return false
            }
        }
    }
}

/// Gathers rows for COPY … FROM STDIN and sends them in large pieces.
final class CopyWriter {
    static let chunkBytes = 64 << 10

    private unowned let connection: Connection
    private let isBinary: Bool
    private var chunk: [UInt8] = []
    private var fields = SQLBytes()

    fileprivate init(_ connection: Connection, isBinary: Bool) {
        self.connection = connection
        self.isBinary = isBinary
        chunk.reserveCapacity(CopyWriter.chunkBytes + 4_096)
        if isBinary {
            // The signature, then no flags and no extension.
            chunk +=
                Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0] + [UInt8](repeating: 0, count: 8)
        }
    }

    /// Appends raw data in the format that the statement names.
    func write(raw bytes: [UInt8]) throws(PostgresError) {
        chunk += bytes
        try sendIfFull()
    }

    /// Appends one row of typed values.
    func write<each Column: SQLValue>(_ values: repeat each Column) throws {
        if isBinary {
            fields.removeAll()
            var count: Int16 = 0
            for value in repeat each values {
                fields.appendSized(value)
                count += 1
            }
            withUnsafeBytes(of: count.bigEndian) { chunk.append(contentsOf: $0) }
            chunk += fields.storage
        } else {
            var isFirst = true
            for value in repeat each values {
                if !isFirst { chunk.append(UInt8(ascii: "\t")) }
                isFirst = false
                try appendText(value)
            }
            chunk.append(UInt8(ascii: "\n"))
        }
        try sendIfFull()
    }

    private func appendText<Value: SQLValue>(_ value: Value) throws {
        fields.removeAll()
        guard !fields.appendValue(value) else {
            chunk += [UInt8(ascii: "\\"), UInt8(ascii: "N")]
            return
        }
        let text = try fields.storage.withUnsafeBytes { bytes in
            try TextForm.text(of: bytes.bytes, Value.sqlType)
        }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): chunk += [byte, byte]
            case UInt8(ascii: "\t"): chunk += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
            case UInt8(ascii: "\n"): chunk += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
            case UInt8(ascii: "\r"): chunk += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
            default: chunk.append(byte)
            }
        }
    }

    private func sendIfFull() throws(PostgresError) {
        guard chunk.count >= CopyWriter.chunkBytes else { return }
        try connection.put(chunk)
        chunk.removeAll(keepingCapacity: true)
    }

    fileprivate func finish() throws(PostgresError) {
        if isBinary { chunk += [0xFF, 0xFF] }
        if !chunk.isEmpty { try connection.put(chunk) }
        chunk = []
    }
}
