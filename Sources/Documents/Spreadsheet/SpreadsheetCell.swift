/// What stands in one cell of a spreadsheet.
package enum SpreadsheetCell: Hashable, Sendable {
    case empty
    case text(String)

    /// A number; spreadsheets keep fifteen digits of it.
    case number(Double)
    case date(SpreadsheetDate)

    /// A whole number, exact up to fifteen digits.
    package static func count(_ count: Int) -> SpreadsheetCell { .number(Double(count)) }
}

/// A day of the Gregorian calendar, 1900–9999, as spreadsheets have them.
package struct SpreadsheetDate: Hashable, Sendable {
    package let year: Int
    package let month: Int
    package let day: Int

    /// Nil when the calendar has no such day.
    package init?(year: Int, month: Int, day: Int) {
        guard 1_900...9_999 ~= year, 1...12 ~= month,
            1...Self.days(in: month, of: year) ~= day
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    private static func days(in month: Int, of year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }
}

/// A column of a sheet that is written: what stands in its header, and how wide it is shown.
package struct SpreadsheetColumn: Hashable, Sendable {
    package let name: String

    /// The width in characters.
    package let width: Double

    /// A column as wide as its name, at least 12 characters, unless a width is given.
    package init(_ name: String, width: Double? = nil) {
        self.name = name
        self.width = width ?? Double(max(12, name.count + 2))
    }
}
