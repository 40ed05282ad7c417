import TrainingCentre

/// The shapes of reports in the API.
extension Schemas {
    private static let columns = Schema.list(.object([("name", .string), ("title", .string)]))

    static let recordedLater = Schema.object([
        ("deliveries", .integer), ("merges", .integer), ("entries", .integer),
        ("newest_at", .nullable(.dateTime)),
    ])

    /// A report with its rows, which are objects of its columns.
    static func report(_ report: Report) -> Schema {
        let row = report.columns.map { ($0.name, Schema.nullable($0.schema)) }
        let parameters = report.parameterNames.map { ($0, Schema.nullable(.string)) }
        return .object([
            ("report", .string), ("title", .string), ("definition", .string),
            ("language", .string), ("as_of", .date), ("recorded_later", recordedLater),
            ("parameters", .object(parameters)),
            ("sentence", .nullable(.string)), ("footnote", .nullable(.string)),
            ("columns", columns),
            ("rows", .list(.object(row))), ("row_count", .integer),
        ])
    }

    static let reportDescription = Schema.object([
        ("name", .string), ("title", .string), ("definition", .string), ("columns", columns),
    ])
}

extension ReportColumn {
    fileprivate var schema: Schema {
        switch kind {
        case .code, .text, .name, .word: .string
        case .count, .guardedCount: .integer
        case .decimal: .number
        case .date: .date
        }
    }
}

extension Report {
    /// The names under which a report prints its parameters.
    fileprivate var parameterNames: [String] {
        var names = ["project", "course", "cohort", "area", "lsg", "from", "to"]
        if takesKnownBy { names.append("known_by") }
        if options.contains(.training) { names.append("training") }
        if options.contains(.cityMunicipalities) { names.append("city_municipalities") }
        if options.contains(.kosovo) { names.append("kosovo") }
        if options.contains(.edition) { names.append("edition") }
        return names
    }
}
