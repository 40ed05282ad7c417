import HTTPTypes

/// An error that knows its answer: a status and a stable code.
///
/// Handlers may throw it; the application's error answers decide what it looks like.
package struct HTTPError: Error, Sendable, CustomStringConvertible {
    package var status: HTTPResponse.Status
    /// Stable, for programs: `content_too_large`.
    package var code: String
    /// One sentence for people; the same for every occurrence.
    package var title: String
    /// Fields that the answer must carry, such as `Allow`.
    package var fields: HTTPFields

    package init(
        _ status: HTTPResponse.Status,
        code: String,
        title: String,
        fields: HTTPFields = [:]
    ) {
        self.status = status
        self.code = code
        self.title = title
        self.fields = fields
    }

    /// The error for what the server refuses by itself.
    package init(_ refusal: Refusal) {
        self.init(refusal.status, code: refusal.rawValue, title: refusal.title)
    }

    package static let notFound = HTTPError(
        .notFound,
        code: "not_found",
        title: "There is nothing at this address."
    )

    /// The path exists, but not for this method (RFC 9110 section 15.5.6).
    package static func methodNotAllowed(allow: String) -> HTTPError {
        HTTPError(
            .methodNotAllowed,
            code: "method_not_allowed",
            title: "This address does not take the method.",
            fields: [.allow: allow]
        )
    }

    package static let malformedPath = HTTPError(
        .badRequest,
        code: "malformed_path",
        title: "The path is not well-formed percent-encoded UTF-8."
    )

    package static let `internal` = HTTPError(
        .internalServerError,
        code: "internal",
        title: "The server failed to answer."
    )

    package var description: String { "\(status.code) \(code)" }
}

extension HTTPError {
    /// The answer as `application/problem+json` (RFC 9457) with `code`, `title` and `status`.
    package var problem: Response {
        var fields = fields
        fields[.contentType] = "application/problem+json"
        let text = JSONText.object([
            ("type", .string("about:blank")),
            ("title", .string(title)),
            ("status", .number(status.code)),
            ("code", .string(code)),
        ])
        return Response(status: status, fields: fields, body: .bytes(Array(text.utf8)))
    }

    /// The plainest error answers: an `HTTPError` as its problem, anything else as 500.
    package static func answer(_ error: any Error, to request: Request) -> Response {
        (error as? HTTPError ?? .internal).problem
    }
}
