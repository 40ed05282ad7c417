import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    /// Completions elsewhere, as statements tell of them.
    var statedCompletions: APIRoute {
        APIRoute(
            method: .get,
            template: "/modules/{code}/stated-completions",
            summary: """
                Who has completed a module on another platform, by the statements that it sent to \
                `/xapi/`: rows for the import of module-completions, which enters them.
                """,
            query: [
                APIRoute.QueryParameter(
                    name: "activity",
                    about: "What the other platform calls the module, an IRI.",
                    isRequired: true
                )
            ],
            answer: .object([("completions", .list(API.statedCompletion))]),
            refusals: ["module_not_found"]
        ) { request in
            let actor = try await actor(request)
            let code = request.parameters["code"] ?? ""
            let activity = try Query(request).read { form in
                form.optionalText("activity", lengthMax: 2_000)
            }
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try StatedCompletion.list(code, activity: activity, by: actor, in: transaction)
            }
            return answer(["completions": .array(found.map(\.json))])
        }
    }

    private static let statedCompletion = Schema.object([
        ("cohort_code", .string), ("email", .string), ("module", .string),
        ("completed_on", .date), ("score_percent", .nullable(.number)),
        ("source", .oneOf(ModuleCompletion.Source.allCases.map(\.rawValue))),
        ("evidence", .string),
    ])
}
