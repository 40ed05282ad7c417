import HTTPServer
import HTTPTypes
import Testing

@Suite("The server ends gently")
struct DrainTests {
    private static var router: Router {
        var router = Router()
        router.on(.get, "/slow") { _ in
            try await Task.sleep(for: .milliseconds(400))
            return .text("slow")
        }
        router.on(.get, "/endless") { _ in
            try await Task.sleep(for: .seconds(3_600))
            return .text("never")
        }
        router.on(.get, "/flood") { _ in
            Response(
                body: .stream { writer in
                    while true { try await writer.write([UInt8](repeating: 0x61, count: 1 << 16)) }
                }
            )
        }
        return router
    }

    private static let lingerBriefly: @Sendable (inout ServerConfiguration) -> Void = {
        $0.limits.lingerTimeMax = .milliseconds(50)
    }

    private func get(_ path: String) -> String {
        "GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n"
    }

    @Test("Answers under way are finished and say that the connection closes")
    func busy() async throws {
        let gate = Gate()
        var router = Router()
        router.on(.get, "/") { _ in
            await gate.pass()
            return .text("done")
        }
        try await TestServer.run(router, configure: Self.lingerBriefly) { server in
            let client = try server.connect()
            try client.send(get("/") + get("/"))
            try await eventually { server.server.load.requestsInFlight == 1 }
            async let answers = offPool { try TestResponse.all(in: client.receiveToEnd()) }
            async let drained: Void = server.server.drain(within: .seconds(600))
            // The port is closed in the same step in which connections are told.
            try await eventually { (try? server.connect()) == nil }
            gate.open()
            await drained
            let responses = try await answers
            #expect(responses.map(\.text) == ["done"])
            #expect(responses.first?["Connection"] == "close")
            #expect(server.server.load.connections == 0)
        }
    }

    @Test("Idle connections are closed, and nobody is let in")
    func idle() async throws {
        try await TestServer.run(Self.router, host: 3, configure: Self.lingerBriefly) { server in
            let fresh = try server.connect()
            let used = try server.connect()
            _ = try await offPool {
                try used.send(get("/slow"))
                return try used.receiveResponse()
            }
            try await eventually { server.server.load.connections == 2 }
            let clock = ContinuousClock()
            let time = await clock.measure { await server.server.drain(within: .seconds(1_200)) }
            // Far from both ends: idle connections are not waited for, however busy the machine is.
            #expect(time < .seconds(600))
            let ended = try await offPool {
                (try fresh.isClosedByServer(), try used.isClosedByServer())
            }
            #expect(ended == (true, true))
            #expect(throws: (any Error).self) { try server.connect() }
        }
    }

    @Test("What takes too long is cut")
    func cut() async throws {
        try await TestServer.run(Self.router) { server in
            let waiting = try server.connect()
            let flooded = try server.connect()
            try waiting.send("GET /slow HTTP/1.1\r\nHost: a\r\n")
            try flooded.send(get("/flood"))
            try await eventually { server.server.load.requestsInFlight == 1 }
            let clock = ContinuousClock()
            let time = await clock.measure {
                await server.server.drain(within: .milliseconds(200))
            }
            // The flood alone would go on until its reader stalls for ten minutes.
            #expect(time < .seconds(500))
            #expect(server.server.load.connections == 0)
        }
    }

    @Test("A handler whose connection is cut is cancelled")
    func endless() async throws {
        try await TestServer.run(Self.router) { server in
            let client = try server.connect()
            try client.send(get("/endless"))
            try await eventually { server.server.load.requestsInFlight == 1 }
            let clock = ContinuousClock()
            let time = await clock.measure { await server.server.drain(within: .zero) }
            #expect(time < .seconds(3_000), "the handler would sleep for an hour")
            #expect(server.server.load.requestsInFlight == 0)
            let exchange = try await server.log.first()
            #expect(exchange.isAborted)
            #expect(exchange.status == 499)
        }
    }

    @Test("A handler whose client is gone is cancelled, and that is no error of ours")
    func gone() async throws {
        let lines = try await logged { logger in
            try await TestServer.run(Self.router, logger: logger) { server in
                let client = try server.connect()
                try client.send(get("/endless"))
                try await eventually { server.server.load.requestsInFlight == 1 }
                client.reset()
                let exchange = try await server.log.first()
                #expect(exchange.isAborted)
                #expect(exchange.status == 499)
                try await eventually { server.server.load.connections == 0 }
            }
        }
        #expect(lines.isEmpty)
    }

    @Test("A client that only finished sending gets its answer")
    func halfClosed() async throws {
        let gate = Gate()
        var router = Router()
        router.on(.get, "/") { _ in
            await gate.pass()
            return .text(Task.isCancelled ? "cancelled" : "done")
        }
        try await TestServer.run(router) { server in
            let client = try server.connect()
            try client.send(get("/"))
            client.finishSending()
            try await eventually { server.server.load.requestsInFlight == 1 }
            await server.turns()
            gate.open()
            #expect(try await offPool { try client.receiveResponse() }.text == "done")
        }
    }

    @Test("What the kernel has already is answered: connections and requests")
    func atTheEdge() async throws {
        try await TestServer.run(
            middleware: [EchoAll()],
            configure: Self.lingerBriefly
        ) { server in
            let known = try server.connect()
            let posting = try server.connect()
            for client in [known, posting] {
                let response = try await offPool {
                    try client.send("GET /first HTTP/1.1\r\nHost: a\r\n\r\n")
                    return try client.receiveResponse()
                }
                #expect(response.text == "GET /first ")
            }
            var clients = [known]
            var drained: Task<Void, Never>?
            try await server.whileLoopIsBusy {
                clients.append(try server.connect())
                for client in clients { try client.send(get("/last")) }
                try posting.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nabc")
                drained = Task { await server.server.drain(within: .seconds(600)) }
                // The loop finds it together with the rest.
                try await Task.sleep(for: .milliseconds(50))
            }
            await server.turns()
            try posting.send("def")
            let texts = try await offPool { [clients] in
                try (clients + [posting]).map { client in
                    let responses = try TestResponse.all(in: client.receiveToEnd())
                    return responses.map { "\($0.text) \($0["Connection"] ?? "-")" }
                }
            }
            #expect(texts == [["GET /last  close"], ["GET /last  close"], ["POST / abcdef close"]])
            await drained?.value
        }
    }
}
