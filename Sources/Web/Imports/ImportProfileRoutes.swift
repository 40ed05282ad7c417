import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var importProfileRoutes: [APIRoute] {
        [profileList, profileShown, profileSaving, profileRemoval]
    }

    private var profileList: APIRoute {
        APIRoute(
            method: .get,
            template: "/imports/profiles",
            summary: "Mappings of headers that are kept under a name.",
            query: [
                APIRoute.QueryParameter(
                    name: "noun",
                    about: "Only those for this noun.",
                    schema: .oneOf(ImportedNoun.allCases.map(\.rawValue))
                )
            ],
            answer: .object([("import_profiles", .list(.named("ImportProfile")))]),
            refusals: ["noun_not_found"]
        ) { request in
            let actor = try await actor(request)
            let noun = try Query(request)["noun"].map { try ImportedNoun.named($0) }
            let profiles = try await centre.read { (transaction: borrowing Transaction) in
                try ImportProfile.list(noun: noun, by: actor, in: transaction)
            }
            return answer(["import_profiles": .array(profiles.map(\.json))])
        }
    }

    private var profileShown: APIRoute {
        APIRoute(
            method: .get,
            template: "/imports/profiles/{name}",
            summary: "One mapping.",
            answer: .named("ImportProfile"),
            refusals: ["import_profile_not_found"]
        ) { request in
            let actor = try await actor(request)
            let name = request.parameters["name"] ?? ""
            let profile = try await centre.read { (transaction: borrowing Transaction) in
                try ImportProfile.find(name, by: actor, in: transaction)
            }
            return answer(profile.json)
        }
    }

    private var profileSaving: APIRoute {
        .act(
            on: self,
            .post,
            "/imports/profiles",
            summary: "Keep a mapping under a name; one of this name is replaced.",
            permission: .manageEnrolments,
            form: [
                APIRoute.FormField(name: "name", about: "Its name.", isRequired: true),
                APIRoute.FormField(
                    name: "noun",
                    about: "What is imported with it.",
                    isRequired: true,
                    schema: .oneOf(ImportedNoun.allCases.map(\.rawValue))
                ),
                APIRoute.FormField(
                    name: "columns",
                    about: "A column's name for each header of the file.",
                    isRequired: true,
                    schema: .map(.string)
                ),
            ],
            answer: .named("ImportProfile"),
            refusals: ["file_unreadable"]
        ) { submission, transaction in
            var form = submission.form
            let name = form.text("name")
            let noun = form.choice("noun") ?? ImportedNoun.enrolments
            try form.check()
            let pairs = (submission.object["columns"]?.members ?? []).map {
                (header: $0.name, column: $0.value.text ?? "")
            }
            return try ImportProfile.save(
                name,
                noun: noun,
                pairs: pairs,
                by: submission.act,
                in: transaction
            ).json
        }
    }

    private var profileRemoval: APIRoute {
        .act(
            on: self,
            .post,
            "/imports/profiles/{name}/removal",
            summary: "Forget a mapping.",
            permission: .manageEnrolments,
            form: [
                APIRoute.FormField(name: "reason", about: "Why.", isRequired: true)
            ],
            answer: .named("ImportProfile"),
            refusals: ["import_profile_not_found", "reason_missing"]
        ) { submission, transaction in
            try submission.form.check()
            return try ImportProfile.delete(
                submission.parameter("name"),
                by: submission.act,
                in: transaction
            ).json
        }
    }
}
