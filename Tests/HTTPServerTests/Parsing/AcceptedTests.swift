import HTTPServer
import Testing

@Suite("What RFC 9112 allows is understood")
struct AcceptedTests {
    struct Accepted: CustomTestStringConvertible, Sendable {
        let request: String
        let understood: String

        init(_ request: String, _ understood: String) {
            self.request = request
            self.understood = understood
        }

        var testDescription: String { String(reflecting: request.prefix(60)) }
    }

    @Test("Understood", arguments: accepted)
    func understood(_ accepted: Accepted) async throws {
        try await TestServer.run(middleware: [EchoAll()]) { server in
            let responses = try await server.exchange(accepted.request)
            #expect(responses.map(\.text) == [accepted.understood])
        }
    }

    @Test("A request in any two pieces is the same request", arguments: splits)
    func split(_ accepted: Accepted) async throws {
        let bytes = Array(accepted.request.utf8)
        try await TestServer.run(middleware: [EchoAll()]) { server in
            for cut in 1..<bytes.count {
                let client = try server.connect()
                let responses = try await offPool {
                    try client.send(Array(bytes[..<cut]))
                    // Long enough for the first piece to be read alone most of the time.
                    client.pauseBriefly()
                    try client.send(Array(bytes[cut...]))
                    client.finishSending()
                    return try TestResponse.all(in: client.receiveToEnd())
                }
                #expect(responses.map(\.text) == [accepted.understood], "cut at \(cut)")
            }
        }
    }

    private static let chunked =
        "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "3;a=\"b\"\r\nabc\r\n2\r\nde\r\n0\r\nT: u\r\n\r\n"

    private static let splits: [Accepted] = [
        .init("GET /a?b=c HTTP/1.1\r\nHost: a\r\nX-A:  b \r\n\r\n", "GET /a?b=c "),
        .init("\r\nPOST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", "POST / abc"),
        .init(chunked, "POST /c abcde"),
    ]

    private static let accepted: [Accepted] = [
        .init("GET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / "),
        .init("\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / "),
        .init("GET / HTTP/1.9\r\nHost: a\r\n\r\n", "GET / "),
        .init("GET / HTTP/1.0\r\n\r\n", "GET / "),
        .init("GET / HTTP/1.0\r\nHost: a\r\n\r\n", "GET / "),
        .init("GET http://a/b?c HTTP/1.1\r\nHost: A\r\n\r\n", "GET /b?c "),
        .init("GET HTTPS://a HTTP/1.1\r\nHost: a\r\n\r\n", "GET / "),
        .init("GET http://a:80/b HTTP/1.1\r\nHost: A\r\n\r\n", "GET /b "),
        .init("GET http://a/b HTTP/1.1\r\nHost: a:80\r\n\r\n", "GET /b "),
        .init("GET http://a/b HTTP/1.1\r\nHost: a:\r\n\r\n", "GET /b "),
        .init("GET https://a:443/b HTTP/1.1\r\nHost: a\r\n\r\n", "GET /b "),
        .init("GET http://[::1]:80/b HTTP/1.1\r\nHost: [::1]\r\n\r\n", "GET /b "),
        .init("GET / HTTP/1.0\r\nExpect: x\r\n\r\n", "GET / "),
        .init("GET / HTTP/1.1\r\nHost: a\r\nExpect:\r\n\r\n", "GET / "),
        .init("GET / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue, 100-Continue\r\n\r\n", "GET / "),
        .init("GET http://a?b HTTP/1.1\r\nHost: a\r\n\r\n", "GET /?b "),
        .init("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "OPTIONS * "),
        .init("GET /?a|b[c]{d}\\^` HTTP/1.1\r\nHost: a\r\n\r\n", "GET /?a|b[c]{d}\\^` "),
        .init("GET / HTTP/1.1\r\nHOST:a\r\n\r\n", "GET / "),
        .init("GET / HTTP/1.1\r\nHost: a:80\r\n\r\n", "GET / "),
        .init("GET / HTTP/1.1\r\nHost: a:\r\n\r\n", "GET / "),
        .init("GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", "GET / "),
        .init("GET / HTTP/1.1\r\nHost: 1.2.3.4\r\n\r\n", "GET / "),
        .init("GET / HTTP/1.1\r\nHost: a%2Db\r\n\r\n", "GET / "),
        .init("GET / HTTP/1.1\r\nHost: a\r\nB: \tc\u{E9}ж \r\nD:\r\n\r\n", "GET / "),
        .init("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", "POST / "),
        .init("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 003\r\n\r\nabc", "POST / abc"),
        .init(
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: CHUNKED\r\n\r\n0\r\n\r\n",
            "POST / "
        ),
        .init(
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "00A\r\n0123456789\r\na ; b ; c = d; e=\"f\\\"g\"\r\n0123456789\r\n000\r\n\r\n",
            "POST / 01234567890123456789"
        ),
        .init(
            "PATCH / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\na",
            "PATCH / a"
        ),
    ]
}
