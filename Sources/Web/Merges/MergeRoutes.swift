import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var mergeRoutes: [APIRoute] {
        [likelyDoubles] + mergeRoutes(Person.self, "people", "id")
            + mergeRoutes(Organisation.self, Organisation.plural, "code")
            + mergeRoutes(Project.self, Project.plural, "code")
    }

    private var likelyDoubles: APIRoute {
        APIRoute(
            method: .get,
            template: "/doubles",
            summary: """
                People who were likely entered twice: of one name, and of one organisation, \
                institution or municipality, in pairs that nobody has merged or told apart yet.
                """,
            query: .page,
            answer: .page("doubles", .named("LikelyDouble"))
        ) { request in
            let actor = try await actor(request)
            let page = try page(Query(request))
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try LikelyDouble.list(page: page, by: actor, in: transaction)
            }
            return answer(found, "doubles", to: request, \.json)
        }
    }

    /// Merging two records of a noun, undoing that, and what was done before.
    private func mergeRoutes<Noun: Mergeable>(
        _ noun: Noun.Type,
        _ plural: String,
        _ parameter: String
    ) -> [APIRoute] {
        let answer = Schema.named(Noun.isNamedByID ? "PersonMerger" : "Merger")
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
                    about: "Who stands for both, by \(parameter).",
                    isRequired: true,
                    schema: Noun.isNamedByID ? .integer : .string
                ), .reason,
            ],
            answer: answer,
            refusals: ["\(Noun.noun)_not_found", "reason_missing"] + API.mergeRefusals
        ) { submission, transaction in
            let merged = try API.name(submission.parameter(parameter), of: noun)
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
            answer: answer,
            refusals: [
                "\(Noun.noun)_not_found", "not_merged", "reason_missing", "seats_missing",
            ]
        ) { submission, transaction in
            try Merge<Noun>.undo(
                try API.name(submission.parameter(parameter), of: noun),
                by: submission.act,
                in: transaction
            ).json
        }
        return [merger, separation, history(noun, path, parameter, answer)]
    }

    private func history<Noun: Mergeable>(
        _ noun: Noun.Type,
        _ path: String,
        _ parameter: String,
        _ merger: Schema
    ) -> APIRoute {
        APIRoute(
            method: .get,
            template: "\(path)/mergers",
            summary: "Every merge that this \(Noun.noun) had a part in, the newest first.",
            answer: .object([("mergers", .list(merger))]),
            refusals: ["\(Noun.noun)_not_found"]
        ) { request in
            let actor = try await actor(request)
            let typed = request.parameters[parameter] ?? ""
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try Merge<Noun>.history(
                    of: try API.name(typed, of: noun),
                    by: actor,
                    in: transaction
                )
            }
            return answer(["mergers": .array(found.map(\.json))])
        }
    }

    private static let mergeRefusals = [
        "merged_into_itself", "merge_chain", "merged_already", "places_in_one_cohort",
        "certified_twice", "teaches_the_other", "teach_together", "candidates_for_the_same",
        "examines_the_other", "assessed_the_other",
    ]

    /// What a path says of a record: a code, and of a person nothing but the id.
    private static func name<Noun: Mergeable>(
        _ typed: String,
        of noun: Noun.Type
    ) throws -> String {
        guard !Noun.isNamedByID || Int(typed) != nil else { throw NotFound(Noun.noun, typed) }
        return typed
    }
}

extension Schemas {
    static let merger = merger([("merged", .string), ("into", .nullable(.string))])

    static let personMerger = merger([
        ("merged", .integer), ("merged_email", .string), ("into", .nullable(.integer)),
        ("into_email", .nullable(.string)),
    ])

    private static func merger(_ records: [(String, Schema)]) -> Schema {
        .object(
            [("merger", .integer)] + records + [
                ("reason", .string), ("entered_by", .string), ("effective_on", .date),
            ]
        )
    }
}
