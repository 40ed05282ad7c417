import Documents
import SerbianText

/// A sheet as somebody sent it: titles above its header, merged cells, notes below its rows.
struct ReceivedSheet {
    private let sheet: XLSXSheet
    private let names: HeaderNames
    private let headerIndex: Int
    /// Each header with its columns in the sheet: several for one that is merged across them.
    private let headers: [(text: String, columns: ClosedRange<Int>)]

    private static let filledCellsMax = 2_000_000

    /// Finds the header among the first rows, or the labels of a form; nil when no column of any is
    /// known.
    init?(_ sheet: XLSXSheet, names: HeaderNames) {
        let header = ReceivedHeader(of: sheet, names: names)
        if let form = sheet.turned(names: names, unless: header?.score ?? 0),
            let labels = ReceivedHeader(of: form, names: names)
        {
            self.init(form, names, labels)
        } else if let header {
            self.init(sheet, names, header)
        } else {
            return nil
        }
    }

    private init(_ sheet: XLSXSheet, _ names: HeaderNames, _ header: ReceivedHeader) {
        self.sheet = sheet
        self.names = names
        headerIndex = header.lastIndex
        headers = header.texts
    }

    /// The file that it is, for a workbook of which it is the sheet that counts.
    func file() throws -> ImportFile {
        let texts = headers.map(\.text)
        try names.check(texts)
        let columns = names.columns(texts)
        var table = ReceivedRows(headers: texts, columns: columns)
        let filled = filledDown()
        for index in sheet.rows.indices.dropFirst(headerIndex + 1) {
            let row = sheet.rows[index]
            let cells = headers.map { header in
                cell(row, header.columns, filled: filled[row.number] ?? [:])
            }
            let isFailure = zip(columns, headers).first { column, header in
                column != nil && Self.failure(row, header.columns) != nil
            }
            let defect = isFailure.flatMap { pair in
                Self.failure(row, pair.1.columns).map { failure in
                    failure == "="
                        ? "holds a formula that was never calculated: save the file in a "
                            + "spreadsheet program first"
                        : "holds a formula that failed (\(failure))"
                }
            }
            table.add(line: row.number, cells: cells, field: isFailure?.0, defect: defect)
        }
        return table.file(encoding: "xlsx", delimiter: "sheet “\(sheet.name)”")
    }

    /// What stands in the columns of a header, in one text.
    private func cell(
        _ row: XLSXSheet.Row,
        _ columns: ClosedRange<Int>,
        filled: [Int: String]
    ) -> String {
        columns.compactMap { column in
            let text = column <= row.cells.count ? row.cells[column - 1].plain : ""
            return text.isEmpty ? filled[column] : text
        }.joined(separator: " ")
    }

    private static func failure(_ row: XLSXSheet.Row, _ columns: ClosedRange<Int>) -> String? {
        for column in columns where column <= row.cells.count {
            if case .failure(let text) = row.cells[column - 1] { return text }
        }
        return nil
    }

    /// What stands in cells that are merged with one above, by row and column.
    private func filledDown() -> [Int: [Int: String]] {
        var filled: [Int: [Int: String]] = [:]
        let below = sheet.rows[(headerIndex + 1)...]
        guard !sheet.merges.isEmpty, let first = below.first?.number, let last = below.last?.number
        else { return [:] }
        let anchors = Dictionary(
            uniqueKeysWithValues: below.map { ($0.number, $0.cells) }
        )
        var count = 0
        for merge in sheet.merges where merge.rows.count > 1 && merge.columns.count == 1 {
            let column = merge.columns.lowerBound
            guard let cells = anchors[merge.rows.lowerBound], column <= cells.count else {
                continue
            }
            let rows = merge.rows.clamped(to: first...last)
            // Merges may overlap in a file that means no good.
            count += rows.count
            guard count <= Self.filledCellsMax else { break }
            for row in rows { filled[row, default: [:]][column] = cells[column - 1].plain }
        }
        return filled
    }
}

/// The rows below a header, without those that only look like rows.
struct ReceivedRows {
    private let headers: [String]
    private let columns: [String?]
    private let known: [String]
    /// Known columns of which a row of the table has one: without it, it may be a note.
    private let keys: Set<String>
    private var rows: [Row] = []
    private var isFirst = true
    /// What stands in the rows: a workbook's cells take ten times the memory.
    private var text: [UInt8] = []
    private let writer = CSVWriter()

    private struct Row {
        let line: Int
        /// Where in the text it stands.
        let place: Int
        let field: String
        let defect: String?
        /// How many known columns have something in it.
        let filled: Int
        /// Whether it lacks what a row of the table is known by.
        let isKeyless: Bool
    }

    private static let keys: Set = ["email", "code", "cohort_code", "course_code"]
    private static let cellBytesMax = XLSXWorkbook.Limits.textBytesMax

    init(headers: [String], columns: [String?]) {
        self.headers = headers
        self.columns = columns
        known = columns.compactMap(\.self)
        keys = Self.keys.intersection(known)
    }

    /// Adds the row of a line, if it is one.
    ///
    /// None are: a row without anything in a known column, such as one with its number alone; the
    /// header again, as on the next page; the columns' numbers below the header.
    mutating func add(line: Int, cells: [String], field: String?, defect: String?) {
        defer { isFirst = false }
        let values = values(of: cells)
        let filled = values.count { !SerbianText.normalised($0).isEmpty }
        guard filled > 0 || defect != nil else { return }
        let numbers = cells.filter { !$0.isEmpty }.map { Int($0.trimmingMarks) ?? -1 }
        if isFirst, numbers.count > 2, numbers == Array(numbers[0]..<numbers[0] + numbers.count) {
            return
        }
        let isHeader =
            cells.count == headers.count
            && zip(headers, cells).allSatisfy {
                HeaderNames.folded($0) == HeaderNames.folded($1)
            }
        if isHeader { return }
        rows.append(
            Row(
                line: line,
                place: text.count,
                field: field ?? "",
                defect: defect,
                filled: filled,
                isKeyless: zip(known, values).allSatisfy { column, value in
                    !keys.contains(column) || !Self.isKey(value, of: column)
                }
            )
        )
        writer.append(values, to: &text)
    }

    /// What stands in the known columns, in their order.
    private func values(of cells: [String]) -> [String] {
        columns.indices.compactMap { index in
            guard let column = columns[index] else { return nil }
            let cell = index < cells.count ? cells[index] : ""
            // Cells that are merged may be longer together than a field is. No value is as long.
            return Self.value(of: cell, in: column).cut(to: Self.cellBytesMax)
        }
    }

    private static func value(of cell: String, in column: String) -> String {
        switch column {
        case "email": address(cell)
        case "name", "name_family_first": lines(of: cell)
        default: cell
        }
    }

    /// Names of which each has a line of its own are divided as they would be in one line; a name
    /// that goes on in the next line is one.
    private static func lines(of cell: String) -> String {
        guard cell.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return cell }
        let lines = cell.split(whereSeparator: \.isNewline)
        let areNames = lines.allSatisfy { $0.split(separator: " ").count > 1 }
        return lines.joined(separator: areNames ? ", " : " ")
    }

    /// The file of these rows: notes below the last of them are left out, and said to be.
    func file(encoding: String, delimiter: String) -> ImportFile {
        // An address may stand in a signature, alone.
        let notes = rows.reversed().prefix { row in
            !keys.isEmpty && row.filled * 2 < known.count && (row.filled == 1 || row.isKeyless)
        }
        let end = rows[(rows.count - notes.count)...].firstIndex(where: \.isKeyless)
        let table = rows[..<(end ?? rows.count)]
        let written = ImportedText(CSVText(written: text), columns: known)
        return ImportFile(
            encoding: encoding,
            delimiter: delimiter,
            headers: zip(headers, columns).filter { !$0.0.isEmpty }.map { ($0, $1) },
            rows: table.map { row in
                ImportedRow(
                    line: row.line,
                    in: written,
                    at: row.place,
                    defect: row.defect,
                    defectField: row.field
                )
            },
            leftOut: rows[table.count...].map(\.line)
        )
    }

    /// Whether a value can be what its row is known by; a signature may stand in any column.
    private static func isKey(_ value: String, of column: String) -> Bool {
        column == "email" ? value.contains("@") : !value.isEmpty
    }

    /// The address that was meant: no space stands beside its `@`, no mark around it, and in
    /// “Ana Anić <ana.anic@ada.example>” it is what stands in brackets.
    ///
    /// A space elsewhere stays: what it divides may be another address, or two.
    private static func address(_ cell: String) -> String {
        guard cell.contains("@") else { return cell }
        var text = cell
        if let open = text.lastIndex(of: "<"), let close = text[open...].firstIndex(of: ">"),
            text[open...close].contains("@")
        {
            text = String(text[open...close])
        }
        text = text.split(separator: "@", omittingEmptySubsequences: false)
            .map { SerbianText.normalised(String($0)) }.joined(separator: "@")
        if text.lowercased().hasPrefix("mailto:") { text.removeFirst(7) }
        while let last = text.last, ".,;>".contains(last) { text.removeLast() }
        return text.hasPrefix("<") ? String(text.dropFirst()) : text
    }
}

extension String {
    /// The text, or as much of it as surely takes no more bytes.
    fileprivate func cut(to bytesMax: Int) -> String {
        utf8.count <= bytesMax ? self : String(unicodeScalars.prefix(bytesMax / 4))
    }

    /// The text without full stops and spaces around it, as numbers of rows have them.
    fileprivate var trimmingMarks: String {
        String(drop { ". ()".contains($0) }.reversed().drop { ". ()".contains($0) }.reversed())
    }
}
