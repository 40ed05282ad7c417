/// Where a field stands in the bytes, without its quotes.
struct CSVField: Sendable {
    /// The bytes of the field.
    let range: Range<Int>

    /// Whether the field stood in quotes.
    let isQuoted: Bool

    /// Whether quotes inside are doubled.
    let isEscaped: Bool
}

/// Cuts UTF-8 into records by RFC 4180, without copying a field.
///
/// Lines may end in CRLF, LF or CR, mixed. Lines of nothing but unquoted blank fields are skipped:
/// spreadsheets leave rows of bare delimiters behind.
struct CSVScanner {
    private let bytes: [UInt8]
    private let delimiter: UInt8

    /// How many bytes have been scanned.
    private(set) var position: Int

    /// The line that `position` is on.
    private(set) var line = 1

    /// Where the record begins that is scanned, and its line.
    private var record = (position: 0, line: 1)

    private static let quote: UInt8 = 0x22
    private static let lineFeed: UInt8 = 0x0A
    private static let carriageReturn: UInt8 = 0x0D

    /// Scans from a position that is the start of the given line.
    init(_ bytes: [UInt8], delimiter: CSVDelimiter, from start: Int, line: Int = 1) {
        self.bytes = bytes
        self.delimiter = delimiter.rawValue
        position = start
        self.line = line
    }

    /// The next record that is not blank and the line it starts on, nil at the end.
    ///
    /// Throws `CSVError` for quotes out of place and for fields over the limits. `columns` is how
    /// many fields to make room for.
    mutating func next(columns: Int) throws -> (fields: [CSVField], line: Int)? {
        var fields: [CSVField] = []
        fields.reserveCapacity(columns)
        while position < bytes.count {
            let start = line
            record = (position, line)
            try scanRecord(into: &fields, line: start)
            if !isBlank(fields) { return (fields, start) }
            fields.removeAll(keepingCapacity: true)
        }
        return nil
    }

    /// Goes to the line behind the first one of a record that could not be scanned, and gives the
    /// line where that began.
    mutating func skipLine() -> Int {
        (position, line) = record
        while position < bytes.count, !isAtLineEnd { position += 1 }
        endLine()
        return record.line
    }

    private mutating func scanRecord(into fields: inout [CSVField], line start: Int) throws {
        while true {
            let field = isAt(Self.quote) ? try quotedField() : plainField()
            if field.range.count > CSVLimits.fieldBytesMax {
                throw CSVError.fieldTooLong(line: start, bytesMax: CSVLimits.fieldBytesMax)
            }
            if fields.count == CSVLimits.columnsMax {
                throw CSVError.tooManyColumns(line: start, columnsMax: CSVLimits.columnsMax)
            }
            fields.append(field)
            guard isAt(delimiter) else { break }
            position += 1
        }
        endLine()
    }

    /// A field without quotes around it; those inside, as in a nickname, are part of the text.
    private mutating func plainField() -> CSVField {
        let start = position
        let count = bytes.count
        var end = position
        while end < count {
            let byte = bytes[end]
            // Everything special is at or below the semicolon, nearly all text above it.
            if byte <= 0x3B {
                if byte == delimiter || byte == Self.lineFeed || byte == Self.carriageReturn {
                    break
                }
            }
            end += 1
        }
        position = end
        return CSVField(range: start..<end, isQuoted: false, isEscaped: false)
    }

    private mutating func quotedField() throws -> CSVField {
        let openingLine = line
        let start = position + 1
        let count = bytes.count
        var end = start
        var isEscaped = false
        while true {
            guard end < count else { throw CSVError.unterminatedQuote(line: openingLine) }
            let byte = bytes[end]
            if byte == Self.quote {
                guard end + 1 < count, bytes[end + 1] == Self.quote else { break }
                isEscaped = true
                end += 1
            } else if byte == Self.lineFeed {
                line += 1
            } else if byte == Self.carriageReturn {
                // A line feed after it counts the line.
                if end + 1 >= count || bytes[end + 1] != Self.lineFeed { line += 1 }
            }
            end += 1
        }
        position = end + 1
        guard position == count || isAt(delimiter) || isAtLineEnd else {
            throw CSVError.strayQuote(line: line)
        }
        return CSVField(range: start..<end, isQuoted: true, isEscaped: isEscaped)
    }

    private mutating func endLine() {
        guard position < bytes.count else { return }
        let wasReturn = isAt(Self.carriageReturn)
        position += 1
        if wasReturn, isAt(Self.lineFeed) { position += 1 }
        line += 1
    }

    private var isAtLineEnd: Bool { isAt(Self.lineFeed) || isAt(Self.carriageReturn) }

    private func isAt(_ byte: UInt8) -> Bool { position < bytes.count && bytes[position] == byte }

    private func isBlank(_ fields: [CSVField]) -> Bool {
        fields.allSatisfy { field in
            !field.isQuoted && bytes[field.range].allSatisfy { $0 == 0x20 || $0 == 0x09 }
        }
    }
}
