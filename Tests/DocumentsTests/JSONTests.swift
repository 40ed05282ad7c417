import Documents
import TestSupport
import Testing

@Suite("JSON")
struct JSONTests {
    private func parse(_ text: String) throws -> JSON { try JSON.parse(Array(text.utf8)) }

    @Test("Values as RFC 8259 writes them")
    func values() throws {
        #expect(try parse(" null ") == .null)
        #expect(try parse("\t[true , false]\r\n") == [true, false])
        #expect(try parse("{}") == .object([]))
        #expect(try parse("[]") == .array([]))
        #expect(try parse("0") == .integer(0))
        #expect(try parse("-0") == .integer(0))
        #expect(try parse("9223372036854775807") == .integer(.max))
        #expect(try parse("-9223372036854775808") == .integer(.min))
        #expect(try parse("9223372036854775808") == .number("9223372036854775808"))
        #expect(try parse("-1.50e+3") == .number("-1.50e+3"))
        #expect(try parse("1E0") == .number("1E0"))
        #expect(try parse(#"{"a":{"b":[1,"x"]},"c":null}"#) == ["a": ["b": [1, "x"]], "c": nil])
    }

    @Test("Strings with every escape, and characters of all planes as they are")
    func strings() throws {
        #expect(
            try parse(#""\"\\\/\b\f\n\r\tЉ\u00e9\uD83D\uDE00""#)
                == .string("\"\\/\u{8}\u{C}\n\r\tЉé😀")
        )
        #expect(try parse("\"Љубиша 😀 \u{7F}\u{2028}\"") == .string("Љубиша 😀 \u{7F}\u{2028}"))
        #expect(try parse(#""\u0000""#) == .string("\0"))
        #expect(try parse(#""\u0409\u0423""#) == .string("ЉУ"))
    }

    @Test(
        "Everything else is refused",
        arguments: [
            "", " ", "nul", "nullx", "True", "undefined", "NaN", "Infinity", "'a'", "\"a",
            "\"\\x\"",
            "\"\\u12\"", "\"\\u12G4\"", "\"\\u１２３４\"", "\"\\uD800\"", "\"\\uDC00\"",
            "\"\\uD800\\uD800\"",
            "\"\\uD800x\"", "\"\\uD83D\\n\"", "\"a\nb\"", "\"a\tb\"", "\"\u{0}\"", "[1,]", "[,1]",
            "[1 2]",
            "[1", "]", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{1:1}",
            "{\"a\":1 \"b\":2}",
            "01", "-", "-01", "+1", ".5", "1.", "1.e5", "1e", "1e+", "0x10", "1_000", "1 2", "[1]]",
            "\u{FEFF}1", "// x\n1", "[1]/**/", "\u{A0}1", "\"\\uD83D\\u0041\"",
        ]
    )
    func refused(text: String) {
        #expect(throws: JSONError.self) { try parse(text) }
    }

    @Test("Bytes that are no UTF-8 are refused, in strings and out of them")
    func invalidBytes() {
        for bytes: [UInt8] in [
            [0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
            [0x22, 0xC0, 0x80, 0x22], [0x22, 0xF5, 0x80, 0x80, 0x80, 0x22], [0xFF], [0x31, 0x00],
        ] {
            #expect(throws: JSONError.self) { try JSON.parse(bytes) }
        }
    }

    @Test("A member twice is refused, by bytes: two spellings of one letter are two names")
    func duplicates() throws {
        #expect(throws: JSONError.self) { try parse(#"{"a":1,"b":2,"a":1}"#) }
        #expect(throws: JSONError.self) { try parse(#"{"a":1,"\u0061":2}"#) }
        let both = try parse("{\"\u{E9}\":1,\"e\u{301}\":2}")
        #expect(both.members?.count == 2)
        #expect(both.members?.map(\.value) == [1, 2])
        // And each is found by its own.
        #expect(both["\u{E9}"] == 1)
        #expect(both["e\u{301}"] == 2)
    }

    @Test("Up to 64 levels of nesting")
    func depth() throws {
        func nested(_ levels: Int) -> String {
            String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
        }
        _ = try parse(nested(64))
        #expect(throws: JSONError.self) { try parse(nested(65)) }
        #expect(throws: JSONError.self) { try parse(String(repeating: "[", count: 1_000_000)) }
        let objects = String(repeating: "{\"a\":", count: 100_000)
        #expect(throws: JSONError.self) { try parse(objects) }
        // Levels that were left do not count.
        _ = try parse("[" + Array(repeating: nested(63), count: 70).joined(separator: ",") + "]")
    }

    @Test("An error says where")
    func places() {
        let error = #expect(throws: JSONError.self) { try parse("[1, x]") }
        #expect(error?.byteOffset == 4)
        #expect("\(error.map { $0.description } ?? "")".hasSuffix("at byte 4"))
    }

    @Test("What is written is read as the same value")
    func roundTrip() throws {
        var generator = SeededGenerator(seed: 21)
        for _ in 0..<2_000 {
            let value = random(depth: 4, &generator)
            let bytes = value.bytes
            #expect(try same(JSON.parse(bytes), value), "\(value)")
            #expect(try JSON.parse(bytes).bytes == bytes)
            #expect(!bytes.contains { $0 < 0x20 })
        }
    }

    @Test("The streaming writer writes what the value writes")
    func writer() throws {
        var writer = JSONWriter()
        writer.openObject()
        writer.name("a")
        writer.string("x\"\\\u{1}Љ")
        writer.name("b")
        writer.openArray()
        writer.integer(-1)
        writer.null()
        writer.literal("1.5")
        writer.openObject()
        writer.closeObject()
        writer.closeArray()
        writer.name("c")
        writer.value(["d": [true]])
        writer.closeObject()
        let value: JSON = [
            "a": "x\"\\\u{1}Љ", "b": [-1, nil, .number("1.5"), .object([])], "c": ["d": [true]],
        ]
        #expect(writer.bytes == value.bytes)
        #expect(
            String(decoding: value.bytes, as: UTF8.self)
                == #"{"a":"x\"\\\u0001Љ","b":[-1,null,1.5,{}],"c":{"d":[true]}}"#
        )
    }

    /// Equal in every byte, where Swift calls two normal forms of a letter equal.
    private func same(_ left: JSON, _ right: JSON) -> Bool {
        switch (left, right) {
        case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
        case (.array(let left), .array(let right)):
            left.count == right.count && zip(left, right).allSatisfy(same)
        case (.object(let left), .object(let right)):
            left.count == right.count
                && zip(left, right).allSatisfy {
                    $0.name.utf8.elementsEqual($1.name.utf8) && same($0.value, $1.value)
                }
        default: left == right
        }
    }

    private func random(depth: Int, _ generator: inout SeededGenerator) -> JSON {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &generator) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &generator))
        case 2: return .integer(Int.random(in: .min ... .max, using: &generator))
        case 3:
            let digits = Int.random(in: 0...9_999, using: &generator)
            return .number("-\(digits).\(digits)e-\(digits)")
        case 4, 5: return .string(text(&generator))
        case 6:
            let count = Int.random(in: 0..<5, using: &generator)
            return .array((0..<count).map { _ in random(depth: depth - 1, &generator) })
        default:
            let count = Int.random(in: 0..<5, using: &generator)
            return .object(
                (0..<count).map {
                    JSON.Member("\($0)" + text(&generator), random(depth: depth - 1, &generator))
                }
            )
        }
    }

    private func text(_ generator: inout SeededGenerator) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0..<10, using: &generator) {
            let bound: UInt32 = Bool.random(using: &generator) ? 0x80 : 0x10FFFF
            if let scalar = Unicode.Scalar(UInt32.random(in: 0...bound, using: &generator)) {
                text.append(scalar)
            }
        }
        return String(text)
    }
}
