/// Why a file is not read as a workbook.
package enum XLSXError: Error, Equatable, Sendable {
    /// No ZIP archive, or one that is damaged; says what is wrong with it.
    case notAnArchive(String)

    /// A workbook of before 2007, or one with a password: both come in Microsoft's older container.
    case olderOrEncrypted

    /// The archive holds no workbook.
    case notAWorkbook(String)

    /// A part of it is no XML that is read here.
    case malformed(part: String, problem: String)

    /// Unpacked, a part is larger than `XLSXWorkbook.Limits` has it.
    case tooLarge(part: String, bytesMax: Int)

    /// A sheet has more rows or cells than are read.
    case tooManyCells(sheet: String, cellsMax: Int)

    /// A cell stands to the right of the last column that is read.
    case tooManyColumns(sheet: String, row: Int, columnsMax: Int)

    /// A text is longer than a cell can hold.
    case textTooLong(sheet: String, row: Int)
}
