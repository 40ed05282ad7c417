import Documents

extension ExportedTable {
    /// The columns of a sheet: their names, and how wide they are shown.
    package var sheetColumns: [SpreadsheetColumn] {
        columns.map { SpreadsheetColumn($0, width: $0.hasPrefix("title") ? 50 : nil) }
    }

    /// The cells of a row: days and numbers as such, everything else as the text that it is.
    package func cells(_ row: [String]) -> [SpreadsheetCell] {
        zip(columns, row).map { column, text in
            if text.isEmpty { return .empty }
            if column.hasSuffix("_on") || column.hasSuffix("_date"),
                let parts = CalendarDate(text)?.parts,
                let date = SpreadsheetDate(year: parts.year, month: parts.month, day: parts.day)
            {
                return .date(date)
            }
            if Self.numbers.contains(column), let number = Double(text) { return .number(number) }
            return .text(text)
        }
    }

    private static let numbers: Set = [
        "capacity", "hours", "minimum_attendance_percent", "pass_score_percent", "score_percent",
    ]
}
