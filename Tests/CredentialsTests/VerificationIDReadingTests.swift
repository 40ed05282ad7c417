import TestSupport
import Testing

@testable import Credentials

@Suite("Verification IDs as people type them")
struct VerificationIDReadingTests {
    @Test(
        "One ID in many spellings",
        arguments: [
            "K6X2-PKPP-P4E8-0X23", "k6x2-pkpp-p4e8-0x23", "k6x2pkppp4e80x23",
            "К6Х2РКРРР4Е80Х23", "к6х2-ркрр-р4е8-0х23", "K6X2 PKPP P4E8 0X23",
            "K6X2\u{A0}PKPP\u{A0}P4E8\u{202F}0X23", "K6X2‐PKPP‑P4E8–0X23", "K6X2—PKPP−P4E8-0X23",
            "  K6X2.PKPP.P4E8.0X23\n", "K6X2_PKPP_P4E8_0X23", "„K6X2-PKPP-P4E8-0X23“.",
            "(K6X2-PKPP-P4E8-0X23)", "Ｋ６Ｘ２－ＰＫＰＰ－Ｐ４Ｅ８－０Ｘ２３", "ｋ６ｘ２ｐｋｐｐｐ４ｅ８０ｘ２３",
            "K6X2-PKPP-P4E8-OX23", "k6x2-pkpp-p4e8-ox23", "K6X2-PKPP-P4E8-ОХ23",
            "K6X2-PKPP-P4E8-0X2З", "K6X2\u{200B}PKPP\u{FEFF}P4E8\u{AD}0X23",
            "\u{202A}K6X2-PKPP-P4E8-0X23\u{202C}", "K 6 X 2 P K P P P 4 E 8 0 X 2 3",
            "HTTPS://OBUKA.EXAMPLE/C/K6X2PKPPP4E80X23",
            "https://obuka.example/c/k6x2-pkpp-p4e8-0x23",
            "obuka.example/c/K6X2PKPPP4E80X23/", "https://x.rs/c/K6X2PKPPP4E80X23.json?a=/b#c",
            "/c/K6X2PKPPP4E80X23.tlog-proof", "К6Џ2-ПКПП-П4Е8-0Џ23",
        ]
    )
    func spellings(typed: String) throws {
        let id = try #require(VerificationID(canonical: "K6X2PKPPP4E80X23"))
        #expect(VerificationID.reading(typed) == .id(id))
    }

    @Test("On a Serbian keyboard Х is the key H, otherwise the X it looks like")
    func serbianKeyboard() throws {
        let id = try #require(VerificationID(canonical: "HPTT-4XTP-A12K-2H47"))
        #expect(VerificationID.reading("ХПТТ-4ЏТП-А12К-2Х47") == .id(id))
        #expect(VerificationID.reading("хптт4џтпа12к2х47") == .id(id))
        #expect(VerificationID.reading("НРТТ-4ХТР-А12К-2Н47") == .id(id))
        let other = try #require(VerificationID(canonical: "P46A-68XX-M9HM-0XCC"))
        #expect(VerificationID.reading("П46А-68ЏЏ-М9ХМ-0ЏЦЦ") == .id(other))
        #expect(VerificationID.reading("Р46А-68ХХ-М9НМ-0ХСС") == .id(other))
    }

    @Test("I and L are 1")
    func ones() throws {
        let id = try #require(VerificationID(canonical: "1E24-X6EP-8P5H-HCE4"))
        for one in ["I", "i", "L", "l", "І"] {
            #expect(VerificationID.reading("\(one)E24-X6EP-8P5H-HCE4") == .id(id))
        }
    }

    @Test(
        "Attempts that went wrong",
        arguments: [
            "KE28-13PK-K8E2-4MX6", "K6X2-PKPP-P4E8-0X2", "K6X2-PKPP-P4E8-0X233",
            "K6X2-PKPP-P4E8", "K6X2-PKPP-P4E8-0X2?", "K6X2-PKPP-P4E8-0X2B", "B6X2-PKPP-P4E8-0X23",
            "K6X2-PKPP-P4E8-0X23-0X23", "https://obuka.example/c/K6X2PKPPP4E80X22",
            "K6X2-PKPP-P4E8-0X2\u{1F600}",
        ]
    )
    func mistyped(typed: String) {
        #expect(VerificationID.reading(typed) == .mistyped)
    }

    @Test(
        "Texts that are no attempt",
        arguments: [
            "", " ", "-", "hello", "Marko Petrović", "uverenje", "2024/00012", "K6X2",
            "K6X2-PKPP-P4E8-0X23-K6X2-PKPP-P4E8-0X23", "pera@x.example", "Đorđe Ćirić Šabac 12",
            "K6X2-PKPP-P4E8-0XBB", "https://obuka.example/verify", "////",
            "<script>alert(1)</script>",
        ]
    )
    func notAnID(typed: String) {
        #expect(VerificationID.reading(typed) == .notAnID)
    }

    @Test("A very long text is not looked at, and nothing traps")
    func robustness() {
        #expect(
            VerificationID.reading("K6X2PKPPP4E80X23" + String(repeating: "-", count: 600))
                == .notAnID
        )
        var generator = SeededGenerator(seed: 9)
        let parts = Array("K6X2-/.?#\u{301}ПХџ０Ｘ \u{A0}Ж🙂".unicodeScalars)
        for _ in 0..<20_000 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0..<24, using: &generator) {
                if let scalar = parts.randomElement(using: &generator) { text.append(scalar) }
            }
            if case .id(let id) = VerificationID.reading(String(text)) {
                #expect(VerificationID(canonical: id.compact) == id)
            }
        }
    }
}
