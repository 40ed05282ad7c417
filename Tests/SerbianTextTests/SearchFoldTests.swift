import SerbianText
import TestSupport
import Testing

@Suite("Search keys")
struct SearchFoldTests {
    @Test(
        "All spellings of one name have one key",
        arguments: [
            (
                ["Đorđe", "Djordje", "Dorde", "Ђорђе", "ÐORÐE", "ðorðe", "ЂОРЂЕ", "DJORDJE"],
                "dorde"
            ),
            (
                ["Ljubiša Džodžić", "Љубиша Џоџић", "ǈubiša ǅoǆić", "ljubisa dzodzic"],
                "ljubisa dzodzic"
            ),
            (
                ["Knežević-Ljubičić", "Кнежевић – Љубичић", "KNEŽEVIĆ\u{2011}LJUBIČIĆ"],
                "knezevic ljubicic"
            ),
            (["инјекција", "injekcija", "in\u{200C}jekcija", "INJEKCIJA"], "injekcija"),
            (["одјек", "odjek", "оđек", "ođek"], "odek"),
            (["  Врњачка\u{A0}\tБања\n", "Vrnjačka Banja"], "vrnjacka banja"),
            (["Z\u{30C}abalj", "Жабаљ", "Zabalj", "ŽABALJ"], "zabalj"),
            (["О’Конор", "O'Konor", "o‘konor"], "o'konor"),
            (["José Müller", "Jose\u{301} Mu\u{308}ller"], "jose muller"),
            (["ѝ", "ì", "и", "i", "İ"], "i"),
            (["１４９", "149"], "149"), (["ﬁnansije", "Финансије"], "finansije"),
            (["", " ", "-", "\u{200B}"], ""), (["УВ-2024/9"], "uv 2024/9"),
            (["djj", "đ", "dj"], "d"), (["nad jačati"], "nad jacati"),
        ]
    )
    func spellings(texts: [String], key: String) {
        for text in texts { #expect(bytes(SerbianText.fold(text)) == bytes(key), "\(text)") }
    }

    @Test("Both columns of the table of names fold alike")
    func names() throws {
        for row in try TestData.rows("names_sr.tsv") {
            let key = SerbianText.fold(row[1])
            #expect(bytes(key) == bytes(SerbianText.fold(row[2])))
            #expect(key.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x20 }, "\(key)")
        }
    }

    @Test("A search by whole words in the key finds the pairs that need no stemming")
    func searchPairs() throws {
        let rows = try TestData.rows("search_pairs.tsv")
        func words(_ text: String) -> Set<Substring> {
            Set(SerbianText.fold(text).split(separator: " "))
        }
        let exact = ["no diacritics", "case/unicode/acronym", "cross-script"]
        // Pairs whose words stand in another case or number: the work of a stemmer.
        let inflected = ["migracije", "акциони план", "prisustvo"]
        for row in rows where exact.contains(row[3]) && !inflected.contains(row[0]) {
            #expect(words(row[0]).isSubset(of: words(row[1])), "\(row)")
        }
        for row in rows where row[2] == "nomatch" {
            #expect(!words(row[0]).isSubset(of: words(row[1])), "\(row)")
        }
    }

    @Test("The key of a key is itself: every scalar but the ideographs and syllables")
    func idempotentForScalars() {
        let skipped: [ClosedRange<UInt32>] = [
            0x3400...0x9FFF, 0xAC01...0xF8FF, 0x12000...0x1BFFF, 0x20000...0x2F7FF,
        ]
        var failures: [Unicode.Scalar] = []
        for value in UInt32(0)...0x2FFFF where !skipped.contains(where: { $0.contains(value) }) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            if scalar.properties.generalCategory == .unassigned { continue }
            let key = SerbianText.fold(String(Character(scalar)))
            if bytes(SerbianText.fold(key)) != bytes(key) { failures.append(scalar) }
        }
        #expect(failures.isEmpty)
    }

    @Test("The key of a key is itself: random text")
    func idempotentForText() {
        var generator = SeededGenerator(seed: 3)
        let common = Array("dDjJđÐžŽ lLnN-–ъљЉџЏђЂéÉ’\u{301}\u{30C}\u{200C}ǆß".unicodeScalars)
        for _ in 0..<4000 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0..<14, using: &generator) {
                let anything = Unicode.Scalar(UInt32.random(in: 0...0x2FFFF, using: &generator))
                let isCommon = Int.random(in: 0..<4, using: &generator) > 0
                let scalar = isCommon ? common.randomElement(using: &generator) : anything
                if let scalar { text.append(scalar) }
            }
            let key = SerbianText.fold(String(text))
            #expect(bytes(SerbianText.fold(key)) == bytes(key), "\(text.map(\.value))")
            #expect(!key.hasPrefix(" ") && !key.hasSuffix(" ") && !key.contains("  "))
        }
    }
}
