import Dispatch
import EventLoop
import HTTPServer
import HTTPTypes
import Logging
import Synchronization
import Testing

/// A real server on a port of its own, for one test.
struct TestServer {
    let server: Server
    let port: UInt16
    private let host: UInt32
    let log: RecordedExchanges
    private let loops: EventLoopGroup

    /// Serves `router` for as long as `body` runs.
    ///
    /// `host` is the last number of 127.0.0.1. Where it is a test's own, nobody else of the process
    /// gets its port once that is closed.
    static func run(
        _ router: Router = Router(),
        middleware: [any Middleware] = [],
        unroutedBodyBytesMax: Int = 1 << 20,
        observers: [any ExchangeObserver] = [],
        loops loopCount: Int = 1,
        host: UInt32 = 1,
        logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        configure: (inout ServerConfiguration) -> Void = { _ in },
        _ body: (TestServer) async throws -> Void
    ) async throws {
        let loops = try EventLoopGroup(count: loopCount)
        defer { loops.stop() }
        let address = try #require(SocketAddress(host: "127.0.0.\(host)", port: 0))
        var configuration = ServerConfiguration(
            addresses: [address],
            bootRandomness: 42,
            clock: { 784_111_777_000_000_000 }
        )
        // A test of time sets its own; the others may run on a busy machine.
        configuration.limits.headerTimeMax = .seconds(600)
        configuration.limits.idleTimeMax = .seconds(600)
        configuration.limits.bodyPauseTimeMax = .seconds(600)
        configuration.limits.writeStallTimeMax = .seconds(600)
        configuration.limits.lingerTimeMax = .seconds(60)
        configure(&configuration)
        let log = RecordedExchanges()
        let server = Server(
            configuration,
            application: Application(
                router: router,
                middleware: middleware,
                unroutedBodyBytesMax: unroutedBodyBytesMax
            ),
            loops: loops,
            observers: [log] + observers,
            logger: logger
        )
        let port = try #require(server.start().first).port
        do {
            try await body(
                TestServer(server: server, port: port, host: host, log: log, loops: loops)
            )
        } catch {
            await server.drain(within: .zero)
            throw error
        }
        await server.drain(within: .zero)
        #expect(server.load.connections == 0)
    }

    /// Returns when every loop has looked at its sockets twice, however busy the machine is.
    func turns() async {
        for loop in loops.loops {
            await loop.spawn { for _ in 0..<3 { await loop.nextTurn() } }.value
        }
    }

    /// Lets the first loop look at nothing until `body` has returned.
    func whileLoopIsBusy(_ body: () async throws -> Void) async rethrows {
        let (started, finished) = (Gate(), DispatchSemaphore(value: 0))
        let loop = loops.loops[0]
        loop.spawn {
            started.open()
            finished.wait()
        }
        await started.pass()
        defer { finished.signal() }
        try await body()
    }

    func connect() throws -> TestClient {
        try TestClient(port: port, host: host)
    }

    /// Sends `text` on a connection of its own and returns everything that comes back.
    func exchange(_ text: String) async throws -> [TestResponse] {
        let client = try connect()
        return try await offPool {
            try client.send(text)
            client.finishSending()
            return try TestResponse.all(in: client.receiveToEnd())
        }
    }
}

/// What the server reported about its exchanges.
final class RecordedExchanges: ExchangeObserver {
    private let recorded = Mutex<[Exchange]>([])

    func finished(_ exchange: Exchange) {
        recorded.withLock { $0.append(exchange) }
    }

    var all: [Exchange] { recorded.withLock { $0 } }

    /// The first exchange, which may come a moment after its answer.
    func first() async throws -> Exchange {
        try await eventually { all.first }
    }
}

/// Answers every request with its method, target and content.
struct EchoAll: Middleware {
    func handle(_ request: Request, next: Handler) async throws -> Response {
        let content = try await request.body.collect(upTo: 1 << 20)
        return .text(
            "\(request.method.rawValue) \(request.target) \(String(decoding: content, as: UTF8.self))"
        )
    }
}
