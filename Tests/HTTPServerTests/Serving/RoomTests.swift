import EventLoop
import HTTPTypes
import Testing

@testable import HTTPServer

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

    @Test("When many are told so already, the others are told at once and not waited for")
    func turnedAway() async throws {
        try await TestServer.run(
            middleware: [EchoAll()],
            configure: {
                $0.limits.connectionsPerAddressMax = 1
                $0.limits.refusedConnectionsMax = 0
            },
            { server in
                let held = try server.connect()
                try await eventually { server.server.load.connections == 1 }
                let client = try server.connect()
                let responses = try await offPool {
                    try TestResponse.all(in: client.receiveToEnd())
                }
                #expect(responses.map(\.status) == [429])
                #expect(responses.first?["Retry-After"] == "1")
                #expect(responses.first?["Date"] != nil)
                try await eventually {
                    server.log.all.map(\.refusalCode) == ["too_many_connections"]
                }
                try held.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try await offPool { try held.receiveResponse() }.status == 200)
            }
        )
    }

    @Test("The addresses of one IPv6 network are one client")
    func households() throws {
        var limits = ServerLimits()
        limits.connectionsPerAddressMax = 2
        let gate = ConnectionGate(limits: limits, workers: 1)
        let addresses = try ["2001:db8::1", "2001:db8::2", "2001:db8::3", "2001:db8:0:1::1"]
            .map { try #require(IPAddress($0)) }
        let decisions = addresses.map { gate.enter($0, isExempt: false) }
        #expect(decisions == [.admit(worker: 0), .admit(worker: 0), .refuse, .admit(worker: 0)])
        _ = gate.leave(addresses[0], worker: 0)
        #expect(gate.enter(addresses[2], isExempt: false) == .admit(worker: 0))
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
        let gate = Gate()
        var router = Router()
        router.on(.get, "/busy") { _ in
            await gate.pass()
            return .text("busy")
        }
        router.on(.get, "/late") { _ in .text("late") }
        try await TestServer.run(router, configure: { $0.limits.connectionsMax = 2 }) { server in
            var held = try (0..<2).map { _ in try server.connect() }
            for client in held { try client.send("GET /busy HTTP/1.1\r\nHost: a\r\n\r\n") }
            try await eventually { server.server.load.requestsInFlight == 2 }
            let waiting = try server.connect()
            try waiting.send("GET /late HTTP/1.1\r\nHost: a\r\n\r\n")
            await server.turns()
            #expect(server.server.acceptedConnections == 2)
            gate.open()
            held.removeAll()
            let response = try await offPool { try waiting.receiveResponse() }
            #expect(response.text == "late")
        }
    }

    @Test("A full server closes what has been idle longest for the sake of those who wait")
    func crowded() async throws {
        try await TestServer.run(
            middleware: [EchoAll()],
            configure: {
                $0.limits.connectionsMax = 2
                $0.limits.crowdedIdleTimeMax = .milliseconds(50)
            },
            { server in
                let ask: @Sendable (TestClient) throws -> String = { client in
                    try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                    return try client.receiveResponse().text
                }
                let (first, second) = (try server.connect(), try server.connect())
                try await eventually { server.server.load.connections == 2 }
                // Both wait now, so that they become idle in different turns.
                await server.turns()
                _ = try await offPool { (try ask(first), try ask(second)) }
                let third = try server.connect()
                #expect(try await offPool { try ask(third) } == "GET / ")
                #expect(try await offPool { try first.isClosedByServer() })
                #expect(try await offPool { try ask(second) } == "GET / ")
            }
        )
    }

    @Test("No more connections are let in than the system has descriptors for")
    func descriptors() async throws {
        let limit = DescriptorLimit.raise()
        let lines = try await logged { logger in
            try await TestServer.run(
                middleware: [EchoAll()],
                logger: logger,
                configure: {
                    $0.limits.descriptorsReserved = limit - 2
                    $0.limits.crowdedIdleTimeMax = .seconds(600)
                },
                { server in
                    let held = try (0..<3).map { _ in try server.connect() }
                    try await eventually { server.server.load.connections == 2 }
                    await server.turns()
                    #expect(server.server.acceptedConnections < held.count)
                }
            )
        }
        #expect(lines.count == 1)
        #expect(lines.first?.contains(#""connections_max":"2""#) == true)
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
            // A line is written after its answer.
            try await eventually { Set(server.log.all.map(\.requestID)).count == 30 }
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
            // Every turn lets a writer that is not held back go on.
            var before = 0
            while before < written.count, written.count < Self.muchBytes {
                before = written.count
                for _ in 0..<20 { await server.turns() }
            }
            // What the kernel takes for the two sockets, and one buffer of ours.
            #expect(written.count < Self.muchBytes)
            #expect(server.server.load.requestsInFlight == 1)
        }
    }

    private static let muchBytes = 20 << 20
}
