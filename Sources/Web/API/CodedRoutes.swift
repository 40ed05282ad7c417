import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// The routes of a noun that people know by its code: list, create, show, change.
struct CodedRoutes<Noun: CodedNoun>: Sendable {
    let api: API

    /// `activity_item` is described as `ActivityItem`.
    var schema: Schema {
        .named(
            Noun.noun.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }
                .joined()
        )
    }

    var routes: [APIRoute] { [listing, creation, showing, change] }

    private var tag: APIRoute.QueryParameter {
        APIRoute.QueryParameter(name: "tag", about: "Only those with the tag of this code.")
    }

    private var listing: APIRoute {
        APIRoute(
            method: .get,
            template: "/\(Noun.path)",
            summary: "List or search \(Noun.path).",
            isPublic: true,
            query: [APIRoute.QueryParameter].search + (Noun.takesTag ? [tag] : []),
            answer: .page(Noun.plural, schema),
            refusals: Noun.takesTag ? ["tag_not_found"] : []
        ) { request in
            let query = try Query(request)
            let (words, page) = (query["q"], try api.page(query))
            let publicOnly = try await api.seesPublicOnly(request)
            let found = try await api.centre.read { (transaction: borrowing Transaction) in
                try Noun.list(
                    matching: words,
                    tag: Noun.takesTag ? query["tag"] : nil,
                    page: page,
                    publicOnly: publicOnly,
                    in: transaction
                )
            }
            return api.answer(found, Noun.plural, to: request, \.json)
        }
    }

    private var creation: APIRoute {
        .act(
            on: api,
            .post,
            "/\(Noun.path)",
            summary: "Create \(Noun.spokenOfOne).",
            permission: Noun.Draft.permission,
            form: .draft(Noun.Draft.fields, codeField: Noun.codeField),
            answer: schema,
            status: .created,
            refusals: ["code_taken"],
            location: { created in created["code"]?.text.map { "/\(Noun.path)/\($0)" } },
            { submission, transaction in
                try Noun.create(submission.form, by: submission.actor, in: transaction).json
            }
        )
    }

    private var showing: APIRoute {
        APIRoute(
            method: .get,
            template: "/\(Noun.path)/{code}",
            summary: "Show a \(Noun.spoken).",
            isPublic: true,
            answer: schema,
            refusals: ["\(Noun.noun)_not_found"]
        ) { request in
            let code = request.parameters["code"] ?? ""
            let publicOnly = try await api.seesPublicOnly(request)
            let shown = try await api.centre.read { (transaction: borrowing Transaction) in
                try Noun.find(code, publicOnly: publicOnly, in: transaction)
            }
            return api.answer(shown.json, version: shown.version)
        }
    }

    private var change: APIRoute {
        .act(
            on: api,
            .put,
            "/\(Noun.path)/{code}",
            summary: """
                Change \(Noun.spokenOfOne); needs If-Match with its entity tag. What is left out \
                stays as it is.
                """,
            permission: Noun.Draft.permission,
            form: .draft(Noun.Draft.fields.filter { $0.name != Noun.codeField }, codeField: nil)
                + [
                    APIRoute.FormField(
                        name: "reason",
                        about: Noun.isTold ? "Why, once reports have told it." : "Why."
                    )
                ],
            answer: schema,
            refusals: ["\(Noun.noun)_not_found"] + (Noun.isTold ? ["reason_missing"] : [])
        ) { submission, transaction in
            try Noun.change(
                submission.parameter("code"),
                submission.form,
                ifVersion: submission.version,
                by: submission.actor,
                in: transaction
            ).json
        }
    }
}

extension [APIRoute.FormField] {
    /// The members of a form for the fields of a draft.
    ///
    /// The noun's own code is `code` here for all of them; files need the longer name. Nothing is
    /// required of a change (`codeField` nil).
    static func draft(_ fields: [DraftField], codeField: String?) -> Self {
        let single = fields.map { field in
            APIRoute.FormField(
                name: field.name == codeField ? "code" : field.name,
                about: field.about,
                isRequired: field.isRequired && codeField != nil,
                schema: Schema(field.kind),
                meaningOfNull: field.kind.meaningOfNull
            )
        }
        // All three languages at once, as they are shown.
        let titles = fields.filter { $0.name.hasSuffix("_sr_cyrl") }.map { field in
            let isList = if case .listOfTitles = field.kind { true } else { false }
            return APIRoute.FormField(
                name: String(field.name.dropLast("_sr_cyrl".count)),
                about: isList ? field.about : "The three texts in one object.",
                schema: isList ? .list(.titles) : .nullable(.titles)
            )
        }
        return single + titles
    }
}

extension Schema {
    fileprivate init(_ kind: DraftField.Kind) {
        self =
            switch kind {
            case .text: .nullable(.string)
            case .date: .nullable(.date)
            case .list, .listOfTitles: .list(.string)
            case .number: .nullable(.number)
            case .boolean: .nullable(.boolean)
            case .integer, .integerOrNone: .nullable(.integer)
            case .choice(let values): .oneOf(values)
            }
    }
}

extension DraftField.Kind {
    /// What null says of a rule: that there is none.
    fileprivate var meaningOfNull: String? {
        if case .integerOrNone = self { "none" } else { nil }
    }
}
