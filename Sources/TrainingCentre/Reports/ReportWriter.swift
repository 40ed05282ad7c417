import Documents

/// Writes a report: its head, each row, its foot, piece by piece.
///
/// - JSON is one object with `rows`; NDJSON is the same head as its first line and then a row a
///   line; CSV is the rows under the names of the columns, and below them what the report means, in
///   lines that begin with `# `; XLSX has that on a sheet of its own.
package struct ReportWriter: ~Copyable {
    private let run: ReportRun
    private let format: Format
    /// For the workbook, which says when it was made: seconds since 1970.
    private let createdAt: Int
    private let csv = CSVWriter(protectsFormulas: true)
    private var sheet: ReportSheet?
    private var rowCount = 0

    /// The formats that are written piece by piece.
    package enum Format: String, CaseIterable, Sendable {
        case json, ndjson, csv, xlsx
    }

    package init(_ run: ReportRun, as format: Format, createdAt seconds: Int) {
        self.run = run
        self.format = format
        createdAt = seconds
    }

    /// What comes before the first row.
    ///
    /// Throws `XLSXWriterError` for a workbook, as `append` and `appendFoot` do.
    package mutating func appendHead(to bytes: inout [UInt8]) throws {
        switch format {
        case .json:
            bytes += run.json.bytes.dropLast()
            bytes += ",\"rows\":[".utf8
        case .ndjson:
            bytes += run.json.bytes
            bytes.append(UInt8(ascii: "\n"))
        case .csv: csv.append(run.report.columns.map(\.name), to: &bytes)
        case .xlsx: sheet = try ReportSheet(run, createdAt: createdAt, to: &bytes)
        }
    }

    package mutating func append(_ cells: [String?], to bytes: inout [UInt8]) throws {
        defer { rowCount += 1 }
        switch format {
        case .json:
            if rowCount > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes += run.json(row: cells).bytes
        case .ndjson:
            bytes += run.json(row: cells).bytes
            bytes.append(UInt8(ascii: "\n"))
        case .csv: csv.append(cells.map { $0 ?? "" }, to: &bytes)
        case .xlsx: try sheet?.append(cells, to: &bytes)
        }
    }

    /// What comes after the last row; without it the report is not whole.
    package mutating func appendFoot(to bytes: inout [UInt8]) throws {
        switch format {
        case .json: bytes += "],\"row_count\":\(rowCount)}\n".utf8
        case .ndjson:
            bytes += JSON.object([JSON.Member("row_count", .integer(rowCount))]).bytes
            bytes.append(UInt8(ascii: "\n"))
        case .csv:
            for line in run.notes { csv.append(["# \(line)"], to: &bytes) }
        case .xlsx: try sheet?.finish(to: &bytes)
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
            JSON.Member("recorded_later", recordedLater.json),
            JSON.Member(
                "parameters",
                .object(parameters.map { JSON.Member($0.name, JSON($0.value)) })
            ),
            JSON.Member("sentence", JSON(sentence?[language])),
            JSON.Member("footnote", JSON(report.footnote(in: language))),
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

    /// The title, sentence, definition, parameters, as-of date and footnote as lines for people.
    package var notes: [String] {
        let language = language
        let asOfTitle = Titles(sr: "Дан пресека", en: "As of")
        return [report.title[language]] + [sentence?[language]].compactMap { $0 }
            + [report.definition[language]]
            + parameters.map { "\($0.title[language]): \($0.text[language])" }
            + ["\(asOfTitle[language]): \(ReportRun.printed(asOf)[language])"]
            + ["\(RecordedLater.title[language]): \(recordedLater.text[language])"]
            + [report.footnote(in: language)].compactMap { $0 }
    }
}
