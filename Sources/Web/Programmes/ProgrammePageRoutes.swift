import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// The pages of programmes, which everybody may see.
struct ProgrammePageRoutes: Sendable {
    let centre: TrainingCentre
    let pages: Pages

    func add(to router: inout Router) {
        for prefix in [""] + Language.allCases.map({ "/\($0.rawValue)" }) {
            router.on(.get, prefix + "/programmes") { try await programmes($0) }
            router.on(.get, prefix + "/programmes/{code}") { try await programme($0) }
        }
    }

    private func programmes(_ request: Request) async throws -> Response {
        let page = try API.page(try Query(request))
        let found = try await centre.read { (transaction: borrowing Transaction) in
            try Programme.list(matching: nil, page: page, in: transaction)
        }
        return .page(
            pages.programmes(
                found.items,
                next: found.next.map(Cursor.text),
                language: LanguageChoice.language(of: request)
            )
        )
    }

    private func programme(_ request: Request) async throws -> Response {
        let code = request.parameters["code"] ?? ""
        let found = try await centre.read { (transaction: borrowing Transaction) in
            try Programme.find(code, in: transaction)
        }
        return .page(pages.programme(found, language: LanguageChoice.language(of: request)))
    }
}
