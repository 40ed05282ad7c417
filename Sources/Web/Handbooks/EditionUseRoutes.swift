import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var editionUseRoutes: [APIRoute] {
        [
            APIRoute(
                method: .get,
                template: "/handbook-uses",
                summary: """
                    How often editions of handbooks were read and taken home, counted without \
                    knowing by whom.
                    """,
                query: [
                    APIRoute.QueryParameter(
                        name: "handbook",
                        about: "The code of one handbook."
                    ),
                    APIRoute.QueryParameter(name: "from", about: "The first day.", schema: .date),
                    APIRoute.QueryParameter(name: "to", about: "The last day.", schema: .date),
                    APIRoute.QueryParameter(
                        name: "by",
                        about: "What is added up; all by default.",
                        schema: .oneOf(EditionUseCount.Span.allCases.map(\.rawValue))
                    ),
                ],
                answer: .object([("handbook_uses", .list(.named("HandbookUse")))]),
                refusals: ["handbook_not_found"]
            ) { request in
                let actor = try await actor(request)
                let asked = try Query(request).read { try EditionUseCount.Asked(&$0) }
                let found = try await centre.read { (transaction: borrowing Transaction) in
                    try EditionUseCount.list(asked, by: actor, in: transaction)
                }
                return answer(["handbook_uses": .array(found.map(\.json))])
            }
        ]
    }
}

extension Schemas {
    static let ofUses: [(name: String, schema: Schema)] = [
        (
            "HandbookUse",
            .object([
                ("handbook_code", .string), ("edition_code", .string), ("language_tag", .string),
                ("media_type", .oneOf(Blob.MediaType.ofHandbooks.map(\.rawValue))),
                ("kind", .oneOf(EditionUses.Kind.allCases.map(\.rawValue))),
                ("since", .nullable(.date)), ("uses", .integer),
            ])
        )
    ]
}

/// How often handbooks are read, for the staff: a page, and a file for spreadsheets.
struct EditionUsePageRoutes: Sendable {
    let centre: TrainingCentre
    let pages: Pages
    let reader: PageReader

    func add(to router: inout Router) {
        for prefix in [""] + Language.allCases.map({ "/\($0.rawValue)" }) {
            router.on(.get, prefix + "/handbook-uses") { try await page($0) }
            router.on(.get, prefix + "/handbook-uses.csv") { try await file($0) }
        }
    }

    private func found(_ request: Request) async throws -> [EditionUseCount] {
        let actor = try await reader.require(request)
        let asked = try Query(request).read { try EditionUseCount.Asked(&$0) }
        return try await centre.read { (transaction: borrowing Transaction) in
            try EditionUseCount.list(asked, by: actor, in: transaction)
        }
    }

    private func page(_ request: Request) async throws -> Response {
        let language = LanguageChoice.language(of: request)
        return pages.form(
            EditionUseTable.content(try await found(request), in: language),
            key: { "" },
            language
        )
    }

    private func file(_ request: Request) async throws -> Response {
        let table = CSVWriter(protectsFormulas: true).table(
            header: EditionUseCount.columns,
            records: try await found(request).map(\.row)
        )
        var response = Response.bytes(
            CSVWriter.byteOrderMark + table,
            type: "text/csv; charset=utf-8"
        )
        response.fields[.cacheControl] = "no-store"
        response.fields[.contentDisposition] = "attachment; filename=\"handbook-uses.csv\""
        return response
    }
}

/// The counts as a table of a page.
enum EditionUseTable {
    static func content(
        _ found: [EditionUseCount],
        in language: Language
    ) -> FormPage.Content {
        var content = FormPage.Content(
            heading: EditionUseText.heading.texts,
            lead: EditionUseText.lead(in: language),
            path: "/handbook-uses",
            back: (HandbookText.heading.texts, "/handbooks"),
            isStaff: true
        )
        guard !found.isEmpty else {
            content.why = EditionUseText.none.texts
            return content
        }
        content.tables = [
            PageTable(
                id: "uses",
                title: EditionUseText.heading(in: language),
                text: EditionUseText.note(in: language),
                columns: [EditionUseText.edition, .file, .kind, .since, .uses].map {
                    $0(in: language)
                },
                rows: found.map { row($0, in: language) }
            )
        ]
        return content
    }

    private static func row(_ count: EditionUseCount, in language: Language) -> [PageCell] {
        let spoken = HandbookText.name(ofLanguage: count.languageTag, in: language)
        let kind: EditionUseText = count.kind == .reading ? .reading : .download
        return [
            PageCell("\(count.title[language]), \(spoken) (\(count.edition))", isHead: true),
            PageCell([.init(code: count.mediaType.fileExtension)]),
            PageCell(kind(in: language)),
            PageCell(count.since?.written(in: language) ?? "–"), PageCell(String(count.uses)),
        ]
    }
}

/// The texts of how often handbooks are read.
enum EditionUseText: String, TextTable {
    case heading, lead, none, note, edition, file, kind, since, uses, reading, download

    var texts: Titles {
        switch self {
        case .heading:
            Titles("Читаност приручника", "Čitanost priručnika", "How often handbooks are read")
        case .lead:
            Titles(
                "Броји се без података о томе ко чита.",
                "Broji se bez podataka o tome ko čita.",
                "Counted without knowing by whom."
            )
        case .none:
            Titles("Још ништа није избројано.", "Još ništa nije izbrojano.", "Nothing counted yet.")
        case .note:
            Titles(
                "Отворена датотека је читање, а сачувана преузимање; делови исте се не броје.",
                "Otvorena datoteka je čitanje, a sačuvana preuzimanje; delovi iste se ne broje.",
                "A file that is opened is a reading, one that is saved a download."
            )
        case .edition: ReadingText.edition.texts
        case .file: Titles("Датотека", "Datoteka", "File")
        case .kind: Titles("Начин", "Način", "Kind")
        case .since: Titles("Од дана", "Od dana", "Since")
        case .uses: Titles("Број", "Broj", "Number")
        case .reading: Titles("читање", "čitanje", "reading")
        case .download: Titles("преузимање", "preuzimanje", "download")
        }
    }
}
