import Foundation

@testable import Documents

/// Files and encodings for the tests.
///
/// Foundation encodes, so that our tables are not their own judge.
enum TestFiles {
    private static let tests = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The bytes of a file below the folder of all tests.
    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: tests.appending(path: path)))
    }

    /// The rows of a table without quotes, its header left out.
    static func rows(_ path: String, separator: Character) throws -> [[String]] {
        String(decoding: try bytes(path), as: UTF8.self)
            .split(whereSeparator: \.isNewline).dropFirst()
            .map {
                $0.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
            }
    }

    /// The names of all municipalities in both scripts: Cyrillic, Latin.
    static func municipalities() throws -> [(cyrillic: String, latin: String)] {
        try rows("SerbianTextTests/Data/municipalities.csv", separator: ",").map { ($0[1], $0[2]) }
    }

    /// The names and surnames of the generator in both scripts: Cyrillic, Latin.
    static func names() throws -> [(cyrillic: String, latin: String)] {
        try rows("SerbianTextTests/Data/names_sr.tsv", separator: "\t").map { ($0[1], $0[2]) }
    }

    /// The text in an encoding, without a byte order mark; nil when the encoding lacks a letter.
    static func encode(_ text: String, as encoding: TextEncoding) -> [UInt8]? {
        let foundation: String.Encoding =
            switch encoding {
            case .utf8: .utf8
            case .utf16LittleEndian: .utf16LittleEndian
            case .utf16BigEndian: .utf16BigEndian
            case .windows1250: .windowsCP1250
            case .windows1251: .windowsCP1251
            }
        return text.data(using: foundation).map(Array.init)
    }
}
