/// Splits XML 1.0 into its parts, strictly and without expanding anything.
///
/// Refused are document types and with them all entities of one's own, other encodings than UTF-8,
/// tags that do not match, attributes twice or more than a hundred, and nesting deeper than 64.
/// References in texts are left as they are.
struct XMLScanner {
    /// A part of the text.
    enum Part {
        case open(Tag)
        /// An end tag, or the end of a tag that ends itself.
        case close(name: String)
        case text(ArraySlice<UInt8>)
        case verbatim(ArraySlice<UInt8>)
    }

    /// A start tag.
    struct Tag {
        let name: String
        let attributes: [(name: String, value: String)]
        let closesItself: Bool
        /// Where the name ends and where the tag ends, in bytes from the beginning.
        let nameEnd: Int
        let end: Int

        func attribute(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
    }

    private static let nestingMax = 64
    /// Each one is compared with those before it.
    private static let attributesMax = 100

    private let bytes: [UInt8]
    private var place = 0
    private var open: [String] = []
    private var hasRoot = false
    private var closing: String?

    init(_ bytes: [UInt8]) throws {
        guard String(validating: bytes, as: UTF8.self) != nil,
            bytes.allSatisfy({ $0 >= 0x20 || Self.isSpace($0) })
        else { throw Self.problem("it is not UTF-8 text") }
        self.bytes = bytes
    }

    private static func problem(_ detail: String) -> CredentialProblem { .imageForm(detail) }

    /// The next part that is no comment and no processing instruction; nil at the end.
    mutating func next() throws -> Part? {
        if let name = closing {
            closing = nil
            return try close(name)
        }
        while place < bytes.count {
            if bytes[place] != UInt8(ascii: "<") { return .text(try text()) }
            if take("<!--") {
                guard try !until("-->").reversed().starts(with: "-".utf8) else {
                    throw Self.problem("a comment is not well-formed")
                }
            } else if take("<![CDATA[") {
                guard !open.isEmpty else { throw Self.problem("text stands outside of it") }
                return .verbatim(try until("]]>"))
            } else if take("<?") {
                try checkInstruction(until("?>"))
            } else if take("</") {
                let name = try self.name()
                skipSpace()
                guard take(">") else { throw Self.problem("an end tag does not end") }
                return try close(name)
            } else if take("<!") {
                throw Self.problem("it declares a document type")
            } else {
                return .open(try tag())
            }
        }
        guard hasRoot, open.isEmpty else { throw Self.problem("it is cut off") }
        return nil
    }

    private mutating func close(_ name: String) throws -> Part {
        guard open.popLast() == name else { throw Self.problem("tags do not match") }
        return .close(name: name)
    }

    private func checkInstruction(_ instruction: ArraySlice<UInt8>) throws {
        guard instruction.starts(with: "xml ".utf8) else { return }
        let text = String(decoding: instruction, as: UTF8.self).lowercased()
        guard !text.contains("encoding") || text.contains("utf-8") else {
            throw Self.problem("it is not UTF-8 text")
        }
    }

    private mutating func text() throws -> ArraySlice<UInt8> {
        let text = bytes[place...].prefix { $0 != UInt8(ascii: "<") }
        place = text.endIndex
        // A mark of the byte order may begin the file.
        let hasMark = text.startIndex == 0 && text.starts(with: [0xEF, 0xBB, 0xBF])
        let content = hasMark ? text.dropFirst(3) : text
        guard !open.isEmpty || content.allSatisfy(Self.isSpace) else {
            throw Self.problem("text stands outside of it")
        }
        return text
    }

    private mutating func tag() throws -> Tag {
        place += 1
        let name = try self.name()
        let nameEnd = place
        var attributes: [(name: String, value: String)] = []
        var closesItself = false
        while true {
            let isSeparated = skipSpace()
            if take("/>") {
                closesItself = true
            } else if !take(">") {
                guard isSeparated else { throw Self.problem("a tag does not end") }
                let attribute = try self.attribute()
                guard attributes.count < Self.attributesMax,
                    !attributes.contains(where: { $0.name == attribute.name })
                else { throw Self.problem("an attribute stands twice, or there are too many") }
                attributes.append(attribute)
                continue
            }
            break
        }
        guard !open.isEmpty || !hasRoot, open.count < Self.nestingMax else {
            throw Self.problem("it has two roots or is nested too deeply")
        }
        hasRoot = true
        open.append(name)
        if closesItself { closing = name }
        return Tag(
            name: name,
            attributes: attributes,
            closesItself: closesItself,
            nameEnd: nameEnd,
            end: place
        )
    }

    private mutating func attribute() throws -> (name: String, value: String) {
        let name = try self.name()
        skipSpace()
        guard take("=") else { throw Self.problem("an attribute has no value") }
        skipSpace()
        for quote in ["\"", "'"] where take(quote) {
            let value = try until(quote)
            guard !value.contains(UInt8(ascii: "<")) else {
                throw Self.problem("an attribute is not well-formed")
            }
            return (name, String(decoding: value, as: UTF8.self))
        }
        throw Self.problem("an attribute has no value")
    }

    private mutating func name() throws -> String {
        let name = bytes[place...].prefix { !Self.isSpace($0) && !"<>/=\"'&".utf8.contains($0) }
        guard !name.isEmpty else { throw Self.problem("a name is missing") }
        place = name.endIndex
        return String(decoding: name, as: UTF8.self)
    }

    /// Passes over a text if it stands here.
    private mutating func take(_ text: String) -> Bool {
        guard bytes[place...].starts(with: text.utf8) else { return false }
        place += text.utf8.count
        return true
    }

    /// Everything before a text, which is passed over too.
    private mutating func until(_ end: String) throws -> ArraySlice<UInt8> {
        let start = place
        while place < bytes.count {
            if take(end) { return bytes[start..<place - end.utf8.count] }
            place += 1
        }
        throw Self.problem("it is cut off")
    }

    @discardableResult
    private mutating func skipSpace() -> Bool {
        let start = place
        while place < bytes.count, Self.isSpace(bytes[place]) { place += 1 }
        return place > start
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }
}
