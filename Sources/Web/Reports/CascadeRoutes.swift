import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var cascadeRoutes: [APIRoute] {
        let files = ReportFiles(centre: centre)
        return [
            APIRoute(
                method: .get,
                template: "/reports/cascade/{code}",
                summary: """
                    What came of a training of trainers: its graduates, their deliveries, the \
                    people who passed there, over all generations.
                    """,
                query: CascadeRoutes.query + [CascadeRoutes.language, CascadeRoutes.format],
                answer: .named("CascadeReport"),
                refusals: ["cohort_not_found", "no_training_of_trainers"]
            ) { request in
                let actor = try await actor(request)
                let code = request.parameters["code"] ?? ""
                let query = try Query(request)
                let parameters = try CascadeRoutes.parameters(query)
                let language: Language? = try query.read { form in
                    form.choice("language", otherwise: .english)
                }
                let format: ReportRequest.Format? = try query.read { form in
                    form.choice("format", otherwise: .json)
                }
                if let format, format != .json {
                    let rows = ReportRequest(
                        Report.named(.cascades),
                        parameters.ofRows(code, in: language ?? .english),
                        as: format
                    )
                    return try await files.answer(rows, as: format, by: actor)
                }
                let report = try await centre.read { (transaction: borrowing Transaction) in
                    try CascadeReport.make(code, parameters, by: actor, in: transaction)
                }
                return answer(report.json(in: language ?? .english))
            }
        ]
    }
}

/// The same for people to look at: numbers without anybody's name, as a tree and as a table.
struct CascadeRoutes: Sendable {
    let centre: TrainingCentre
    let pages: Pages

    fileprivate static let query = [
        APIRoute.QueryParameter(
            name: "from",
            about: "Deliveries whose last day is not before this date.",
            schema: .date
        ),
        APIRoute.QueryParameter(
            name: "to",
            about: "Deliveries whose last day is not after this date.",
            schema: .date
        ),
        APIRoute.QueryParameter(
            name: "as_of",
            about: "What was so on this date; today by default.",
            schema: .date
        ),
    ]

    fileprivate static let language = APIRoute.QueryParameter(
        name: "language",
        about: "Of the definition; English by default.",
        schema: .oneOf(Language.allCases.map(\.rawValue))
    )

    fileprivate static let format = APIRoute.QueryParameter(
        name: "format",
        about: "json by default; the others are the rows of the report cascades, one a delivery.",
        schema: .oneOf(ReportRequest.Format.allCases.map(\.rawValue))
    )

    fileprivate static func parameters(_ query: Query) throws -> CascadeReport.Parameters {
        try query.read { form in
            CascadeReport.Parameters(
                from: form.optionalDate("from"),
                to: form.optionalDate("to"),
                asOf: form.optionalDate("as_of")
            )
        }
    }

    func add(to router: inout Router) {
        for prefix in [""] + Language.allCases.map({ "/\($0.rawValue)" }) {
            router.on(.get, prefix + "/cohorts/{code}/cascade") { try await page($0) }
        }
        router.on(.get, "/cohorts/{code}/cascade.csv") { try await table($0) }
    }

    private func report(_ request: Request) async throws -> CascadeReport {
        let query = try Query(request)
        try query.check(isOneOf: CascadeRoutes.query.map(\.name))
        let parameters = try CascadeRoutes.parameters(query)
        let code = request.parameters["code"] ?? ""
        return try await centre.read { (transaction: borrowing Transaction) in
            try CascadeReport.makePublic(code, parameters, in: transaction)
        }
    }

    private func page(_ request: Request) async throws -> Response {
        let html = pages.cascade(
            try await report(request),
            query: request.query,
            language: LanguageChoice.language(of: request)
        )
        return .page(html)
    }

    private func table(_ request: Request) async throws -> Response {
        let report = try await report(request)
        let header = [
            "generation", "cohort", "course", "starts_on", "ends_on", "after", "passed", "lsgs",
        ]
        let records = report.branches.map { branch in
            [
                String(branch.generation), branch.cohortCode, branch.courseCode,
                branch.startsOn.description, branch.endsOn.description, branch.parentCode,
                String(branch.passed), String(branch.lsgs),
            ]
        }
        let bytes =
            CSVWriter.byteOrderMark
            + CSVWriter(protectsFormulas: true).table(header: header, records: records)
        return .bytes(bytes, type: "text/csv; charset=utf-8")
    }
}

extension CascadeReport.Parameters {
    /// The same of the report whose rows are the deliveries.
    fileprivate func ofRows(_ training: String, in language: Language) -> ReportParameters {
        var parameters = ReportParameters(from: from, to: to, asOf: asOf)
        parameters.training = training
        parameters.language = language
        return parameters
    }
}
