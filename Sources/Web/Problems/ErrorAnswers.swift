import Documents
import ExperienceAPI
import HTTPServer
import HTTPTypes
import Logging
import TrainingCentre

/// Every error as its answer: a problem object for programs, a page for people.
///
/// What is no refusal is a fault of ours: it is logged once, with the request's id, and the one
/// who asked sees that id and nothing else.
struct ErrorAnswers: Sendable {
    let pages: Pages
    let logger: Logger

    func answer(_ error: any Error, to request: Request) -> Response {
        let (problem, fields) = problem(error, request)
        var response =
            wantsPage(request)
            ? page(problem, request)
            : Response(
                status: HTTPResponse.Status(code: problem.status, reasonPhrase: ""),
                fields: [.contentType: "application/problem+json"],
                body: .bytes(problem.json(requestID: request.id).bytes)
            )
        for field in fields { response.fields[field.name] = field.value }
        response.fields[.cacheControl] = "no-store"
        if request.path.split(separator: "/").contains("xapi") {
            // Every answer of the store names its version (xAPI 1.0.3, part three, section 3.3).
            response.fields[.xapiVersion] = ProtocolVersion.current
        }
        switch problem.status {
        case 401: challenge(request, in: &response.fields)
        case 409 where problem.code == LogRefusal.notYetTakenIn.code:
            response.fields[.retryAfter] = "2"
        case 503 where response.fields[.retryAfter] == nil: response.fields[.retryAfter] = "5"
        default: break
        }
        return response
    }

    /// A program is asked for a token; a browser, where a page is read, for a password as well.
    ///
    /// Each challenge is a field of its own, because not every browser finds the second in one.
    private func challenge(_ request: Request, in fields: inout HTTPFields) {
        if wantsPage(request) {
            fields.append(
                HTTPField(name: .wwwAuthenticate, value: Authorization.passwordChallenge)
            )
        }
        fields.append(HTTPField(name: .wwwAuthenticate, value: Authorization.tokenChallenge))
    }

    private func problem(_ error: any Error, _ request: Request) -> (Problem, HTTPFields) {
        if let error = error as? HTTPError {
            let problem = Problem(
                status: error.status.code,
                code: error.code,
                detail: error.title
            )
            return (problem, error.fields)
        }
        if error is MissingVersion {
            let problem = Problem(
                status: 428,
                code: "version_missing",
                detail: "send If-Match with the entity tag of what you change"
            )
            return (problem, [:])
        }
        if let problem = Problem(of: error) { return (problem, [:]) }
        logger.error(
            "request failed",
            metadata: [
                "request_id": .string(request.id), "route": .string(request.template),
                "error": .string(String(describing: error)),
            ]
        )
        let fault = Problem(
            status: 500,
            code: "fault",
            detail: "something went wrong on our side: name the request id when you ask for help"
        )
        return (fault, [:])
    }

    /// People see pages below every address but those that programs use.
    private func wantsPage(_ request: Request) -> Bool {
        guard !request.path.hasPrefix("/api/"), !request.path.hasPrefix("/health/") else {
            return false
        }
        return request.fields[.accept]?.contains("text/html") ?? false
    }

    private func page(_ problem: Problem, _ request: Request) -> Response {
        let bytes = pages.problem(
            status: problem.status,
            code: problem.code,
            hasQuery: request.query?.isEmpty == false,
            requestID: request.id,
            path: LanguageChoice.split(path: request.path).path,
            language: LanguageChoice.language(of: request)
        )
        return .bytes(
            bytes,
            type: "text/html; charset=utf-8",
            status: HTTPResponse.Status(code: problem.status, reasonPhrase: "")
        )
    }
}
