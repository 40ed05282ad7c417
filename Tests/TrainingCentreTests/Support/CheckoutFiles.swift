import Foundation

/// Files of the checkout that tests read.
enum CheckoutFiles {
    private static let checkout = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static let root = checkout.path
    static let migrations = checkout.appending(path: "sql/migrations").path
    static let checks = checkout.appending(path: "sql/checks").path
    static let sources = checkout.appending(path: "Sources").path

    /// The program, which stands beside the one that runs the tests.
    static var program: String {
        get throws {
            let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            return URL(filePath: tests).deletingLastPathComponent().path + "/obuka"
        }
    }

    static func paperPart(_ name: String) throws -> [UInt8] {
        let parts = checkout.appending(path: "Sources/Documents/Templates")
        return try Array(Data(contentsOf: parts.appending(path: "\(name).json")))
    }

    static func demo(_ name: String) throws -> [UInt8] {
        try Array(Data(contentsOf: checkout.appending(path: "sql/demo").appending(path: name)))
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: checkout.appending(path: path), encoding: .utf8)
    }

    /// The rows of a table beside the tests of SerbianText, without its header.
    static func words(_ name: String, separator: Character = "\t") throws -> [[String]] {
        let file = checkout.appending(path: "Tests/SerbianTextTests/Data").appending(path: name)
        let text = try String(contentsOf: file, encoding: .utf8)
        return text.split(whereSeparator: \.isNewline).dropFirst().map { line in
            line.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
        }
    }
}
