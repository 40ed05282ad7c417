import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// The pages that everybody may see: home and the catalogue of courses.
struct CatalogueRoutes: Sendable {
    let centre: TrainingCentre
    let pages: Pages

    func add(to router: inout Router) {
        for prefix in [""] + Language.allCases.map({ "/\($0.rawValue)" }) {
            router.on(.get, prefix.isEmpty ? "/" : prefix) { home($0) }
            if !prefix.isEmpty { router.on(.get, prefix + "/") { home($0) } }
            router.on(.get, prefix + "/courses") { try await courses($0) }
            router.on(.get, prefix + "/courses/{code}") { try await course($0) }
        }
    }

    private func home(_ request: Request) -> Response {
        .page(pages.home(language: LanguageChoice.language(of: request)))
    }

    private func courses(_ request: Request) async throws -> Response {
        let query = try Query(request)
        let (words, page) = (query["q"], try API.page(query))
        let (found, cohorts, today) = try await centre.read {
            (transaction: borrowing Transaction) in
            (
                try Course.list(matching: words, page: page, publicOnly: true, in: transaction),
                try Cohort.coming(in: transaction), try centreToday(in: transaction)
            )
        }
        return .page(
            pages.courses(
                found.items,
                cohorts: cohorts,
                today: today,
                query: words,
                next: found.next.map(Cursor.text),
                language: LanguageChoice.language(of: request)
            )
        )
    }

    private func course(_ request: Request) async throws -> Response {
        let code = request.parameters["code"] ?? ""
        let (course, details, cohorts, today) = try await centre.read {
            (transaction: borrowing Transaction) in
            (
                try Course.find(code, publicOnly: true, in: transaction),
                try CourseDetails.find(code, in: transaction),
                try Cohort.list(course: code, publicOnly: true, in: transaction),
                try centreToday(in: transaction)
            )
        }
        return .page(
            pages.course(
                course,
                details: details,
                cohorts: cohorts,
                today: today,
                language: LanguageChoice.language(of: request)
            )
        )
    }
}
