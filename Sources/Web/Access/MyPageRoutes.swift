import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// What is one's own, for everybody who is signed in: trainees, trainers, staff.
struct MyPageRoutes: Sendable {
    let centre: TrainingCentre
    let pages: Pages
    let writer: PageWriter

    func add(to router: inout Router) {
        for prefix in [""] + Language.allCases.map({ "/\($0.rawValue)" }) {
            router.on(.get, prefix + "/me") { try await page($0) }
        }
    }

    private func page(_ request: Request) async throws -> Response {
        let reader = try await writer.open(request)
        let actor = reader.actor
        let language = LanguageChoice.language(of: request)
        let found = try await centre.read { (transaction: borrowing Transaction) in
            try OwnOverview.find(of: actor, in: transaction)
        }
        let done = try await writer.done(request, by: reader)
        return .personalPage(
            pages.own(
                found,
                isStaff: actor.may(.readPeople),
                notice: DoneText.sentence(of: done, in: language),
                heed: DoneText.heed(of: done, in: language),
                language: language
            )
        )
    }
}
