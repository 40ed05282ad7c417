import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// The page of a cohort, for everybody; with its people for its trainers and the staff, who print
/// its sign-in sheet here too.
struct CohortPageRoutes: Sendable {
    let centre: TrainingCentre
    let pages: Pages
    let reader: PageReader

    func add(to router: inout Router) {
        for prefix in [""] + Language.allCases.map({ "/\($0.rawValue)" }) {
            router.on(.get, prefix + "/cohorts/{code}") { try await page($0) }
            router.on(.get, prefix + "/cohorts/{code}/sign-in-sheet.pdf") {
                try await sheet($0)
            }
            router.on(.get, prefix + "/cohorts/{code}/acknowledgements.csv") {
                try await acknowledgements($0)
            }
        }
    }

    private func page(_ request: Request) async throws -> Response {
        let actor = try await reader.find(request)
        let code = request.parameters["code"] ?? ""
        let asked = try API.page(Query(request))
        let page = PageRequest(after: asked.after, rowsMax: PageRequest.Limits.rowsMax)
        let language = LanguageChoice.language(of: request)
        let found = try await centre.read { (transaction: borrowing Transaction) in
            try CohortOverview.find(
                code,
                for: actor,
                page: page,
                language: language,
                in: transaction
            )
        }
        let html = pages.cohort(
            found,
            for: CohortReader(actor),
            language: language
        )
        if actor != nil { return .personalPage(html) }
        var response = Response.page(html)
        response.fields[.vary] = "Accept-Language, Authorization"
        return response
    }

    /// Who says to have read what the cohort used, as a file for spreadsheets.
    private func acknowledgements(_ request: Request) async throws -> Response {
        let actor = try await reader.require(request)
        let code = request.parameters["code"] ?? ""
        let found = try await centre.read { (transaction: borrowing Transaction) in
            try EditionAcknowledgement.list(cohort: code, by: actor, in: transaction)
        }
        let table = CSVWriter(protectsFormulas: true).table(
            header: EditionAcknowledgement.columns,
            records: found.map(\.row)
        )
        var response = Response.bytes(
            CSVWriter.byteOrderMark + table,
            type: "text/csv; charset=utf-8"
        )
        response.fields[.cacheControl] = "no-store"
        response.fields[.contentDisposition] = "attachment; filename=\"acknowledgements.csv\""
        return response
    }

    private func sheet(_ request: Request) async throws -> Response {
        let actor = try await reader.require(request)
        let code = request.parameters["code"] ?? ""
        let language = LanguageChoice.language(of: request)
        let papers = centre.papers
        let bytes = try await centre.read { (transaction: borrowing Transaction) in
            try SignInSheet.pdf(
                cohort: code,
                session: nil,
                language,
                papers,
                by: actor,
                in: transaction
            )
        }
        var response = Response.bytes(bytes, type: "application/pdf")
        response.fields[.cacheControl] = "no-store"
        return response
    }
}
