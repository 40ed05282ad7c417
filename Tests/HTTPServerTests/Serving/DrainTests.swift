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
            try await Task.sleep(for: .seconds(60))
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
        try await TestServer.run(router) { server in
            let client = try server.connect()
            try client.send(get("/") + get("/"))
            try await eventually { server.server.load.requestsInFlight == 1 }
            async let answers = offPool { try TestResponse.all(in: client.receiveToEnd()) }
            async let drained: Void = server.server.drain(within: .seconds(10))
            try await Task.sleep(for: .milliseconds(200))
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
        try await TestServer.run(Self.router) { server in
            let fresh = try server.connect()
            let used = try server.connect()
            _ = try await offPool {
                try used.send(get("/slow"))
                return try used.receiveResponse()
            }
            try await eventually { server.server.load.connections == 2 }
            let clock = ContinuousClock()
            let time = await clock.measure { await server.server.drain(within: .seconds(120)) }
            // Far from both ends: idle connections are not waited for, however busy the machine is.
            #expect(time < .seconds(60))
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
            // The flood alone would go on until its reader stalls for half a minute.
            #expect(time < .seconds(25))
            #expect(server.server.load.connections == 0)
        }
    }
}
