import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// The pages of reports, for who may read them; two of them for everybody when a setting says so.
struct ReportPageRoutes: Sendable {
    let centre: TrainingCentre
    let pages: Pages
    let reader: PageReader
    let documents: [String]
    private let limit: RateLimit

    enum Limits {
        /// For an address whose owner is not signed in: a report may cost a second of the database.
        static let perMinuteMax = 30
    }

    /// `clock` gives nanoseconds that only grow.
    init(
        centre: TrainingCentre,
        pages: Pages,
        reader: PageReader,
        documents: [String],
        clock: @escaping @Sendable () -> UInt64
    ) {
        self.centre = centre
        self.pages = pages
        self.reader = reader
        self.documents = documents
        limit = RateLimit(perMinuteMax: Limits.perMinuteMax, clock: clock)
    }

    func add(to router: inout Router) {
        for prefix in [""] + Language.allCases.map({ "/\($0.rawValue)" }) {
            router.on(.get, prefix + "/reports") { try await list($0) }
            for report in Report.all {
                router.on(.get, prefix + "/reports/\(report.name.rawValue)") { request in
                    try await page(report, request)
                }
            }
        }
    }

    private func list(_ request: Request) async throws -> Response {
        let actor = try await actor(request)
        let reports = try await centre.read { (transaction: borrowing Transaction) in
            try Report.readable(by: actor, in: transaction)
        }
        let language = LanguageChoice.language(of: request)
        let documents = actor?.may(.readReports) == true ? documents : []
        return html(
            pages.reports(
                reports,
                documents: documents,
                offersSignIn: actor == nil,
                isStaff: actor?.may(.readPeople) == true,
                language: language
            )
        )
    }

    private func page(_ report: Report, _ request: Request) async throws -> Response {
        let actor = try await actor(request)
        do {
            return try await page(report, request, by: actor)
        } catch {
            return try await again(report, request, error, by: actor)
        }
    }

    /// The form with what is wrong, for who may read the report; throws on what is no matter of it.
    private func again(
        _ report: Report,
        _ request: Request,
        _ error: any Error,
        by actor: Actor?
    ) async throws -> Response {
        let language = LanguageChoice.language(of: request)
        var given: [String: String] = [:]
        for item in try request.queryItems() { given[item.name] = item.value }
        guard given["format"] == nil, !Negotiation.prefersJSON(request),
            let page = ReportAgainPage(report, given: given, error, in: language)
        else { throw error }
        let readable = try await centre.read { (transaction: borrowing Transaction) in
            try Report.readable(by: actor, in: transaction)
        }
        guard readable.contains(where: { $0.name == report.name }) else { throw error }
        var response = html(pages.reportAgain(page, language: language))
        response.status = FormProblems.status(of: error)
        return response
    }

    private func page(
        _ report: Report,
        _ request: Request,
        by actor: Actor?
    ) async throws -> Response {
        let asked = try ReportRequest(report, request)
        if let format = asked.format {
            return try await ReportFiles(centre: centre).answer(asked, as: format, by: actor)
        }
        let table = try await centre.read { (transaction: borrowing Transaction) in
            try ReportTable.make(report.name, asked.parameters, by: actor, in: transaction)
        }
        return html(
            pages.report(table, asked: asked, language: asked.parameters.language)
        )
    }

    /// Who asks; nil when nobody is signed in.
    private func actor(_ request: Request) async throws -> Actor? {
        guard let actor = try await reader.find(request) else {
            try limit.check(request)
            return nil
        }
        return actor
    }

    private func html(_ bytes: [UInt8]) -> Response {
        var response = Response.bytes(bytes, type: "text/html; charset=utf-8")
        response.fields[.cacheControl] = "no-store"
        response.fields[.vary] = "Accept-Language, Authorization"
        return response
    }
}
