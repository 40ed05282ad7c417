import HTTPServer
import HTTPTypes
import Testing

@Suite("The content of requests")
struct ContentTests {
    private static var router: Router {
        var router = Router()
        router.on(.post, "/read", bodyBytesMax: 1 << 20) { request in
            .text("\(try await request.body.collect(upTo: 1 << 20).count)")
        }
        router.on(.post, "/ignore", bodyBytesMax: 1 << 30) { _ in .text("ignored") }
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
                    + post("/read", "Transfer-Encoding: chunked\r\n") + "1\r\na\r\n0\r\n\r\n"
            )
            #expect(responses.map(\.text) == ["ignored", "1"])
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
        var router = Router()
        router.on(.post, "/", bodyBytesMax: 1 << 30) { request in
            try await Task.sleep(for: .milliseconds(300))
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
                for _ in 0..<50 {
                    let count = client.sendWithoutWaiting(piece)
                    if count > 0 { sent += count } else { client.pauseBriefly() }
                }
                let early = sent
                while sent < total {
                    let count = min(piece.count, total - sent)
                    try client.send(Array(piece[..<count]))
                    sent += count
                }
                return (early, try client.receiveResponse())
            }
            // What the kernel keeps for the two sockets, and no more.
            #expect(early < 20 << 20)
            #expect(response.text == "\(total)")
        }
    }
}
