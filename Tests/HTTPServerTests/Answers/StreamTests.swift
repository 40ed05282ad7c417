import HTTPServer
import HTTPTypes
import Testing

@Suite("Streamed answers")
struct StreamTests {
    struct Broken: Error {}

    private static var router: Router {
        var router = Router()
        router.on(.get, "/pieces") { _ in
            Response(
                body: .stream { writer in
                    for index in 0..<10_000 { try await writer.write("\(index)\n") }
                }
            )
        }
        router.on(.get, "/empty") { _ in Response(body: .stream { _ in }) }
        router.on(.get, "/early") { _ in
            Response(
                body: .stream { writer in
                    try await writer.write("not seen")
                    throw Broken()
                }
            )
        }
        router.on(.get, "/late") { _ in
            Response(
                body: .stream { writer in
                    try await writer.write("seen")
                    try await writer.flush()
                    throw Broken()
                }
            )
        }
        for (path, count) in [("/exact", 3), ("/short", 2), ("/long", 4)] {
            router.on(.get, path) { _ in
                Response(
                    fields: [.contentLength: "3"],
                    body: .stream { writer in
                        try await writer.flush()
                        try await writer.write([UInt8](repeating: 0x61, count: count))
                    }
                )
            }
        }
        router.on(.post, "/echo", bodyBytesMax: 1 << 20) { request in
            Response(
                body: .stream { writer in
                    while let piece = try await request.body.next() {
                        try await writer.write(piece)
                    }
                }
            )
        }
        router.on(.get, "/elsewhere") { _ in
            Response(
                body: .stream { writer in
                    try await Task.detached {
                        for _ in 0..<100 {
                            try await writer.write([UInt8](repeating: 0x61, count: 1_000))
                        }
                        try await writer.flush()
                    }.value
                }
            )
        }
        return router
    }

    /// All bytes that come back for a GET.
    private func raw(_ path: String, version: String = "1.1") async throws -> [UInt8] {
        var bytes: [UInt8] = []
        try await TestServer.run(Self.router) { server in
            let client = try server.connect()
            bytes = try await offPool {
                try client.send("GET \(path) HTTP/\(version)\r\nHost: a\r\n\r\n")
                client.finishSending()
                return try client.receiveToEnd()
            }
        }
        return bytes
    }

    @Test("Chunks for HTTP/1.1, up to the close for HTTP/1.0")
    func versions() async throws {
        let expected = (0..<10_000).map { "\($0)\n" }.joined()
        let new = try #require(TestResponse.all(in: await raw("/pieces")).first)
        #expect(new["Transfer-Encoding"] == "chunked")
        #expect(new.text == expected)
        let old = try #require(TestResponse.all(in: await raw("/pieces", version: "1.0")).first)
        #expect(old["Transfer-Encoding"] == nil)
        #expect(old["Connection"] == "close")
        #expect(old.text == expected)
        #expect(try TestResponse.all(in: await raw("/empty")).map(\.text) == [""])
    }

    @Test("What is flushed arrives before the rest is written")
    func flushed() async throws {
        let gate = Gate()
        var router = Router()
        router.on(.get, "/") { _ in
            Response(
                body: .stream { writer in
                    try await writer.write("a")
                    try await writer.flush()
                    await gate.pass()
                    try await writer.write("b")
                }
            )
        }
        try await TestServer.run(router) { server in
            let client = try server.connect()
            let early = try await offPool {
                try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                return try client.receive()
            }
            #expect(early.suffix(6).elementsEqual("1\r\na\r\n".utf8))
            gate.open()
            let whole = try await offPool {
                client.finishSending()
                return try TestResponse.all(in: early + client.receiveToEnd())
            }
            #expect(whole.map(\.text) == ["ab"])
        }
    }

    @Test("An error before anything was sent becomes an ordinary error answer")
    func earlyError() async throws {
        let responses = try TestResponse.all(in: await raw("/early"))
        #expect(responses.map(\.status) == [500])
    }

    @Test("An error in the middle ends the connection without the last chunk")
    func lateError() async throws {
        let text = String(decoding: try await raw("/late"), as: UTF8.self)
        #expect(text.contains("seen"))
        #expect(!text.hasSuffix("0\r\n\r\n"))
    }

    @Test("An error in the middle for HTTP/1.0 ends the connection with a reset")
    func lateErrorOldVersion() async throws {
        await #expect(throws: (any Error).self) { try await raw("/late", version: "1.0") }
    }

    @Test("An announced length is kept, or the connection ends")
    func announced() async throws {
        #expect(try TestResponse.all(in: await raw("/exact")).map(\.text) == ["aaa"])
        for path in ["/short", "/long"] {
            let bytes = try await raw(path)
            #expect(throws: (any Error).self) { try TestResponse.all(in: bytes) }
        }
    }

    @Test("A request can be read while the answer is written")
    func echo() async throws {
        try await TestServer.run(Self.router) { server in
            let content = String(repeating: "0123456789", count: 50_000)
            let responses = try await server.exchange(
                "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 500000\r\n\r\n\(content)"
                    + "GET /empty HTTP/1.1\r\nHost: a\r\n\r\n"
            )
            #expect(responses.map(\.text) == [content, ""])
        }
    }

    @Test("A stream can be written from another thread")
    func elsewhere() async throws {
        let responses = try TestResponse.all(in: await raw("/elsewhere"))
        #expect(responses.first?.body.count == 100_000)
    }
}
