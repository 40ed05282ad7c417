import HTTPServer
import HTTPTypes
import Testing

@Suite("Answers are framed so that nobody can be mistaken about their end")
struct ResponseTests {
    struct Broken: Error {}

    private static var router: Router {
        var router = Router()
        router.on(.get, "/text") { _ in .text("hello") }
        router.on(.get, "/big") { _ in
            .bytes([UInt8](repeating: 0x62, count: 300_000), type: "a/b")
        }
        router.on(.get, "/none") { _ in
            Response(status: .noContent, body: .bytes(Array("not sent".utf8)))
        }
        router.on(.get, "/reset") { _ in
            Response(status: .resetContent, body: .bytes(Array("not sent".utf8)))
        }
        router.on(.get, "/empty") { _ in Response() }
        router.on(.get, "/fails") { _ in throw Broken() }
        router.on(.get, "/interim") { _ in Response(status: .continue) }
        router.on(.get, "/owned") { _ in
            var fields: HTTPFields = [.contentLength: "99", .transferEncoding: "chunked"]
            fields[.connection] = "upgrade"
            fields[.date] = "yesterday"
            return Response(fields: fields, body: .bytes(Array("abc".utf8)))
        }
        router.on(.get, "/control") { _ in
            guard let name = HTTPField.Name("X-A") else { throw Broken() }
            let field = HTTPField(name: name, lenientValue: [0x61, 0x1B, 0x62])
            return Response(fields: HTTPFields().appending(field))
        }
        router.on(.get, "/split") { request in
            Response(fields: [.location: "/a\r\nSet-Cookie: evil=1\r\n\r\n<p>"])
        }
        return router
    }

    private func exchange(_ request: String) async throws -> [TestResponse] {
        var responses: [TestResponse] = []
        try await TestServer.run(Self.router) { responses = try await $0.exchange(request) }
        return responses
    }

    private func get(_ path: String) async throws -> TestResponse {
        let responses = try await exchange("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(responses.count == 1)
        return try #require(responses.first)
    }

    @Test("Every answer carries the date, a request id and the security fields")
    func usualFields() async throws {
        for path in ["/text", "/missing", "/fails", "/none"] {
            let response = try await get(path)
            #expect(response["Date"] == "Sun, 06 Nov 1994 08:49:37 GMT")
            #expect(response["Request-Id"]?.count == 15)
            #expect(response["X-Content-Type-Options"] == "nosniff")
            #expect(response["Content-Security-Policy"]?.contains("default-src 'none'") == true)
            #expect(response["Strict-Transport-Security"] == nil)
        }
    }

    @Test("A large answer arrives whole")
    func big() async throws {
        let response = try await get("/big")
        #expect(response.body.count == 300_000)
        #expect(response.body.allSatisfy { $0 == 0x62 })
    }

    @Test("A status without content has none, whatever the handler says")
    func noContent() async throws {
        let response = try await get("/none")
        #expect(response.status == 204)
        #expect(response["Content-Length"] == nil)
        #expect(try await get("/empty")["Content-Length"] == "0")
        let reset = try await get("/reset")
        #expect(reset["Content-Length"] == "0")
        #expect(reset.body.isEmpty)
    }

    @Test("HEAD has the fields of GET and no content")
    func head() async throws {
        try await TestServer.run(Self.router) { server in
            let client = try server.connect()
            let (first, second) = try await offPool {
                try client.send("HEAD /text HTTP/1.1\r\nHost: a\r\n\r\n")
                let first = try client.receiveResponse(isHead: true)
                try client.send("HEAD /missing HTTP/1.1\r\nHost: a\r\n\r\n")
                return (first, try client.receiveResponse(isHead: true))
            }
            #expect(first["Content-Length"] == "5")
            #expect(second.status == 404)
            #expect(second["Content-Length"] != "0")
        }
    }

    @Test("An error that nobody expected says nothing about itself")
    func failure() async throws {
        let response = try await get("/fails")
        #expect(response.status == 500)
        #expect(response.text.contains("\"code\":\"internal\""))
        #expect(!response.text.contains("Broken"))
    }

    @Test("The fields of the framing are the server's")
    func ownedFields() async throws {
        let response = try await get("/owned")
        #expect(response.text == "abc")
        #expect(response["Connection"] == nil)
        #expect(response.fields.count { $0.name == "Date" } == 1)
    }

    @Test("A control character in a field is an error of ours, not a second answer")
    func control() async throws {
        let response = try await get("/control")
        #expect(response.status == 500)
        #expect(response["X-A"] == nil)
    }

    @Test("An interim status is an error of ours: the client would wait for ever")
    func interim() async throws {
        #expect(try await get("/interim").status == 500)
    }

    @Test("A line break in a field does not make a second field")
    func splitting() async throws {
        let response = try await get("/split")
        #expect(response["Set-Cookie"] == nil)
        #expect(response.fields.allSatisfy { !$0.value.contains("\r") })
    }
}

extension HTTPFields {
    fileprivate func appending(_ field: HTTPField) -> HTTPFields {
        var fields = self
        fields.append(field)
        return fields
    }
}
