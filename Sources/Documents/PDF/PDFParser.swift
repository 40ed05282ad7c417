/// Reads objects of a PDF out of its bytes.
///
/// Throws `PDFError.damaged` with the place, and `.tooLarge` for what is nested too deeply or has
/// too many values.
struct PDFParser {
    private let bytes: [UInt8]
    private(set) var position: Int
    /// Where reading ends, though the file may go on.
    private let end: Int
    private var depth = 0
    private var values = 0

    /// Reads at most `bytesMax` bytes from a place on.
    init(_ bytes: [UInt8], at position: Int, bytesMax: Int = PDFLimits.objectBytesMax) {
        (self.bytes, self.position) = (bytes, position)
        end = min(bytes.count, position + bytesMax)
    }

    func failure(_ problem: String) -> PDFError { .damaged(at: position, problem) }

    private var next: UInt8? { position < end ? bytes[position] : nil }

    /// Skips white space and comments (7.2.3).
    mutating func skipSpace() {
        while let byte = next {
            if byte == UInt8(ascii: "%") {
                while let byte = next, byte != 0x0A, byte != 0x0D { position += 1 }
            } else if Self.isSpace(byte) {
                position += 1
            } else {
                return
            }
        }
    }

    /// Whether this word stands here; goes behind it.
    mutating func take(_ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard position + count <= end else { return false }
        let isHere = word.withUTF8Buffer { bytes[position..<position + count].elementsEqual($0) }
        if isHere { position += count }
        return isHere
    }

    mutating func object() throws -> PDFObject {
        skipSpace()
        values += 1
        guard values <= PDFLimits.valuesMax, depth < PDFLimits.nestingMax else {
            throw PDFError.tooLarge
        }
        depth += 1
        defer { depth -= 1 }
        switch next {
        case nil: throw failure("the file ends inside an object")
        case UInt8(ascii: "/"): return .name(try name())
        case UInt8(ascii: "("): return .string(try literalString())
        case UInt8(ascii: "["): return .array(try array())
        case UInt8(ascii: "<"):
            if take("<<") { return .dictionary(try dictionary()) }
            return .string(try hexadecimalString())
        default: return try word()
        }
    }

    /// An integer that is not negative.
    mutating func integer() throws -> Int {
        skipSpace()
        let start = position
        while let byte = next, (0x30...0x39).contains(byte) { position += 1 }
        let digits = bytes[start..<position]
        guard (1...15).contains(digits.count) else { throw failure("a number should stand here") }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    // MARK: Parts

    private mutating func array() throws -> [PDFObject] {
        position += 1
        var elements: [PDFObject] = []
        while true {
            skipSpace()
            if take("]") { return elements }
            elements.append(try object())
        }
    }

    private mutating func dictionary() throws -> PDFDictionary {
        var dictionary = PDFDictionary()
        var names: Set<String> = []
        while true {
            skipSpace()
            if take(">>") { return dictionary }
            guard next == UInt8(ascii: "/") else { throw failure("a name should stand here") }
            let name = try name()
            // Readers differ in which of the two they take.
            guard names.insert(name).inserted else { throw failure("/\(name) stands twice") }
            dictionary[name] = try object()
            guard names.count <= PDFLimits.namesMax else { throw PDFError.tooLarge }
        }
    }

    private mutating func name() throws -> String {
        position += 1
        var name: [UInt8] = []
        while let byte = next, !Self.isSpace(byte), !Self.isDelimiter(byte) {
            position += 1
            guard byte == UInt8(ascii: "#") else {
                name.append(byte)
                continue
            }
            guard let high = hexadecimalDigit(), let low = hexadecimalDigit() else {
                throw failure("two hexadecimal digits should stand here")
            }
            name.append(high << 4 | low)
        }
        guard let text = String(validating: name, as: UTF8.self) else {
            throw failure("a name is not UTF-8")
        }
        return text
    }

    private mutating func hexadecimalDigit() -> UInt8? {
        guard let byte = next, byte < 0x80,
            let digit = Character(Unicode.Scalar(byte)).hexDigitValue
        else { return nil }
        position += 1
        return UInt8(digit)
    }

    private mutating func hexadecimalString() throws -> [UInt8] {
        position += 1
        var digits: [UInt8] = []
        while true {
            skipSpace()
            if take(">") { break }
            guard let digit = hexadecimalDigit() else {
                throw failure("a hexadecimal digit should stand here")
            }
            digits.append(digit)
        }
        if !digits.count.isMultiple(of: 2) { digits.append(0) }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    private mutating func literalString() throws -> [UInt8] {
        position += 1
        var text: [UInt8] = []
        var open = 1
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "("): open += 1
            case UInt8(ascii: ")"):
                open -= 1
                if open == 0 { return text }
            case UInt8(ascii: "\\"):
                if let escaped = escapedByte() { text.append(escaped) }
                continue
            default: break
            }
            text.append(byte)
        }
        throw failure("a string does not end")
    }

    /// What a backslash stands for with what follows it; nil for a line that goes on.
    private mutating func escapedByte() -> UInt8? {
        guard let byte = next else { return nil }
        if (0x30...0x37).contains(byte) {
            var value = 0
            for _ in 0..<3 {
                guard let digit = next, (0x30...0x37).contains(digit) else { break }
                value = value << 3 | Int(digit - 0x30)
                position += 1
            }
            return UInt8(value & 255)
        }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): return 0x0A
        case UInt8(ascii: "r"): return 0x0D
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "b"): return 0x08
        case UInt8(ascii: "f"): return 0x0C
        case 0x0A: return nil
        case 0x0D:
            _ = take("\n")
            return nil
        default: return byte
        }
    }

    /// A number, a reference, or one of three words.
    private mutating func word() throws -> PDFObject {
        let start = position
        while let byte = next, !Self.isSpace(byte), !Self.isDelimiter(byte) { position += 1 }
        let word = String(decoding: bytes[start..<position], as: UTF8.self)
        switch word {
        case "null": return .null
        case "true": return .bool(true)
        case "false": return .bool(false)
        default: break
        }
        if let integer = Int(word) { return reference(integer) ?? .integer(integer) }
        let isReal = !word.isEmpty && word.utf8.allSatisfy { "+-.0123456789".utf8.contains($0) }
        guard isReal else {
            position = start
            throw failure("no object can begin like this")
        }
        return .real(word)
    }

    /// The reference that begins with this number, nil when it is a number alone.
    private mutating func reference(_ number: Int) -> PDFObject? {
        let behind = position
        skipSpace()
        if number > 0, take("0"), let byte = next, Self.isSpace(byte) {
            skipSpace()
            if take("R") {
                let ends = next.map { Self.isSpace($0) || Self.isDelimiter($0) } ?? true
                if ends { return .reference(number) }
            }
        }
        position = behind
        return nil
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 || byte == 0x0C || byte == 0
    }

    private static func isDelimiter(_ byte: UInt8) -> Bool { "()<>[]{}/%".utf8.contains(byte) }
}
