import SerbianText
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Passages of a page")
struct PassageTests {
    private static let roots = [
        "миграција", "migracija", "обука", "đak", "ђак", "c\u{30C}ovek", "човек", "ље\u{AD}то",
        "Radna", "група", "&lt;<b>", "x", "a\u{301}zil", "центар", "Njegoš", "Његош",
    ]

    private func text(_ chance: inout SeededGenerator) -> String {
        (0..<Int.random(in: 0...400, using: &chance)).map { _ in
            Self.roots.randomElement(using: &chance) ?? ""
        }.joined(separator: " ")
    }

    @Test("What is marked folds to what was looked for, and all fits into 240 code points")
    func marks() {
        var chance = SeededGenerator(seed: 240)
        let forms: Set = ["migracija", "dak", "covek", "ljeto", "azil", "njegos"]
        let terms = [
            PassageTerm(forms: ["migracija", "dak"]), PassageTerm(phrase: ["radna", "grupa"]),
            PassageTerm(forms: ["covek", "ljeto", "azil", "njegos"]),
        ]
        for _ in 0..<500 {
            let text = text(&chance)
            let passage = Passage(of: text, marking: terms)
            let scalars = Array(passage.text.unicodeScalars)
            #expect(scalars.count <= Passage.Limits.charactersMax)
            #expect(passage.pieces.map(\.text).joined() == passage.text)
            var end = 0
            for mark in passage.marks {
                #expect(mark.lowerBound >= end && mark.upperBound <= scalars.count)
                end = mark.upperBound
                let marked = SerbianText.fold(
                    String(String.UnicodeScalarView(scalars[mark]))
                )
                #expect(forms.contains(marked) || marked == "radna grupa", "\(marked)")
            }
            let has = SerbianText.words(in: text).contains { forms.contains($0.key) }
            #expect(!has || !passage.marks.isEmpty, "\(text)")
        }
    }

    @Test("A long text is cut between words, where most of what was looked for stands")
    func window() {
        let filling = String(repeating: "реч ", count: 100)
        let text = filling + "миграција " + filling + "радна група и миграције у Србији " + filling
        let passage = Passage(
            of: text,
            marking: [
                PassageTerm(forms: ["migracija", "migracije"]), PassageTerm(forms: ["srbiji"]),
            ]
        )
        #expect(passage.text.hasPrefix("…реч") && passage.text.hasSuffix("реч…"))
        #expect(passage.pieces.filter(\.isMarked).map(\.text) == ["миграције", "Србији"])
        #expect(passage.text.contains("радна група"))
    }

    @Test("A short text is whole, and one without a hit begins at its beginning")
    func whole() {
        let short = Passage(of: "Обука почиње", marking: [PassageTerm(forms: ["obuka"])])
        #expect(short.text == "Обука почиње" && short.marks == [0..<5])
        let none = Passage(of: String(repeating: "реч ", count: 100), marking: [])
        #expect(none.text.hasPrefix("реч") && none.marks.isEmpty)
        let word = String(repeating: "ж", count: 500)
        #expect(Passage(of: word, marking: []).text.unicodeScalars.count <= 240)
    }

    @Test("A phrase is marked where its words stand next to each other")
    func phrase() {
        let passage = Passage(
            of: "Grupa je radna. Radna, grupa! radna je grupa",
            marking: [PassageTerm(phrase: ["radna", "grupa"])]
        )
        #expect(passage.pieces.filter(\.isMarked).map(\.text) == ["Radna, grupa"])
    }
}
