import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// What is one's own, for everybody who is signed in: trainees, trainers, staff.
struct MyPageRoutes: Sendable {
    let centre: TrainingCentre
    let pages: Pages
    let reader: PageReader

    func add(to router: inout Router) {
        for prefix in [""] + Language.allCases.map({ "/\($0.rawValue)" }) {
            router.on(.get, prefix + "/me") { try await page($0) }
        }
    }

    private func page(_ request: Request) async throws -> Response {
        let actor = try await reader.require(request)
        let found = try await centre.read { (transaction: borrowing Transaction) in
            try OwnOverview.find(of: actor, in: transaction)
        }
        return .personalPage(
            pages.own(
                found,
                isStaff: actor.may(.readPeople),
                language: LanguageChoice.language(of: request)
            )
        )
    }
}
