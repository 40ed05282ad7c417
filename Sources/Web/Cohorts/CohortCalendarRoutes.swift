import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// Calendar files: of a cohort for everybody, and of what one is enrolled in for oneself, signed in
/// or at a secret address.
struct CohortCalendarRoutes: Sendable {
    let centre: TrainingCentre
    let pages: Pages
    let reader: PageReader
    let limit: RateLimit
    /// Seconds since 1970.
    let unixTime: @Sendable () -> Int

    func add(to router: inout Router) {
        for prefix in [""] + Language.allCases.map({ "/\($0.rawValue)" }) {
            router.on(.get, prefix + "/cohorts/{code}.ics") { try await cohort($0) }
            router.on(.get, prefix + "/me.ics") { try await mine($0) }
            router.on(.get, prefix + "/calendar/{secret}.ics") { try await secret($0) }
        }
    }

    private func cohort(_ request: Request) async throws -> Response {
        let code = request.parameters["code"] ?? ""
        let entries = try await centre.read { (transaction: borrowing Transaction) in
            try CalendarEntry.list(cohort: code, in: transaction)
        }
        var response = answer(entries, to: request)
        response.fields[.cacheControl] = "no-cache"
        response.fields[.vary] = "Accept-Language"
        return response
    }

    private func mine(_ request: Request) async throws -> Response {
        let actor = try await reader.require(request)
        let entries = try await centre.read { (transaction: borrowing Transaction) in
            try CalendarEntry.mine(of: actor, in: transaction)
        }
        var response = answer(entries, to: request)
        response.fields[.cacheControl] = "no-store"
        return response
    }

    /// A calendar program sends neither a token nor a language: the address is both.
    private func secret(_ request: Request) async throws -> Response {
        try limit.check(request)
        let secret = request.parameters["secret"] ?? ""
        let entries = try await centre.read { (transaction: borrowing Transaction) in
            try CalendarEntry.list(secret: secret, in: transaction)
        }
        var response = answer(entries, to: request)
        response.fields[.cacheControl] = "no-store"
        return response
    }

    private func answer(
        _ entries: [CalendarEntry],
        to request: Request
    ) -> Response {
        .bytes(
            pages.calendar(
                entries,
                stampedAt: unixTime(),
                language: LanguageChoice.language(of: request)
            ),
            type: "text/calendar; charset=utf-8"
        )
    }
}
