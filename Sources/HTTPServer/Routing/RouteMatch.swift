import HTTPTypes

/// What the route table found for a request.
struct RouteMatch: Sendable {
    enum Outcome: Sendable {
        case endpoint(Endpoint)
        /// OPTIONS, which is answered with the methods of the path.
        case options(allow: String)
        case methodNotAllowed(allow: String)
        case notFound
        case malformedPath
    }

    let outcome: Outcome
    let template: String
    let parameters: RouteParameters

    static let unknownTemplate = "-"

    static let notFound = RouteMatch(
        outcome: .notFound,
        template: unknownTemplate,
        parameters: .none
    )

    static let malformedPath = RouteMatch(
        outcome: .malformedPath,
        template: unknownTemplate,
        parameters: .none
    )

    /// For a request that no router has seen.
    static func unrouted(_ parameters: RouteParameters) -> RouteMatch {
        RouteMatch(outcome: .notFound, template: unknownTemplate, parameters: parameters)
    }

    var endpoint: Endpoint? {
        if case .endpoint(let endpoint) = outcome { endpoint } else { nil }
    }
}

/// A route with its chain of middleware composed; what a request is handed to.
final class Endpoint: Sendable {
    /// The position in the list of routes, for tables that are kept beside it.
    let index: Int
    let method: HTTPRequest.Method
    let template: String
    let bodyBytesMax: Int
    let handler: Handler

    init(_ route: Route, index: Int, handler: @escaping Handler) {
        self.index = index
        method = route.method
        template = route.template
        bodyBytesMax = route.bodyBytesMax
        self.handler = handler
    }
}

/// All methods of one template.
struct RoutePlace: Sendable {
    let template: String
    let names: [String]
    private var endpoints: [Endpoint] = []

    init(template: String, names: [String]) {
        self.template = template
        self.names = names
    }

    mutating func add(_ endpoint: Endpoint, names: [String]) {
        precondition(self.names == names, "\(template) and \(endpoint.template) differ in names")
        endpoints.append(endpoint)
    }

    func outcome(for method: HTTPRequest.Method) -> RouteMatch.Outcome {
        if let endpoint = endpoints.first(where: { $0.method == method }) {
            return .endpoint(endpoint)
        }
        if method == .head, let endpoint = endpoints.first(where: { $0.method == .get }) {
            return .endpoint(endpoint)
        }
        return method == .options ? .options(allow: allow) : .methodNotAllowed(allow: allow)
    }

    /// The value of `Allow`: every method that is answered here.
    private var allow: String {
        var methods = endpoints.map(\.method)
        if methods.contains(.get), !methods.contains(.head) { methods.append(.head) }
        if !methods.contains(.options) { methods.append(.options) }
        return methods.map(\.rawValue).joined(separator: ", ")
    }
}
