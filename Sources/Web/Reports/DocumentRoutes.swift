import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    /// The published documents whose sentences come from stored rows.
    func documentRoutes(_ documents: [ReportDocument]) -> [APIRoute] {
        [
            APIRoute(
                method: .get,
                template: "/reports/documents",
                summary: "The published documents whose sentences come from stored rows.",
                answer: .object([("documents", .list(.object([("document", .string)])))])
            ) { request in
                try await actor(request).require(.readReports)
                let names: [JSON] = documents.map { ["document": .string($0.name)] }
                return answer(.object([JSON.Member("documents", .array(names))]))
            },
            APIRoute(
                method: .get,
                template: "/reports/documents/{name}",
                summary: "The factual sentences of a published document, with computed numbers.",
                query: DocumentRequest.query,
                answer: .object([
                    ("document", .string), ("language", .string), ("as_of", .date),
                    ("sentences", .list(.string)),
                ]),
                refusals: ["document_not_found", "document_not_borne_out"]
            ) { request in
                let actor = try await actor(request)
                let asked = try DocumentRequest(request, among: documents)
                let written = try await asked.write(in: centre, by: actor)
                return answer([
                    "document": .string(asked.document.name),
                    "language": .string(written.language.rawValue), "as_of": written.asOf.json,
                    "sentences": .array(written.sentences.map(JSON.string)),
                ])
            },
        ]
    }
}

/// The same for people to read.
struct DocumentPageRoutes: Sendable {
    let centre: TrainingCentre
    let pages: Pages
    let reader: PageReader
    let documents: [ReportDocument]

    func add(to router: inout Router) {
        for prefix in [""] + Language.allCases.map({ "/\($0.rawValue)" }) {
            router.on(.get, prefix + "/reports/documents/{name}") { try await page($0) }
        }
    }

    private func page(_ request: Request) async throws -> Response {
        let actor = try await reader.require(request)
        var asked = try DocumentRequest(request, among: documents)
        let language = asked.language ?? LanguageChoice.language(of: request)
        asked.language = language
        let written = try await asked.write(in: centre, by: actor)
        let html = pages.document(written, named: asked.document.name, query: request.query)
        var response = Response.bytes(html, type: "text/html; charset=utf-8")
        response.fields[.cacheControl] = "no-store"
        response.fields[.vary] = "Accept-Language, Authorization"
        return response
    }
}

/// What is asked of a document by a request.
private struct DocumentRequest: Sendable {
    let document: ReportDocument
    var language: Language?
    let asOf: CalendarDate?

    static let query = [
        APIRoute.QueryParameter(
            name: "language",
            about: "The document’s own by default; on its page that of the page.",
            schema: .oneOf(Language.allCases.map(\.rawValue))
        ),
        APIRoute.QueryParameter(
            name: "as_of",
            about: "What was so on this date; today by default.",
            schema: .date
        ),
    ]

    /// Refuses with `NotFound` and `InvalidForm`.
    init(_ request: Request, among documents: [ReportDocument]) throws {
        let query = try Query(request)
        try query.check(isOneOf: DocumentRequest.query.map(\.name))
        (language, asOf) = try query.read { form in
            let language: Language? = form.has("language") ? form.choice("language") : nil
            return (language, form.optionalDate("as_of"))
        }
        let name = request.parameters["name"] ?? ""
        let found = documents.first { $0.name == name.uppercased() }
        guard let found else { throw NotFound("document", name) }
        document = found
    }

    func write(
        in centre: TrainingCentre,
        by actor: Actor
    ) async throws -> ReportDocument.Written {
        try await centre.read { (transaction: borrowing Transaction) in
            try document.write(in: language, asOf: asOf, by: actor, in: transaction)
        }
    }
}
