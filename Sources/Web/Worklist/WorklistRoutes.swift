import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// What needs somebody of the staff today, with the forms that do it.
struct WorklistRoutes: Sendable {
    let centre: TrainingCentre
    let pages: Pages
    let reader: PageReader

    func add(to router: inout Router) {
        for prefix in [""] + Language.allCases.map({ "/\($0.rawValue)" }) {
            router.on(.get, prefix + "/admin") { try await page($0) }
        }
    }

    private func page(_ request: Request) async throws -> Response {
        let actor = try await reader.require(request)
        let found = try await centre.read { (transaction: borrowing Transaction) in
            try Worklist.find(by: actor, in: transaction)
        }
        return .personalPage(
            pages.worklist(
                found,
                decides: actor.may(.manageEnrolments),
                keepsModules: actor.may(.manageCatalogue),
                language: LanguageChoice.language(of: request)
            )
        )
    }
}
