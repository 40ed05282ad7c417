import HTTPTypes

/// Answers a request.
package typealias Handler = @Sendable (Request) async throws -> Response

/// One method at one path template.
package struct Route: Sendable {
    package let method: HTTPRequest.Method
    package let template: String
    /// The most content that a request to this route may have.
    package let bodyBytesMax: Int
    let handler: Handler
}

/// The list of what is answered where.
///
/// A template is made of segments: literal, `{name}`, `{name}.json` (a name with a literal end)
/// and, last, `{rest...}` for one or more segments. At every segment a literal beats a name, a
/// longer end beats a shorter one and `{rest...}` comes last; the most specific path decides, and
/// only then its methods. Comparison is of octets, after percent-decoding. A GET route answers
/// HEAD too, and every path answers OPTIONS with `Allow`.
package struct Router: Sendable {
    /// All routes, in the order in which they were added.
    package private(set) var routes: [Route] = []

    package init() {}

    /// Adds a route.
    ///
    /// `bodyBytesMax` bounds the content of a request to it: more is refused with 413.
    /// - Precondition: the template is well-formed, new for this method, and uses the same names
    ///   as other routes of the same path.
    package mutating func on(
        _ method: HTTPRequest.Method,
        _ template: String,
        bodyBytesMax: Int = 0,
        _ handler: @escaping Handler
    ) {
        let isNew = !routes.contains { $0.method == method && $0.template == template }
        precondition(isNew, "\(method) \(template) is already routed")
        _ = RouteTemplate(template)
        routes.append(
            Route(
                method: method,
                template: template,
                bodyBytesMax: bodyBytesMax,
                handler: handler
            )
        )
    }

    /// Adds all routes of `other`.
    package mutating func add(_ other: Router) {
        for route in other.routes {
            on(route.method, route.template, bodyBytesMax: route.bodyBytesMax, route.handler)
        }
    }
}
