import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// The public page of trainers: who chose to be listed, and how to become one.
struct TrainersRoutes: Sendable {
    let centre: TrainingCentre
    let pages: Pages

    func add(to router: inout Router) {
        for prefix in [""] + Language.allCases.map({ "/\($0.rawValue)" }) {
            router.on(.get, prefix + "/trainers") { try await trainers($0) }
        }
    }

    private func trainers(_ request: Request) async throws -> Response {
        let language = LanguageChoice.language(of: request)
        let listed = try await centre.read { (transaction: borrowing Transaction) in
            try PublicTrainer.list(language: language, in: transaction)
        }
        return .page(pages.trainers(listed, language: language))
    }
}
