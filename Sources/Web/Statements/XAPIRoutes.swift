import Documents
import ExperienceAPI
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// The Experience API (xAPI 1.0.3, part three): for programs with an account of the centre, and on
/// the host of contents for units of cmi5 with the token of their session.
struct XAPIRoutes: Sendable {
    let centre: TrainingCentre
    let gate: TokenGate
    /// The address of the service, by which its accounts are known in statements.
    let home: String

    typealias Resource = @Sendable (XAPICall, StatementClient) async throws -> Response

    /// What a document and the form around it may have, in bytes.
    private static let documentBytesMax = 12 << 20
    /// What is read of a form before it is known who sends it, in bytes.
    private static let unknownBytesMax = 1 << 20

    func add(to router: inout Router) {
        for base in ["/xapi", "/l/{token}/xapi"] {
            add(base, to: &router)
        }
    }

    private func add(_ base: String, to router: inout Router) {
        let (statements, documents) = (
            StatementRoutes(centre: centre), StatementDocumentRoutes(centre: centre)
        )
        let reading: [HTTPRequest.Method] = [.get, .post]
        let writing: [HTTPRequest.Method] = [.get, .put, .post]
        let deleting = writing + [.delete]
        let statementBytesMax = StatementStore.Limits.bytesMax
        on(writing, base + "/statements", statementBytesMax, statements.answer, &router)
        for (path, kind) in [
            ("/activities/state", DocumentAddress.Kind.state),
            ("/activities/profile", .activityProfile), ("/agents/profile", .agentProfile),
        ] {
            on(
                deleting,
                base + path,
                Self.documentBytesMax,
                { try await documents.answer(kind, $0, $1) },
                &router
            )
        }
        on(reading, base + "/activities", Self.documentBytesMax, activity, &router)
        on(reading, base + "/agents", Self.documentBytesMax, person, &router)
        router.on(.get, base + "/about") { request in
            try await XAPIAnswer.answering(request) { Self.about }
        }
        router.on(.options, base + "/about") { _ in XAPIAnswer.preflight }
    }

    private func on(
        _ methods: [HTTPRequest.Method],
        _ template: String,
        _ bytesMax: Int,
        _ resource: @escaping Resource,
        _ router: inout Router
    ) {
        for method in methods {
            router.on(method, template, bodyBytesMax: bytesMax) { request in
                try await XAPIAnswer.answering(request) {
                    let call = try XAPICall(request)
                    guard methods.contains(call.method) else {
                        throw HTTPError.methodNotAllowed(allow: "")
                    }
                    let (whole, client) = try await read(call, request, upTo: bytesMax)
                    return try await resource(whole, client)
                }
            }
        }
        router.on(.options, template) { _ in XAPIAnswer.preflight }
    }

    // MARK: Who asks

    /// The call with its content, and who sends it: nothing is read for somebody who is unknown.
    ///
    /// Who sends a form may say in it who that is, so a little of it is read before.
    private func read(
        _ call: XAPICall,
        _ request: Request,
        upTo bytesMax: Int
    ) async throws -> (call: XAPICall, client: StatementClient) {
        if !call.isForm {
            let client = try await client(call, request)
            try call.requireVersion()
            return (try await call.reading(request, upTo: bytesMax), client)
        }
        let known = call.fields[.authorization] == nil ? nil : try? await client(call, request)
        let whole = try await call.reading(
            request,
            upTo: known == nil ? Self.unknownBytesMax : bytesMax
        )
        let client = try await client(whole, request)
        try whole.requireVersion()
        return (whole, client)
    }

    private func client(_ call: XAPICall, _ request: Request) async throws -> StatementClient {
        let token: String
        switch Authorization(field: call.fields[.authorization]) {
        case .none: throw AccessError.notSignedIn
        case .unreadable: throw AccessError.badToken
        case .token(let text): token = text
        case .password(let text):
            try requireMeant(call, request)
            token = text
        }
        guard let launch = request.parameters["token"] else {
            return try StatementClient(try await gate.actor(token, request), home: home)
        }
        let (chance, home) = (centre.chance, home)
        return try await centre.read { (transaction: borrowing Transaction) in
            try CMI5Unit.client(
                token,
                launch: launch,
                home: home,
                chance: chance,
                in: transaction
            )
        }
    }

    /// Refuses what another site makes the browser of somebody who is signed in send.
    ///
    /// That is a form, or what is sent without asking us first; a page that sends its own
    /// `Authorization` asks, or has it in the form. Where a browser does not say what it sends,
    /// the origin of what it sends without asking has to be ours.
    private func requireMeant(_ call: XAPICall, _ request: Request) throws {
        guard call.fields[.authorization] == request.fields[.authorization] else { return }
        let type = XAPICall.essence(of: request.fields[.contentType])
        let isSimple =
            request.method == .post
            && ["", "text/plain", "multipart/form-data", XAPICall.formType].contains(type)
        guard let mode = request.fields[.secFetchMode] else {
            guard isSimple, let origin = request.fields[.origin] else { return }
            guard FormOrigin(publicURL: home).isOwn(origin, of: request) else {
                throw AccessError.notAllowed
            }
            return
        }
        guard !["same-origin", "none"].contains(request.fields[.secFetchSite] ?? "") else {
            return
        }
        guard mode == "cors", !isSimple else { throw AccessError.notAllowed }
    }

    // MARK: What is small

    private static let about = XAPIAnswer.json([
        "version": .array(ProtocolVersion.all.map(JSON.string))
    ])

    @Sendable private func activity(
        _ call: XAPICall,
        _ client: StatementClient
    ) async throws -> Response {
        let activity = try call.only("activityId")
        guard IRI.isAbsolute(activity) else { throw StatementProblem("activityId", "is no IRI") }
        return XAPIAnswer.json(
            try await centre.read { (transaction: borrowing Transaction) in
                try KnownActivity.find(activity, by: client, in: transaction)
            }
        )
    }

    @Sendable private func person(
        _ call: XAPICall,
        _ client: StatementClient
    ) async throws -> Response {
        let agent = try AgentIdentity.reading(try call.only("agent"), named: "agent")
        return XAPIAnswer.json(
            try await centre.read { (transaction: borrowing Transaction) in
                try KnownAgent.person(agent, by: client, in: transaction)
            }
        )
    }
}
