import Credentials
import Documents
import Testing

@Suite("Canonical JSON (RFC 8785)")
struct JCSTests {
    private static let directory = "cyberphone+json-canonicalization/testdata"

    @Test(
        "The published examples have the published forms",
        arguments: ["arrays", "french", "structures", "unicode", "weird"]
    )
    func published(name: String) throws {
        guard let input = try Published.text("\(Self.directory)/input/\(name).json"),
            let output = try Published.file("\(Self.directory)/output/\(name).json")
        else { return }
        // One number is written with a fraction, which has no form here; its form is this.
        let whole = input.replacing("56.0", with: "56")
        #expect(try JCS.bytes(of: JSON.parse(Array(whole.utf8))) == output)
    }

    @Test("The published examples with fractions are refused", arguments: ["structures", "values"])
    func publishedFractions(name: String) throws {
        guard let input = try Published.file("\(Self.directory)/input/\(name).json") else {
            return
        }
        let value = try JSON.parse(input)
        #expect(throws: JCSError.self) { try JCS.bytes(of: value) }
    }

    @Test("Names are ordered by UTF-16 code units, which is not the order of code points")
    func order() throws {
        let value: JSON = [
            "\u{FB33}": 1, "\u{1F600}": 2, "b": 3, "a\u{301}": 4, "á": 5, "a": 6, "": 7,
        ]
        let canonical =
            "{\"\":7,\"a\":6,\"a\u{301}\":4,\"b\":3,\"á\":5,\"\u{1F600}\":2,\"\u{FB33}\":1}"
        #expect(try text(value) == canonical)
    }

    @Test("Texts are escaped as little as can be, and not normalised")
    func escapes() throws {
        let value: JSON = .string("\u{0}\u{8}\t\n\u{B}\u{C}\r\u{1F}\"\\/\u{7F}\u{2028}й и\u{306}")
        let canonical = #""\u0000\b\t\n\u000b\f\r\u001f\"\\/"# + "\u{7F}\u{2028}й и\u{306}\""
        #expect(try text(value).utf8.elementsEqual(canonical.utf8))
    }

    @Test("Values inside of values are ordered too, arrays keep their order")
    func depth() throws {
        let value: JSON = ["z": [2, ["y": nil, "x": true]], "a": []]
        #expect(try text(value) == #"{"a":[],"z":[2,{"x":true,"y":null}]}"#)
    }

    @Test(
        "Numbers that programs write differently are refused",
        arguments: ["1.5", "1e2", "-0.0", "9007199254740992", "-9007199254740992", "1E400"]
    )
    func numbers(text: String) throws {
        let value = try JSON.parse(Array("[\(text)]".utf8))
        #expect(throws: JCSError.self) { try JCS.bytes(of: value) }
    }

    @Test("The integers up to 2^53−1 have a form", arguments: [0, -1, 1 << 53 - 1, -(1 << 53 - 1)])
    func integers(integer: Int) throws {
        #expect(try text(.integer(integer)) == String(integer))
    }

    @Test("A name twice is refused")
    func twice() {
        #expect(throws: JCSError.nameTwice("a")) { try JCS.bytes(of: ["a": 1, "b": 2, "a": 3]) }
    }

    private func text(_ value: JSON) throws -> String {
        String(decoding: try JCS.bytes(of: value), as: UTF8.self)
    }
}
