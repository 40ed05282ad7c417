import CXlsxWriter
import Foundation

/// Writes a workbook (XLSX, ECMA-376) to a file, row by row, in memory that does not grow with it.
///
///     var writer = try XLSXWriter(path: path, createdAt: seconds)
///     try writer.addSheet("Reach", columns: [SpreadsheetColumn("lsg"), …])
///     for row in rows { try writer.append([.text(row.name), .count(row.persons)]) }
///     try writer.finish()
///
/// The same calls with the same `createdAt` make the same bytes. Texts are never formulas. Until
/// `finish()` the file is empty; the sheets wait in files of the system's temporary
/// directory, which go with the writer.
package struct XLSXWriter: ~Copyable {
    private var workbook: UnsafeMutablePointer<lxw_workbook>?
    private let path: String
    private let bold: UnsafeMutablePointer<lxw_format>
    private let dated: UnsafeMutablePointer<lxw_format>
    private var sheet: UnsafeMutablePointer<lxw_worksheet>?
    private var sheetNames: Set<String> = []
    private var row: UInt32 = 0

    /// The limits of the format.
    package enum Limits {
        /// Rows of a sheet, its header included.
        package static let rowsMax = 1_048_576
        package static let columnsMax = 16_384
        package static let textLengthMax = 32_767
        package static let sheetNameLengthMax = 31
    }

    /// Begins a workbook that says it was created at a moment, in seconds since 1970.
    ///
    /// Throws `XLSXWriterError.notWritable`.
    package init(path: String, createdAt seconds: Int) throws {
        // The library would find out at the end, and say so on standard error.
        guard FileManager.default.createFile(atPath: path, contents: nil) else {
            throw XLSXWriterError.notWritable("no file can be made there")
        }
        var options = lxw_workbook_options()
        options.constant_memory = 1
        guard let workbook = workbook_new_opt(path, &options),
            let bold = workbook_add_format(workbook), let dated = workbook_add_format(workbook)
        else { throw XLSXWriterError.notWritable("there is no memory for it") }
        format_set_bold(bold)
        format_set_num_format(dated, "yyyy\\-mm\\-dd")
        var properties = lxw_doc_properties()
        properties.created = seconds
        workbook_set_properties(workbook, &properties)
        self.workbook = workbook
        self.path = path
        self.bold = bold
        self.dated = dated
    }

    deinit {
        if let workbook { lxw_workbook_free(workbook) }
    }

    /// Begins a sheet whose first row is the columns' names; rows are appended to it from now on.
    ///
    /// Throws `XLSXWriterError`: `sheetName` for a name that is empty, longer than 31 characters,
    /// already there, or with one of `[]:*?/\`, and what `append` throws.
    package mutating func addSheet(_ name: String, columns: [SpreadsheetColumn]) throws {
        guard Self.isSheetName(name), sheetNames.insert(name.lowercased()).inserted,
            let sheet = workbook_add_worksheet(workbook, name)
        else { throw XLSXWriterError.sheetName(name) }
        for (index, column) in columns.enumerated().prefix(Limits.columnsMax) {
            let place = UInt16(index)
            worksheet_set_column(sheet, place, place, column.width, nil)
        }
        worksheet_freeze_panes(sheet, 1, 0)
        self.sheet = sheet
        row = 0
        try append(columns.map { .text($0.name) }, texts: bold)
    }

    /// Appends a row to the sheet that was added last.
    ///
    /// Throws `XLSXWriterError` for a text, a number or a row that the format does not hold.
    package mutating func append(_ cells: [SpreadsheetCell]) throws {
        try append(cells, texts: nil)
    }

    /// Writes the file.
    ///
    /// Throws `XLSXWriterError.notWritable`; what stands at the path then is no workbook.
    package consuming func finish() throws {
        let closing = workbook
        workbook = nil
        let result = workbook_close(closing)
        guard result == LXW_NO_ERROR else {
            throw XLSXWriterError.notWritable(String(cString: lxw_strerror(result)))
        }
    }

    private mutating func append(
        _ cells: [SpreadsheetCell],
        texts: UnsafeMutablePointer<lxw_format>?
    ) throws {
        precondition(sheet != nil, "a row stands in a sheet")
        guard row < Limits.rowsMax else { throw XLSXWriterError.tooManyRows }
        guard cells.count <= Limits.columnsMax else { throw XLSXWriterError.tooManyColumns }
        for (column, cell) in cells.enumerated() {
            try write(cell, column: UInt16(column), texts: texts)
        }
        row += 1
    }

    private func write(
        _ cell: SpreadsheetCell,
        column: UInt16,
        texts: UnsafeMutablePointer<lxw_format>?
    ) throws {
        let result: lxw_error
        switch cell {
        case .empty: return
        case .text(let text), .failure(let text):
            // Excel counts UTF-16; longer texts make a file that it calls damaged.
            guard text.utf16.count <= Limits.textLengthMax, !text.utf8.contains(0) else {
                throw XLSXWriterError.textNotHeld(row: Int(row) + 1, column: Int(column) + 1)
            }
            result = worksheet_write_string(sheet, row, column, Self.escaped(text), texts)
        case .number(let number):
            guard number.isFinite else {
                throw XLSXWriterError.numberNotHeld(row: Int(row) + 1, column: Int(column) + 1)
            }
            result = worksheet_write_number(sheet, row, column, number, nil)
        case .date(let date):
            var moment = lxw_datetime()
            moment.year = Int32(date.year)
            moment.month = Int32(date.month)
            moment.day = Int32(date.day)
            result = worksheet_write_datetime(sheet, row, column, &moment, dated)
        }
        guard result == LXW_NO_ERROR else {
            throw XLSXWriterError.notWritable(String(cString: lxw_strerror(result)))
        }
    }

    /// The text with what a reader would take for an escaped character (`_x0041_`) escaped itself.
    private static func escaped(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "_")) else { return text }
        return text.replacing(#/_(?=x[0-9A-Fa-f]{4}_)/#, with: "_x005F_")
    }

    private static func isSheetName(_ name: String) -> Bool {
        !name.isEmpty && name.utf16.count <= Limits.sheetNameLengthMax
            && !name.contains { "[]:*?/\\\0".contains($0) }
            && !name.hasPrefix("'") && !name.hasSuffix("'")
            // A name that spreadsheets keep for themselves.
            && name.lowercased() != "history"
    }
}

/// Why a workbook is not written; rows and columns are counted from 1.
package enum XLSXWriterError: Error, Equatable, Sendable {
    case notWritable(String)
    case sheetName(String)

    /// More than 1,048,576 rows, the header included.
    case tooManyRows
    case tooManyColumns

    /// A text of more than 32,767 characters, or with a zero byte.
    case textNotHeld(row: Int, column: Int)

    /// A number that is none or infinite.
    case numberNotHeld(row: Int, column: Int)
}
