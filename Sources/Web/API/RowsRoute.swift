import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    /// A route that takes many rows of one cohort at once, as an import from a file does.
    ///
    /// A wrong row is reported with its position, from 1, and stops no other. `optional` are the
    /// members that a row may leave out.
    func rowsRoute(
        _ noun: ImportedNoun,
        template: String,
        list: String,
        row: [(String, Schema)],
        optional: [(String, Schema)],
        summary: String
    ) -> APIRoute {
        .act(
            on: self,
            .post,
            template,
            summary: summary,
            form: [
                APIRoute.FormField(
                    name: list,
                    about: "Rows, as an import reads them from a file.",
                    isRequired: true,
                    schema: .list(.partial(row, optional: optional))
                ),
                APIRoute.FormField(name: "reason", about: "Why rows correct what is recorded."),
            ],
            answer: .named("ImportReport"),
            refusals: ["cohort_not_found"]
        ) { submission, transaction in
            let code = submission.parameter("code")
            // Rows would each be rejected for a cohort that is not there; the address is wrong.
            try Cohort.checkRecording(code, by: submission.actor, in: transaction)
            try submission.form.check()
            guard let elements = submission.object[list]?.elements else {
                throw InvalidForm([FieldProblem(list, "is missing: send a list of rows", .missing)])
            }
            return try noun.importRows(
                elements.enumerated().map { index, element in
                    ImportedRow(line: index + 1, values: element.cells)
                },
                options: ImportOptions(cohort: code),
                act: submission.act,
                chance: submission.chance,
                in: transaction
            ).json
        }
    }
}

extension JSON {
    /// The members of a row as the cells of a file.
    fileprivate var cells: [String: String] {
        var cells: [String: String] = [:]
        for member in members ?? [] {
            switch member.value {
            case .string(let text), .number(let text): cells[member.name] = text
            case .integer(let number): cells[member.name] = String(number)
            case .null, .bool, .array, .object: cells[member.name] = ""
            }
        }
        return cells
    }
}
