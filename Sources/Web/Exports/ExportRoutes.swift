import HTTPServer
import HTTPTypes
import TrainingCentre

extension API {
    /// The rows of a noun, sent while they come from the database.
    var exportRoutes: [APIRoute] {
        [
            APIRoute(
                method: .get,
                template: "/exports/{noun}",
                summary: """
                    The rows of a noun as a file that its import reads; certificates as a \
                    register, which no import reads.
                    """,
                query: [
                    APIRoute.QueryParameter(
                        name: "cohort",
                        about: "Only the rows of this cohort."
                    ),
                    APIRoute.QueryParameter(
                        name: "format",
                        about: "Otherwise Accept decides; csv by default.",
                        schema: .oneOf(ExportWriter.Format.allCases.map(\.rawValue))
                    ),
                    APIRoute.QueryParameter(
                        name: "protect_formulas",
                        about: "Put an apostrophe before what a spreadsheet might run in CSV; then "
                            + "it is no round trip.",
                        schema: .boolean
                    ),
                ],
                answer: .string,
                contentType: ExportWriter.Format.csv.contentType,
                otherContentTypes: [ExportWriter.Format.xlsx.contentType],
                refusals: ["noun_not_found", "noun_not_transferred", "cohort_not_found"]
            ) { request in
                let actor = try await actor(request)
                let noun = try ExportedNoun.named(request.parameters["noun"] ?? "")
                let query = try Query(request)
                let format = try query.read { form in
                    form.choice("format", otherwise: Negotiation.exportFormat(request))
                }
                let table = try ExportedTable(noun, cohort: query["cohort"])
                var writer = ExportWriter(table, as: format ?? .csv)
                writer.protectsFormulas =
                    try query.read { $0.optionalBoolean("protect_formulas") } ?? false
                let stream = try await centre.export(writer, by: actor)
                return Response(
                    fields: [
                        .contentType: writer.format.contentType, .cacheControl: "no-store",
                        .contentDisposition:
                            "attachment; filename=\"\(noun.rawValue).\(writer.format.rawValue)\"",
                        .vary: "Accept",
                    ],
                    body: stream.body
                )
            }
        ]
    }
}

extension ExportWriter.Format {
    /// What the answer says of itself.
    fileprivate var contentType: String {
        self == .csv ? mediaType + "; charset=utf-8" : mediaType
    }
}

extension Negotiation {
    /// The format that the client wants more; text when it does not say.
    fileprivate static func exportFormat(_ request: Request) -> ExportWriter.Format {
        guard let accept = request.fields[.accept] else { return .csv }
        let workbook = quality(ExportWriter.Format.xlsx.mediaType, in: accept)
        return workbook > quality(ExportWriter.Format.csv.mediaType, in: accept) ? .xlsx : .csv
    }
}
