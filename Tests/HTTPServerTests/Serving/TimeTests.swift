import Glibc
import HTTPServer
import HTTPTypes
import Testing

@Suite("Time that a client may take")
struct TimeTests {
    private static let limit = Duration.milliseconds(600)

    /// What comes back when `limit` is 600 ms, which must have passed then.
    private func run(
        _ limit: WritableKeyPath<ServerLimits, Duration>,
        _ send: @escaping @Sendable (TestClient) throws -> Void
    ) async throws -> [TestResponse] {
        var responses: [TestResponse] = []
        try await TestServer.run(
            middleware: [EchoAll()],
            configure: { $0.limits[keyPath: limit] = Self.limit },
            { server in
                let start = ContinuousClock.now
                responses = try await offPool {
                    // Connected only here: the wait for a thread would use up the client's time.
                    let client = try server.connect()
                    try send(client)
                    return try TestResponse.all(in: client.receiveToEnd())
                }
                #expect(ContinuousClock.now - start >= Self.limit, "it came too early")
            }
        )
        return responses
    }

    /// Sends `octets` one by one until there is an answer; whether it came before the last.
    private static func trickle(_ octets: [UInt8], to client: TestClient) throws -> Bool {
        for octet in octets {
            if client.hasAnswer { return true }
            try client.send([octet])
            for _ in 0..<10 { client.pauseBriefly() }
        }
        return false
    }

    @Test("A head that does not come to its end is answered with 408")
    func slowHead() async throws {
        let responses = try await run(\.headerTimeMax) { try $0.send("GET / HTTP/1.1\r\nHo") }
        #expect(responses.map(\.status) == [408])
        #expect(responses.first?.text.contains("request_head_too_slow") == true)
    }

    @Test("Bytes that trickle in do not buy a head more time")
    func tricklingHead() async throws {
        let head = "GET / HTTP/1.1\r\nHost: " + String(repeating: "a", count: 400)
        let responses = try await run(\.headerTimeMax) { client in
            let isEarly = try Self.trickle(Array(head.utf8), to: client)
            #expect(isEarly)
        }
        #expect(responses.map(\.status) == [408])
        #expect(responses.first?.text.contains("request_head_too_slow") == true)
    }

    @Test("A connection without a request is closed without a word")
    func silent() async throws {
        #expect(try await run(\.headerTimeMax) { _ in }.isEmpty)
    }

    @Test("An idle connection is closed without a word")
    func idle() async throws {
        let responses = try await run(\.idleTimeMax) {
            try $0.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        }
        #expect(responses.map(\.status) == [200])
    }

    @Test("Content that stops coming is answered with 408")
    func slowBody() async throws {
        let responses = try await run(\.bodyPauseTimeMax) {
            try $0.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc")
        }
        #expect(responses.map(\.status) == [408])
        #expect(responses.first?["Connection"] == "close")
    }

    @Test("Content that comes slower than the least rate is answered with 408")
    func tricklingBody() async throws {
        let responses = try await run(\.bodyPauseTimeMax) { client in
            try client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999\r\n\r\n")
            let isEarly = try Self.trickle([UInt8](repeating: 0x61, count: 400), to: client)
            #expect(isEarly)
        }
        #expect(responses.map(\.status) == [408])
        #expect(responses.first?.text.contains("content_too_slow") == true)
    }

    @Test("A client that does not take its answer is cut off")
    func stalledReader() async throws {
        var router = Router()
        router.on(.get, "/") { _ in
            .bytes([UInt8](repeating: 0, count: 64 << 20), type: "a/b")
        }
        try await TestServer.run(
            router,
            configure: { $0.limits.writeStallTimeMax = .milliseconds(200) },
            { server in
                let client = try server.connect()
                try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                let exchange = try await server.log.first()
                #expect(exchange.isAborted)
                #expect(exchange.durationMicroseconds >= 200_000)
                #expect(exchange.bodyBytes < 64 << 20)
                try await eventually { server.server.load.connections == 0 }
            }
        )
    }

    @Test("A request that came in time is answered, however long the process stood still")
    func stopped() async throws {
        let child = try await offPool { try ChildServer() }
        defer { child.stop() }
        let response = try await offPool {
            let client = try TestClient(port: child.port)
            try client.send("GET /constant HTTP/1.1\r\nHo")
            usleep(100_000)
            child.send(SIGSTOP)
            try client.send("st: a\r\n\r\n")
            // The head has two seconds.
            usleep(2_300_000)
            child.send(SIGCONT)
            return try client.receiveResponse()
        }
        #expect(response.status == 200)
    }
}
