import CLibPQ
import DequeModule
import EventLoop
import Logging

/// One connection in pipeline mode on an event loop: many single reads under way at once.
///
/// Everything sent in one turn of the loop leaves with one sync and one flush, and shares an
/// implicit transaction: an error in it aborts the reads behind it, which are sent again one by
/// one. Answers come in order, so a slow read holds up those behind it; lanes are for short ones.
///
/// A lost connection is replaced at once, and what was under way is sent once more: it is only
/// reads. When that does not work reads fail at once with `.cannotConnect`, until one of the
/// attempts in the background does. Loop thread only.
///
/// `@unchecked Sendable`: the loop's thread alone touches it.
final class Lane: @unchecked Sendable {
    /// What the next result of libpq belongs to.
    enum Expectation {
        case preparation(LaneRead, StatementCache.Entry)
        case deallocation(String)
        /// The entry is nil when the read was sent unprepared.
        case read(LaneRead, StatementCache.Entry?)
        case sync
    }

    enum State {
        case disconnected
        /// `isSecond`: an attempt has failed since the last connection, so reads do not wait.
        case connecting(isSecond: Bool)
        case connected(Connection, Watch)
        case backingOff(PostgresError)
        case closed
    }

    let loop: EventLoop
    let logger: Logger
    let settings: ConnectionSettings
    private let limits: Limits

    var state = State.disconnected
    var waiting: Deque<LaneRead> = []
    var expected: Deque<Expectation> = []
    /// Whether the first of them is a read whose rows come one by one, and their bytes so far.
    var (isStreaming, streamedBytes) = (false, 0)
    /// How many connections there have been.
    var connections = 0
    /// Reads sent and not answered.
    var inFlight = 0
    /// Messages queued since the last sync.
    var isUnsynced = false
    var isUnflushed = false
    var isAwaitingWritable = false
    var watchdog: Deadline?
    private var isWatching = false
    var reconnect = Reconnect()
    var reconnection: Deadline?

    struct Limits {
        var readTimeout: Duration
        var inFlightMax: Int
        var waitingMax: Int
        var resultBytesMax: Int
        /// A server that has not even refused a read this long after its time is gone.
        static let silenceGrace = Duration.seconds(2)
        static let attemptsMax = 3
    }

    init(
        on loop: EventLoop,
        _ settings: ConnectionSettings,
        _ limits: Limits,
        logger: Logger
    ) {
        self.loop = loop
        self.settings = settings
        self.limits = limits
        self.logger = logger
    }

    /// Reads that this lane has taken on and not answered.
    var load: Int { inFlight + waiting.count }

    var isConnected: Bool {
        if case .connected = state { true } else { false }
    }

    // MARK: Taking reads on

    /// Takes a read on; its outcome is delivered later, on this loop.
    func submit(_ read: LaneRead) {
        guard read.sql.parameters.count <= SQLParameters.countMax else {
            read.fail(read.sql.parameters.tooMany)
            return
        }
        switch state {
        case .connected(let connection, _) where inFlight < limits.inFlightMax && waiting.isEmpty:
            send(read, connection)
        case .connected, .connecting(isSecond: false): enqueue(read)
        case .disconnected:
            enqueue(read)
            connect(isSecond: false)
        case .connecting(isSecond: true):
            read.fail(reconnect.lastFailure ?? PostgresError(.cannotConnect, ""))
        case .backingOff(let error): read.fail(error)
        case .closed: read.fail(PostgresError(.closed, ""))
        }
        watch()
    }

    private func enqueue(_ read: LaneRead) {
        guard waiting.count < limits.waitingMax else {
            read.fail(PostgresError(.poolExhausted, "too many reads wait for a lane"))
            return
        }
        waiting.append(read)
    }

    /// Sends off what this turn gathered, with one system call.
    func turnEnded() {
        guard case .connected(let connection, let watch) = state else { return }
        while inFlight < limits.inFlightMax, let read = waiting.popFirst() {
            send(read, connection)
            guard case .connected = state else { return }
        }
        if isUnsynced { sync(connection) }
        if isUnflushed { flush(connection, watch) }
    }

    // MARK: Sending

    private func send(_ read: LaneRead, _ connection: Connection) {
        guard !read.isDone else { return }
        read.countAttempt()
        if read.isAlone, isUnsynced { sync(connection) }
        var entry: StatementCache.Entry?
        do {
            if read.isAlone, connection.statements.find(read.sql)?.isConfirmed != true {
                // Its preparation may have been what failed, for this read or for another.
                try connection.sendUnprepared(read.sql)
            } else {
                let prepared = try prepared(read, connection)
                entry = prepared
                try connection.send(prepared, read.sql.parameters)
            }
        } catch {
            if read.attempts > 1 { read.fail(error) } else { waiting.prepend(read) }
            lose(error)
            return
        }
        expected.append(.read(read, entry))
        inFlight += 1
        isUnsynced = true
        isUnflushed = true
        if read.isAlone { sync(connection) }
    }

    private func prepared(
        _ read: LaneRead,
        _ connection: Connection
    ) throws(PostgresError) -> StatementCache.Entry {
        if let entry = connection.statements.find(read.sql) { return entry }
        let entry = connection.statements.insert(read.sql)
        // Two for each that comes, so that what a burst left over goes as well.
        for _ in 0..<2 {
            guard let name = connection.statements.takeDiscarded() else { break }
            try connection.sendCommand("DEALLOCATE \(name)")
            expected.append(.deallocation(name))
        }
        try connection.sendPrepare(entry, read.sql.text)
        expected.append(.preparation(read, entry))
        return entry
    }

    private func sync(_ connection: Connection) {
        do {
            try connection.sendSync()
            expected.append(.sync)
            isUnsynced = false
        } catch {
            lose(error)
        }
    }

    private func flush(_ connection: Connection, _ watch: Watch) {
        switch PQflush(connection.handle) {
        case 0:
            isUnflushed = false
            if isAwaitingWritable {
                isAwaitingWritable = false
                loop.rewatch(watch, for: .readable)
            }
        case 1:
            guard !isAwaitingWritable else { return }
            isAwaitingWritable = true
            loop.rewatch(watch, for: [.readable, .writable])
        default: lose(connection.lost())
        }
    }

    // MARK: Receiving

    private func receive(_ connection: Connection) {
        if PQconsumeInput(connection.handle) == 0 { connection.markBroken() }
        // A broken connection may still hold the server's last answers and words.
        while streamIfWanted(connection), PQisBusy(connection.handle) == 0 {
            guard let pointer = PQgetResult(connection.handle) else {
                // The end of one command's results; or, without a connection, of everything.
                if PQstatus(connection.handle) == CONNECTION_BAD { break }
                continue
            }
            take(QueryResult(pointer), connection)
            guard case .connected = state else { return }
        }
        if connection.isBroken || PQstatus(connection.handle) == CONNECTION_BAD {
            lose(connection.lost())
        }
    }

    /// Asks for the rows of the first expected read one by one, before any of them is looked at.
    ///
    /// libpq agrees once it has done with what came before. False when nothing is expected.
    private func streamIfWanted(_ connection: Connection) -> Bool {
        guard let first = expected.first else { return false }
        if !isStreaming, case .read(let read, _) = first, read.isStreamed {
            isStreaming = PQsetSingleRowMode(connection.handle) == 1
        }
        return true
    }

    private func takeRow(_ row: consuming QueryResult, _ connection: Connection) {
        guard case .read(let read, _)? = expected.first else { return }
        streamedBytes += row.rowBytes
        guard streamedBytes <= limits.resultBytesMax else {
            read.fail(PostgresError(.tooLarge, "a large result", statement: read.sql.text))
            lose(connection.lost("a result above its limit"))
            return
        }
        read.take(row: row)
    }

    private func take(_ result: consuming QueryResult, _ connection: Connection) {
        if result.status == PGRES_SINGLE_TUPLE {
            takeRow(result, connection)
            return
        }
        if result.status == PGRES_FATAL_ERROR {
            let failure = connection.refusal(of: result)
            if failure?.sqlState == nil || failure?.isFatal ?? false {
                // Belongs to the connection, not to the read whose turn it was.
                lose(failure?.with(kind: .connectionLost) ?? connection.lost())
                return
            }
        }
        switch expected.removeFirst() {
        case .sync:
            if result.status != PGRES_PIPELINE_SYNC {
                lose(connection.lost("no end of the pipeline where one is due"))
            }
        case .deallocation(let name):
            connection.takeDeallocation(of: name, connection.refusal(of: result))
        case .preparation(let read, let entry):
            guard let failure = connection.refusal(of: result, read.sql) else {
                connection.statements.confirm(entry)
                return
            }
            connection.statements.forgetUnprepared(entry)
            if result.status != PGRES_PIPELINE_ABORTED { read.fail(failure) }
        case .read(let read, let entry):
            inFlight -= 1
            (isStreaming, streamedBytes) = (false, 0)
            take(result, for: read, entry, connection)
        }
    }

    private func take(
        _ result: consuming QueryResult,
        for read: LaneRead,
        _ entry: StatementCache.Entry?,
        _ connection: Connection
    ) {
        guard !read.isDone else { return }
        switch result.status {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK:
            guard result.memoryBytes <= limits.resultBytesMax else {
                let reason = "a result of \(result.memoryBytes) bytes"
                read.fail(PostgresError(.tooLarge, reason, statement: read.sql.text))
                return
            }
            read.succeed(result)
        case PGRES_PIPELINE_ABORTED: sendAgain(read)
        case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
            read.fail(PostgresError(.unsuitableStatement, "COPY through a lane"))
            lose(connection.lost("COPY through a lane"))
        default:
            guard let failure = connection.refusal(of: result, read.sql, entry) else { return }
            if failure.isRetryable || failure.isStalePlan, read.attempts < Limits.attemptsMax {
                sendAgain(read)
            } else {
                read.fail(failure)
            }
        }
    }

    /// Sends a read again that another one's error aborted, where none can abort it.
    private func sendAgain(_ read: LaneRead) {
        read.isolate()
        waiting.append(read)
    }

    // MARK: Lateness

    private func watch() {
        guard !isWatching else { return }
        isWatching = true
        let watchdog = watchdog ?? Deadline(on: loop) { [weak self] in self?.sendLateAway() }
        self.watchdog = watchdog
        watchdog.set(after: limits.readTimeout)
    }

    private func sendLateAway() {
        isWatching = false
        var next: MonotonicTime?
        let late = PostgresError(.timedOut, "a read was not answered in time")
        func look(at read: LaneRead) {
            guard !read.isDone else { return }
            let expiry = read.submittedAt.advanced(by: limits.readTimeout)
            if expiry <= loop.now {
                read.fail(late)
            } else {
                next = min(next ?? expiry, expiry)
            }
        }
        for read in waiting { look(at: read) }
        for case .read(let read, _) in expected { look(at: read) }
        waiting.removeAll { $0.isDone }
        if let oldest = oldestInFlight {
            let silence = limits.readTimeout + Limits.silenceGrace
            let end = oldest.advanced(by: silence)
            if end <= loop.now {
                lose(late)
            } else {
                next = min(next ?? end, end)
            }
        }
        guard let next else { return }
        isWatching = true
        watchdog?.set(after: next.elapsed(since: loop.now) + .milliseconds(1))
    }

    private var oldestInFlight: MonotonicTime? {
        for case .read(let read, _) in expected { return read.submittedAt }
        return nil
    }
}

extension Lane: ReadinessHandler {
    func ready(_ readiness: Readiness) {
        guard case .connected(let connection, let watch) = state else { return }
        if isAwaitingWritable, readiness.contains(.writable) { flush(connection, watch) }
        receive(connection)
    }
}
