import Credentials
import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// A trainee checks one enrolment by its private code, without an account.
struct EnrolmentStatusRoutes: Sendable {
    let centre: TrainingCentre
    let pages: Pages
    let limit: RateLimit
    /// Seconds since 1970.
    let unixTime: @Sendable () -> Int

    func add(to router: inout Router) {
        router.on(.get, "/e/{code}.ics") { try await calendar($0) }
        router.on(.get, "/e/{code}") { request in
            Negotiation.prefersJSON(request) ? try await json(request) : try await page(request)
        }
        for language in Language.allCases {
            router.on(.get, "/\(language.rawValue)/e/{code}") { try await page($0) }
            router.on(.get, "/\(language.rawValue)/e") { try await lookUp($0) }
        }
        router.on(.get, "/e") { try await lookUp($0) }
    }

    private func json(_ request: Request) async throws -> Response {
        API.answer(try await find(request).json.bytes)
    }

    private func page(_ request: Request) async throws -> Response {
        try limit.check(request)
        let typed = request.parameters["code"] ?? ""
        return try await page(typed, LanguageChoice.language(of: request))
    }

    /// What the home page's field asks: `/e?code=…`.
    private func lookUp(_ request: Request) async throws -> Response {
        try limit.check(request)
        return try await page(
            try Query(request)["code"] ?? "",
            LanguageChoice.language(of: request)
        )
    }

    private func page(_ typed: String, _ language: Language) async throws -> Response {
        guard let status = try await centre.enrolmentStatus(typed) else {
            return html(
                pages.unknownEnrolment(
                    typed: typed,
                    mistyped: VerificationID.reading(typed) == .mistyped,
                    language: language
                ),
                status: .notFound
            )
        }
        return html(pages.enrolment(status, language: language), status: .ok)
    }

    private func calendar(_ request: Request) async throws -> Response {
        let code = try await find(request).code
        let entries = try await centre.read { (transaction: borrowing Transaction) in
            try CalendarEntry.list(enrolment: code, in: transaction)
        }
        var response = Response.bytes(
            pages.calendar(
                entries,
                stampedAt: unixTime(),
                language: LanguageChoice.language(of: request)
            ),
            type: "text/calendar; charset=utf-8"
        )
        response.fields[.cacheControl] = "no-store"
        return response
    }

    private func find(_ request: Request) async throws -> EnrolmentStatus {
        try limit.check(request)
        guard let status = try await centre.enrolmentStatus(request.parameters["code"] ?? "") else {
            throw NotFound("enrolment", "with this code")
        }
        return status
    }

    /// Private: not kept by anybody on the way, not found by search engines.
    private func html(_ bytes: [UInt8], status: HTTPResponse.Status) -> Response {
        var response = Response.bytes(bytes, type: "text/html; charset=utf-8", status: status)
        response.fields[.cacheControl] = "no-store"
        return response
    }
}
