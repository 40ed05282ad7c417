import Documents

/// Writes a report for programs: its head, each row, its foot.
///
/// - JSON is one object with `rows`; NDJSON is the same head as its first line and then a row a
///   line; CSV is the rows under the names of the columns, and below them what the report means, in
///   lines that begin with `# `.
package struct ReportWriter: Sendable {
    private let run: ReportRun
    private let format: Format
    private let csv = CSVWriter(protectsFormulas: true)
    private var rowCount = 0

    /// The formats that are written piece by piece.
    package enum Format: String, CaseIterable, Sendable {
        case json, ndjson, csv
    }

    package init(_ run: ReportRun, as format: Format) {
        self.run = run
        self.format = format
    }

    /// What comes before the first row.
    package func appendHead(to bytes: inout [UInt8]) {
        switch format {
        case .json:
            bytes += run.json.bytes.dropLast()
            bytes += ",\"rows\":[".utf8
        case .ndjson:
            bytes += run.json.bytes
            bytes.append(UInt8(ascii: "\n"))
        case .csv: csv.append(run.report.columns.map(\.name), to: &bytes)
        }
    }

    package mutating func append(_ cells: [String?], to bytes: inout [UInt8]) {
        defer { rowCount += 1 }
        switch format {
        case .json:
            if rowCount > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes += run.json(row: cells).bytes
        case .ndjson:
            bytes += run.json(row: cells).bytes
            bytes.append(UInt8(ascii: "\n"))
        case .csv: csv.append(cells.map { $0 ?? "" }, to: &bytes)
        }
    }

    /// What comes after the last row; without it the report is not whole.
    package func appendFoot(to bytes: inout [UInt8]) {
        switch format {
        case .json: bytes += "],\"row_count\":\(rowCount)}\n".utf8
        case .ndjson:
            bytes += JSON.object([JSON.Member("row_count", .integer(rowCount))]).bytes
            bytes.append(UInt8(ascii: "\n"))
        case .csv:
            for line in run.notes { csv.append(["# \(line)"], to: &bytes) }
        }
    }
}

extension ReportRun {
    /// Everything but the rows.
    var json: JSON {
        let language = language
        return .object([
            JSON.Member("report", .string(report.name.rawValue)),
            JSON.Member("title", .string(report.title[language])),
            JSON.Member("definition", .string(report.definition[language])),
            JSON.Member("language", .string(language.rawValue)),
            JSON.Member("as_of", asOf.json),
            JSON.Member(
                "parameters",
                .object(parameters.map { JSON.Member($0.name, JSON($0.value)) })
            ),
            JSON.Member("sentence", JSON(sentence?[language])),
            JSON.Member(
                "columns",
                .array(
                    report.columns.map {
                        ["name": .string($0.name), "title": .string($0.title[language])]
                    }
                )
            ),
        ])
    }

    /// A row as an object of its columns; what was left out or is not known is null.
    func json(row cells: [String?]) -> JSON {
        .object(
            zip(report.columns, cells).map { column, cell in
                guard let cell else { return JSON.Member(column.name, .null) }
                return switch column.kind {
                case .count, .guardedCount:
                    JSON.Member(column.name, Int(cell).map(JSON.integer) ?? .null)
                case .decimal: JSON.Member(column.name, .number(cell))
                case .code, .text, .name, .word, .date: JSON.Member(column.name, .string(cell))
                }
            }
        )
    }

    /// The title, sentence, definition, parameters and as-of date as lines for people.
    package var notes: [String] {
        let language = language
        let asOfTitle = Titles(sr: "Дан пресека", en: "As of")
        return [report.title[language]] + [sentence?[language]].compactMap { $0 }
            + [report.definition[language]]
            + parameters.map { "\($0.title[language]): \($0.text[language])" }
            + ["\(asOfTitle[language]): \(asOf)"]
    }
}
