import HTTPTypes

/// What a handler answers.
///
/// The server itself writes `Date`, `Connection`, `Request-Id`, `Transfer-Encoding` and, for all
/// but streams, `Content-Length`; these are ignored when they stand in `fields`.
package struct Response: Sendable {
    package var status: HTTPResponse.Status
    package var fields: HTTPFields
    package var body: ResponseBody

    package init(
        status: HTTPResponse.Status = .ok,
        fields: HTTPFields = [:],
        body: ResponseBody = .empty
    ) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// An answer of `content` as `type`.
    package static func bytes(
        _ content: [UInt8],
        type: String,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        Response(status: status, fields: [.contentType: type], body: .bytes(content))
    }

    /// An answer of plain text.
    package static func text(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        .bytes(Array(text.utf8), type: "text/plain; charset=utf-8", status: status)
    }
}

/// The content of an answer.
package enum ResponseBody: Sendable {
    case empty
    case bytes([UInt8])
    case file(FileBody)
    /// Written piece by piece while it is sent, in chunks, or up to the close for HTTP/1.0.
    ///
    /// With a `Content-Length` in the answer's fields exactly so many bytes must be written. An
    /// error closes the connection without the last chunk, so nobody takes a part for the whole.
    case stream(@Sendable (BodyWriter) async throws -> Void)
}

extension ResponseBody {
    /// All bytes of the content, for tests.
    package func collect() async throws -> [UInt8] {
        switch self {
        case .empty: return []
        case .bytes(let bytes): return bytes
        case .file(let file): return try file.readAll()
        case .stream(let write):
            let sink = GatheredContent()
            try await write(BodyWriter(sink))
            return sink.content
        }
    }
}

/// Keeps what is written; one task uses it, so nothing guards it.
private final class GatheredContent: BodyWriter.Sink {
    private(set) var content: [UInt8] = []

    func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
        content.append(contentsOf: bytes)
        return true
    }

    func flush() async throws {}
}
