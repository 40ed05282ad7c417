import HTTPTypes

/// Fields that every answer gets unless its handler set them, written out once.
final class DefaultFields: Sendable {
    private struct Line {
        let canonicalName: String
        let octets: [UInt8]
    }

    private let lines: [Line]
    private let block: [UInt8]
    /// A bit for the length of each name, so that most fields of an answer need no comparison.
    private let nameLengths: UInt64

    init(_ fields: HTTPFields) {
        lines = fields.map {
            Line(
                canonicalName: $0.name.canonicalName,
                octets: Array("\($0.name.rawName): \($0.value)\r\n".utf8)
            )
        }
        block = lines.flatMap(\.octets)
        nameLengths = lines.reduce(0) { $0 | DefaultFields.bit($1.canonicalName) }
    }

    private static func bit(_ name: String) -> UInt64 { 1 << UInt64(name.utf8.count & 63) }

    func append(to output: inout OutputBuffer, unlessIn fields: HTTPFields) {
        let isOverridden = fields.contains { field in
            nameLengths & DefaultFields.bit(field.name.canonicalName) != 0
                && lines.contains { $0.canonicalName == field.name.canonicalName }
        }
        guard isOverridden else {
            output.append(block)
            return
        }
        for line in lines
        where !fields.contains(where: { $0.name.canonicalName == line.canonicalName }) {
            output.append(line.octets)
        }
    }
}
