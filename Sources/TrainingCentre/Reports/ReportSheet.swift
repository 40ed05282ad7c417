import Documents

/// Writes a report as a workbook (XLSX): its rows, and beside them what they mean.
struct ReportSheet: ~Copyable {
    private let run: ReportRun
    private var workbook: XLSXWriter

    /// Begins the workbook, which says it was made at a moment, in seconds since 1970.
    ///
    /// Throws `XLSXWriterError`, as everything here.
    init(_ run: ReportRun, createdAt seconds: Int, to bytes: inout [UInt8]) throws {
        var workbook = try XLSXWriter(createdAt: seconds)
        let language = run.language
        try workbook.addSheet(
            String(run.report.title[language].prefix(XLSXWriter.Limits.sheetNameLengthMax)),
            columns: run.report.columns.map { SpreadsheetColumn($0.title[language]) },
            to: &bytes
        )
        self.run = run
        self.workbook = workbook
    }

    mutating func append(_ cells: [String?], to bytes: inout [UInt8]) throws {
        let language = run.language
        try workbook.append(
            zip(run.report.columns, cells).map { $0.cell($1, in: language) },
            to: &bytes
        )
    }

    /// Writes what the report means, and what a workbook ends with.
    mutating func finish(to bytes: inout [UInt8]) throws {
        try workbook.addSheet(
            Titles(sr: "О извештају", en: "About")[run.language],
            columns: [SpreadsheetColumn(run.report.title[run.language], width: 100)],
            to: &bytes
        )
        for line in run.notes.dropFirst() { try workbook.append([.text(line)], to: &bytes) }
        try workbook.finish(to: &bytes)
    }
}

extension ReportColumn {
    fileprivate func cell(_ text: String?, in language: Language) -> SpreadsheetCell {
        guard let text else {
            let shown = words(nil, in: language)
            return shown.isEmpty ? .empty : .text(shown)
        }
        switch kind {
        case .code, .text, .name: return .text(text)
        case .word: return .text(words(text, in: language))
        case .count, .guardedCount, .decimal:
            return Double(text).map(SpreadsheetCell.number) ?? .text(text)
        case .date:
            guard let parts = CalendarDate(text)?.parts,
                let date = SpreadsheetDate(
                    year: parts.year,
                    month: parts.month,
                    day: parts.day
                )
            else { return .text(text) }
            return .date(date)
        }
    }
}
