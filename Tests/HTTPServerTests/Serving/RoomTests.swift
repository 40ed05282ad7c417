import EventLoop
import HTTPServer
import HTTPTypes
import Testing

@Suite("Room that clients may take")
struct RoomTests {
    @Test("Too many connections of one address are told so at once")
    func perAddress() async throws {
        try await TestServer.run(
            middleware: [EchoAll()],
            configure: { $0.limits.connectionsPerAddressMax = 3 },
            { server in
                let held = try (0..<3).map { _ in try server.connect() }
                try await eventually { server.server.load.connections == 3 }
                let client = try server.connect()
                let responses = try await offPool {
                    try TestResponse.all(in: client.receiveToEnd())
                }
                #expect(responses.map(\.status) == [429])
                #expect(responses.first?["Retry-After"] == "1")
                #expect(server.server.load.connections == held.count)
            }
        )
    }

    @Test("A trusted proxy may hold as many as it likes")
    func proxyIsExempt() async throws {
        try await TestServer.run(
            middleware: [EchoAll()],
            configure: {
                $0.limits.connectionsPerAddressMax = 1
                $0.trustedProxies = [IPNetwork("127.0.0.0/8")].compactMap { $0 }
            },
            { server in
                let held = try (0..<5).map { _ in try server.connect() }
                try await eventually { server.server.load.connections == held.count }
            }
        )
    }

    @Test("A full server lets new connections wait, and takes them when there is room")
    func total() async throws {
        try await TestServer.run(
            middleware: [EchoAll()],
            configure: { $0.limits.connectionsMax = 2 },
            { server in
                var held = try (0..<2).map { _ in try server.connect() }
                try await eventually { server.server.load.connections == 2 }
                let waiting = try server.connect()
                try waiting.send("GET /late HTTP/1.1\r\nHost: a\r\n\r\n")
                try await Task.sleep(for: .milliseconds(100))
                #expect(server.server.load.connections == 2)
                held.removeAll()
                let response = try await offPool { try waiting.receiveResponse() }
                #expect(response.text == "GET /late ")
            }
        )
    }

    @Test("Connections are spread over the loops, and all of them answer")
    func manyLoops() async throws {
        try await TestServer.run(middleware: [EchoAll()], loops: 3) { server in
            let clients = try (0..<30).map { _ in try server.connect() }
            for (index, client) in clients.enumerated() {
                let response = try await offPool {
                    try client.send("GET /\(index) HTTP/1.1\r\nHost: a\r\n\r\n")
                    return try client.receiveResponse()
                }
                #expect(response.text == "GET /\(index) ")
            }
            #expect(Set(server.log.all.map(\.requestID)).count == 30)
        }
    }

    @Test("A slow reader of a large stream holds the writer back")
    func slowReader() async throws {
        let written = Counted()
        var router = Router()
        router.on(.get, "/") { _ in
            Response(
                body: .stream { writer in
                    let piece = [UInt8](repeating: 0x61, count: 64 << 10)
                    while true {
                        try await writer.write(piece)
                        written.add(piece.count)
                    }
                }
            )
        }
        try await TestServer.run(router) { server in
            let client = try TestClient(port: server.port, receiveBufferBytes: 4_096)
            try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            try await eventually { written.count > 0 }
            try await Task.sleep(for: .milliseconds(300))
            // What the kernel takes for the two sockets, and one buffer of ours.
            #expect(written.count < 20 << 20)
            #expect(server.server.load.requestsInFlight == 1)
        }
    }
}
