/// Why bytes are not the JSON that was expected, and where.
package struct JSONError: Error, Sendable, CustomStringConvertible {
    package let problem: String
    /// How many bytes stand before the place.
    package let byteOffset: Int

    package var description: String { "\(problem) at byte \(byteOffset)" }
}

extension JSON {
    /// Limits of what is read.
    package enum Limits {
        package static let nestingMax = 64
    }

    /// Reads UTF-8 JSON text strictly (RFC 8259): nothing before or after, no member twice, no
    /// lone surrogate, no control character in a string, at most 64 levels of nesting.
    ///
    /// - Throws: `JSONError`.
    package static func parse(_ bytes: [UInt8]) throws -> JSON {
        var parser = JSONParser(bytes: bytes)
        return try parser.document()
    }
}

private struct JSONParser {
    let bytes: [UInt8]
    var position = 0
    var depth = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func document() throws -> JSON {
        let value = try value()
        skipWhiteSpace()
        guard position == bytes.count else { throw failure("something stands after the value") }
        return value
    }

    private func failure(_ problem: String) -> JSONError {
        JSONError(problem: problem, byteOffset: position)
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipWhiteSpace() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
            position += 1
        }
    }

    private mutating func value() throws -> JSON {
        skipWhiteSpace()
        switch next {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case nil: throw failure("the text ends where a value should be")
        case .some(let byte) where byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte):
            return try number()
        default: throw failure("no value can begin like this")
        }
    }

    private mutating func word(_ word: String, _ value: JSON) throws -> JSON {
        guard bytes[position...].starts(with: word.utf8) else { throw failure("unknown word") }
        position += word.utf8.count
        return value
    }

    private mutating func enter() throws {
        depth += 1
        guard depth <= JSON.Limits.nestingMax else { throw failure("nested too deeply") }
        position += 1
        skipWhiteSpace()
    }

    private mutating func leave() {
        depth -= 1
        position += 1
    }

    private mutating func object() throws -> JSON {
        try enter()
        var members: [JSON.Member] = []
        var names: Set<[UInt8]> = []
        if next != UInt8(ascii: "}") {
            repeat {
                skipWhiteSpace()
                guard next == UInt8(ascii: "\"") else { throw failure("a name should stand here") }
                let name = try string()
                // By bytes: Swift calls composed and decomposed letters equal, JSON does not.
                guard names.insert(Array(name.utf8)).inserted else {
                    throw failure("the member \(name) stands twice")
                }
                skipWhiteSpace()
                guard next == UInt8(ascii: ":") else { throw failure("a colon should stand here") }
                position += 1
                members.append(JSON.Member(name, try value()))
            } while try separator(orEnd: UInt8(ascii: "}"))
        }
        leave()
        return .object(members)
    }

    private mutating func array() throws -> JSON {
        try enter()
        var elements: [JSON] = []
        if next != UInt8(ascii: "]") {
            repeat { elements.append(try value()) } while try separator(orEnd: UInt8(ascii: "]"))
        }
        leave()
        return .array(elements)
    }

    /// Whether a comma follows; false at the end, which stays to be read.
    private mutating func separator(orEnd end: UInt8) throws -> Bool {
        skipWhiteSpace()
        if next == UInt8(ascii: ",") {
            position += 1
            return true
        }
        guard next == end else { throw failure("a comma or the end should stand here") }
        return false
    }

    private mutating func number() throws -> JSON {
        let start = position
        if next == UInt8(ascii: "-") { position += 1 }
        if next == UInt8(ascii: "0") {
            position += 1
        } else {
            try digits()
        }
        var isInteger = true
        if next == UInt8(ascii: ".") {
            isInteger = false
            position += 1
            try digits()
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            isInteger = false
            position += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isInteger, let integer = Int(text) { return .integer(integer) }
        return .number(text)
    }

    private mutating func digits() throws {
        let start = position
        while let byte = next, (0x30...0x39).contains(byte) { position += 1 }
        guard position > start else { throw failure("a digit should stand here") }
    }

    private mutating func string() throws -> String {
        position += 1
        var text: [UInt8] = []
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                guard let valid = String(validating: text, as: UTF8.self) else {
                    throw failure("the string is not UTF-8")
                }
                return valid
            case UInt8(ascii: "\\"):
                text.append(contentsOf: try escaped())
            case 0..<0x20: throw failure("a control character stands in a string")
            default:
                text.append(byte)
                position += 1
            }
        }
        throw failure("the string does not end")
    }

    private mutating func escaped() throws -> [UInt8] {
        position += 1
        guard let byte = next else { throw failure("the string does not end") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return Array(String(Character(try scalar())).utf8)
        default: throw failure("no escape is written like this")
        }
    }

    private mutating func scalar() throws -> Unicode.Scalar {
        let unit = try fourDigits()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard UTF16.isLeadSurrogate(unit), bytes[position...].starts(with: "\\u".utf8) else {
            throw failure("half of a surrogate pair stands alone")
        }
        position += 2
        let second = try fourDigits()
        guard UTF16.isTrailSurrogate(second) else {
            throw failure("half of a surrogate pair stands alone")
        }
        let value = 0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        guard let scalar = Unicode.Scalar(value) else { throw failure("no such character") }
        return scalar
    }

    private mutating func fourDigits() throws -> UInt16 {
        var value: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue,
                byte < 0x80
            else { throw failure("four hexadecimal digits should stand here") }
            value = value << 4 | UInt16(digit)
            position += 1
        }
        return value
    }
}
