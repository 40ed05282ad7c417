import HTTPServer
import HTTPTypes
import Testing

@Suite("Requests of one connection are answered in order")
struct PipeliningTests {
    @Test("A thousand at once")
    func thousand() async throws {
        try await TestServer.run(middleware: [EchoAll()]) { server in
            let requests = (0..<1000).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }
            let responses = try await server.exchange(requests.joined())
            #expect(responses.map(\.text) == (0..<1000).map { "GET /\($0) " })
        }
    }

    @Test("A slow answer holds the later ones back, but not the earlier ones")
    func slow() async throws {
        let gate = Gate()
        var router = Router()
        router.on(.get, "/fast") { _ in .text("fast") }
        router.on(.get, "/slow") { _ in
            await gate.pass()
            return .text("slow")
        }
        try await TestServer.run(router) { server in
            let client = try server.connect()
            let get: @Sendable (String) -> String = { path in
                "GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n"
            }
            let first = try await offPool {
                try client.send(get("/fast") + get("/slow") + get("/fast"))
                return try client.receiveResponse()
            }
            #expect(first.text == "fast", "an answer that is ready is sent")
            gate.open()
            let rest = try await offPool {
                client.finishSending()
                return try TestResponse.all(in: client.receiveToEnd())
            }
            #expect(rest.map(\.text) == ["slow", "fast"])
        }
    }

    @Test("A request after `Connection: close` is not looked at")
    func close() async throws {
        try await TestServer.run(middleware: [EchoAll()]) { server in
            let responses = try await server.exchange(
                "GET /a HTTP/1.1\r\nHost: a\r\nConnection: x, Close\r\n\r\n"
                    + "GET /b HTTP/1.1\r\nHost: a\r\n\r\n"
            )
            #expect(responses.map(\.text) == ["GET /a "])
            #expect(responses.first?["Connection"] == "close")
        }
    }

    @Test("What was right before a wrong request is answered")
    func rightThenWrong() async throws {
        try await TestServer.run(middleware: [EchoAll()]) { server in
            let responses = try await server.exchange(
                "GET /a HTTP/1.1\r\nHost: a\r\n\r\nGET /b HTTP/1.1\r\n\r\n"
            )
            #expect(responses.map(\.status) == [200, 400])
        }
    }

    @Test("HTTP/1.0 keeps the connection only on request")
    func oldVersion() async throws {
        try await TestServer.run(middleware: [EchoAll()]) { server in
            let plain = try await server.exchange(
                "GET /a HTTP/1.0\r\n\r\nGET /b HTTP/1.0\r\n\r\n"
            )
            #expect(plain.map(\.text) == ["GET /a "])
            let kept = try await server.exchange(
                "GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /b HTTP/1.0\r\n\r\n"
            )
            #expect(kept.map(\.text) == ["GET /a ", "GET /b "])
            #expect(kept.map { $0["Connection"] } == ["keep-alive", "close"])
        }
    }

    @Test("A client that sends without reading is held back and loses nothing")
    func neverReading() async throws {
        var router = Router()
        router.on(.get, "/big") { _ in
            .bytes([UInt8](repeating: 0x61, count: 64 << 10), type: "a/b")
        }
        try await TestServer.run(router) { server in
            let padding = String(repeating: "p", count: 16_000)
            let request = "GET /big HTTP/1.1\r\nHost: a\r\nPadding: \(padding)\r\n\r\n"
            let client = try server.connect()
            let bytes = Array(request.utf8)
            var sent = 0
            var turnsWithoutRoom = 0
            // A server that goes on reading makes room in every turn.
            while turnsWithoutRoom < 20, sent < Self.muchBytes {
                let count = client.sendWithoutWaiting(Array(bytes[(sent % bytes.count)...]))
                if count > 0 {
                    sent += count
                    turnsWithoutRoom = 0
                } else {
                    turnsWithoutRoom += 1
                    await server.turns()
                }
            }
            let received = try await offPool {
                client.finishSending()
                return try client.receiveToEnd()
            }
            #expect(sent < Self.muchBytes, "the server went on reading")
            let one = try #require(try TestResponse.read(received[...], isHead: false)).1
            // The last request may have been cut in the middle, which is answered with 400.
            #expect(received.count / one == sent / request.utf8.count)
        }
    }

    private static let muchBytes = 200_000_000
}
