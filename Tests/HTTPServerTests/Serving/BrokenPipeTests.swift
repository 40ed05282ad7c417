import Glibc
import Testing

@Suite("Readers that go away or stop reading")
struct BrokenPipeTests {
    private static let get = "GET /constant HTTP/1.1\r\nHost: a\r\n\r\n"

    /// Whether `child` answers `count` requests of one connection.
    private func answers(_ child: ChildServer, _ count: Int) async throws -> Bool {
        try await offPool {
            let client = try TestClient(port: child.port)
            for _ in 0..<count {
                try client.send(Self.get)
                guard try client.receiveResponse().status == 200 else { return false }
            }
            return true
        }
    }

    @Test("A client that closes in the middle of a file is not the end of the server")
    func file() async throws {
        let child = try await offPool { try ChildServer() }
        defer { child.stop() }
        try await offPool {
            for _ in 0..<20 {
                let client = try TestClient(port: child.port, receiveBufferBytes: 4_096)
                try client.send("GET /program HTTP/1.1\r\nHost: a\r\n\r\n")
                client.finishSending()
                _ = try client.receive(bytesMax: 1_000)
                client.reset()
            }
        }
        #expect(try await answers(child, 10))
    }

    @Test("A log that nobody reads any more is not the end of the server")
    func closedLog() async throws {
        let child = try await offPool {
            let pipe = try Pipe()
            return try ChildServer(log: pipe.writing)
        }
        defer { child.stop() }
        #expect(try await answers(child, 1_000))
        usleep(300_000)
        #expect(try await answers(child, 10))
    }

    @Test("A log that is not read holds no answer up")
    func unreadLog() async throws {
        let pipe = try Pipe()
        let child = try await offPool { try ChildServer(log: pipe.writing) }
        defer { child.stop() }
        // Some 600 kB of lines for a pipe of 64 KiB.
        #expect(try await answers(child, 3_000))
        #expect(pipe.read().count > 10_000)
    }

    @Test("An answer arrives whole though the client sends on behind its last request")
    func unreadBytes() async throws {
        let child = try await offPool { try ChildServer() }
        defer { child.stop() }
        let (length, announced) = try await offPool {
            let client = try TestClient(port: child.port, receiveBufferBytes: 4_096)
            try client.send("GET /program HTTP/1.1\r\nHost: a\r\nRange: bytes=0-99999\r\n")
            try client.send("Connection: close\r\n\r\n")
            usleep(100_000)
            // The answer lies with the kernel, the server is through with the connection.
            try client.send(String(repeating: "x", count: 10_000))
            usleep(100_000)
            let response = try TestResponse.all(in: client.receiveToEnd()).first
            return (response?.body.count, response?["Content-Length"])
        }
        #expect(length == 100_000)
        #expect(announced == "100000")
    }
}
