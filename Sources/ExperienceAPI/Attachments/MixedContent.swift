/// `multipart/mixed` (RFC 2046 section 5.1), in which statements and their attachments travel.
package enum MixedContent {
    /// One part: its fields by their names in lower case, and its bytes.
    package struct Part: Sendable {
        package let fields: [String: String]
        package let content: [UInt8]

        package init(fields: [String: String], content: [UInt8]) {
            self.fields = fields
            self.content = content
        }
    }

    /// How many parts there may be, and how long their heads.
    package enum Limits {
        package static let partsMax = 1_000
        static let headBytesMax = 8_192
    }

    /// The boundary that a media type names; nil for another type.
    package static func boundary(of type: String?) -> String? {
        guard let type, type.lowercased().hasPrefix("multipart/mixed") else { return nil }
        for parameter in type.split(separator: ";").dropFirst() {
            let halves = parameter.split(separator: "=", maxSplits: 1)
            guard halves.count == 2, trimmed(halves[0]).lowercased() == "boundary" else { continue }
            var value = trimmed(halves[1])
            if value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") {
                value = String(value.dropFirst().dropLast())
            }
            return (1...70).contains(value.utf8.count) ? value : nil
        }
        return nil
    }

    /// The parts between the boundaries; nil for what is not made so.
    package static func parts(of content: [UInt8], boundary: String) -> [Part]? {
        let delimiter = Array("--\(boundary)".utf8)
        var parts: [Part] = []
        guard var position = delimiterEnd(in: content, delimiter, from: 0)?.after else {
            return nil
        }
        while true {
            if content[position...].starts(with: "--".utf8) { return parts }
            guard let start = lineEnd(in: content, from: position),
                let next = delimiterEnd(in: content, delimiter, from: start),
                parts.count < Limits.partsMax,
                let part = part(content[start..<max(start, next.before)])
            else { return nil }
            parts.append(part)
            position = next.after
        }
    }

    /// The bytes of parts between boundaries.
    package static func write(_ parts: [Part], boundary: String) -> [UInt8] {
        var content: [UInt8] = []
        for part in parts {
            content += Array("--\(boundary)\r\n".utf8)
            for field in part.fields.sorted(by: { $0.key < $1.key }) {
                content += Array("\(field.key): \(field.value)\r\n".utf8)
            }
            content += Array("\r\n".utf8) + part.content + Array("\r\n".utf8)
        }
        return content + Array("--\(boundary)--\r\n".utf8)
    }

    private static func trimmed(_ text: Substring) -> String {
        String(
            text.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }
                .reversed()
        )
    }

    /// Where a delimiter stands at the beginning of a line: the end of what is before its line
    /// break, and the place after it.
    private static func delimiterEnd(
        in content: [UInt8],
        _ delimiter: [UInt8],
        from start: Int
    ) -> (before: Int, after: Int)? {
        var position = start
        while position + delimiter.count <= content.count {
            if content[position] == delimiter[0],
                position == 0 || content[position - 1] == 0x0A,
                content[position...].starts(with: delimiter)
            {
                var before = position
                if before > start, content[before - 1] == 0x0A { before -= 1 }
                if before > start, content[before - 1] == 0x0D { before -= 1 }
                return (before, position + delimiter.count)
            }
            // The next line: a delimiter stands nowhere else.
            guard let feed = content[position...].firstIndex(of: 0x0A) else { return nil }
            position = feed + 1
        }
        return nil
    }

    /// The place after the end of a line in which only blanks are left.
    private static func lineEnd(in content: [UInt8], from start: Int) -> Int? {
        var position = start
        while position < content.count, [0x20, 0x09, 0x0D].contains(content[position]) {
            position += 1
        }
        guard position < content.count, content[position] == 0x0A else { return nil }
        return position + 1
    }

    private static func part(_ bytes: ArraySlice<UInt8>) -> Part? {
        var fields: [String: String] = [:]
        var rest = bytes
        while let feed = rest.prefix(Limits.headBytesMax).firstIndex(of: 0x0A) {
            var line = rest[..<feed]
            if line.last == 0x0D { line = line.dropLast() }
            rest = rest[(feed + 1)...]
            if line.isEmpty { return Part(fields: fields, content: Array(rest)) }
            guard let text = String(validating: line, as: UTF8.self),
                let colon = text.firstIndex(of: ":")
            else { return nil }
            let name = text[..<colon].lowercased()
            guard fields[name] == nil else { return nil }
            fields[name] = trimmed(text[text.index(after: colon)...])
        }
        return nil
    }
}
