import CLibPQ
import EventLoop
import Logging

/// A connection that listens, on an event loop, for as long as its stream is wanted.
///
/// `@unchecked Sendable`: the loop's thread alone touches it.
final class Listener: ReadinessHandler, @unchecked Sendable {
    static let eventsWaitingMax = 1_024

    private enum State {
        case idle
        case connecting
        case listening(Connection, Watch)
        case closed
    }

    private let loop: EventLoop
    private let settings: ConnectionSettings
    private let statement: String
    private let continuation: AsyncStream<NotificationEvent>.Continuation
    private let logger: Logger
    private var state = State.idle
    private var reconnect = Reconnect()
    private var reconnection: Deadline?

    init(
        on loop: EventLoop,
        _ settings: ConnectionSettings,
        _ channels: [String],
        _ continuation: AsyncStream<NotificationEvent>.Continuation,
        _ logger: Logger
    ) {
        self.loop = loop
        self.settings = settings
        statement = channels.map { channel -> String in
            let sql: SQL = "LISTEN \(identifier: channel);"
            return sql.text
        }.joined()
        self.continuation = continuation
        self.logger = logger
    }

    /// Connects and listens, on a thread of its own because both may take time.
    func connect() {
        guard case .idle = state else { return }
        state = .connecting
        Thread.start(named: "pg-listen") { [settings, statement, loop] in
            let outcome = Result { () throws(PostgresError) in
                let connection = try Connection.connect(settings)
                try connection.runScript(statement)
                return connection
            }
            loop.spawn { self.adopt(outcome) }
        }
    }

    private func adopt(_ outcome: Result<Connection, PostgresError>) {
        guard case .connecting = state else { return }
        do {
            let connection = try outcome.get()
            let watch = try loop.watch(connection.socket, for: .readable, handler: self)
            state = .listening(connection, watch)
            reconnect.succeeded(at: loop.now)
            logger.debug("listening")
            yield(.mayHaveMissed)
            // What came together with the answer to LISTEN makes the socket readable no more.
            handOver(connection)
        } catch {
            let error = error as? PostgresError ?? PostgresError(.cannotConnect, "\(error)")
            logger.debug("cannot listen", metadata: error.metadata)
            tryAgain(after: reconnect.failed(error))
        }
    }

    private func tryAgain(after pause: Duration) {
        state = .idle
        let deadline = Deadline(on: loop) { [weak self] in self?.connect() }
        deadline.set(after: pause)
        reconnection = deadline
    }

    func ready(_ readiness: Readiness) {
        guard case .listening(let connection, let watch) = state else { return }
        let isLost = PQconsumeInput(connection.handle) == 0
        // Unless libpq is asked for results it does not look at what it took in.
        _ = PQisBusy(connection.handle)
        handOver(connection)
        guard isLost || PQstatus(connection.handle) == CONNECTION_BAD else { return }
        loop.unwatch(watch)
        logger.debug("lost the listening connection")
        let mayTryAtOnce = reconnect.mayTryAtOnce(at: loop.now)
        tryAgain(after: mayTryAtOnce ? .zero : reconnect.failed(connection.lost()))
    }

    private func handOver(_ connection: Connection) {
        while let pointer = PQnotifies(connection.handle) {
            defer { PQfreemem(pointer) }
            let notification = pointer.pointee
            yield(
                .notification(
                    Notification(
                        channel: String(cString: notification.relname),
                        payload: String(cString: notification.extra),
                        serverProcess: notification.be_pid
                    )
                )
            )
        }
    }

    private func yield(_ event: NotificationEvent) {
        // The oldest was thrown away: whoever reads on must come to know.
        if case .dropped = continuation.yield(event) { continuation.yield(.mayHaveMissed) }
    }

    func close() {
        if case .listening(_, let watch) = state { loop.unwatch(watch) }
        state = .closed
        reconnection?.clear()
    }
}
