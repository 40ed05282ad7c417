import Documents
import HTTPServer
import HTTPTypes
import TrainingCentre

/// Somebody answers a questionnaire by the code of an invitation, without an account.
struct EvaluationPageRoutes: Sendable {
    let centre: TrainingCentre
    let pages: Pages
    let limit: RateLimit

    /// Sixty answers, some of them words, percent-encoded.
    private static let bodyBytesMax = 1 << 18

    func add(to router: inout Router) {
        for prefix in [""] + Language.allCases.map({ "/\($0.rawValue)" }) {
            router.on(.get, "\(prefix)/q/{code}") { try await sheet($0) }
            router.on(
                .post,
                "\(prefix)/q/{code}",
                bodyBytesMax: EvaluationPageRoutes.bodyBytesMax
            ) { try await answers($0) }
        }
    }

    private func sheet(_ request: Request) async throws -> Response {
        try limit.check(request)
        let sheet = try await centre.evaluationSheet(request.parameters["code"] ?? "")
        guard !Negotiation.prefersJSON(request) else { return API.answer(sheet.json.bytes) }
        return page(sheet, request)
    }

    private func answers(_ request: Request) async throws -> Response {
        try limit.check(request)
        let code = request.parameters["code"] ?? ""
        let form = try await BrowserForm(request, bytesMax: EvaluationPageRoutes.bodyBytesMax)
        var answers: EvaluationSheet.Answers = [:]
        for name in form.names where name.hasPrefix("q") {
            answers[Int(name.dropFirst()) ?? 0] = form[name]
        }
        do {
            let sheet = try await centre.answer(code, answers, requestID: request.id)
            guard !Negotiation.prefersJSON(request) else { return API.answer(sheet.json.bytes) }
            return page(sheet, request)
        } catch let error as InvalidForm {
            return try await again(error, answers, request, wrong: error.fields.map(\.field))
        } catch let error as EvaluationError {
            return try await again(error, answers, request, wrong: [])
        }
    }

    /// Shows again what was typed, with what is missing; a used code says so by itself.
    private func again(
        _ error: any Error,
        _ answers: EvaluationSheet.Answers,
        _ request: Request,
        wrong: [String]
    ) async throws -> Response {
        if Negotiation.prefersJSON(request) { throw error }
        return page(
            try await centre.evaluationSheet(request.parameters["code"] ?? ""),
            request,
            given: answers,
            wrong: Set(wrong),
            status: wrong.isEmpty ? .conflict : .unprocessableContent
        )
    }

    private func page(
        _ sheet: EvaluationSheet,
        _ request: Request,
        given: EvaluationSheet.Answers = [:],
        wrong: Set<String> = [],
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let bytes = pages.evaluation(
            sheet,
            given: given,
            wrong: wrong,
            language: LanguageChoice.language(of: request)
        )
        var response = Response.bytes(bytes, type: "text/html; charset=utf-8", status: status)
        response.fields[.cacheControl] = "no-store"
        return response
    }
}
