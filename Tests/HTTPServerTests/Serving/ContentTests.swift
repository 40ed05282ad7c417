import HTTPTypes
import Testing

@testable import HTTPServer

@Suite("The content of requests")
struct ContentTests {
    private static var router: Router {
        var router = Router()
        router.on(.post, "/read", bodyBytesMax: 1 << 20) { request in
            .text("\(try await request.body.collect(upTo: 1 << 20).count)")
        }
        router.on(.post, "/ignore", bodyBytesMax: 1 << 30) { _ in .text("ignored") }
        router.on(.post, "/little", bodyBytesMax: 10) { _ in .text("little") }
        router.on(.get, "/constant") { _ in .text("constant") }
        router.on(.post, "/stream", bodyBytesMax: 1 << 20) { _ in
            Response(body: .stream { try await $0.write("streamed") })
        }
        router.on(.post, "/abandoned", bodyBytesMax: 10) { request in
            Task.detached { _ = try? await request.body.next() }
            while !request.body.isReading { await Task.yield() }
            return .text("abandoned")
        }
        router.on(.post, "/both", bodyBytesMax: 10) { request in
            Response(
                body: .stream { writer in
                    async let content = request.body.collect(upTo: 10)
                    for _ in 0..<200 {
                        try await writer.write([UInt8](repeating: 0x62, count: 64 << 10))
                    }
                    try await writer.write(content)
                }
            )
        }
        router.on(.post, "/swallow", bodyBytesMax: 10) { request in
            _ = try? await request.body.collect(upTo: 10)
            return .text("swallowed")
        }
        router.on(.post, "/trailers", bodyBytesMax: 10) { request in
            while try await request.body.next() != nil {}
            return .text("\(request.body.trailers)")
        }
        router.on(.post, "/elsewhere", bodyBytesMax: 1 << 20) { request in
            let count = try await Task.detached {
                try await request.body.collect(upTo: 1 << 20).count
            }.value
            return .text("\(count)")
        }
        return router
    }

    private func post(_ path: String, _ fields: String) -> String {
        "POST \(path) HTTP/1.1\r\nHost: a\r\n\(fields)\r\n"
    }

    @Test("100 Continue is sent when the handler reads, and once")
    func expectContinue() async throws {
        try await TestServer.run(Self.router) { server in
            let client = try server.connect()
            let head = post("/read", "Content-Length: 3\r\nExpect: 100-continue\r\n")
            let (interim, final) = try await offPool {
                try client.send(head)
                let interim = try client.receiveResponse()
                try client.send("abc")
                return (interim, try client.receiveResponse())
            }
            #expect(interim.status == 100)
            #expect(final.text == "3")
        }
    }

    @Test("100 Continue is not sent when the handler does not read, and the connection ends")
    func refusedExpectation() async throws {
        try await TestServer.run(Self.router) { server in
            let client = try server.connect()
            let head = post("/ignore", "Content-Length: 3\r\nExpect: 100-continue\r\n")
            let responses = try await offPool {
                try client.send(head)
                return try TestResponse.all(in: client.receiveToEnd())
            }
            #expect(responses.map(\.text) == ["ignored"])
            #expect(responses.first?["Connection"] == "close")
        }
    }

    @Test("A client that does not wait for 100 Continue gets along as well")
    func impatient() async throws {
        try await TestServer.run(Self.router) { server in
            let client = try server.connect()
            let request = post("/read", "Content-Length: 3\r\nExpect: 100-continue\r\n") + "abc"
            let final = try await offPool {
                try client.send(request + request)
                client.finishSending()
                return try TestResponse.all(in: client.receiveToEnd())
            }
            #expect(final.filter { $0.status == 200 }.map(\.text) == ["3", "3"])
        }
    }

    @Test("Content that nobody read is dropped, and the next request is answered")
    func unread() async throws {
        try await TestServer.run(Self.router) { server in
            let content = String(repeating: "a", count: 60_000)
            let responses = try await server.exchange(
                post("/ignore", "Content-Length: 60000\r\n") + content
                    + post("/ignore", "Transfer-Encoding: chunked\r\n") + "1\r\na\r\n0\r\n\r\n"
                    + post("/read", "Transfer-Encoding: chunked\r\n") + "1\r\na\r\n0\r\n\r\n"
            )
            #expect(responses.map(\.text) == ["ignored", "ignored", "1"])
            #expect(responses.allSatisfy { $0["Connection"] == nil })
        }
    }

    @Test("A stream that leaves content unread keeps the promise of its head")
    func unreadByStream() async throws {
        try await TestServer.run(Self.router) { server in
            let content = String(repeating: "a", count: 200_000)
            let responses = try await server.exchange(
                post("/stream", "Content-Length: 200000\r\n") + content
                    + post("/stream", "Transfer-Encoding: chunked\r\n")
                    + "186A0\r\n\(content.prefix(100_000))\r\n0\r\n\r\n"
                    + post("/read", "Content-Length: 0\r\n")
            )
            #expect(responses.map(\.text) == ["streamed", "streamed", "0"])
        }
    }

    @Test(
        "Unread chunks of which the end is not here end the connection, and the answer says so",
        arguments: [
            ("/ignore", "zz\r\n"), ("/ignore", "5\r\nabcde"), ("/ignore", "1\r\nab\r\n0\r\n\r\n"),
            ("/little", "B\r\n0123456789A\r\n0\r\n\r\n"), ("/ignore", ""),
        ]
    )
    func unreadChunks(_ path: String, _ content: String) async throws {
        try await TestServer.run(Self.router) { server in
            let client = try server.connect()
            let head = post(path, "Transfer-Encoding: chunked\r\n")
            let responses = try await offPool {
                try client.send(head + content)
                return try TestResponse.all(in: client.receiveToEnd())
            }
            #expect(responses.map(\.text) == [path == "/little" ? "little" : "ignored"])
            #expect(responses.first?["Connection"] == "close")
        }
    }

    @Test(
        "A route that takes no content is asked only once there is none",
        arguments: [
            ("Content-Length: 5\r\n", "hello", 413),
            (
                "Transfer-Encoding: chunked\r\n",
                "EA60\r\n" + String(repeating: "a", count: 60_000), 413
            ),
            ("Transfer-Encoding: chunked\r\n", "zz\r\n", 400),
            ("Transfer-Encoding: chunked\r\nExpect: 100-continue\r\n", "", 200),
        ]
    )
    func noContent(_ fields: String, _ content: String, _ status: Int) async throws {
        try await TestServer.run(Self.router) { server in
            let get = "GET /constant HTTP/1.1\r\nHost: a\r\n"
            let responses = try await server.exchange("\(get)\(fields)\r\n\(content)\(get)\r\n")
            #expect(responses.map(\.status) == [status])
            #expect(responses.first?["Connection"] == "close")
        }
    }

    @Test("Chunks that hold nothing are no content")
    func emptyChunks() async throws {
        try await TestServer.run(Self.router) { server in
            let get = "GET /constant HTTP/1.1\r\nHost: a\r\n"
            let responses = try await server.exchange(
                "\(get)Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n\(get)\r\n"
            )
            #expect(responses.map(\.text) == ["constant", "constant"])
        }
    }

    @Test("Content that is refused ends the connection, whoever refused it")
    func refused() async throws {
        try await TestServer.run(Self.router) { server in
            for path in ["/little", "/swallow"] {
                let responses = try await server.exchange(
                    post(path, "Content-Length: 11\r\n") + "01234567890" + post(path, "")
                )
                #expect(responses.map(\.status) == [413])
                #expect(responses.first?["Connection"] == "close")
            }
        }
    }

    @Test("Somebody who reads on after the answer does not stop the connection from ending")
    func abandoned() async throws {
        try await TestServer.run(Self.router) { server in
            let client = try server.connect()
            let head = post("/abandoned", "Content-Length: 5\r\n")
            let responses = try await offPool {
                try client.send(head)
                return try TestResponse.all(in: client.receiveToEnd())
            }
            #expect(responses.map(\.text) == ["abandoned"])
            try await eventually { server.server.load.connections == 0 }
        }
    }

    @Test("A stream may wait for the client to read while another task waits for content")
    func bothWays() async throws {
        try await TestServer.run(Self.router) { server in
            let client = try TestClient(port: server.port, receiveBufferBytes: 4_096)
            try client.send(post("/both", "Content-Length: 6\r\n") + "abc")
            try await eventually { server.server.load.requestsInFlight == 1 }
            await server.turns()
            let response = try await offPool {
                // The first piece wakes the reader while the writer waits.
                try client.send("d")
                client.pauseBriefly()
                try client.send("ef")
                return try client.receiveResponse()
            }
            #expect(response.body.count == (200 * 64 << 10) + 6)
            #expect(response.body.suffix(6).elementsEqual("abcdef".utf8))
        }
    }

    @Test("Too much unread content ends the connection, and the answer arrives all the same")
    func tooMuchUnread() async throws {
        try await TestServer.run(Self.router) { server in
            let client = try server.connect()
            let head = post("/ignore", "Content-Length: 900000\r\n")
            let responses = try await offPool {
                try client.send(head + String(repeating: "a", count: 900_000))
                return try TestResponse.all(in: client.receiveToEnd())
            }
            #expect(responses.map(\.text) == ["ignored"])
            #expect(responses.first?["Connection"] == "close")
        }
    }

    @Test("A handler that hides a broken content does not hide it from the connection")
    func swallowed() async throws {
        try await TestServer.run(Self.router) { server in
            let responses = try await server.exchange(
                post("/swallow", "Transfer-Encoding: chunked\r\n") + "x\r\n"
                    + post("/read", "Content-Length: 0\r\n")
            )
            #expect(responses.map(\.text) == ["swallowed"])
            #expect(responses.first?["Connection"] == "close")
        }
    }

    @Test("A client that goes away in the middle is told so, if it can still hear")
    func incomplete() async throws {
        try await TestServer.run(Self.router) { server in
            let responses = try await server.exchange(
                post("/read", "Content-Length: 10\r\n") + "abc"
            )
            #expect(responses.map(\.status) == [400])
            #expect(responses.first?.text.contains("request_incomplete") == true)
        }
    }

    @Test("Trailers come after the content")
    func trailers() async throws {
        try await TestServer.run(Self.router) { server in
            let responses = try await server.exchange(
                post("/trailers", "Transfer-Encoding: chunked\r\n") + "1\r\na\r\n0\r\nB: c\r\n\r\n"
            )
            #expect(responses.map(\.text) == ["[B: c]"])
        }
    }

    @Test("Content can be read from another thread")
    func elsewhere() async throws {
        try await TestServer.run(Self.router) { server in
            let client = try server.connect()
            let head = post("/elsewhere", "Content-Length: 200000\r\n")
            let response = try await offPool {
                try client.send(head)
                for _ in 0..<20 {
                    try client.send([UInt8](repeating: 0x61, count: 10_000))
                    client.pauseBriefly()
                }
                return try client.receiveResponse()
            }
            #expect(response.text == "200000")
        }
    }

    @Test("A handler that does not read stops the client")
    func backPressure() async throws {
        let gate = Gate()
        var router = Router()
        router.on(.post, "/", bodyBytesMax: 1 << 30) { request in
            await gate.pass()
            var count = 0
            while let piece = try await request.body.next() { count += piece.count }
            return .text("\(count)")
        }
        try await TestServer.run(router) { server in
            let client = try server.connect()
            let total = 100 << 20
            let (early, response) = try await offPool {
                try client.send(
                    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(total)\r\n\r\n"
                )
                let piece = [UInt8](repeating: 0x61, count: 1 << 20)
                var sent = 0
                for _ in 0..<50 where sent < Self.muchBytes {
                    let count = client.sendWithoutWaiting(piece)
                    if count > 0 { sent += count } else { client.pauseBriefly() }
                }
                let early = sent
                gate.open()
                while sent < total {
                    let count = min(piece.count, total - sent)
                    try client.send(Array(piece[..<count]))
                    sent += count
                }
                return (early, try client.receiveResponse())
            }
            // What the kernel keeps for the two sockets, and no more.
            #expect(early < Self.muchBytes)
            #expect(response.text == "\(total)")
        }
    }

    private static let muchBytes = 20 << 20
}
