import Foundation

/// The tables beside the tests.
enum TestData {
    /// The rows of a table without its header, split at tabs or commas; no table here quotes.
    static func rows(_ name: String, separator: Character = "\t") throws -> [[String]] {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Data").appending(path: name)
        let text = try String(contentsOf: file, encoding: .utf8)
        return text.split(whereSeparator: \.isNewline).dropFirst().map { line in
            line.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
        }
    }
}

/// The bytes, because `String` equality hides a difference in normal form.
func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
