import HTTPServer
import Testing

/// One request that must be refused, with the status and the code of the answer.
struct RefusedRequest: CustomTestStringConvertible, Sendable {
    let request: String
    let status: Int
    let code: String

    init(_ request: String, _ status: Int, _ code: String) {
        self.request = request
        self.status = status
        self.code = code
    }

    var testDescription: String { "\(status) \(code) \(String(reflecting: request.prefix(60)))" }
}

@Suite("What is not HTTP/1.1 gets its status, and the connection ends")
struct StrictnessTests {
    @Test("A wrong request line", arguments: requestLines)
    func requestLine(_ refused: RefusedRequest) async throws {
        try await expectRefusal(refused)
    }

    @Test("A wrong field line", arguments: fieldLines)
    func fieldLine(_ refused: RefusedRequest) async throws {
        try await expectRefusal(refused)
    }

    @Test("A doubtful framing", arguments: framings)
    func framing(_ refused: RefusedRequest) async throws {
        try await expectRefusal(refused)
    }

    @Test("Wrong chunks", arguments: chunks)
    func chunk(_ refused: RefusedRequest) async throws {
        let head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        try await expectRefusal(
            RefusedRequest(head + refused.request, refused.status, refused.code)
        )
    }

    /// The client keeps its side open: the answer and the end must come all the same.
    private func expectRefusal(_ refused: RefusedRequest) async throws {
        try await TestServer.run(middleware: [EchoAll()]) { server in
            let client = try server.connect()
            let responses = try await offPool {
                try client.send(refused.request)
                return try TestResponse.all(in: client.receiveToEnd())
            }
            #expect(responses.map(\.status) == [refused.status])
            let response = try #require(responses.first)
            #expect(response.text.contains("\"code\":\"\(refused.code)\""), "\(response.text)")
            #expect(response["Content-Type"] == "application/problem+json")
            #expect(response["Connection"] == "close")
            #expect(response["Request-Id"] != nil)
        }
    }

    private static let requestLines: [RefusedRequest] = [
        .init("GET / HTTP/1.1\nHost: a\r\n\r\n", 400, "bare_line_feed"),
        .init("GET /\r\n\r\n", 400, "malformed_request_line"),
        .init("GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "invalid_request_target"),
        .init("GET / HTTP/1.1 \r\nHost: a\r\n\r\n", 400, "malformed_request_line"),
        .init("GET\t/\tHTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed_request_line"),
        .init(" GET / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed_request_line"),
        .init("GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400, "invalid_request_target"),
        .init("GET /\u{0} HTTP/1.1\r\nHost: a\r\n\r\n", 400, "invalid_request_target"),
        .init("GET /\u{7F} HTTP/1.1\r\nHost: a\r\n\r\n", 400, "invalid_request_target"),
        .init("GET /ж HTTP/1.1\r\nHost: a\r\n\r\n", 400, "invalid_request_target"),
        .init("GET /#a HTTP/1.1\r\nHost: a\r\n\r\n", 400, "invalid_request_target"),
        .init("GET a HTTP/1.1\r\nHost: a\r\n\r\n", 400, "invalid_request_target"),
        .init("GET * HTTP/1.1\r\nHost: a\r\n\r\n", 400, "invalid_request_target"),
        .init("GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n", 400, "invalid_request_target"),
        .init("GET http:/// HTTP/1.1\r\nHost: a\r\n\r\n", 400, "invalid_request_target"),
        .init("GET http://u@a/ HTTP/1.1\r\nHost: a\r\n\r\n", 400, "invalid_request_target"),
        .init("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505, "http_version_not_supported"),
        .init("GET / HTTP/0.9\r\nHost: a\r\n\r\n", 505, "http_version_not_supported"),
        .init("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "http_version_not_supported"),
        .init("GET / HTTP/1.10\r\nHost: a\r\n\r\n", 400, "malformed_request_line"),
        .init("GET / HTTP/11\r\nHost: a\r\n\r\n", 400, "malformed_request_line"),
        .init("GET / http/1.1\r\nHost: a\r\n\r\n", 400, "malformed_request_line"),
        .init("GET / HTTP/1,1\r\nHost: a\r\n\r\n", 400, "malformed_request_line"),
        .init("get / HTTP/1.1\r\nHost: a\r\n\r\n", 501, "method_not_implemented"),
        .init("BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 501, "method_not_implemented"),
        .init("CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", 501, "method_not_implemented"),
        .init(String(repeating: "A", count: 30), 501, "method_not_implemented"),
        .init("G@T / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed_request_line"),
        .init("\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}", 400, "malformed_request_line"),
        .init("\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed_request_line"),
        .init("\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed_request_line"),
        .init("\rGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed_request_line"),
        .init("GET /" + String(repeating: "a", count: 9000), 414, "request_line_too_long"),
        .init(
            "GET /\(String(repeating: "a", count: 9000)) HTTP/1.1\r\nHost: a\r\n\r\n",
            414,
            "request_line_too_long"
        ),
    ]

    private static let fieldLines: [RefusedRequest] = [
        .init(get("Host: a\nB: c\r\n"), 400, "bare_line_feed"),
        .init("GET / HTTP/1.1\r\nHost: a\r\n\n", 400, "bare_line_feed"),
        .init(get("Host: a\r\nB: c\rd\r\n"), 400, "invalid_field_value"),
        .init(get("Host: a\r\nB: c\u{0}d\r\n"), 400, "invalid_field_value"),
        .init(get("Host: a\r\nB: c\u{1B}d\r\n"), 400, "invalid_field_value"),
        .init(get("Host: a\r\nB: c\u{7F}\r\n"), 400, "invalid_field_value"),
        .init(get("Host: a\r\nB: c\r\n d\r\n"), 400, "folded_field_line"),
        .init(get("Host: a\r\nB: c\r\n\td\r\n"), 400, "folded_field_line"),
        .init(get(" Host: a\r\n"), 400, "folded_field_line"),
        .init(get("Host: a\r\nB : c\r\n"), 400, "malformed_field"),
        .init(get("Host: a\r\nB\t: c\r\n"), 400, "malformed_field"),
        .init(get("Host: a\r\n: c\r\n"), 400, "malformed_field"),
        .init(get("Host: a\r\nB c\r\n"), 400, "malformed_field"),
        .init(get("Host: a\r\nB\u{0}: c\r\n"), 400, "malformed_field"),
        .init(get("Host: a\r\nB(: c\r\n"), 400, "malformed_field"),
        .init(get("Host: a\r\nЖ: c\r\n"), 400, "malformed_field"),
        .init(get(""), 400, "missing_host"),
        .init(get("Host: a\r\nHost: a\r\n"), 400, "invalid_host"),
        .init(get("Host:\r\n"), 400, "invalid_host"),
        .init(get("Host: a, b\r\n"), 400, "invalid_host"),
        .init(get("Host: a/b\r\n"), 400, "invalid_host"),
        .init(get("Host: u@a\r\n"), 400, "invalid_host"),
        .init(get("Host: a:x\r\n"), 400, "invalid_host"),
        .init(get("Host: a:65536\r\n"), 400, "invalid_host"),
        .init(get("Host: a:1:2\r\n"), 400, "invalid_host"),
        .init(get("Host: [::1\r\n"), 400, "invalid_host"),
        .init(get("Host: [1.2.3.4]\r\n"), 400, "invalid_host"),
        .init(get("Host: a%2\r\n"), 400, "invalid_host"),
        .init(get("Host: :80\r\n"), 400, "invalid_host"),
        .init("GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n", 400, "invalid_host"),
        .init("GET http://a:443/ HTTP/1.1\r\nHost: a\r\n\r\n", 400, "invalid_host"),
        .init("GET https://a:80/ HTTP/1.1\r\nHost: a\r\n\r\n", 400, "invalid_host"),
        .init("GET http://a/ HTTP/1.1\r\nHost: a:8080\r\n\r\n", 400, "invalid_host"),
        .init("GET http://[::1]/ HTTP/1.1\r\nHost: [::]\r\n\r\n", 400, "invalid_host"),
        .init("GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", 400, "invalid_host"),
        .init(get("Host: a\r\nExpect: 200-ok\r\n"), 417, "expectation_failed"),
        .init(get("Host: a\r\nExpect: 100-continue, x\r\n"), 417, "expectation_failed"),
        .init(get("Host: a\r\nExpect: 100-continue; a=b\r\n"), 417, "expectation_failed"),
        .init(get("Expect: x\r\nHost: a\r\nExpect: 100-continue\r\n"), 417, "expectation_failed"),
        .init(
            get("Host: a\r\n" + String(repeating: "a: b\r\n", count: 100)),
            431,
            "too_many_fields"
        ),
        .init(
            get("Host: a\r\nB: \(String(repeating: "b", count: 33_000))\r\n"),
            431,
            "fields_too_large"
        ),
        .init(
            "GET / HTTP/1.1\r\nB: \(String(repeating: "b", count: 40_000))",
            431,
            "fields_too_large"
        ),
    ]

    private static let framings: [RefusedRequest] = [
        .init(post("Content-Length: 1\r\nContent-Length: 1\r\n", "a"), 400, length),
        .init(post("Content-Length: 1\r\nContent-Length: 2\r\n", "ab"), 400, length),
        .init(post("Content-Length: 1, 1\r\n", "a"), 400, length),
        .init(post("Content-Length: +1\r\n", "a"), 400, length),
        .init(post("Content-Length: -1\r\n", "a"), 400, length),
        .init(post("Content-Length: 0x1\r\n", "a"), 400, length),
        .init(post("Content-Length: 1 1\r\n", "a"), 400, length),
        .init(post("Content-Length:\r\n", ""), 400, length),
        .init(post("Content-Length: 18446744073709551617\r\n", "a"), 400, length),
        .init(post("Content-Length: 9223372036854775807\r\n", "a"), 400, length),
        .init(
            post("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
            400,
            "content_length_with_transfer_encoding"
        ),
        .init(
            post("Transfer-Encoding: chunked\r\nContent-Length: 1\r\n", "0\r\n\r\n"),
            400,
            "content_length_with_transfer_encoding"
        ),
        .init(post("Transfer-Encoding: chunked, chunked\r\n", ""), 400, "chunked_not_last"),
        .init(
            post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", ""),
            400,
            "chunked_not_last"
        ),
        .init(post("Transfer-Encoding: chunked, gzip\r\n", ""), 400, "chunked_not_last"),
        .init(post("Transfer-Encoding: identity\r\n", ""), 400, "chunked_not_last"),
        .init(post("Transfer-Encoding: xchunked\r\n", ""), 400, "chunked_not_last"),
        .init(post("Transfer-Encoding:\r\n", ""), 400, "chunked_not_last"),
        .init(post("Transfer-Encoding: \u{B}chunked\r\n", ""), 400, "invalid_field_value"),
        .init(
            post("Transfer-Encoding: gzip, chunked\r\n", ""),
            501,
            "transfer_coding_not_implemented"
        ),
        .init(
            post("Transfer-Encoding: chunked,\r\n", ""),
            501,
            "transfer_coding_not_implemented"
        ),
        .init(
            "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400,
            "transfer_encoding_in_http_1_0"
        ),
        .init(post("Content-Length: 2000000\r\n", "a"), 413, "content_too_large"),
    ]

    private static let chunks: [RefusedRequest] = [
        .init("g\r\n", 400, "invalid_chunk"),
        .init("\r\n", 400, "invalid_chunk"),
        .init("0x1\r\na\r\n0\r\n\r\n", 400, "invalid_chunk"),
        .init("+1\r\na\r\n0\r\n\r\n", 400, "invalid_chunk"),
        .init(" 1\r\na\r\n0\r\n\r\n", 400, "invalid_chunk"),
        .init("1 \r\na\r\n0\r\n\r\n", 400, "invalid_chunk"),
        .init("1\na\r\n0\r\n\r\n", 400, "invalid_chunk"),
        .init("1\r\nab\r\n0\r\n\r\n", 400, "invalid_chunk"),
        .init("1\r\na\n0\r\n\r\n", 400, "invalid_chunk"),
        .init("1\r\na0\r\n\r\n", 400, "invalid_chunk"),
        .init("FFFFFFFFFFFFFFFFF\r\n", 400, "invalid_chunk"),
        .init("0000000000000001\r\na\r\n0\r\n\r\n", 400, "invalid_chunk"),
        .init("1;\r\na\r\n0\r\n\r\n", 400, "invalid_chunk"),
        .init("1;a=\r\na\r\n0\r\n\r\n", 400, "invalid_chunk"),
        .init("1;a=\"b\r\na\r\n0\r\n\r\n", 400, "invalid_chunk"),
        .init("1;a=b c\r\na\r\n0\r\n\r\n", 400, "invalid_chunk"),
        .init("1;a\rb\r\na\r\n0\r\n\r\n", 400, "invalid_chunk"),
        .init("1;\(String(repeating: "a", count: 300))", 400, "chunk_extensions_too_long"),
        .init("0\r\nA: b\n\r\n", 400, "bare_line_feed"),
        .init("0\r\nA : b\r\n\r\n", 400, "malformed_field"),
        .init("0\r\nA: b\u{0}\r\n\r\n", 400, "invalid_field_value"),
        .init("0\r\n A: b\r\n\r\n", 400, "folded_field_line"),
        .init("0\r\n\(String(repeating: "A: b\r\n", count: 33))\r\n", 431, "too_many_fields"),
        .init("0\r\nA: \(String(repeating: "b", count: 9000))", 431, "fields_too_large"),
        .init(
            "FFFFFFFFFFFFFFF\r\n\(String(repeating: "a", count: 1_100_000))",
            413,
            "content_too_large"
        ),
    ]

    private static let length = "invalid_content_length"

    private static func get(_ fields: String) -> String {
        "GET / HTTP/1.1\r\n\(fields)\r\n"
    }

    private static func post(_ fields: String, _ content: String) -> String {
        "POST / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\(content)"
    }
}
