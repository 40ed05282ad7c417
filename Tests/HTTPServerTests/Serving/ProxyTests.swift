import EventLoop
import HTTPServer
import HTTPTypes
import Testing

@Suite("Who a request is from")
struct ProxyTests {
    private static var router: Router {
        var router = Router()
        router.on(.get, "/") { request in
            .text("\(request.remoteAddress) \(request.scheme) \(request.id)")
        }
        return router
    }

    private func ask(
        _ fields: String,
        kind: ForwardedFields = .xForwarded,
        trusted: [String] = ["127.0.0.1", "10.0.0.0/8", "fd00::/8"]
    ) async throws -> [String] {
        var words: [String] = []
        try await TestServer.run(
            Self.router,
            configure: {
                $0.trustedProxies = trusted.compactMap { IPNetwork($0) }
                $0.forwardedFields = kind
            },
            { server in
                let responses = try await server.exchange(
                    "GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n"
                )
                let response = try #require(responses.first)
                words = response.text.split(separator: " ").map(String.init)
                #expect(response["Request-Id"] == words.last)
            }
        )
        return words
    }

    @Test(
        "The rightmost address that is no trusted proxy",
        arguments: [
            ("1.2.3.4", "1.2.3.4"), ("6.6.6.6, 1.2.3.4", "1.2.3.4"),
            ("6.6.6.6, 1.2.3.4, 10.1.1.1", "1.2.3.4"), ("10.1.1.1, 10.1.1.2", "10.1.1.1"),
            ("6.6.6.6, junk", "127.0.0.1"), ("6.6.6.6, junk, 10.0.0.1", "10.0.0.1"),
            ("2001:DB8::1", "2001:db8::1"), ("[2001:db8::1]:99", "2001:db8::1"),
            ("1.2.3.4:99", "1.2.3.4"), ("::ffff:1.2.3.4", "1.2.3.4"), ("", "127.0.0.1"),
        ]
    )
    func forwardedFor(_ value: String, _ client: String) async throws {
        #expect(try await ask("X-Forwarded-For: \(value)\r\n").first == client)
    }

    @Test("Several fields are one list")
    func severalFields() async throws {
        let fields = "X-Forwarded-For: 1.2.3.4\r\nX-Forwarded-For: 10.0.0.1\r\n"
        #expect(try await ask(fields).first == "1.2.3.4")
    }

    @Test("Forwarded, when that is what the proxy speaks, and only then")
    func forwarded() async throws {
        let fields =
            "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Proto: http\r\n"
            + "Forwarded: for=5.5.5.5, for=\"[2001:db8::1]:4\";Proto=HTTPS;by=x\r\n"
        #expect(try await ask(fields, kind: .forwarded).prefix(2) == ["2001:db8::1", "https"])
        #expect(try await ask(fields).prefix(2) == ["6.6.6.6", "http"])
    }

    @Test("The scheme and the request id are taken from a trusted proxy")
    func schemeAndID() async throws {
        let fields = "X-Forwarded-Proto: https\r\nRequest-Id: abc-123.X\r\n"
        #expect(try await ask(fields) == ["127.0.0.1", "https", "abc-123.X"])
    }

    @Test("Nothing is taken from anybody else")
    func untrusted() async throws {
        let fields =
            "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Proto: https\r\nRequest-Id: forged\r\n"
        let words = try await ask(fields, trusted: ["10.0.0.0/8"])
        #expect(words.prefix(2) == ["127.0.0.1", "http"])
        #expect(words.last != "forged")
    }

    @Test("A request id that could do harm in a log is replaced")
    func oddID() async throws {
        for id in ["a b", "a\"b", String(repeating: "a", count: 65), "ж"] {
            #expect(try await ask("Request-Id: \(id)\r\n").last != id)
        }
    }
}
