import HTTPTypes

/// Something that every request passes on its way to the handler and back.
package protocol Middleware: Sendable {
    /// Answers `request`, by calling `next` or without it; may change what `next` answers.
    ///
    /// Also called for requests that no route matches: `next` then throws the `HTTPError`.
    func handle(_ request: Request, next: Handler) async throws -> Response
}

/// Turns any error into its answer; must not fail.
///
/// What the server refuses by itself comes as an `HTTPError`, everything else as it was thrown.
package typealias ErrorAnswers = @Sendable (any Error, Request) -> Response

/// The routes, the middleware around them and the answers to errors, composed once.
package struct Application: Sendable {
    private let table: RouteTable
    private let unrouted: Handler
    private let errorAnswers: ErrorAnswers
    /// The routes, for descriptions and tests.
    package let routes: [Route]
    private let unroutedBodyBytesMax: Int

    /// Composes the application; the first middleware is the outermost.
    ///
    /// `unroutedBodyBytesMax` bounds the content of requests that no route takes, for a
    /// middleware that answers them.
    package init(
        router: Router,
        middleware: [any Middleware] = [],
        unroutedBodyBytesMax: Int = 0,
        errorAnswers: @escaping ErrorAnswers = HTTPError.answer(_:to:)
    ) {
        routes = router.routes
        self.unroutedBodyBytesMax = unroutedBodyBytesMax
        self.errorAnswers = errorAnswers
        unrouted = Application.compose(middleware, around: Application.answerUnrouted)
        table = RouteTable(
            router.routes.enumerated().map { index, route in
                let handler = Application.compose(middleware, around: route.handler)
                return Endpoint(route, index: index, handler: handler)
            }
        )
    }

    private static func compose(
        _ middleware: [any Middleware],
        around handler: @escaping Handler
    ) -> Handler {
        middleware.reversed().reduce(handler) { next, middleware in
            { request in try await middleware.handle(request, next: next) }
        }
    }

    /// The place of a path in the route table; the path is still percent-encoded.
    func match(_ method: HTTPRequest.Method, _ path: String) -> RouteMatch {
        table.match(method, path)
    }

    /// Routes and answers a request; never throws, because every error has its answer.
    ///
    /// This is what the server does with a request, without the connection.
    package func answer(_ request: Request) async -> Response {
        await answer(matched: request.matched(match(request.method, request.path)))
    }

    /// Answers a request whose place is known.
    func answer(matched request: Request) async -> Response {
        do {
            let endpoint = request.match.endpoint
            // Where no route is, that is the answer, and nobody reads the content for it.
            if let endpoint, request.body.remainingBytes != 0 {
                try await request.body.check(upTo: endpoint.bodyBytesMax)
            }
            let response = try await (endpoint?.handler ?? unrouted)(request)
            return try ConditionalRequests.apply(to: response, for: request)
        } catch {
            // A task is cancelled when its client has gone: no error then is one of ours.
            return Task.isCancelled ? Application.abandoned : answer(error, to: request)
        }
    }

    /// For the log: nobody is left to read it.
    private static let abandoned = Response(
        status: .init(code: 499, reasonPhrase: "Client Closed Request")
    )

    /// The answer to an error that came up outside a handler.
    func answer(_ error: any Error, to request: Request) -> Response {
        guard let refusal = error as? Refusal else { return errorAnswers(error, request) }
        return errorAnswers(HTTPError(refusal), request)
    }

    /// The most content that a request at this place may have.
    func bodyBytesMax(_ match: RouteMatch) -> Int {
        match.endpoint?.bodyBytesMax ?? unroutedBodyBytesMax
    }

    @Sendable private static func answerUnrouted(_ request: Request) async throws -> Response {
        switch request.match.outcome {
        case .options(let allow):
            return Response(status: .noContent, fields: [.allow: allow])
        case .methodNotAllowed(let allow):
            throw HTTPError.methodNotAllowed(allow: allow)
        case .malformedPath:
            throw HTTPError.malformedPath
        case .notFound, .endpoint:
            throw HTTPError.notFound
        }
    }
}
