/// Reads XML 1.0 as a stream of tags and texts, strictly and without expanding anything.
///
/// Refused are document types, and with them all entities of one's own and external ones; other
/// encodings than the expected one; tags that do not match; nesting deeper than 64; attributes that
/// stand twice, and more than a hundred of them; control characters; references other than the five
/// of XML and to characters.
package struct XMLReader {
    /// What comes next.
    package enum Event {
        /// A start tag; `tag` is it until the next call.
        case open
        /// An end tag, also of an element that ends itself; the name of `tag` is its.
        case close
        /// A text as it is written, references and all, in bytes from the beginning.
        case text(Range<Int>)
        /// A text in which nothing stands for anything else (CDATA), in bytes from the beginning.
        case verbatim(Range<Int>)
        case end
    }

    /// Why the bytes are not read.
    package struct Problem: Error {
        package let text: String

        package init(text: String) { self.text = text }
    }

    private static let nestingMax = 64
    /// Each one is compared with those before it.
    private static let attributesMax = 100

    let bytes: [UInt8]
    private let encoding: String
    /// How many bytes are read.
    package private(set) var place: Int
    private var open: [Range<Int>] = []
    private var hasRoot = false

    /// The tag that was read last.
    package private(set) var tag = Tag()

    /// A tag by where its parts stand, in bytes from the beginning.
    package struct Tag {
        /// With its prefix.
        package fileprivate(set) var name = 0..<0
        package fileprivate(set) var attributes: [(name: Range<Int>, value: Range<Int>)] = []
        package fileprivate(set) var closesItself = false
        package fileprivate(set) var end = 0
    }

    /// Begins to read; `encoding` is what the text may say of itself.
    ///
    /// Bytes are UTF-8. Who made them of another encoding names that one. Throws `Problem`.
    package init(_ bytes: [UInt8], declaring encoding: String = "utf-8") throws {
        guard (try? UTF8Span(validating: bytes.span)) != nil,
            bytes.allSatisfy({ $0 >= 0x20 || Self.isSpace($0) })
        else { throw Problem(text: "it is not UTF-8 text") }
        self.bytes = bytes
        self.encoding = encoding
        place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// How many elements are open.
    package var depth: Int { open.count }

    /// The next part that is no comment and no processing instruction; throws `Problem`.
    package mutating func next() throws -> Event {
        if tag.closesItself {
            tag.closesItself = false
            open.removeLast()
            return .close
        }
        while place < bytes.count {
            guard bytes[place] == UInt8(ascii: "<") else {
                if let text = try text() { return .text(text) }
                continue
            }
            switch place + 1 < bytes.count ? bytes[place + 1] : 0 {
            case UInt8(ascii: "/"): return try endTag()
            case UInt8(ascii: "?"): try instruction()
            case UInt8(ascii: "!"): if let text = try declaration() { return .verbatim(text) }
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
        tag.name = try name()
        tag.attributes.removeAll(keepingCapacity: true)
        while true {
            let isSeparated = skipSpace()
            if take(">") { break }
            if take("/>") {
                tag.closesItself = true
                break
            }
            guard isSeparated else { throw Problem(text: "a tag does not end") }
            try attribute()
        }
        tag.end = place
        open.append(tag.name)
        hasRoot = true
        return .open
    }

    private mutating func attribute() throws {
        let name = try name()
        skipSpace()
        guard take("=") else { throw Problem(text: "an attribute has no value") }
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
        guard place < bytes.count else { throw Problem(text: "it is cut off") }
        guard tag.attributes.count < Self.attributesMax,
            !tag.attributes.contains(where: { isSame($0.name, name) })
        else { throw Problem(text: "an attribute stands twice, or there are too many") }
        try checkReferences(in: start..<place)
        tag.attributes.append((name, start..<place))
        place += 1
    }

    private mutating func endTag() throws -> Event {
        place += 2
        tag.name = try name()
        skipSpace()
        guard take(">") else { throw Problem(text: "an end tag does not end") }
        guard let opened = open.popLast(), isSame(opened, tag.name) else {
            throw Problem(text: "tags do not match")
        }
        return .close
    }

    private mutating func name() throws -> Range<Int> {
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

    // MARK: Texts and what is between them

    /// A text up to the next tag; nil outside of the root, where only space may stand.
    private mutating func text() throws -> Range<Int>? {
        let start = place
        while place < bytes.count, bytes[place] != UInt8(ascii: "<") { place += 1 }
        guard open.isEmpty else {
            try checkReferences(in: start..<place)
            return start..<place
        }
        guard isBlank(start..<place) else { throw Problem(text: "text stands outside of it") }
        return nil
    }

    /// A comment is nil, a verbatim text is its own; nothing else is allowed.
    private mutating func declaration() throws -> Range<Int>? {
        if take("<!--") {
            guard let comment = try? until("-->"),
                bytes[comment].last != UInt8(ascii: "-"), !holds("--", comment)
            else { throw Problem(text: "a comment is not well-formed") }
            return nil
        }
        guard !open.isEmpty, take("<![CDATA[") else {
            throw Problem(text: "it declares a document type or entities")
        }
        return try until("]]>")
    }

    /// Passes over a processing instruction; the one on top may name the encoding.
    private mutating func instruction() throws {
        let instruction = bytes[try until("?>")].dropFirst(2)
        guard instruction.starts(with: "xml ".utf8) else { return }
        let text = String(decoding: instruction, as: UTF8.self).lowercased()
        guard !text.contains("encoding") || text.contains(encoding) else {
            throw Problem(text: "it says that it is in another encoding than UTF-8")
        }
    }

    // MARK: Bytes

    /// Passes over a text if it stands here.
    private mutating func take(_ text: StaticString) -> Bool {
        guard stands(text, at: place) else { return false }
        place += text.utf8CodeUnitCount
        return true
    }

    /// Everything before a text, which is passed over too.
    private mutating func until(_ end: StaticString) throws -> Range<Int> {
        let start = place
        while place < bytes.count {
            if take(end) { return start..<place - end.utf8CodeUnitCount }
            place += 1
        }
        throw Problem(text: "it is cut off")
    }

    @discardableResult
    private mutating func skipSpace() -> Bool {
        let start = place
        while place < bytes.count, Self.isSpace(bytes[place]) { place += 1 }
        return place > start
    }
}
