import Foundation
import TestSupport
import Testing

@testable import Credentials

@Suite("Base64 with one spelling")
struct Base64FormTests {
    @Test("It writes what Foundation writes, and reads it", arguments: UInt64(0)..<4)
    func agrees(seed: UInt64) {
        var chance = SeededGenerator(seed: seed)
        for count in 0..<100 {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &chance) }
            let text = Data(bytes).base64EncodedString()
            #expect(Base64Form.standard.encode(bytes) == text)
            #expect(Base64Form.standard.decode(text.utf8) == bytes)
            let url = text.replacing("+", with: "-").replacing("/", with: "_")
                .replacing("=", with: "")
            #expect(Base64Form.url.encode(bytes) == url)
            #expect(Base64Form.url.decode(url.utf8) == bytes)
        }
    }

    @Test(
        "Every other spelling is refused",
        arguments: [
            "A", "AA", "AAA", "AA=", "AB==", "AAB=", "====", "=", "A===", "AA==AA==",
            "AAAA====", "AA A", "AAAA\n", "AA-_", "ААAА",
        ]
    )
    func refused(text: String) {
        #expect(Base64Form.standard.decode(text.utf8) == nil)
    }

    @Test(
        "Base64url has no padding",
        arguments: ["A", "AB", "AAB", "AA==", "AAA=", "AA+/", "AAAAA"]
    )
    func url(text: String) {
        #expect(Base64Form.url.decode(text.utf8) == nil)
    }

    @Test("Whatever is read is written the same", arguments: UInt64(0)..<4)
    func canonical(seed: UInt64) {
        var chance = SeededGenerator(seed: seed)
        let symbols = Array("ABab01+/=".utf8)
        var readCount = 0
        for _ in 0..<20_000 {
            let text = (0..<8).map { _ in symbols.randomElement(using: &chance) ?? 0 }
            guard let bytes = Base64Form.standard.decode(text) else { continue }
            readCount += 1
            #expect(Base64Form.standard.encode(bytes).utf8.elementsEqual(text))
        }
        #expect(readCount > 1_000)
    }
}
