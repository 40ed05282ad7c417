import HTTPServer
import HTTPTypes
import TrainingCentre

/// What is said of a file that is to be imported, by the parameters and fields of its request.
struct ImportRequest: Sendable {
    let asked: ReceivedImport
    let reason: String?
    let isRehearsal: Bool

    /// Types of content that are read; which of them a file really is, it says itself.
    static let mediaTypes = [
        "text/csv", "text/tab-separated-values", "text/plain", ExportWriter.Format.xlsx.mediaType,
        "application/octet-stream",
    ]

    /// Reads the query and `Content-Type`; refuses with `InvalidForm`, and with `HTTPError` a type
    /// that is not read.
    init(_ noun: ImportedNoun, _ request: Request) throws {
        let type = try Self.type(of: request)
        let query = try Query(request)
        var asked = ReceivedImport(noun)
        asked.cohort = query["cohort"]
        asked.organisation = query["organisation"]
        asked.profile = query["profile"]
        asked.sheet = query["sheet"]
        asked.encoding = query["encoding"] ?? type.encoding
        if let text = query["map"] {
            guard let pairs = ImportFile.pairs(text) else {
                let problem = "is no HEADER=COLUMN, or several with commas between"
                throw InvalidForm([FieldProblem("map", problem)])
            }
            asked.map = pairs
        }
        self.asked = asked
        reason = query["reason"]
        isRehearsal = try query.read { $0.optionalBoolean("dry_run") } ?? false
    }

    private static func type(of request: Request) throws -> (name: String, encoding: String?) {
        guard let field = request.fields[.contentType] else { return ("", nil) }
        let parts = field.split(separator: ";").map { part in
            part.lowercased().filter { !$0.isWhitespace && $0 != "\"" }
        }
        guard let name = parts.first, mediaTypes.contains(name) else {
            throw HTTPError(
                .unsupportedMediaType,
                code: "unsupported_media_type",
                title: "Send \(mediaTypes.joined(separator: ", "))."
            )
        }
        let charset = parts.dropFirst().first { $0.hasPrefix("charset=") }
        return (name, charset.map { String($0.dropFirst("charset=".count)) })
    }

    static let query = [
        APIRoute.QueryParameter(
            name: "dry_run",
            about: "Do all of it and take it back: the answer says what would be.",
            schema: .boolean
        ),
        APIRoute.QueryParameter(
            name: "cohort",
            about: "The cohort of all rows, for a file without that column."
        ),
        APIRoute.QueryParameter(
            name: "organisation",
            about: "The organisation that nominates all rows, for a file without that column."
        ),
        APIRoute.QueryParameter(name: "profile", about: "A kept mapping of headers."),
        APIRoute.QueryParameter(
            name: "map",
            about: "Other headers for columns, as HEADER=COLUMN with commas between."
        ),
        APIRoute.QueryParameter(
            name: "sheet",
            about: "The sheet of a workbook in which several have rows."
        ),
        APIRoute.QueryParameter(
            name: "encoding",
            about: "Detected by default; otherwise as after charset= in Content-Type."
        ),
        APIRoute.QueryParameter(
            name: "reason",
            about: "Why, when rows correct what is recorded already."
        ),
    ]
}

extension ExportWriter.Format {
    /// The type of content without its parameters.
    var mediaType: String {
        switch self {
        case .csv: "text/csv"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        }
    }
}
