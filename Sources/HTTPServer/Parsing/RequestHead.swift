import HTTPTypes

/// How the end of a request's content is found (RFC 9112 section 6.3).
package enum Framing: Equatable, Sendable {
    case none
    case length(Int)
    case chunked
}

/// The request line and the fields of a request, checked.
package struct RequestHead: Sendable {
    package var method = HTTPRequest.Method.get
    /// The request target as it came, in origin form unless it is `*`.
    package var target = ""
    /// The target up to its question mark, still percent-encoded.
    package var path = ""
    /// The target after its question mark, raw.
    package var query: String?
    /// The host and port of the target or of the Host field; empty only in HTTP/1.0.
    package var authority = ""
    package var fields = HTTPFields()
    package var framing = Framing.none
    /// Whether the request is HTTP/1.0; every later minor version is treated as 1.1.
    package var isOldVersion = false
    /// Whether another request may follow on the connection.
    package var keepsAlive = true
    /// Whether the client waits for `100 Continue` before it sends the content.
    package var expectsContinue = false
    /// Whether a field asks for a condition or a range, so that others need not be searched.
    package var isConditional = false
    /// Whether a field that only a trusted proxy may set is there.
    package var hasForwarding = false
}
