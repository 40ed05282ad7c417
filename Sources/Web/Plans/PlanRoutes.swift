import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var planRoutes: [APIRoute] {
        CodedRoutes<Plan>(api: self).routes + CodedRoutes<PlanArea>(api: self).routes
            + CodedRoutes<NeedsAssessment>(api: self).routes
            + [coverage, SwapRoute<PlanArea>(api: self).route]
    }

    private var coverage: APIRoute {
        APIRoute(
            method: .get,
            template: "/plans/{code}/coverage",
            summary: "Courses, deliveries and persons passed in each area of a plan, 0 where none.",
            isPublic: true,
            query: [.asOf],
            answer: .object([
                ("plan", .string), ("as_of", .date),
                (
                    "areas",
                    .list(
                        .object([
                            ("area", .string),
                            ("kind", .oneOf(PlanArea.Kind.allCases.map(\.rawValue))),
                            ("position", .integer), ("title", .titles), ("courses", .integer),
                            ("deliveries", .integer), ("persons_passed", .integer),
                        ])
                    )
                ), ("definition", .string),
            ]),
            refusals: ["plan_not_found"]
        ) { request in
            let code = request.parameters["code"] ?? ""
            let day = try Query(request).read { $0.optionalDate("as_of") }
            let coverage = try await centre.read { (transaction: borrowing Transaction) in
                try PlanCoverage.make(code, asOf: day, in: transaction)
            }
            return answer(coverage.json)
        }
    }
}

extension APIRoute.QueryParameter {
    /// The date as of which something is counted.
    static let asOf = APIRoute.QueryParameter(
        name: "as_of",
        about: "What was so on this date; today by default.",
        schema: .date
    )
}
