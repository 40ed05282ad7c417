import Documents
import HTTPServer
import TrainingCentre

/// What is asked of a report by the parameters of a request.
struct ReportRequest: Sendable {
    let report: Report
    let parameters: ReportParameters
    let format: Format?

    /// The forms in which a report is sent beside its page.
    enum Format: String, CaseIterable, Sendable {
        case json, ndjson, csv, xlsx

        var mediaType: String {
            switch self {
            case .json: "application/json"
            case .ndjson: "application/x-ndjson"
            case .csv: "text/csv; charset=utf-8"
            case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            }
        }
    }

    private enum Answer: String, CaseIterable {
        case yes, no
    }

    /// What another address asks of a report.
    init(_ report: Report, _ parameters: ReportParameters, as format: Format?) {
        self.report = report
        self.parameters = parameters
        self.format = format
    }

    /// Reads the query; refuses with `InvalidForm`.
    init(_ report: Report, _ request: Request) throws {
        self.report = report
        let names = ReportRequest.query(of: report).map(\.name)
        let query = try Query(request)
        try query.check(isOneOf: names)
        var format: Format?
        parameters = try query.read { form in
            var parameters = ReportParameters()
            parameters.language = LanguageChoice.language(of: request)
            parameters.project = form.optionalText("project")
            parameters.course = form.optionalText("course")
            parameters.cohort = form.optionalText("cohort")
            parameters.area = form.optionalText("area")
            parameters.training = form.optionalText("training")
            parameters.lsg = form.optionalText("lsg")
            parameters.from = form.optionalDate("from")
            parameters.to = form.optionalDate("to")
            parameters.asOf = form.optionalDate("as_of")
            parameters.knownBy = form.knownBy("known_by")
            if form.has("city_municipalities") {
                parameters.cityMunicipalities = form.choice("city_municipalities")
            }
            parameters.includesKosovo = form.choice("kosovo", otherwise: Answer.no) == .yes
            parameters.edition = form.choice("edition", otherwise: .donor) ?? .donor
            let language = form.choice("language", otherwise: parameters.language)
            parameters.language = language ?? parameters.language
            if form.has("format") { format = form.choice("format") }
            return parameters
        }
        self.format = format
    }

    /// The parameters again, as an address has them; without language and format.
    var query: String {
        let given = parameters
        let parts: [(String, String?)] = [
            ("project", given.project), ("course", given.course),
            ("cohort", given.cohort), ("area", given.area), ("training", given.training),
            ("lsg", given.lsg),
            ("from", given.from?.description), ("to", given.to?.description),
            ("as_of", given.asOf?.description), ("known_by", given.knownBy?.description),
            ("city_municipalities", given.cityMunicipalities?.rawValue),
            ("kosovo", given.includesKosovo ? Answer.yes.rawValue : nil),
            ("edition", given.edition == .donor ? nil : given.edition.rawValue),
        ]
        return parts.compactMap { name, value in value.map { "\(name)=\($0.percentEncoded)" } }
            .joined(separator: "&")
    }

    /// The parameters that a report takes, as the description of the API says them.
    static func query(of report: Report) -> [APIRoute.QueryParameter] {
        var query = [
            APIRoute.QueryParameter(
                name: "project",
                about: "Only this project, by code or any of its names."
            ),
            APIRoute.QueryParameter(name: "course", about: "Only this course."),
            APIRoute.QueryParameter(name: "cohort", about: "Only this cohort, by code."),
            APIRoute.QueryParameter(
                name: "area",
                about: "Only courses of this area of a plan, by code."
            ),
            APIRoute.QueryParameter(
                name: "lsg",
                about: "Only people of this LSG or city municipality, by code or name."
            ),
            APIRoute.QueryParameter(
                name: "from",
                about: "Deliveries whose last day is not before this date.",
                schema: .date
            ),
            APIRoute.QueryParameter(
                name: "to",
                about: "Deliveries whose last day is not after this date.",
                schema: .date
            ),
            APIRoute.QueryParameter(
                name: "as_of",
                about: "What was so on this date; today by default.",
                schema: .date
            ),
        ]
        if report.takesKnownBy {
            query.append(
                APIRoute.QueryParameter(
                    name: "known_by",
                    about: "Only what was recorded by this day, or moment of RFC 3339; otherwise "
                        + "what is known now."
                )
            )
        }
        query += options(of: report)
        return query + [
            APIRoute.QueryParameter(
                name: "language",
                about: "Of titles and names; otherwise Accept-Language decides.",
                schema: .oneOf(Language.allCases.map(\.rawValue))
            ),
            APIRoute.QueryParameter(
                name: "format",
                about: "json by default; csv and xlsx say below the rows, or beside them, what "
                    + "they mean.",
                schema: .oneOf(Format.allCases.map(\.rawValue))
            ),
        ]
    }

    private static func options(of report: Report) -> [APIRoute.QueryParameter] {
        var query: [APIRoute.QueryParameter] = []
        if report.options.contains(.training) {
            query.append(
                APIRoute.QueryParameter(
                    name: "training",
                    about: "Only what came of this training of trainers, by the code of its cohort."
                )
            )
        }
        if report.options.contains(.cityMunicipalities) {
            query.append(
                APIRoute.QueryParameter(
                    name: "city_municipalities",
                    about: "Whether a city municipality counts as its city, once, or separately; "
                        + "otherwise the centre's setting decides.",
                    schema: .oneOf(
                        ReportParameters.CityMunicipalities.allCases.map(\.rawValue)
                    )
                )
            )
        }
        if report.options.contains(.kosovo) {
            query.append(
                APIRoute.QueryParameter(
                    name: "kosovo",
                    about: "Whether the 29 LSGs in Kosovo and Metohija are listed; no by default.",
                    schema: .oneOf(Answer.allCases.map(\.rawValue))
                )
            )
        }
        if report.options.contains(.edition) {
            query.append(
                APIRoute.QueryParameter(
                    name: "edition",
                    about: "donor, the default, is of a project up to the end of a year and hides "
                        + "rows with numbers under five; centre does neither.",
                    schema: .oneOf(ReportParameters.Edition.allCases.map(\.rawValue))
                )
            )
        }
        return query
    }
}
