/// Writes records by RFC 4180, in UTF-8.
///
/// Whatever it writes without `protectsFormulas`, `CSVReader` reads back unchanged, its delimiter
/// found by itself.
package struct CSVWriter: Sendable {
    private let delimiter: CSVDelimiter
    private let protectsFormulas: Bool

    /// The mark without which spreadsheets on Windows take a file for a code page.
    package static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// A writer of records ending in CRLF.
    ///
    /// With `protectsFormulas` a field that a spreadsheet might run (one that starts with = + - @,
    /// a tab or a line end) gets an apostrophe in front. That changes the data, telephone numbers
    /// and negative numbers included, so it is for people who open the file, not for programs.
    package init(delimiter: CSVDelimiter = .comma, protectsFormulas: Bool = false) {
        self.delimiter = delimiter
        self.protectsFormulas = protectsFormulas
    }

    /// Appends one record to the output.
    ///
    /// A record without a field is none and appends nothing.
    package func append(_ fields: some Collection<String>, to output: inout [UInt8]) {
        guard !fields.isEmpty else { return }
        // A line of blank fields would be skipped as blank; one pair of quotes keeps it.
        var needsQuotes = fields.allSatisfy { $0.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
        var isFirst = true
        for field in fields {
            if !isFirst { output.append(delimiter.rawValue) }
            appendField(
                field,
                isQuoted: needsQuotes || isFirst && Self.isMistakable(field),
                to: &output
            )
            needsQuotes = false
            isFirst = false
        }
        output.append(contentsOf: [0x0D, 0x0A])
    }

    /// The bytes of a table: the header, then the records.
    package func table(header: [String], records: some Sequence<[String]>) -> [UInt8] {
        var output: [UInt8] = []
        append(header, to: &output)
        for record in records { append(record, to: &output) }
        return output
    }

    private func appendField(_ field: String, isQuoted: Bool, to output: inout [UInt8]) {
        let isDangerous = protectsFormulas && Self.startsFormula(field)
        guard isQuoted || field.utf8.contains(where: Self.isSpecial) else {
            if isDangerous { output.append(Self.apostrophe) }
            output.append(contentsOf: field.utf8)
            return
        }
        output.append(Self.quote)
        if isDangerous { output.append(Self.apostrophe) }
        for byte in field.utf8 {
            if byte == Self.quote { output.append(Self.quote) }
            output.append(byte)
        }
        output.append(Self.quote)
    }

    private static let quote: UInt8 = 0x22
    private static let apostrophe: UInt8 = 0x27

    /// Whether the byte puts its field in quotes.
    ///
    /// All three delimiters do, so that a reader who has to guess the delimiter guesses right.
    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte == quote || byte == 0x0A || byte == 0x0D || CSVDelimiter(rawValue: byte) != nil
    }

    /// Whether the start of a file could be taken for something else than a field.
    private static func isMistakable(_ field: String) -> Bool {
        field.unicodeScalars.first == "\u{FEFF}" || field.lowercased().hasPrefix("sep=")
    }

    /// Whether a spreadsheet might take the field for a formula, full-width signs included.
    private static func startsFormula(_ field: String) -> Bool {
        switch field.unicodeScalars.first {
        case "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠": true
        default: false
        }
    }
}
