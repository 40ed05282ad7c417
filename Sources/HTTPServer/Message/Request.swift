import EventLoop
import HTTPTypes

/// A request whose head has been read and checked; its content arrives as it is read.
///
/// A reference, because the content can be read only once, whoever holds the request; everything
/// else in it never changes.
package final class Request: Sendable {
    private let head: RequestHead
    /// The client: the peer of the connection or, behind a trusted proxy, whom the proxy names.
    package let remoteAddress: IPAddress
    /// `https` when a trusted proxy says so, else `http`.
    package let scheme: String
    /// The `Request-Id` of the answer and of every log line about this request.
    package let id: String
    /// When the request came, in whole seconds since 1970.
    let seconds: Int
    /// The template of the route, `/c/{id}`; `-` when no route matches.
    package let template: String
    package let parameters: RouteParameters
    package let body: RequestBody
    let match: RouteMatch

    init(
        head: RequestHead,
        origin: RequestOrigin,
        match: RouteMatch,
        body: RequestBody
    ) {
        self.head = head
        remoteAddress = origin.address
        scheme = origin.scheme
        id = origin.id
        seconds = origin.seconds
        self.match = match
        template = match.template
        parameters = match.parameters
        self.body = body
    }

    /// A request without a connection, for tests of handlers and routes.
    ///
    /// - Precondition: `target` is in origin form.
    package convenience init(
        _ method: HTTPRequest.Method = .get,
        _ target: String,
        fields: HTTPFields = [:],
        body: [UInt8] = [],
        parameters: RouteParameters? = nil,
        remoteAddress: IPAddress = .loopback,
        scheme: String = "http",
        authority: String = "localhost",
        id: String = "test"
    ) {
        precondition(target.hasPrefix("/"), "a request target begins with a slash")
        var head = RequestHead()
        head.method = method
        head.target = target
        let question = target.firstIndex(of: "?") ?? target.endIndex
        head.path = String(target[..<question])
        head.query = question == target.endIndex ? nil : String(target[question...].dropFirst())
        head.authority = authority
        head.fields = fields
        head.framing = body.isEmpty ? .none : .length(body.count)
        head.isConditional = fields.contains { $0.name == .range || $0.name.isCondition }
        self.init(
            head: head,
            origin: RequestOrigin(address: remoteAddress, scheme: scheme, id: id, seconds: 0),
            match: .unrouted(parameters ?? .none),
            body: RequestBody(body)
        )
    }

    /// The same request at the place that the router found for it.
    func matched(_ match: RouteMatch) -> Request {
        let origin = RequestOrigin(
            address: remoteAddress,
            scheme: scheme,
            id: id,
            seconds: seconds
        )
        return Request(head: head, origin: origin, match: match, body: body)
    }

    package var method: HTTPRequest.Method { head.method }

    /// The request target in origin form (or `*`), exactly as it came.
    package var target: String { head.target }

    /// The target up to its question mark, still percent-encoded.
    package var path: String { head.path }

    /// The target after its question mark, raw; nil without a question mark.
    package var query: String? { head.query }

    /// The host and port that the client asked for; empty only in HTTP/1.0.
    package var authority: String { head.authority }

    package var fields: HTTPFields { head.fields }

    /// The client as limits count it: an IPv4 address, or the /64 that a household has of IPv6.
    package var remoteNetwork: [UInt8] { Array(remoteAddress.bytes.prefix(8)) }

    /// Whether the client speaks HTTP/1.0, which knows no chunks.
    var isOldVersion: Bool { head.isOldVersion }

    /// Whether the client wants the connection to stay.
    var keepsAlive: Bool { head.keepsAlive }

    var isConditional: Bool { head.isConditional }

    /// The decoded name and value pairs of the query, in their order.
    ///
    /// - Throws: `HTTPError` 400 beyond `FormItems.pairsMax` pairs.
    package func queryItems() throws -> [(name: String, value: String)] {
        guard let query else { return [] }
        return try FormItems.decode(query.utf8)
    }
}

/// Who sent a request, how, and under what name it is logged.
struct RequestOrigin {
    let address: IPAddress
    let scheme: String
    let id: String
    let seconds: Int
}

extension HTTPField.Name {
    /// Whether the field makes a request conditional (RFC 9110 section 13.1).
    var isCondition: Bool {
        switch self {
        case .ifMatch, .ifNoneMatch, .ifModifiedSince, .ifUnmodifiedSince, .ifRange: true
        default: false
        }
    }

    static let requestID = HTTPField.Name.literal("Request-Id")

    /// A name written in this source.
    static func literal(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("no token: \(text)") }
        return name
    }
}
