import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// The routes of a noun that people know by its code: list, create, show, change.
struct CodedRoutes<Noun: CodedNoun>: Sendable {
    let api: API

    private typealias Draft = Noun.Draft
    private var schema: Schema { .named(Noun.noun.prefix(1).uppercased() + Noun.noun.dropFirst()) }

    var routes: [APIRoute] { [listing, creation, showing, change] }

    private var fields: [APIRoute.FormField] {
        // A cohort's own code is "code" here as for every other noun; files need the longer name.
        Draft.columns.map { $0 == "\(Noun.noun)_code" ? "code" : $0 }.map {
            APIRoute.FormField(name: $0, about: "As in the import column.")
        }
    }

    private var listing: APIRoute {
        APIRoute(
            method: .get,
            template: "/\(Noun.plural)",
            summary: "List or search \(Noun.plural).",
            isPublic: true,
            query: .search,
            answer: .page(Noun.plural, schema)
        ) { request in
            let query = try Query(request)
            let (words, page) = (query["q"], try api.page(query))
            let found = try await api.centre.read { (transaction: borrowing Transaction) in
                try Noun.list(matching: words, page: page, in: transaction)
            }
            return api.answer(found, Noun.plural, to: request, \.json)
        }
    }

    private var creation: APIRoute {
        APIRoute(
            method: .post,
            template: "/\(Noun.plural)",
            summary: "Create a \(Noun.noun).",
            form: fields,
            answer: schema,
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
                try Noun.create(draft, by: actor, in: transaction)
                return try Noun.find(draft.code, in: transaction).json
            }
            response.fields[.location] = "\(APIRoute.prefix)/\(Noun.plural)/\(draft.code)"
            return response
        }
    }

    private var showing: APIRoute {
        APIRoute(
            method: .get,
            template: "/\(Noun.plural)/{code}",
            summary: "Show a \(Noun.noun).",
            isPublic: true,
            answer: schema,
            refusals: ["\(Noun.noun)_not_found"]
        ) { request in
            let code = request.parameters["code"] ?? ""
            let shown = try await api.centre.read { (transaction: borrowing Transaction) in
                try Noun.find(code, in: transaction)
            }
            return api.answer(shown.json, version: shown.version)
        }
    }

    private var change: APIRoute {
        APIRoute(
            method: .put,
            template: "/\(Noun.plural)/{code}",
            summary: "Change a \(Noun.noun); needs If-Match with its entity tag.",
            form: fields,
            answer: schema,
            refusals: ["\(Noun.noun)_not_found", "version_changed", "version_missing"]
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
                throw NotFound(Noun.noun, code)
            }
            let act = Act(by: actor, requestID: request.id)
            let shown = try await api.centre.write(act) { (transaction: borrowing Transaction) in
                try Noun.change(to: draft, ifVersion: version, by: actor, in: transaction)
                return try Noun.find(draft.code, in: transaction)
            }
            return api.answer(shown.json, version: shown.version)
        }
    }
}

extension FieldProblem {
    fileprivate var isCode: Bool { field == "code" }
}
