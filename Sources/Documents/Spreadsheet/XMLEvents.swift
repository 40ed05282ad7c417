/// Reads XML 1.0 (UTF-8) as a stream of tags and texts, strictly and without expanding anything.
///
/// Refused are document types, and with them all entities of one's own and external ones; tags that
/// do not match; nesting deeper than 64; references other than the five of XML and to characters.
/// Names are given without their prefix: writers choose prefixes freely.
struct XMLEvents {
    enum Event {
        /// A start tag; `isNamed` and `attribute` speak of it until the next call.
        case open
        /// An end tag, also of an element that ends itself; `isNamed` speaks of it.
        case close
        /// A text whose references stand for what they mean.
        case text(String)
        case end
    }

    /// Why the bytes are not read.
    struct Problem: Error {
        let text: String
    }

    private static let nestingMax = 64
    private static let attributesMax = 100

    private let bytes: [UInt8]
    private var place: Int
    private var name = 0..<0
    private var attributes: [(name: Range<Int>, value: Range<Int>)] = []
    private var open: [Range<Int>] = []
    private var closesItself = false
    private var hasRoot = false

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// Whether the tag has this name, its prefix left out.
    func isNamed(_ text: StaticString) -> Bool { isSame(name, text) }

    /// The value of an attribute of the start tag, nil when it has none of this name.
    func attribute(_ text: StaticString) throws -> String? {
        for attribute in attributes where isSame(attribute.name, text) {
            return try decoded(attribute.value)
        }
        return nil
    }

    /// How many elements are open.
    var depth: Int { open.count }

    mutating func next() throws -> Event {
        if closesItself {
            closesItself = false
            open.removeLast()
            return .close
        }
        while place < bytes.count {
            guard bytes[place] == UInt8(ascii: "<") else {
                let text = try self.text()
                if open.isEmpty {
                    guard bytes[text].allSatisfy(Self.isSpace) else {
                        throw Problem(text: "a text stands outside of it")
                    }
                    continue
                }
                return .text(try decoded(text))
            }
            switch place + 1 < bytes.count ? bytes[place + 1] : 0 {
            case UInt8(ascii: "/"): return try endTag()
            case UInt8(ascii: "?"): try skip(to: "?>")
            case UInt8(ascii: "!"): if let text = try declaration() { return .text(text) }
            default: return try startTag()
            }
        }
        guard open.isEmpty, hasRoot else { throw Problem(text: "it is cut off") }
        return .end
    }

    // MARK: Tags

    private mutating func startTag() throws -> Event {
        guard !open.isEmpty || !hasRoot, open.count < Self.nestingMax else {
            throw Problem(text: "it has two roots or is nested too deeply")
        }
        place += 1
        let whole = try qualifiedName()
        name = local(whole)
        attributes.removeAll(keepingCapacity: true)
        while true {
            skipSpace()
            guard place < bytes.count else { throw Problem(text: "it is cut off") }
            if bytes[place] == UInt8(ascii: ">") {
                place += 1
                break
            }
            if bytes[place] == UInt8(ascii: "/") {
                place += 1
                try take(">")
                closesItself = true
                break
            }
            guard attributes.count < Self.attributesMax else {
                throw Problem(text: "a tag has too many attributes")
            }
            attributes.append(try attribute())
        }
        open.append(whole)
        hasRoot = true
        return .open
    }

    private mutating func attribute() throws -> (name: Range<Int>, value: Range<Int>) {
        let name = local(try qualifiedName())
        skipSpace()
        try take("=")
        skipSpace()
        guard place < bytes.count, bytes[place] == 0x22 || bytes[place] == 0x27 else {
            throw Problem(text: "an attribute has no value")
        }
        let quote = bytes[place]
        place += 1
        let start = place
        while place < bytes.count, bytes[place] != quote {
            guard bytes[place] != UInt8(ascii: "<") else {
                throw Problem(text: "an attribute does not end")
            }
            place += 1
        }
        let value = start..<place
        try take(quote == 0x22 ? "\"" : "'")
        return (name, value)
    }

    private mutating func endTag() throws -> Event {
        place += 2
        let whole = try qualifiedName()
        skipSpace()
        try take(">")
        guard let opened = open.popLast(), bytes[opened].elementsEqual(bytes[whole]) else {
            throw Problem(text: "tags do not match")
        }
        name = local(whole)
        return .close
    }

    /// A comment is nil, a verbatim text is its own; nothing else is allowed.
    private mutating func declaration() throws -> String? {
        if bytes[place...].starts(with: "<!--".utf8) {
            place += 4
            try skip(to: "-->")
            return nil
        }
        guard bytes[place...].starts(with: "<![CDATA[".utf8), !open.isEmpty else {
            throw Problem(text: "it declares a document type or entities")
        }
        place += 9
        let start = place
        try skip(to: "]]>")
        return try valid(start..<place - 3)
    }

    private mutating func qualifiedName() throws -> Range<Int> {
        let start = place
        while place < bytes.count {
            switch bytes[place] {
            case 0...0x20, UInt8(ascii: "="), UInt8(ascii: "/"), UInt8(ascii: ">"),
                UInt8(ascii: "<"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "&"):
                guard place > start else { throw Problem(text: "a name is missing") }
                return start..<place
            default: place += 1
            }
        }
        throw Problem(text: "it is cut off")
    }

    private func local(_ whole: Range<Int>) -> Range<Int> {
        for index in whole where bytes[index] == UInt8(ascii: ":") {
            return index + 1..<whole.upperBound
        }
        return whole
    }

    // MARK: Texts

    private mutating func text() throws -> Range<Int> {
        let start = place
        while place < bytes.count, bytes[place] != UInt8(ascii: "<") { place += 1 }
        return start..<place
    }

    private func valid(_ range: Range<Int>) throws -> String {
        guard let text = String(validating: bytes[range], as: UTF8.self) else {
            throw Problem(text: "it is not UTF-8 text")
        }
        return text
    }

    private func decoded(_ range: Range<Int>) throws -> String {
        let text = try valid(range)
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var parts = text.split(separator: "&", omittingEmptySubsequences: false)
        var plain = String(parts.removeFirst())
        for part in parts {
            guard let end = part.firstIndex(of: ";"),
                let scalar = Self.reference(part[..<end])
            else { throw Problem(text: "it uses an entity that is not XML's own") }
            plain.unicodeScalars.append(scalar)
            plain += part[part.index(after: end)...]
        }
        return plain
    }

    private static func reference(_ name: Substring) -> Unicode.Scalar? {
        switch name {
        case "lt": return "<"
        case "gt": return ">"
        case "amp": return "&"
        case "quot": return "\""
        case "apos": return "'"
        default:
            guard name.hasPrefix("#"), name.utf8.count <= 9 else { return nil }
            let isHex = name.hasPrefix("#x")
            return UInt32(name.dropFirst(isHex ? 2 : 1), radix: isHex ? 16 : 10)
                .flatMap(Unicode.Scalar.init).flatMap { $0.value == 0 ? nil : $0 }
        }
    }

    // MARK: Bytes

    private func isSame(_ range: Range<Int>, _ text: StaticString) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        for (index, byte) in zip(range, wanted) where bytes[index] != byte { return false }
        return true
    }

    private mutating func take(_ character: Character) throws {
        guard place < bytes.count, bytes[place] == character.asciiValue else {
            throw Problem(text: "a tag is not well-formed")
        }
        place += 1
    }

    private mutating func skip(to end: String) throws {
        let end = Array(end.utf8)
        while place + end.count <= bytes.count {
            if bytes[place] == end[0], bytes[place...].starts(with: end) {
                place += end.count
                return
            }
            place += 1
        }
        throw Problem(text: "it is cut off")
    }

    private mutating func skipSpace() {
        while place < bytes.count, Self.isSpace(bytes[place]) { place += 1 }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }
}
