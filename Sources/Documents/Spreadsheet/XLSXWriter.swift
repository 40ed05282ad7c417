/// Writes a workbook (XLSX, ECMA-376) row by row, in memory that does not grow with it.
///
///     var writer = try XLSXWriter(createdAt: seconds)
///     try writer.addSheet("Reach", columns: [SpreadsheetColumn("lsg"), …], to: &bytes)
///     for row in rows { try writer.append([.text(row.name), .count(row.persons)], to: &bytes) }
///     try writer.finish(to: &bytes)
///
/// Everything appends to `bytes`, which may be sent and emptied between two calls. The same calls
/// with the same `createdAt` make the same bytes. Texts are never formulas. A sheet that is full
/// goes on in another.
package struct XLSXWriter: ~Copyable {
    private var archive: ZipWriter
    private let createdAt: Int?
    private let rowsMax: Int
    private var sheets: [String] = []
    private var columns: [SpreadsheetColumn] = []
    /// How often the sheet went on.
    private var part = 1
    private var row = 0
    private var sheetSize = 0
    /// Cells that are not compressed yet.
    private var waiting: [UInt8] = []
    private var letters: [[UInt8]] = []

    /// The limits of the format.
    package enum Limits {
        /// Rows of a sheet, its header included.
        package static let rowsMax = 1_048_576
        package static let columnsMax = 16_384
        package static let textLengthMax = 32_767
        package static let sheetNameLengthMax = 31
        /// A larger sheet goes on in another: the archive holds files of less than 4 GiB.
        static let sheetBytesMax = 3 << 30
    }

    private static let waitingBytesMax = 32 << 10

    /// Begins a workbook that says it was created at a moment, in seconds since 1970, or does not.
    ///
    /// Rows of a sheet may be fewer than the format has. Throws `XLSXWriterError.noMemory`.
    package init(createdAt seconds: Int?, rowsMax: Int = Limits.rowsMax) throws {
        archive = try ZipWriter()
        createdAt = seconds
        self.rowsMax = rowsMax
    }

    /// Begins a sheet whose first row is the columns' names; rows are appended to it from now on.
    ///
    /// Throws `XLSXWriterError`: `sheetName` for a name that is empty, longer than 31 characters,
    /// already there, or with one of `[]:*?/\`, and what `append` throws.
    package mutating func addSheet(
        _ name: String,
        columns: [SpreadsheetColumn],
        to bytes: inout [UInt8]
    ) throws {
        part = 1
        try begin(name, columns, to: &bytes)
    }

    /// Appends a row to the sheet that was added last.
    ///
    /// Throws `XLSXWriterError` for a text, a number or a row that the format does not hold.
    package mutating func append(_ cells: [SpreadsheetCell], to bytes: inout [UInt8]) throws {
        precondition(!sheets.isEmpty, "a row stands in a sheet")
        if row == rowsMax || sheetSize > Limits.sheetBytesMax {
            let name = sheets[sheets.count - part]
            part += 1
            try begin("\(name.prefix(25)) (\(part))", columns, to: &bytes)
        }
        try append(cells, texts: .plain, to: &bytes)
    }

    /// Writes what a workbook ends with; nothing may follow.
    ///
    /// Throws `XLSXWriterError.tooLarge`.
    package mutating func finish(to bytes: inout [UInt8]) throws {
        precondition(!sheets.isEmpty, "a workbook has a sheet")
        try endSheet(to: &bytes)
        try archive.add("xl/workbook.xml", XLSXParts.workbook(sheets), to: &bytes)
        try archive.add(
            "xl/_rels/workbook.xml.rels",
            XLSXParts.workbookRelationships(sheets.count),
            to: &bytes
        )
        let types = XLSXParts.contentTypes(sheets.count)
        try archive.add("[Content_Types].xml", types, to: &bytes)
        archive.finish(to: &bytes)
    }

    private mutating func begin(
        _ name: String,
        _ columns: [SpreadsheetColumn],
        to bytes: inout [UInt8]
    ) throws {
        let isNew = !sheets.contains { $0.lowercased() == name.lowercased() }
        guard Self.isSheetName(name), isNew else { throw XLSXWriterError.sheetName(name) }
        if sheets.isEmpty {
            // First what is known before any row: a program that looks at the beginning of the
            // file knows by it what it is, and the reader that it has begun.
            try archive.add("_rels/.rels", XLSXParts.roots, to: &bytes)
            let properties = XLSXParts.properties(createdAt: createdAt)
            try archive.add("docProps/core.xml", properties, to: &bytes)
            try archive.add("xl/styles.xml", XLSXParts.styles, to: &bytes)
        } else {
            try endSheet(to: &bytes)
        }
        let isFirst = sheets.isEmpty
        sheets.append(name)
        archive.begin(XLSXParts.path(ofSheet: sheets.count), to: &bytes)
        self.columns = columns
        (row, sheetSize) = (0, 0)
        waiting += XLSXParts.sheetHead(columns, isFirst: isFirst).utf8
        try append(columns.map { .text($0.name) }, texts: .bold, to: &bytes)
    }

    private mutating func endSheet(to bytes: inout [UInt8]) throws {
        waiting += XLSXParts.sheetFoot.utf8
        try compress(to: &bytes)
        try archive.end(to: &bytes)
    }

    private mutating func compress(to bytes: inout [UInt8]) throws {
        try archive.append(waiting, to: &bytes)
        sheetSize += waiting.count
        waiting.removeAll(keepingCapacity: true)
    }

    private mutating func append(
        _ cells: [SpreadsheetCell],
        texts: XLSXParts.Style,
        to bytes: inout [UInt8]
    ) throws {
        guard cells.count <= Limits.columnsMax else { throw XLSXWriterError.tooManyColumns }
        while letters.count < cells.count { letters.append(Self.letters(letters.count)) }
        let number = Array(String(row + 1).utf8)
        waiting += #"<row r=""#.utf8
        waiting += number
        waiting += #"">"#.utf8
        for (column, cell) in cells.enumerated() {
            guard cell != .empty else { continue }
            waiting += #"<c r=""#.utf8
            waiting += letters[column]
            waiting += number
            guard XLSXCell.append(cell, texts: texts, to: &waiting) else {
                throw cell.refusal(row: row + 1, column: column + 1)
            }
            waiting += "</c>".utf8
        }
        waiting += "</row>".utf8
        row += 1
        if waiting.count >= Self.waitingBytesMax { try compress(to: &bytes) }
    }

    /// A to Z, AA, AB and so on for the columns from 0.
    private static func letters(_ column: Int) -> [UInt8] {
        let last = UInt8(ascii: "A") + UInt8(column % 26)
        return column < 26 ? [last] : letters(column / 26 - 1) + [last]
    }

    private static func isSheetName(_ name: String) -> Bool {
        !name.isEmpty && name.utf16.count <= Limits.sheetNameLengthMax
            && !name.contains { "[]:*?/\\".contains($0) }
            && !name.unicodeScalars.contains { $0.value < 0x20 }
            && !name.hasPrefix("'") && !name.hasSuffix("'")
            // A name that spreadsheets keep for themselves.
            && name.lowercased() != "history"
    }
}

/// Why a workbook is not written; rows and columns are counted from 1.
package enum XLSXWriterError: Error, Equatable, Sendable {
    case noMemory
    case sheetName(String)
    case tooManyColumns

    /// A workbook of 4 GiB and more.
    case tooLarge

    /// A text of more than 32,767 characters, or with a zero byte.
    case textNotHeld(row: Int, column: Int)

    /// A number that is none or infinite.
    case numberNotHeld(row: Int, column: Int)
}

extension SpreadsheetCell {
    fileprivate func refusal(row: Int, column: Int) -> XLSXWriterError {
        if case .number = self { return .numberNotHeld(row: row, column: column) }
        return .textNotHeld(row: row, column: column)
    }
}
