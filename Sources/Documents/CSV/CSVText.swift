/// The text of a table, for records that are read again from where they stand.
///
/// It holds the text once, and whoever remembers a record holds a number: a table of a hundred
/// thousand rows takes little more memory than its file.
package struct CSVText: Sendable {
    private let bytes: [UInt8]
    private let delimiter: CSVDelimiter

    init(_ bytes: [UInt8], delimiter: CSVDelimiter) {
        self.bytes = bytes
        self.delimiter = delimiter
    }

    /// A text that `CSVWriter` wrote, with commas.
    package init(written bytes: [UInt8]) {
        self.init(bytes, delimiter: .comma)
    }

    /// The fields of the record at a place: one that `CSVReader.place` gave, or the number of bytes
    /// that were written before the record.
    ///
    /// Behind the last record there are none.
    package func values(at place: Int) -> [String] {
        fields(at: place).map { CSVRecord.text(of: $0, in: bytes) }
    }

    /// One field of that record, by its column from 0; nil when the record has fewer.
    package func value(at place: Int, column: Int) -> String? {
        let fields = fields(at: place)
        return column < fields.count ? CSVRecord.text(of: fields[column], in: bytes) : nil
    }

    private func fields(at place: Int) -> [CSVField] {
        // It was read before, or written by rule: what could be wrong with it is not.
        var scanner = CSVScanner(bytes, delimiter: delimiter, from: place)
        return (try? scanner.next(columns: 16))?.fields ?? []
    }
}
