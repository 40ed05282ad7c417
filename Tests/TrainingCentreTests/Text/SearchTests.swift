import Postgres
import SerbianText
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Search across scripts", .centre)
struct SearchTests {
    private let centre = TrainingCentre.ofTest

    @Test("The fold in SQL is that of SerbianText: names, municipalities and search pairs")
    func foldOfTables() async throws {
        var texts = try CheckoutFiles.words("names_sr.tsv").flatMap { [$0[1], $0[2]] }
        texts += try CheckoutFiles.words("municipalities.csv", separator: ",").flatMap { $0[1...3] }
        texts += try CheckoutFiles.words("search_pairs.tsv").flatMap { $0[0...1] }
        #expect(texts.count > 6_000)
        try await expectEqualFolds(texts)
    }

    @Test("The fold in SQL is that of SerbianText: random text of relevant characters")
    func foldOfRandomText() async throws {
        var generator = SeededGenerator(seed: 11)
        let characters = Array(
            ("абвгдђежзијклљмнњопрстћуфхцчџшАБВГДЂЕЖЗИЈКЛЉМНЊОПРСТЋУФХЦЧЏШѐѝѓќўйъыьэюяЁ"
                + "abcčćdđefghijklmnopqrsštuvwxyzžABCČĆDĐEFGHIJKLMNOPQRSŠTUVWXYZŽ"
                + "djDJDj  --–—‐‑−'’‘ʼ.,/()\"0123456789&+ÐðÁÉÍÓÚáéíóúÄÖÜäöüßøØłŁçÇñ"
                + "ǄǅǆǇǈǉǊǋǌﬁ№１９\u{301}\u{30C}\u{308}\u{200C}\u{200D}\u{34F}\u{AD}\u{A0}\u{2009}"
                + "\u{200B}\u{2060}\u{FEFF}\u{200E}\u{202A}\u{2066}\t\n\r\u{85}\u{2028}")
                .unicodeScalars
        )
        var texts: [String] = []
        for _ in 0..<5_000 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0..<16, using: &generator) {
                text.append(try #require(characters.randomElement(using: &generator)))
            }
            texts.append(String(text))
        }
        try await expectEqualFolds(texts)
    }

    @Test("Pairs of words find each other as organisations, courses, projects and people")
    func pairs() async throws {
        for (query, text, nouns) in [
            ("Plandište", "Тренинг центар за миграције Пландиште", 3),
            ("Пландиште", "Trening centar za migracije Plandište", 3),
            ("ЊЕГОШ", "Његош Петровић", 4), ("ljubisa", "Љубиша Џоџић", 4),
            ("Dzodzic", "Љубиша Џоџић", 4), ("Djordje", "Ђорђе Ђорђевић", 4),
            ("dorde", "Đorđe Đorđević", 4), ("komesarija", "Komesarijat za izbeglice", 3),
            ("Komesarjiat", "Комесаријат за избеглице", 3), ("petrovi", "Петровић Ана", 4),
        ] {
            let centre = TrainingCentre.ofTest
            try await Owner.corrupt("DELETE FROM organisations")
            try await Owner.corrupt("DELETE FROM courses")
            try await Owner.corrupt("DELETE FROM projects")
            try await Owner.corrupt("DELETE FROM people")
            let column = Script.of(text) == .cyrillic ? "sr_cyrl" : "sr_latn"
            try await centre.importText(
                "code,name_\(column)\nA,\(text)\nB,Drugo\n",
                as: .organisations
            )
            try await centre.importText("code,title_\(column)\nA,\(text)\nB,Drugo\n", as: .courses)
            try await centre.importText("code,title_\(column)\nA,\(text)\nB,Drugo\n", as: .projects)
            if nouns == 4 {
                try await centre.importText("email,name\na@a.example,\(text)\n", as: .people)
                try await centre.importText("email,name\nb@a.example,Мара Марић\n", as: .people)
            }
            let found = try await found(query)
            #expect(
                found == Array(repeating: ["A"], count: 3) + [nouns == 4 ? ["a@a.example"] : []]
            )
        }
    }

    private static let pairFiles = [
        "search_pairs.tsv", "search_pairs_held_out.tsv", "search_pairs_later.tsv",
        "search_pairs_forms.tsv", "search_pairs_near.tsv", "search_pairs_titles.tsv",
    ]

    /// Pairs of the sets that were written before anything was tuned that are answered otherwise
    /// than they say.
    private static let knownOtherwise: Set = [
        // Two things at once: another form of the word, and a typing error in it.
        "migtanti",
        // Keys next to each other, though the set has it for another name.
        "Kvanović",
        // One letter in ten: whoever types it means it.
        "kolesarijat",
        // Irregular, but one stem by rule, and asked for since.
        "tražilaca azila",
        // Another form of the word, and a typing error in it.
        "prevodiioci",
    ]

    @Test(
        "Search pairs are found, and none that must not be",
        arguments: pairFiles
    )
    func searchPairs(file: String) async throws {
        let rows = try CheckoutFiles.words(file)
        let counts = [
            "search_pairs.tsv": 65, "search_pairs_held_out.tsv": 100, "search_pairs_later.tsv": 164,
            "search_pairs_forms.tsv": 94, "search_pairs_near.tsv": 110,
            "search_pairs_titles.tsv": 252,
        ]
        #expect(rows.count == counts[file])
        var differing: Set<String> = []
        for row in rows {
            let words = SearchWords(row[0]).words
            let text = row[1]
            let isFound = try await centre.value(
                "SELECT search_matches(search_fold(\(text)), \(words))",
                as: Bool.self
            )
            if isFound != (row[2] == "match") { differing.insert(row[0]) }
        }
        #expect(differing == Self.knownOtherwise.intersection(rows.map { $0[0] }))
    }

    @Test(
        "What compares two words finds the same through the vocabulary and the indexes",
        arguments: pairFiles
    )
    func searchPairsThroughIndexes(file: String) async throws {
        let rows = try CheckoutFiles.words(file)
        let header = "code,title_sr_latn\n"
        let courses = rows.enumerated().map { "C\($0),\"\(SerbianText.latin($1[1]))\"\n" }.joined()
        let report = try await centre.importText(header + courses, as: .courses)
        #expect(report.created == rows.count)
        for (place, row) in rows.enumerated() {
            let words = SearchWords(row[0]).words
            let found = try await centre.read {
                try Course.list(matching: row[0], page: PageRequest(rowsMax: 200), in: $0)
            }.items.map(\.draft.code)
            let expected = try await centre.database.transaction {
                try $0.rows(
                    """
                    SELECT code FROM courses WHERE search_matches(fold, \(words))
                    ORDER BY code
                    """,
                    as: String.self
                )
            }
            #expect(found == expected, "\(row[0])")
            let isOwn = !Self.knownOtherwise.contains(row[0])
            if row[2] == "match", isOwn { #expect(found.contains("C\(place)"), "\(row[0])") }
        }
    }

    @Test("Aliases find their organisation and project; a query without a word finds nothing")
    func aliases() async throws {
        try await Demonstration.load(into: centre)
        #expect(try await found("СДЦ").first == ["SDC"])
        #expect(try await found("komesarijat").first == ["KIRS"])
        #expect(try await found(" – ")[0] == [])
        #expect(try await found("partnerstva")[2] == ["SDC-CAP"])
        let cohorts = try await centre.read {
            try Cohort.list(matching: "LAP-2024", page: PageRequest(rowsMax: 2), in: $0)
        }
        #expect(cohorts.items.count == 2)
        #expect(cohorts.next == cohorts.items.last?.draft.code)
        let rest = try await centre.read {
            try Cohort.list(
                matching: "пландиште",
                page: PageRequest(after: "LAP-2023-10", rowsMax: 200),
                in: $0
            )
        }
        #expect(rest.items.count == 4)
        #expect(rest.next == nil)
    }

    @Test("People are found by their address, or by the beginning of it with the @")
    func addresses() async throws {
        try await centre.importText(
            """
            email,name
            petar.petrovic@zabalj.example,Петар Петровић
            petar.petrovic@zabalj.example.example,Петар Петровић
            petar.petrovicx@zabalj.example,Петар Петровић
            ana_petrovic@a.example,Ана Петровић

            """,
            as: .people
        )
        let petar = "petar.petrovic@zabalj.example"
        #expect(try await people("petar.petrovic@zabalj.example.e") == [petar + ".example"])
        #expect(try await people(petar) == [petar, petar + ".example"])
        #expect(try await people(" Petar.Petrovic@Zabalj ") == [petar, petar + ".example"])
        #expect(try await people("Петар <\(petar)>") == [petar, petar + ".example"])
        #expect(try await people("petar.petrovic@").count == 2)
        for none in ["petar@", "@zabalj.example", "ana%@a.example", "anaxpetrovic@a.example"] {
            #expect(try await people(none) == [], "\(none)")
        }
        let page = PageRequest(rowsMax: 1)
        let first = try await centre.read {
            try Person.list(matching: petar, page: page, by: .clerk, in: $0)
        }
        let rest = PageRequest(after: first.next, rowsMax: 1)
        let second = try await centre.read {
            try Person.list(matching: petar, page: rest, by: .clerk, in: $0)
        }
        #expect((first.items + second.items).map(\.email) == [petar, petar + ".example"])
        #expect(second.next == nil)
        let nobody = Actor(name: "nobody", roles: [.trainee])
        await #expect(throws: AccessError.self) {
            try await centre.read {
                _ = try Person.list(matching: petar, page: page, by: nobody, in: $0)
            }
        }
    }

    private func people(_ query: String) async throws -> [String] {
        try await centre.read {
            try Person.list(matching: query, page: PageRequest(), by: .clerk, in: $0)
                .items.map(\.email)
        }
    }

    private func expectEqualFolds(_ texts: [String]) async throws {
        let folds = try await centre.database.transaction {
            try $0.rows(
                """
                SELECT search_fold(text)
                FROM unnest(\(texts)) WITH ORDINALITY AS t (text, n)
                ORDER BY n
                """,
                as: String.self
            )
        }
        var different: [String] = []
        for (text, fold) in zip(texts, folds) {
            let expected = SerbianText.fold(text)
            if !expected.utf8.elementsEqual(fold.utf8) {
                let scalars = text.unicodeScalars.map { String($0.value, radix: 16) }
                different.append("\(text.debugDescription) \(scalars): \(expected) ≠ \(fold)")
            }
        }
        #expect(different.prefix(20) == [], "\(different.count)")
        #expect(folds.count == texts.count)
    }

    /// What a query finds among organisations, courses, projects and people.
    private func found(_ query: String) async throws -> [[String]] {
        let page = PageRequest()
        return try await centre.read {
            [
                try Organisation.list(matching: query, page: page, in: $0).items.map(\.draft.code),
                try Course.list(matching: query, page: page, in: $0).items.map(\.draft.code),
                try Project.list(matching: query, page: page, in: $0).items.map(\.draft.code),
                try Person.list(matching: query, page: page, by: .clerk, in: $0).items.map(\.email),
            ]
        }
    }
}
