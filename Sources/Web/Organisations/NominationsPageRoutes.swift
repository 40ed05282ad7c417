import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// The page of a focal point, from which its forms are opened.
struct NominationsPageRoutes: Sendable {
    let centre: TrainingCentre
    let pages: Pages
    let writer: PageWriter

    func add(to router: inout Router) {
        for prefix in [""] + Language.allCases.map({ "/\($0.rawValue)" }) {
            router.on(.get, prefix + "/nominations") { try await page($0) }
        }
    }

    private func page(_ request: Request) async throws -> Response {
        let reader = try await writer.open(request)
        let language = LanguageChoice.language(of: request)
        let page = try API.page(Query(request))
        let (found, calls) = try await centre.read { (transaction: borrowing Transaction) in
            (
                try Nominations.find(
                    of: reader.actor,
                    page: page,
                    language: language,
                    in: transaction
                ),
                try NominationCall.list(of: reader.actor, in: transaction)
            )
        }
        let done = try await writer.done(request, by: reader)
        return .personalPage(
            pages.nominations(
                found,
                calls: calls,
                notice: DoneText.sentence(of: done, in: language),
                heed: DoneText.heed(of: done, in: language),
                language: language
            )
        )
    }
}
