import Documents
import Postgres

import struct FoundationEssentials.Date

extension TrainingCentre {
    /// Writes a report as a workbook (XLSX) to a file: its rows, and beside them what they mean.
    ///
    /// Refuses as `ReportRun.prepare`, and with `ReportTooLong` beyond what a sheet holds.
    package func reportWorkbook(
        _ name: Report.Name,
        _ parameters: ReportParameters,
        to path: String,
        by actor: Actor?
    ) async throws {
        try await read { (transaction: borrowing Transaction) in
            let run = try ReportRun.prepare(name, parameters, by: actor, in: transaction)
            let language = run.language
            let seconds = Int(try transaction.now.timeIntervalSince1970)
            var writer = try XLSXWriter(path: path, createdAt: seconds)
            try writer.addSheet(
                String(run.report.title[language].prefix(XLSXWriter.Limits.sheetNameLengthMax)),
                columns: run.report.columns.map { SpreadsheetColumn($0.title[language]) }
            )
            do {
                try run.forEachRow(in: transaction) { cells in
                    try writer.append(
                        zip(run.report.columns, cells).map { $0.cell($1, in: language) }
                    )
                }
            } catch XLSXWriterError.tooManyRows {
                throw ReportTooLong()
            }
            try writer.addSheet(
                Titles(sr: "О извештају", en: "About")[language],
                columns: [SpreadsheetColumn(run.report.title[language], width: 100)]
            )
            for line in run.notes.dropFirst() { try writer.append([.text(line)]) }
            try writer.finish()
        }
    }
}

/// More rows than a sheet of a workbook holds.
package struct ReportTooLong: Refusal {
    package var kind: RefusalKind { .invalid }
    package var code: String { "report_too_long" }
    package var message: String {
        "the report has more rows than a sheet holds: ask for csv, or for a shorter period"
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
