import CLibPQ
import EventLoop
import Glibc

/// One libpq connection, in pipeline mode and non-blocking.
///
/// `@unchecked Sendable`: it is made on one thread, may be handed to another, and is used by one
/// thread at a time.
final class Connection: @unchecked Sendable {
    let handle: OpaquePointer
    let cancelHandle: CancelHandle
    var statements: StatementCache
    /// How long the server may stay silent; nil is for ever.
    private let answerTimeout: Duration?
    /// Whether the COPY under way is in binary format.
    var isBinaryCopy = false
    /// Set once the connection is of no more use; whoever owns it then lets it go.
    private(set) var isBroken = false

    /// Connects and waits for it; blocks the calling thread up to the connect timeout per host.
    ///
    /// - Throws: `.cannotConnect`.
    static func connect(_ settings: ConnectionSettings) throws(PostgresError) -> Connection {
        let keywords = try settings.keywords()
        let handle = withCStrings(keywords.map(\.0)) { names in
            withCStrings(keywords.map(\.1)) { values in PQconnectdbParams(names, values, 0) }
        }
        guard let handle else { throw PostgresError(.cannotConnect, "out of memory") }
        guard PQstatus(handle) == CONNECTION_OK else {
            let message = String(cString: PQerrorMessage(handle))
            PQfinish(handle)
            throw PostgresError(.cannotConnect, settings.withoutSecrets(message, keywords))
        }
        guard let cancelHandle = CancelHandle(handle) else {
            PQfinish(handle)
            throw PostgresError(.cannotConnect, "out of memory")
        }
        return Connection(handle, cancelHandle, settings)
    }

    private init(
        _ handle: OpaquePointer,
        _ cancelHandle: CancelHandle,
        _ settings: ConnectionSettings
    ) {
        self.handle = handle
        self.cancelHandle = cancelHandle
        answerTimeout = settings.answerTimeout
        statements = StatementCache(countMax: settings.preparedStatementsMax)
        PQsetnonblocking(handle, 1)
        // Notices go to the server's log; libpq would print them on standard error.
        PQsetNoticeReceiver(handle, { _, _ in }, nil)
        PQenterPipelineMode(handle)
    }

    deinit {
        PQfinish(handle)
    }

    /// The descriptor to wait on.
    var socket: Int32 { PQsocket(handle) }

    /// The server's process for this connection, as in `pg_stat_activity.pid`.
    var serverProcess: Int32 { PQbackendPID(handle) }

    /// Whether the connection is free: no statement runs and no transaction is open.
    var isIdle: Bool {
        !isBroken && PQtransactionStatus(handle) == PQTRANS_IDLE
            && PQpipelineStatus(handle) == PQ_PIPELINE_ON
    }

    /// Whether the server says that it is a standby, which cannot write; it says so unasked.
    var isStandby: Bool {
        guard let value = PQparameterStatus(handle, "in_hot_standby") else { return false }
        return strcmp(value, "on") == 0
    }

    func markBroken() {
        isBroken = true
    }

    /// Takes in what the server sent unasked, and finds out whether it closed the connection.
    func absorb() {
        if PQconsumeInput(handle) == 0 || PQstatus(handle) == CONNECTION_BAD { isBroken = true }
        while let notification = PQnotifies(handle) { PQfreemem(notification) }
    }

    // MARK: Sending

    /// Queues a prepared statement with its parameters.
    func send(_ entry: StatementCache.Entry, _ parameters: SQLParameters) throws(PostgresError) {
        let sent = parameters.withPointers { values, lengths, formats in
            PQsendQueryPrepared(
                handle,
                entry.name,
                Int32(parameters.count),
                values,
                lengths,
                formats,
                1
            )
        }
        guard sent == 1 else { throw lost() }
    }

    /// Queues a statement that is prepared, run and forgotten at once.
    func sendUnprepared(_ sql: SQL) throws(PostgresError) {
        let types = sql.parameters.slots.map(\.type.oid)
        let sent = sql.parameters.withPointers { values, lengths, formats in
            PQsendQueryParams(
                handle,
                sql.text,
                Int32(types.count),
                types,
                values,
                lengths,
                formats,
                1
            )
        }
        guard sent == 1 else { throw lost() }
    }

    /// Queues the preparation of a statement.
    func sendPrepare(_ entry: StatementCache.Entry, _ text: String) throws(PostgresError) {
        let sent = entry.types.withUnsafeBufferPointer { types in
            PQsendPrepare(handle, entry.name, text, Int32(types.count), types.baseAddress)
        }
        guard sent == 1 else { throw lost() }
    }

    /// Queues a command without parameters that is not worth preparing.
    func sendCommand(_ text: String) throws(PostgresError) {
        guard PQsendQueryParams(handle, text, 0, nil, nil, nil, nil, 1) == 1 else { throw lost() }
    }

    /// Queues the point up to which the server answers in any case.
    func sendSync() throws(PostgresError) {
        guard PQpipelineSync(handle) == 1 else { throw lost() }
    }

    /// Sends everything that is queued, waiting where the server is slow to take it.
    func flush() throws(PostgresError) {
        while true {
            switch PQflush(handle) {
            case 0: return
            case 1: try wait(forWriting: true)
            default: throw lost()
            }
        }
    }

    // MARK: Receiving

    /// Waits for the next result; nil ends the results of one command.
    func nextResult() throws(PostgresError) -> QueryResult? {
        while PQisBusy(handle) == 1 { try wait(forWriting: PQflush(handle) == 1) }
        guard let result = PQgetResult(handle) else {
            if PQstatus(handle) == CONNECTION_BAD { throw lost() }
            return nil
        }
        return QueryResult(result)
    }

    /// Waits for the only result of a command and for its end.
    func commandResult() throws(PostgresError) -> QueryResult {
        guard let result = try nextResult() else {
            throw lost("a command without a result")
        }
        try check(result)
        while try nextResult() != nil {}
        return result
    }

    /// Waits for the answer to `sendSync`.
    func syncResult() throws(PostgresError) {
        guard let result = try nextResult(), result.status == PGRES_PIPELINE_SYNC else {
            throw lost("no end of the pipeline where one is due")
        }
    }

    /// Finds out whether a result ended the connection or began a COPY that nobody will serve.
    private func check(_ result: borrowing QueryResult) throws(PostgresError) {
        switch result.status {
        case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
            // The server now waits for data that will not come, or sends what nobody reads.
            isBroken = true
            throw PostgresError(.unsuitableStatement, "COPY needs copyIn or copyOut")
        case PGRES_FATAL_ERROR where PQstatus(handle) == CONNECTION_BAD:
            throw lost(result.message, report: ServerReport(result.pointer))
        default: break
        }
    }

    /// Waits until the server takes more, or says something.
    func waitUntilWritable() throws(PostgresError) {
        try wait(forWriting: true)
    }

    /// Waits until the server says something.
    func waitUntilReadable() throws(PostgresError) {
        try wait(forWriting: PQflush(handle) == 1)
    }

    private func wait(forWriting: Bool) throws(PostgresError) {
        let events = Int16(POLLIN) | (forWriting ? Int16(POLLOUT) : 0)
        var descriptor = pollfd(fd: socket, events: events, revents: 0)
        var count: Int32
        repeat {
            count = poll(&descriptor, 1, answerTimeout?.pollMilliseconds ?? -1)
        } while count < 0 && errno == EINTR
        guard count > 0 else {
            isBroken = true
            throw PostgresError(.timedOut, "the server stayed silent")
        }
        guard descriptor.revents & ~Int16(POLLOUT) != 0 else { return }
        // A failure here still leaves the server's last words to be read as a result.
        if PQconsumeInput(handle) == 0 { isBroken = true }
    }

    /// Marks the connection as broken and says so.
    func lost(_ reason: String? = nil, report: ServerReport? = nil) -> PostgresError {
        isBroken = true
        let reason = reason ?? String(cString: PQerrorMessage(handle))
        return PostgresError(.connectionLost, reason, report: report)
    }
}

extension SQLParameters {
    /// Lends the arrays that libpq wants: pointers, lengths, and the format 1 (binary) for each.
    func withPointers<Answer>(
        _ body: (
            UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
        ) -> Answer
    ) -> Answer {
        guard count > 0 else { return body(nil, nil, nil) }
        return bytes.storage.withUnsafeBytes { bytes in
            withUnsafeTemporaryAllocation(
                of: UnsafePointer<CChar>?.self,
                capacity: count
            ) { values in
                withUnsafeTemporaryAllocation(of: Int32.self, capacity: count * 2) { numbers in
                    for (index, slot) in slots.enumerated() {
                        numbers[index] = Int32(max(0, slot.length))
                        numbers[count + index] = 1
                        values[index] = slot.length < 0 ? nil : bytes.pointer(at: slot.offset)
                    }
                    let lengths = numbers.baseAddress
                    return body(values.baseAddress, lengths, lengths.map { $0 + count })
                }
            }
        }
    }
}

extension UnsafeRawBufferPointer {
    /// A pointer that is not nil even for an empty value, because nil means NULL to libpq.
    fileprivate func pointer(at offset: Int) -> UnsafePointer<CChar>? {
        let address = baseAddress ?? UnsafeRawPointer(bitPattern: 1)
        return address.map { ($0 + offset).assumingMemoryBound(to: CChar.self) }
    }
}

extension Duration {
    /// Whole milliseconds for `poll`, rounded up.
    var pollMilliseconds: Int32 {
        let (seconds, attoseconds) = components
        let rounded = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return Int32(clamping: max(0, seconds * 1_000 + rounded))
    }

    /// Whole milliseconds as PostgreSQL's settings want them.
    var settingMilliseconds: String { "\(pollMilliseconds)" }
}

/// Lends a NULL-terminated array of C strings.
func withCStrings<Answer>(
    _ strings: [String],
    _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Answer
) -> Answer {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    var pointers = copies.map { $0.map { UnsafePointer($0) } }
    pointers.append(nil)
    return pointers.withUnsafeBufferPointer { buffer in
        withExtendedLifetime(copies) {
            guard let base = buffer.baseAddress else { preconditionFailure("an empty array") }
            return body(base)
        }
    }
}
