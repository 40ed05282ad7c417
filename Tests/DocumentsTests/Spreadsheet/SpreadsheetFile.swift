import Documents

/// Workbooks of the tests.
struct SpreadsheetFile: ~Copyable {
    private var writer: XLSXWriter
    private var bytes: [UInt8] = []

    private init() throws { writer = try XLSXWriter(createdAt: 1_700_000_000) }

    /// The bytes of the workbook that the closure writes.
    static func written(_ fill: (inout SpreadsheetFile) throws -> Void) throws -> [UInt8] {
        var file = try SpreadsheetFile()
        try fill(&file)
        try file.writer.finish(to: &file.bytes)
        return file.bytes
    }

    mutating func addSheet(_ name: String, columns: [SpreadsheetColumn]) throws {
        try writer.addSheet(name, columns: columns, to: &bytes)
    }

    mutating func append(_ cells: [SpreadsheetCell]) throws {
        try writer.append(cells, to: &bytes)
    }
}
