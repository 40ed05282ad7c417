import SerbianText
import TestSupport
import Testing

@Suite("Words of a text, each in its place")
struct FoldedWordTests {
    private func words(_ text: String) -> [String] { SerbianText.words(in: text).map(\.key) }

    private func written(_ text: String) -> [String] {
        let scalars = Array(text.unicodeScalars)
        return SerbianText.words(in: text).map {
            String(String.UnicodeScalarView(scalars[$0.range]))
        }
    }

    @Test("Both scripts and composed or decomposed letters have one key")
    func keys() {
        #expect(words("Ђаци, đaci — djaci; ĐACI") == ["daci", "daci", "daci", "daci"])
        #expect(words("njiva њива c\u{30C}as čas") == ["njiva", "njiva", "cas", "cas"])
        #expect(words("1.5 km²") == ["1", "5", "km2"])
        #expect(words("„Србија“, d'Artagnan / x_y") == ["srbija", "d", "artagnan", "x", "y"])
        #expect(words(" \n—").isEmpty)
    }

    @Test("A word is marked as it is written, with soft hyphens and accents in it")
    func places() {
        let text = "a ми\u{AD}гра\u{AD}ција, c\u{30C}as\u{301}! ﬁnansije"
        #expect(
            written(text).map { Array($0.utf8) }
                == ["a", "ми\u{AD}гра\u{AD}ција", "c\u{30C}as\u{301}", "ﬁnansije"].map {
                    Array($0.utf8)
                }
        )
        #expect(words(text) == ["a", "migracija", "cas", "finansije"])
    }

    @Test("The words are those of the folded text, whatever the text is")
    func sameAsFold() {
        var chance = SeededGenerator(seed: 115)
        let letters = "абвгдђежзљњшЉЂabcčćžšđdjĐlj ,.-–'’\n1٣½ﬁéő\u{30C}\u{AD}\u{200B}ال"
        let scalars = Array(letters.unicodeScalars)
        for _ in 0..<3_000 {
            let text = String(
                String.UnicodeScalarView(
                    (0..<Int.random(in: 1...24, using: &chance)).map { _ in
                        scalars.randomElement(using: &chance) ?? "a"
                    }
                )
            )
            let folded = SerbianText.fold(text)
                .split { !$0.isLetter && !$0.isNumber }.map(String.init)
            #expect(words(text) == folded, "\(text.debugDescription)")
            for (word, key) in zip(written(text), words(text)) {
                #expect(SerbianText.fold(word).contains(key), "\(text.debugDescription)")
            }
        }
    }
}
