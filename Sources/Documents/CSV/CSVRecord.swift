/// One record of a table, with as many fields as the header has columns.
///
/// Fields become strings when they are asked for. A record keeps the whole file in memory, so one
/// that must outlive its reading is better taken apart.
package struct CSVRecord: Sendable {
    /// The line in the file where the record starts; the header's is 1.
    package let row: Int

    /// The names of the columns.
    package let header: CSVHeader

    private let fields: [CSVField]
    private let bytes: [UInt8]

    /// A record of fields that are as many as the header's names.
    init(row: Int, header: CSVHeader, fields: [CSVField], bytes: [UInt8]) {
        self.row = row
        self.header = header
        self.fields = fields
        self.bytes = bytes
    }

    /// The field in a column that `CSVReader.column(_:)` of the same table gave.
    package subscript(column: CSVColumn) -> String { text(of: fields[column.index]) }

    /// The field in the column of this name, nil when the table has no such column.
    ///
    /// An empty field is "", not nil. Looks the name up, so loops better ask for the column once.
    package subscript(name: String) -> String? { header.column(name).map { self[$0] } }

    /// All fields in the order of the columns.
    package var values: [String] { fields.map(text(of:)) }

    private func text(of field: CSVField) -> String {
        Self.text(of: field, in: bytes)
    }

    /// The text of a field, its doubled quotes made single.
    static func text(of field: CSVField, in bytes: [UInt8]) -> String {
        let slice = bytes[field.range]
        guard field.isEscaped else { return String(decoding: slice, as: UTF8.self) }
        var plain: [UInt8] = []
        plain.reserveCapacity(slice.count)
        var isSecond = false
        for byte in slice {
            let isQuote = byte == 0x22
            isSecond = isQuote && !isSecond
            if !isQuote || isSecond { plain.append(byte) }
        }
        return String(decoding: plain, as: UTF8.self)
    }
}
