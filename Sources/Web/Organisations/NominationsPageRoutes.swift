import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// The page of a focal point; read only, as all that a browser's password opens.
struct NominationsPageRoutes: Sendable {
    let centre: TrainingCentre
    let pages: Pages
    let reader: PageReader

    func add(to router: inout Router) {
        for prefix in [""] + Language.allCases.map({ "/\($0.rawValue)" }) {
            router.on(.get, prefix + "/nominations") { try await page($0) }
        }
    }

    private func page(_ request: Request) async throws -> Response {
        let actor = try await reader.require(request)
        let page = try API.page(Query(request))
        let found = try await centre.read { (transaction: borrowing Transaction) in
            try Nominations.find(of: actor, page: page, in: transaction)
        }
        return .personalPage(
            pages.nominations(found, language: LanguageChoice.language(of: request))
        )
    }
}
