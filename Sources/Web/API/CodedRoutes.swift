import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// The routes of a noun that people know by its code: list, create, show, change.
struct CodedRoutes<Draft: CodedDraft>: Sendable {
    typealias Shown = (json: JSON, version: Int)

    let api: API
    /// The plural, as in the path.
    let plural: String
    let schema: String
    let list: @Sendable (String?, PageRequest, borrowing Transaction) throws -> Page<JSON>
    let find: @Sendable (String, borrowing Transaction) throws -> Shown

    var routes: [APIRoute] {
        // A cohort's own code is "code" here as for every other noun; files need the longer name.
        let fields = Draft.columns.map { $0 == "\(Draft.noun)_code" ? "code" : $0 }.map {
            APIRoute.FormField(name: $0, about: "As in the import column.")
        }
        return [listing, creation(fields), showing, change(fields)]
    }

    private var listing: APIRoute {
        let (api, plural, list) = (api, plural, list)
        return APIRoute(
            method: .get,
            template: "/\(plural)",
            summary: "List or search \(plural).",
            isPublic: true,
            query: .search,
            answer: .page(plural, .named(schema))
        ) { request in
            let query = try Query(request)
            let (words, page) = (query["q"], try api.page(query))
            let found = try await api.centre.read { (transaction: borrowing Transaction) in
                try list(words, page, transaction)
            }
            return api.answer(found, plural, to: request) { $0 }
        }
    }

    private func creation(_ fields: [APIRoute.FormField]) -> APIRoute {
        let (api, plural, find) = (api, plural, find)
        return APIRoute(
            method: .post,
            template: "/\(plural)",
            summary: "Create a \(Draft.noun).",
            form: fields,
            answer: .named(schema),
            status: .created,
            refusals: ["code_taken"]
        ) { request in
            let actor = try await api.actor(request)
            // Before the form is looked at: who may not do it is told so, and nothing else.
            try actor.require(Draft.permission)
            let submission = try await Submission(request)
            var form = submission.form
            let draft = try Draft(&form)
            var response = try await api.write(submission, as: actor, status: .created) {
                (transaction: borrowing Transaction) in
                try draft.create(by: actor, in: transaction)
                return try find(draft.code, transaction).json
            }
            response.fields[.location] = "\(APIRoute.prefix)/\(plural)/\(draft.code)"
            return response
        }
    }

    private var showing: APIRoute {
        let (api, find) = (api, find)
        return APIRoute(
            method: .get,
            template: "/\(plural)/{code}",
            summary: "Show a \(Draft.noun).",
            isPublic: true,
            answer: .named(schema),
            refusals: ["\(Draft.noun)_not_found"]
        ) { request in
            let code = request.parameters["code"] ?? ""
            let shown = try await api.centre.read { (transaction: borrowing Transaction) in
                let shown = try find(code, transaction)
                return VersionedJSON(json: shown.json, version: shown.version)
            }
            return api.answer(shown.json, version: shown.version)
        }
    }

    private func change(_ fields: [APIRoute.FormField]) -> APIRoute {
        let (api, find) = (api, find)
        return APIRoute(
            method: .put,
            template: "/\(plural)/{code}",
            summary: "Change a \(Draft.noun); needs If-Match with its entity tag.",
            form: fields,
            answer: .named(schema),
            refusals: ["\(Draft.noun)_not_found", "version_changed", "version_missing"]
        ) { request in
            let actor = try await api.actor(request)
            try actor.require(Draft.permission)
            let version = try api.version(request)
            let code = request.parameters["code"] ?? ""
            let submission = try await Submission(request)
            var form = Form(
                Submission.values(of: submission.object).merging(["code": code]) { $1 }
            )
            let draft: Draft
            do {
                draft = try Draft(&form)
            } catch let error as InvalidForm where error.fields.contains(where: \.isCode) {
                // It stands in the path: nothing can have it.
                throw NotFound(Draft.noun, code)
            }
            let act = Act(by: actor, requestID: request.id)
            let shown = try await api.centre.write(act) { (transaction: borrowing Transaction) in
                try draft.change(ifVersion: version, by: actor, in: transaction)
                let shown = try find(draft.code, transaction)
                return VersionedJSON(json: shown.json, version: shown.version)
            }
            return api.answer(shown.json, version: shown.version)
        }
    }
}

private struct VersionedJSON: Sendable {
    let json: JSON
    let version: Int
}

extension FieldProblem {
    fileprivate var isCode: Bool { field == "code" }
}
