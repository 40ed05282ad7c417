import Documents
import Foundation

/// The templates that come with the program, and a moment.
enum PaperFixture {
    static let moment = Date(timeIntervalSince1970: 1_709_900_000)

    static func json(_ name: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return String(
            decoding: try Data(
                contentsOf: root.appending(path: "Sources/Documents/Templates/\(name).json")
            ),
            as: UTF8.self
        )
    }

    static func template() throws -> PaperTemplate {
        try PaperTemplate(json: Array(json("certificate").utf8))
    }

    static func sample() throws -> CertificateDocument {
        try CertificateDocument.sample(.completion, .serbianCyrillic)
    }

    static func pdf() throws -> [UInt8] { try template().pdf(of: sample(), madeAt: moment) }
}

extension [UInt8] {
    /// Whether these bytes stand somewhere in it.
    func holds(_ text: String) -> Bool { firstIndex(of: text) != nil }

    /// Where these bytes stand first.
    func firstIndex(of text: String) -> Int? {
        let wanted = Array(text.utf8)
        guard count >= wanted.count else { return nil }
        return (0...count - wanted.count).first {
            self[$0] == wanted[0] && self[$0...].starts(with: wanted)
        }
    }

    /// The bytes with the first of these replaced.
    func replacing(first text: String, with other: String) -> [UInt8] {
        guard let place = firstIndex(of: text) else { return self }
        return Array(self[..<place]) + other.utf8 + self[(place + text.utf8.count)...]
    }
}
