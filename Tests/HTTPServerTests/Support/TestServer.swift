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
    let log: RecordedExchanges

    /// Serves `router` for as long as `body` runs.
    static func run(
        _ router: Router = Router(),
        middleware: [any Middleware] = [],
        unroutedBodyBytesMax: Int = 1 << 20,
        observers: [any ExchangeObserver] = [],
        loops loopCount: Int = 1,
        configure: (inout ServerConfiguration) -> Void = { _ in },
        _ body: (TestServer) async throws -> Void
    ) async throws {
        let loops = try EventLoopGroup(count: loopCount)
        defer { loops.stop() }
        let address = try #require(SocketAddress(host: "127.0.0.1", port: 0))
        var configuration = ServerConfiguration(
            addresses: [address],
            bootRandomness: 42,
            clock: { 784_111_777_000_000_000 }
        )
        // A test of time sets its own; the others may run on a busy machine.
        configuration.limits.headerTimeMax = .seconds(60)
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
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let port = try #require(server.start().first).port
        do {
            try await body(TestServer(server: server, port: port, log: log))
        } catch {
            await server.drain(within: .zero)
            throw error
        }
        await server.drain(within: .zero)
        #expect(server.load.connections == 0)
    }

    func connect() throws -> TestClient {
        try TestClient(port: port)
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
