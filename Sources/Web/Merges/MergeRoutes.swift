import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var mergeRoutes: [APIRoute] {
        mergeRoutes(Person.self, "people", "id") { try API.email(of: $0, in: $1) }
            + mergeRoutes(Organisation.self, Organisation.plural, "code") { name, _ in name }
            + mergeRoutes(Project.self, Project.plural, "code") { name, _ in name }
    }

    /// Merging two records of a noun, undoing that, and what was done before.
    private func mergeRoutes<Noun: Mergeable>(
        _ noun: Noun.Type,
        _ plural: String,
        _ parameter: String,
        _ name: @escaping @Sendable (String, borrowing Transaction) throws -> String
    ) -> [APIRoute] {
        let path = "/\(plural)/{\(parameter)}"
        let merger = APIRoute.act(
            on: self,
            .post,
            "\(path)/merger",
            summary: "Let another \(Noun.noun) stand for this one, which was entered twice.",
            permission: Noun.mergePermission,
            form: [
                APIRoute.FormField(
                    name: "into",
                    about: "Who stands for both: "
                        + (parameter == "id" ? "an e-mail address." : "a code."),
                    isRequired: true
                ), .reason,
            ],
            answer: .named("Merger"),
            refusals: ["\(Noun.noun)_not_found", "reason_missing"] + API.mergeRefusals
        ) { submission, transaction in
            let merged = try name(submission.parameter(parameter), transaction)
            try Merge<Noun>.requireRecord(merged, in: transaction)
            var form = submission.form
            let into = form.text("into")
            try form.check()
            return try Merge<Noun>.enter(
                merged,
                into: into,
                by: submission.act,
                in: transaction
            ).json
        }
        let separation = APIRoute.act(
            on: self,
            .post,
            "\(path)/separation",
            summary: "Undo the merge of this \(Noun.noun): everything is again what it was.",
            permission: Noun.mergePermission,
            form: [.reason],
            answer: .named("Merger"),
            refusals: [
                "\(Noun.noun)_not_found", "not_merged", "reason_missing", "seats_missing",
            ]
        ) { submission, transaction in
            try Merge<Noun>.undo(
                try name(submission.parameter(parameter), transaction),
                by: submission.act,
                in: transaction
            ).json
        }
        return [merger, separation, history(noun, path, parameter, name)]
    }

    private func history<Noun: Mergeable>(
        _ noun: Noun.Type,
        _ path: String,
        _ parameter: String,
        _ name: @escaping @Sendable (String, borrowing Transaction) throws -> String
    ) -> APIRoute {
        APIRoute(
            method: .get,
            template: "\(path)/mergers",
            summary: "Every merge that this \(Noun.noun) had a part in, the newest first.",
            answer: .object([("mergers", .list(.named("Merger")))]),
            refusals: ["\(Noun.noun)_not_found"]
        ) { request in
            let actor = try await actor(request)
            let typed = request.parameters[parameter] ?? ""
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try Merge<Noun>.history(
                    of: try name(typed, transaction),
                    by: actor,
                    in: transaction
                )
            }
            return answer(["mergers": .array(found.map(\.json))])
        }
    }

    private static let mergeRefusals = [
        "merged_into_itself", "merge_chain", "merged_already", "places_in_one_cohort",
        "teaches_the_other", "teach_together", "candidates_for_the_same", "examines_the_other",
        "assessed_the_other",
    ]

    /// The address by which a person's records are named, of the number in a path.
    private static func email(
        of id: String,
        in transaction: borrowing Transaction
    ) throws -> String {
        guard let number = Int(id) else { throw NotFound("person", id) }
        return try Person.email(of: ID(number), in: transaction)
    }
}

extension Schemas {
    static let merger = Schema.object([
        ("merger", .integer), ("merged", .string), ("into", .nullable(.string)),
        ("reason", .string), ("entered_by", .string), ("effective_on", .date),
    ])
}
