import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var resultRoutes: [APIRoute] {
        [
            APIRoute(
                method: .get,
                template: "/cohorts/{code}/results",
                summary: "The results of a cohort, the latest of each attempt.",
                answer: .object([("results", .list(.named("Result")))]),
                refusals: ["cohort_not_found"]
            ) { request in
                let actor = try await actor(request)
                let code = request.parameters["code"] ?? ""
                let results = try await centre.read { (transaction: borrowing Transaction) in
                    try Result.list(cohort: code, by: actor, in: transaction)
                }
                return answer(["results": .array(results.map(\.json))])
            },
            rowsRoute(
                .results,
                template: "/cohorts/{code}/results",
                list: "results",
                row: [
                    ("email", .string),
                    ("assessment", .string), ("score_percent", .number),
                ],
                optional: [
                    ("attempt", .integer), ("assessor", .string), ("verifier", .string),
                ],
                summary: "Record scores; a correction needs a reason."
            ),
        ]
    }
}
