import EventLoop
import Glibc
import HTTPServer
import HTTPTypes
import Logging
import Testing

@Suite("Log lines")
struct LogTests {
    @Test("A message is one JSON object on one line")
    func message() async throws {
        let lines = try await logged { logger in
            var logger = logger
            logger[metadataKey: "b"] = "logger"
            logger.info("a \"quoted\"\nline\u{1}", metadata: ["b": "own", "a": "ж\\"])
            logger.debug("not logged")
        }
        #expect(
            lines == [
                #"{"time":"1994-11-06T08:49:37.000123Z","level":"info","#
                    + #""message":"a \"quoted\"\nline\u0001","logger":"test","#
                    + #""a":"ж\\","b":"own"}"#
            ]
        )
    }

    @Test("An exchange is logged with its template and nothing personal")
    func access() async throws {
        var router = Router()
        router.on(.get, "/c/{id}") { _ in .text("hello") }
        let lines = try await logged { logger in
            try await serve(router, [AccessLog(logger: logger)]) { client in
                try client.send("GET /c/SECRET?code=SECRET HTTP/1.1\r\nHost: a\r\n\r\n")
                _ = try client.receiveResponse()
                try client.send("GET /c/SECRET2\r\n\r\n")
                _ = try client.receiveToEnd()
            }
        }
        #expect(lines.count == 2)
        #expect(lines.allSatisfy { !$0.contains("SECRET") && !$0.contains("127.0.0") })
        #expect(lines.first?.contains(#""method":"GET","route":"/c/{id}","status":200,"#) == true)
        #expect(lines.first?.contains(#""bytes":5,"duration_us":"#) == true)
        #expect(lines.last?.contains(#""route":"-","status":400"#) == true)
        #expect(lines.last?.contains(#""code":"malformed_request_line""#) == true)
    }

    @Test("At most the client's network is logged")
    func network() async throws {
        let lines = try await logged { logger in
            let log = AccessLog(logger: logger, includesNetwork: true)
            try await serve(Router(), [log]) { client in
                try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                _ = try client.receiveResponse()
            }
        }
        #expect(lines.first?.contains(#""network":"127.0.0.0/24""#) == true)
        #expect(IPAddress("2001:db8:1:2::3")?.truncatedNetwork == "2001:db8:1::/48")
    }

    private func serve(
        _ router: Router,
        _ observers: [any ExchangeObserver],
        _ body: @escaping @Sendable (TestClient) throws -> Void
    ) async throws {
        let loops = try EventLoopGroup(count: 1)
        defer { loops.stop() }
        let server = Server(
            ServerConfiguration(
                addresses: [try #require(SocketAddress(host: "127.0.0.1", port: 0))],
                bootRandomness: 1,
                clock: { 0 }
            ),
            application: Application(router: router),
            loops: loops,
            observers: observers,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let port = try #require(server.start().first).port
        try await offPool { try body(try TestClient(port: port)) }
        await server.drain(within: .seconds(2))
    }
}
