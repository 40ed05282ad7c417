/// Why a table cannot be read on.
///
/// `line` is the line in the file, the header's being 1.
package enum CSVError: Error, Equatable, Sendable {
    /// No header: the file is empty or blank.
    case emptyFile

    /// A quoted field of the header that starts on this line never ends.
    case unterminatedQuote(line: Int)

    /// Text after the closing quote of a field of the header.
    case strayQuote(line: Int)

    /// Two columns of one name; capitals and spaces around it do not tell names apart.
    case duplicateColumn(name: String, line: Int)

    /// A field longer than `CSVLimits.fieldBytesMax`.
    case fieldTooLong(line: Int, bytesMax: Int)

    /// A record of more fields than `CSVLimits.columnsMax`.
    case tooManyColumns(line: Int, columnsMax: Int)

    /// More records than the caller allows.
    case tooManyRows(line: Int, rowsMax: Int)
}

/// What is wrong with one record; the ones after it can still be read.
package struct CSVRowProblem: Error, Equatable, Sendable {
    /// The line in the file where the record starts.
    package let row: Int

    package let kind: Kind

    /// What is wrong.
    package enum Kind: Equatable, Sendable {
        /// It has more or fewer fields than the header.
        case fields(expected: Int, found: Int)
        /// A quotation mark is never closed, or has text behind the closing one. The next record is
        /// taken to begin in the next line.
        case quotationMark
    }
}

/// The limits of every table; the number of rows is the caller's to limit.
package enum CSVLimits {
    /// The longest field, in bytes of UTF-8 as it stands in the file.
    package static let fieldBytesMax = 64 << 10

    /// The most fields of a record.
    package static let columnsMax = 500
}
