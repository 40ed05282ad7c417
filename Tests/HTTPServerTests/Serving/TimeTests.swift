import HTTPServer
import HTTPTypes
import Testing

@Suite("Time that a client may take")
struct TimeTests {
    private func run(
        _ limit: WritableKeyPath<ServerLimits, Duration>,
        _ milliseconds: Int = 600,
        _ send: @escaping @Sendable (TestClient) throws -> Void
    ) async throws -> [TestResponse] {
        var responses: [TestResponse] = []
        try await TestServer.run(
            middleware: [EchoAll()],
            configure: { $0.limits[keyPath: limit] = .milliseconds(milliseconds) },
            { server in
                let client = try server.connect()
                responses = try await offPool {
                    try send(client)
                    return try TestResponse.all(in: client.receiveToEnd())
                }
            }
        )
        return responses
    }

    @Test("A head that does not come to its end is answered with 408")
    func slowHead() async throws {
        let responses = try await run(\.headerTimeMax) { try $0.send("GET / HTTP/1.1\r\nHo") }
        #expect(responses.map(\.status) == [408])
        #expect(responses.first?.text.contains("request_head_too_slow") == true)
    }

    @Test("Bytes that trickle in do not buy a head more time")
    func tricklingHead() async throws {
        let responses = try await run(\.headerTimeMax) { client in
            for octet in "GET / HTTP/1.1\r\nHost: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".utf8 {
                guard (try? client.send([octet])) != nil else { return }
                for _ in 0..<10 { client.pauseBriefly() }
            }
        }
        #expect(responses.map(\.status) == [408])
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
            for _ in 0..<1000 {
                guard (try? client.send("a")) != nil else { return }
                for _ in 0..<10 { client.pauseBriefly() }
            }
        }
        #expect(responses.map(\.status) == [408])
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
                #expect(exchange.bodyBytes < 64 << 20)
                try await eventually { server.server.load.connections == 0 }
            }
        )
    }
}
