import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// The two pages of arriving: the trainer's screen with a code, and the trainee's phone.
struct ArrivalPageRoutes: Sendable {
    let centre: TrainingCentre
    let pages: Pages
    let limit: RateLimit

    /// Two codes and the names of their fields.
    private static let bodyBytesMax = 1_024
    /// As long as a day of training.
    private static let passSeconds = 43_200

    func add(to router: inout Router) {
        for prefix in [""] + Language.allCases.map({ "/\($0.rawValue)" }) {
            router.on(.get, "\(prefix)/s/screen/{session}") { try await screen($0) }
            router.on(.get, "\(prefix)/s/{code}") { try await door($0) }
            router.on(.post, "\(prefix)/s", bodyBytesMax: ArrivalPageRoutes.bodyBytesMax) {
                try await arrive($0)
            }
        }
        // As QR codes write it.
        router.on(.get, "/S/{code}") { try await door($0) }
    }

    // MARK: The phone

    private func door(_ request: Request) async throws -> Response {
        try limit.check(request)
        let typed = request.parameters["code"] ?? ""
        do {
            let door = try await centre.arrivalDoor(typed, network: request.remoteNetwork)
            guard !Negotiation.prefersJSON(request) else { return API.answer(door.json.bytes) }
            return page(.door(door, path: "/s/\(typed)"), request)
        } catch let error as ArrivalError {
            return try refused(error, ticket: nil, request)
        }
    }

    private func arrive(_ request: Request) async throws -> Response {
        try limit.check(request)
        let form = try await BrowserForm(request, bytesMax: ArrivalPageRoutes.bodyBytesMax)
        let ticket = form["ticket"] ?? ""
        do {
            let door = try await centre.arrive(
                form["code"] ?? "",
                ticket: ticket,
                network: request.remoteNetwork,
                requestID: request.id
            )
            guard !Negotiation.prefersJSON(request) else { return API.answer(door.json.bytes) }
            return page(.arrived(door), request)
        } catch let error as ArrivalError {
            return try refused(error, ticket: ticket, request)
        } catch let error as NotFound {
            if Negotiation.prefersJSON(request) { throw error }
            return page(.unknownCode(ticket: ticket), request, status: .notFound)
        }
    }

    private func refused(
        _ error: ArrivalError,
        ticket: String?,
        _ request: Request
    ) throws -> Response {
        if Negotiation.prefersJSON(request) { throw error }
        let state: ArrivalPage.State =
            switch error {
            case .notEnrolled: .notEnrolled(ticket: ticket ?? "")
            case .codeExpired: .expired
            case .anotherDay, .confirmedAlready, .closed, .countDiffers: .over
            }
        return page(state, request, status: .conflict)
    }

    private func page(
        _ state: ArrivalPage.State,
        _ request: Request,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        html(
            pages.arrival(state, language: LanguageChoice.language(of: request)),
            status: status
        )
    }

    // MARK: The screen

    /// With the link of the screen, gives the browser its pass and sends it to the same address
    /// without: nobody in the room shall read a link that makes codes.
    private func screen(_ request: Request) async throws -> Response {
        try limit.check(request)
        let session = request.parameters["session"] ?? ""
        let link = try Query(request)["link"]
        let pass = BrowserPass(session: session, request)
        let screen = try await centre.read { (transaction: borrowing Transaction) in
            try ArrivalScreen.find(
                session: session,
                link: link,
                pass: pass.value,
                in: transaction
            )
        }
        guard link == nil else {
            return Response(
                status: .seeOther,
                fields: [
                    .location: request.path, .cacheControl: "no-store",
                    .setCookie: pass.field(
                        screen.pass,
                        secondsMax: ArrivalPageRoutes.passSeconds
                    ),
                ],
                body: .bytes([])
            )
        }
        let language = LanguageChoice.language(of: request)
        var response = html(pages.arrivalScreen(screen, language: language), status: .ok)
        if screen.code != nil {
            response.fields[.refresh] = String(screen.secondsLeft + 1)
        }
        return response
    }

    private func html(_ bytes: [UInt8], status: HTTPResponse.Status) -> Response {
        var response = Response.bytes(bytes, type: "text/html; charset=utf-8", status: status)
        response.fields[.cacheControl] = "no-store"
        return response
    }
}

/// The cookie by which a browser may show the codes of one session.
private struct BrowserPass {
    private let name: String
    private let isLocal: Bool
    let value: String?

    init(session: String, _ request: Request) {
        // On the own machine there is no https, and a browser would not keep the other one.
        let host = request.authority
        isLocal = ["127.0.0.1", "localhost", "[::1]"].contains { local in
            host == local || host.hasPrefix("\(local):")
        }
        let name = "\(isLocal ? "" : "__Host-")obuka-screen-\(session)"
        self.name = name
        value = (request.fields[.cookie] ?? "").split(separator: ";").lazy
            .map { $0.drop { $0 == " " } }
            .first { $0.hasPrefix("\(name)=") }
            .map { String($0.dropFirst(name.count + 1)) }
    }

    func field(_ value: String, secondsMax: Int) -> String {
        "\(name)=\(value); Path=/; Max-Age=\(secondsMax); HttpOnly; SameSite=Lax"
            + (isLocal ? "" : "; Secure")
    }
}

extension HTTPField.Name {
    fileprivate static let refresh = HTTPField.Name("Refresh") ?? .retryAfter
}
