import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var projectRoutes: [APIRoute] {
        CodedRoutes<Project>(api: self).routes + CodedRoutes<ProjectOutput>(api: self).routes
            + CodedRoutes<ProjectTarget>(api: self).routes + [targets]
    }

    private var targets: APIRoute {
        APIRoute(
            method: .get,
            template: "/projects/{code}/targets",
            summary: "What a project promised beside what it achieved, which is counted now.",
            isPublic: true,
            query: [.asOf],
            answer: .object([
                (
                    "targets",
                    .list(
                        .object([
                            ("target", .string),
                            (
                                "indicator",
                                .oneOf(ProjectTarget.Indicator.allCases.map(\.rawValue))
                            ), ("course", .nullable(.string)), ("promised", .integer),
                            ("achieved", .nullable(.integer)),
                            (
                                "achieved_qualifier",
                                .oneOf(Headcount.Qualifier.allCases.map(\.rawValue))
                            ),
                        ])
                    )
                )
            ]),
            refusals: ["project_not_found"]
        ) { request in
            let code = request.parameters["code"] ?? ""
            let day = try Query(request).read { $0.optionalDate("as_of") }
            let targets = try await centre.read { (transaction: borrowing Transaction) in
                try TargetProgress.list(of: code, asOf: day, in: transaction)
            }
            return answer(["targets": .array(targets.map(\.json))])
        }
    }
}

/// The public pages of projects, for everybody.
struct ProjectPageRoutes: Sendable {
    let centre: TrainingCentre
    let pages: Pages

    func add(to router: inout Router) {
        for prefix in [""] + Language.allCases.map({ "/\($0.rawValue)" }) {
            router.on(.get, prefix + "/projects") { try await projects($0) }
            router.on(.get, prefix + "/projects/{code}") { try await project($0) }
        }
    }

    private func projects(_ request: Request) async throws -> Response {
        let query = try Query(request)
        let (words, page) = (query["q"], try API.page(query))
        let found = try await centre.read { (transaction: borrowing Transaction) in
            try Project.list(matching: words, page: page, in: transaction)
        }
        return .page(
            pages.projects(
                found.items,
                query: words,
                next: found.next.map(Cursor.text),
                language: LanguageChoice.language(of: request)
            )
        )
    }

    private func project(_ request: Request) async throws -> Response {
        let code = request.parameters["code"] ?? ""
        let overview = try await centre.read { (transaction: borrowing Transaction) in
            try ProjectOverview.make(code, in: transaction)
        }
        return .page(pages.project(overview, language: LanguageChoice.language(of: request)))
    }
}
