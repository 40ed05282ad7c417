/// Reads the records of a table one after another.
///
///     var reader = try CSVReader(text, rowsMax: 10_000)
///     guard let email = reader.header.column("email") else { … }
///     while let row = try reader.next() {
///         switch row {
///         case .success(let record): … record[email] …
///         case .failure(let problem): … problem.row …
///         }
///     }
package struct CSVReader: Sendable {
    /// The names of the columns.
    package let header: CSVHeader

    /// The delimiter given, found, or named by the file's own first line ("sep=;").
    package let delimiter: CSVDelimiter

    private let bytes: [UInt8]
    private let rowsMax: Int
    private var rows = 0
    private var isFinished = false
    private var scanner: CSVScanner

    /// Reads the header.
    ///
    /// Throws `CSVError`: `emptyFile`, `duplicateColumn`, and for the header's own fields what
    /// `next()` throws.
    package init(_ text: DecodedText, delimiter: CSVDelimiter? = nil, rowsMax: Int) throws {
        bytes = text.utf8
        self.rowsMax = rowsMax
        let directive = SeparatorLine(bytes)
        let start = directive?.length ?? 0
        let delimiter =
            delimiter ?? directive?.delimiter ?? CSVDelimiter.detect(in: bytes, from: start)
        self.delimiter = delimiter
        scanner = CSVScanner(
            bytes,
            delimiter: delimiter,
            from: start,
            line: directive == nil ? 1 : 2
        )
        guard let (fields, line) = try scanner.next(columns: 0) else { throw CSVError.emptyFile }
        header = try CSVHeader(
            fields.map { [bytes] in CSVRecord.text(of: $0, in: bytes) },
            line: line
        )
    }

    /// The whole table, for records that are read again.
    package var text: CSVText { CSVText(bytes, delimiter: delimiter) }

    /// Where in `text` the record stands that `next()` gives.
    package var place: Int { scanner.position }

    /// The next record, or the problem of one with a wrong number of fields or a quote out of place
    /// or never closed; nil at the end.
    ///
    /// Throws `CSVError` when a limit is passed. After that it says the table has ended.
    package mutating func next() throws -> Result<CSVRecord, CSVRowProblem>? {
        guard !isFinished else { return nil }
        isFinished = true
        let scanned: (fields: [CSVField], line: Int)?
        do {
            scanned = try scanner.next(columns: header.names.count)
        } catch {
            switch error as? CSVError {
            case .unterminatedQuote?, .strayQuote?:
                let line = scanner.skipLine()
                try countRow(line)
                isFinished = false
                return .failure(CSVRowProblem(row: line, kind: .quotationMark))
            default: throw error
            }
        }
        guard let (fields, line) = scanned else { return nil }
        try countRow(line)
        isFinished = false
        guard fields.count == header.names.count else {
            return .failure(
                CSVRowProblem(
                    row: line,
                    kind: .fields(expected: header.names.count, found: fields.count)
                )
            )
        }
        return .success(CSVRecord(row: line, header: header, fields: fields, bytes: bytes))
    }

    private mutating func countRow(_ line: Int) throws {
        guard rows < rowsMax else { throw CSVError.tooManyRows(line: line, rowsMax: rowsMax) }
        rows += 1
    }
}

/// The line with which spreadsheets name the delimiter of a file.
private struct SeparatorLine {
    /// The delimiter it names.
    let delimiter: CSVDelimiter

    /// How many bytes the line has with its end.
    let length: Int

    /// Nil when the file does not begin with such a line.
    init?(_ bytes: [UInt8]) {
        let start = bytes.prefix(5).map { $0 < 0x41 ? $0 : $0 | 0x20 }
        guard start.count == 5, start.starts(with: Array("sep=".utf8)),
            let delimiter = CSVDelimiter(rawValue: bytes[4])
        else { return nil }
        let end = Array(bytes.dropFirst(5).prefix(2))
        switch end {
        case [0x0D, 0x0A]: length = 7
        case _ where end.first == 0x0D || end.first == 0x0A: length = 6
        case []: length = 5
        default: return nil
        }
        self.delimiter = delimiter
    }
}
