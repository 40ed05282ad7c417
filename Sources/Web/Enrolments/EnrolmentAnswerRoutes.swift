import Credentials
import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// What a trainee answers by the private code of an enrolment: yes or no to an offered seat, or
/// that the application is withdrawn.
///
/// A POST only: whoever looks at a link in a message, a mail scanner for one, answers nothing.
struct EnrolmentAnswerRoutes: Sendable {
    let centre: TrainingCentre
    let limit: RateLimit
    let origin: FormOrigin

    private static let bodyBytesMax = 1_024

    private enum Answer: String {
        case accept, decline, withdraw

        var act: EnrolmentAct {
            switch self {
            case .accept: .accept
            case .decline: .decline
            case .withdraw: .withdraw
            }
        }
    }

    func add(to router: inout Router) {
        for prefix in ["/e"] + Language.allCases.map({ "/\($0.rawValue)/e" }) {
            router.on(
                .post,
                "\(prefix)/{code}/answer",
                bodyBytesMax: EnrolmentAnswerRoutes.bodyBytesMax
            ) { request in
                try await answer(request)
            }
        }
    }

    private func answer(_ request: Request) async throws -> Response {
        try limit.check(request)
        // A code is in an address, which others may know: no page of theirs answers for somebody.
        try origin.check(request)
        let code = request.parameters["code"] ?? ""
        let form = try await BrowserForm(
            request,
            bytesMax: EnrolmentAnswerRoutes.bodyBytesMax
        )
        guard let act = form["answer"].flatMap(Answer.init)?.act else {
            throw InvalidForm([FieldProblem("answer", "is none of accept, decline, withdraw")])
        }
        let holder = Actor(name: "enrolment code", roles: [])
        _ = try await centre.write(Act(by: holder, requestID: request.id)) {
            (transaction: borrowing Transaction) in
            try Enrolment.answer(code, act, by: holder, in: transaction)
        }
        guard let status = try await centre.enrolmentStatus(code) else {
            throw NotFound("enrolment", "with this code")
        }
        if Negotiation.prefersJSON(request) { return API.answer(status.json.bytes) }
        let language = LanguageChoice.language(of: request)
        var response = Response.bytes([], type: "text/plain; charset=utf-8", status: .seeOther)
        response.fields[.location] = "/\(language.rawValue)/e/\(status.code.printed)"
        response.fields[.cacheControl] = "no-store"
        return response
    }
}
