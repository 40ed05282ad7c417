/// What stands in one cell of a spreadsheet.
package enum SpreadsheetCell: Hashable, Sendable {
    case empty
    case text(String)

    /// A number; spreadsheets keep fifteen digits of it.
    case number(Double)
    case date(SpreadsheetDate)

    /// What a spreadsheet shows for a formula that failed, such as `#REF!`; written as a text.
    case failure(String)

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

    /// The day so many days after 1 January 1970; nil outside of the calendar.
    package init?(dayNumber: Int) {
        guard -25_567...2_932_896 ~= dayNumber else { return nil }
        // Eras of 400 years that begin on 1 March, so that the leap day is a year's last.
        let shifted = dayNumber + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        self.init(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
            month: month,
            day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }

    private static func days(in month: Int, of year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }
}

extension SpreadsheetDate: CustomStringConvertible {
    /// The day as ISO 8601 writes it.
    package var description: String {
        "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }
}

extension SpreadsheetCell {
    /// What the cell says as a field of text does: numbers and days as programs write them.
    package var plain: String {
        switch self {
        case .empty: return ""
        case .text(let text), .failure(let text): return text
        case .date(let date): return date.description
        case .number(let number):
            guard let whole = Int(exactly: number) else { return number.description }
            return String(whole)
        }
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
