import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    /// A route that takes many rows of one cohort at once, as an import from a file does.
    ///
    /// A wrong row is reported with its position, from 1, and stops no other.
    func rowsRoute(
        _ noun: ImportedNoun,
        template: String,
        list: String,
        summary: String
    ) -> APIRoute {
        let columns = noun.columns.filter { $0 != "cohort_code" }
        return APIRoute(
            method: .post,
            template: template,
            summary: summary,
            form: [
                APIRoute.FormField(
                    name: list,
                    about: "Rows with \(columns.joined(separator: ", ")).",
                    isRequired: true,
                    schema: .list(.object([]))
                ),
                APIRoute.FormField(name: "reason", about: "Why rows correct what is recorded."),
            ],
            answer: .named("ImportReport"),
            refusals: ["cohort_not_found"]
        ) { request in
            let actor = try await actor(request)
            try actor.require(.manageEnrolments)
            let submission = try await Submission(request)
            guard let elements = submission.object[list]?.elements else {
                throw InvalidForm([FieldProblem(list, "is missing: send a list of rows")])
            }
            let code = request.parameters["code"] ?? ""
            let rows = elements.enumerated().map { index, element in
                ImportedRow(line: index + 1, values: Submission.values(of: element))
            }
            let reason = submission["reason"]
            let act = Act(by: actor, because: reason, requestID: request.id)
            let chance = centre.chance
            return try await write(submission, as: actor, because: reason) {
                (transaction: borrowing Transaction) in
                // Rows would each be rejected for a cohort that is not there; the address is wrong.
                _ = try Cohort.find(code, in: transaction)
                return try noun.importRows(
                    rows,
                    options: ImportOptions(cohort: code),
                    act: act,
                    chance: chance,
                    in: transaction
                ).json
            }
        }
    }
}
