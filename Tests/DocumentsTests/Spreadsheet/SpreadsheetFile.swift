import Documents
import Foundation

/// Workbooks of the tests, in files that are gone afterwards.
enum SpreadsheetFile {
    /// The bytes of the workbook that the closure writes.
    static func written(_ fill: (inout XLSXWriter) throws -> Void) throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).xlsx")
        defer { try? FileManager.default.removeItem(at: file) }
        var writer = try XLSXWriter(path: file.path, createdAt: 1_700_000_000)
        try fill(&writer)
        try writer.finish()
        return Array(try Data(contentsOf: file))
    }
}
