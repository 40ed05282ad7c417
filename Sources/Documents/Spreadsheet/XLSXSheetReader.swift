/// Reads the cells of one sheet from its XML.
struct XLSXSheetReader {
    let name: String
    let strings: [String]
    let styles: XLSXStyles
    let countsFrom1904: Bool

    private var rows: [XLSXSheet.Row] = []
    private var merges: [XLSXSheet.Range] = []
    private var cells: [SpreadsheetCell] = []
    private var row = 0
    private var column = 0
    private var count = 0

    private static let mergesMax = 100_000

    init(name: String, strings: [String], styles: XLSXStyles, countsFrom1904: Bool) {
        self.name = name
        self.strings = strings
        self.styles = styles
        self.countsFrom1904 = countsFrom1904
    }

    mutating func read(_ reader: inout XMLReader) throws -> XLSXSheet {
        while true {
            switch try reader.next() {
            case .open where reader.isNamed("row"): try beginRow(reader)
            case .open where reader.isNamed("c"): try readCell(&reader)
            case .open where reader.isNamed("mergeCell"):
                if merges.count < Self.mergesMax,
                    let range = reader.attribute("ref").flatMap(XLSXSheet.Range.init)
                {
                    merges.append(range)
                }
            case .close where reader.isNamed("row"): endRow()
            case .end: return XLSXSheet(name: name, rows: rows, merges: merges)
            case .open, .close, .text, .verbatim: continue
            }
        }
    }

    /// A row without its number follows the one before.
    private mutating func beginRow(_ reader: XMLReader) throws {
        let number = reader.attribute("r").map { Int($0) ?? 0 } ?? row + 1
        guard number > row, number <= XLSXWriter.Limits.rowsMax else {
            throw XMLReader.Problem(text: "its rows are not in order")
        }
        row = number
        column = 0
        cells.removeAll(keepingCapacity: true)
    }

    private mutating func endRow() {
        while cells.last == .empty { cells.removeLast() }
        guard !cells.isEmpty else { return }
        // A copy has the size of its cells; what grew has up to twice as much, for each row.
        rows.append(XLSXSheet.Row(number: row, cells: cells.map(\.self)))
    }

    private mutating func readCell(_ reader: inout XMLReader) throws {
        let place = reader.attribute("r").flatMap { XLSXPlace($0) }
        let kind = reader.attribute("t") ?? "n"
        let style = reader.attribute("s").flatMap(Int.init) ?? 0
        let next = place?.column ?? column + 1
        guard next > column, row > 0, place.map({ $0.row == row }) ?? true else {
            throw XMLReader.Problem(text: "its cells are not in order")
        }
        column = next
        let cell = try value(&reader, kind: kind, style: style)
        guard cell != .empty else { return }
        count += 1
        guard count <= XLSXWorkbook.Limits.cellsMax else {
            throw XLSXError.tooManyCells(sheet: name, cellsMax: XLSXWorkbook.Limits.cellsMax)
        }
        guard column <= XLSXWorkbook.Limits.columnsMax else {
            throw XLSXError.tooManyColumns(
                sheet: name,
                row: row,
                columnsMax: XLSXWorkbook.Limits.columnsMax
            )
        }
        while cells.count < column - 1 { cells.append(.empty) }
        cells.append(cell)
    }

    /// Reads up to the end of the cell: its value or its own text; a formula only says that it is.
    private mutating func value(
        _ reader: inout XMLReader,
        kind: String,
        style: Int
    ) throws -> SpreadsheetCell {
        let outside = reader.depth - 1
        var written: String?
        var own: String?
        var hasFormula = false
        var isValue = false
        while true {
            switch try reader.next() {
            case .open:
                isValue = reader.isNamed("v")
                if reader.isNamed("f") { hasFormula = true }
                if reader.isNamed("is") { own = try XLSXStrings.text(&reader) }
            case .text(let text):
                if isValue { written = (written ?? "") + reader.decoded(text) }
            case .verbatim(let text):
                if isValue { written = (written ?? "") + reader.written(text) }
            case .close:
                isValue = false
                guard reader.depth == outside else { continue }
                if let own { return try text(own) }
                if let written { return try cell(of: written, kind: kind, style: style) }
                return hasFormula ? .failure("=") : .empty
            case .end: return .empty
            }
        }
    }

    /// What a value means that is of a kind (ECMA-376 part 1, 18.18.11).
    private func cell(of written: String, kind: String, style: Int) throws -> SpreadsheetCell {
        switch kind {
        case "s":
            guard let index = Int(written.trimmed), strings.indices.contains(index) else {
                throw XMLReader.Problem(text: "a cell names a text that is not there")
            }
            return try text(strings[index])
        case "str", "inlineStr": return try text(XLSXStrings.unescaped(written))
        case "b": return .text(["1", "true"].contains(written.trimmed) ? "TRUE" : "FALSE")
        case "e": return .failure(written)
        case "d": return try XLSXDay.isoDay(written) ?? text(written)
        case "n":
            let digits = written.trimmed
            guard !digits.isEmpty else { return .empty }
            guard let number = Double(digits), number.isFinite else {
                throw XMLReader.Problem(text: "a cell holds “\(digits.prefix(30))” as a number")
            }
            switch styles.form(style) {
            case .number: return .number(number)
            case .day:
                return XLSXDay.day(of: number, countsFrom1904: countsFrom1904) ?? .number(number)
            case .timeOfDay: return XLSXDay.time(of: number) ?? .number(number)
            // As it is shown: 85 where the cell holds 0.85. Of a number there are fifteen digits.
            case .percent: return .number((number * 1e14).rounded() / 1e12)
            }
        default: throw XMLReader.Problem(text: "a cell is of an unknown kind")
        }
    }

    private func text(_ text: String) throws -> SpreadsheetCell {
        guard text.utf8.count <= XLSXWorkbook.Limits.textBytesMax else {
            throw XLSXError.textTooLong(sheet: name, row: row)
        }
        return text.isEmpty ? .empty : .text(text)
    }
}

/// How spreadsheets count days.
enum XLSXDay {
    private static let epoch1900 = -25_569
    private static let epoch1904 = -24_107

    /// The day of a number, nil when there is none; with a time of day it is a text of both.
    ///
    /// Counted from 1900, day 60 is 29 February 1900, which never was, and those before it are one
    /// less: an error of the first spreadsheets that all keep (ECMA-376 part 1, 18.17.4.1).
    static func day(of number: Double, countsFrom1904: Bool) -> SpreadsheetCell? {
        guard number >= 0, number < 3_000_000 else { return nil }
        let minutes = Int((number * 1_440).rounded())
        let serial = minutes / 1_440
        let minute = minutes % 1_440
        let dayNumber: Int
        if countsFrom1904 {
            dayNumber = epoch1904 + serial
        } else {
            guard serial != 60, serial > 0 else { return nil }
            dayNumber = epoch1900 + serial + (serial < 60 ? 1 : 0)
        }
        guard let date = SpreadsheetDate(dayNumber: dayNumber) else { return nil }
        guard minute > 0 else { return .date(date) }
        return .text("\(date) \(two(minute / 60)):\(two(minute % 60))")
    }

    /// The time of day of a part of a day, as `09:00`; nil for what is more, or no whole minute.
    static func time(of number: Double) -> SpreadsheetCell? {
        let seconds = Int((min(max(number, -1), 1) * 86_400).rounded())
        guard (0..<86_400).contains(seconds), seconds % 60 == 0 else { return nil }
        return .text("\(two(seconds / 3_600)):\(two(seconds / 60 % 60))")
    }

    /// The day of a text such as `2024-02-29` or `2024-02-29T00:00:00`; nil for any other.
    static func isoDay(_ text: String) -> SpreadsheetCell? {
        let parts = text.trimmed.split(separator: "T")
        let numbers = parts.first?.split(separator: "-").compactMap { Int($0) } ?? []
        guard numbers.count == 3, parts.count == 1 || parts[1].allSatisfy({ "0:.Z".contains($0) }),
            let date = SpreadsheetDate(year: numbers[0], month: numbers[1], day: numbers[2])
        else { return nil }
        return .date(date)
    }

    private static func two(_ number: Int) -> String {
        number < 10 ? "0\(number)" : String(number)
    }
}

extension String {
    /// The text without white space of XML around it.
    fileprivate var trimmed: String {
        guard let first = utf8.first, let last = utf8.last, first <= 0x20 || last <= 0x20 else {
            return self
        }
        let start = utf8.firstIndex { $0 > 0x20 } ?? endIndex
        let end = utf8.lastIndex { $0 > 0x20 }.map { utf8.index(after: $0) } ?? start
        return String(self[start..<end])
    }
}
