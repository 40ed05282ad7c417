import Foundation
import SerbianText
import TestSupport
import Testing

@Suite("Conversion of random text")
struct ConversionPropertyTests {
    @Test("The result is in NFC and has no digraph code points, whatever comes in")
    func forbiddenCodePoints() {
        var generator = SeededGenerator(seed: 7)
        let parts = [
            "ǆ", "ǅ", "Ǆ", "ǉ", "ǈ", "Ǉ", "ǌ", "ǋ", "Ǌ", "n", "j", "d", "ž", "L", "J", "\u{200C}",
            "\u{34F}", "c", "s", "\u{301}", "\u{30C}", "љ", "Њ", "џ", " ", "-", "а", "w", ".", "@",
            "II", "\u{323}", "с", "и", "\u{306}", "é", "한", "\u{1112}\u{1161}", "\n", "🙂", "Ð",
        ]
        for _ in 0..<4000 {
            let text = (0..<Int.random(in: 0..<12, using: &generator))
                .compactMap { _ in parts.randomElement(using: &generator) }.joined()
            for result in [SerbianText.latin(text), SerbianText.cyrillic(text)] {
                #expect(!result.unicodeScalars.contains { (0x1C4...0x1CC).contains($0.value) })
                #expect(bytes(result) == bytes(result.precomposedStringWithCanonicalMapping))
            }
        }
    }

    @Test("Cyrillic words without a split pair come back from Latin unchanged")
    func roundTrip() {
        var generator = SeededGenerator(seed: 11)
        let letters = Array("абвгдђежзијклљмнњопрстћуфхцчџш")
        var tried = 0
        for _ in 0..<4000 {
            let word = String(
                (0..<Int.random(in: 1...9, using: &generator))
                    .compactMap { _ in letters.randomElement(using: &generator) }
            )
            // Pairs that come apart, and оџ- and the like, which stems decide, are tested as words.
            let undecided = ["нј", "лј", "дж", "оџ", "наџ", "преџ"]
            if undecided.contains(where: word.contains) { continue }
            let capitalised = word.prefix(1).uppercased() + word.dropFirst()
            for text in [word, capitalised, word.uppercased()] {
                let latin = SerbianText.latin(text)
                // Letters that make a Roman numeral are the one other ambiguity.
                if latin.allSatisfy({ "IVCDLM".contains($0) }) { continue }
                #expect(bytes(SerbianText.cyrillic(latin, keeping: [])) == bytes(text), "\(latin)")
                tried += 1
            }
        }
        #expect(tried > 8000)
    }

    @Test("Converting twice is converting once")
    func idempotent() throws {
        for row in try TestData.rows("translit.tsv") {
            let latin = SerbianText.latin(row[0])
            #expect(bytes(SerbianText.latin(latin)) == bytes(latin))
            let cyrillic = SerbianText.cyrillic(row[1])
            #expect(bytes(SerbianText.cyrillic(cyrillic)) == bytes(cyrillic))
        }
    }
}
