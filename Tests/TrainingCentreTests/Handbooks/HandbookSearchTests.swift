import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("What stands inside of handbooks is found", .centre)
struct HandbookSearchTests {
    private let library = HandbookLibrary()

    private static let pages = [
        "Водич за тренере",
        "Тражилац азила је странац који подноси захтев. Радна група за миграције заседа у Нишу.",
        "Izbeglice i povratnici: centar za azil prima tražioce. Grupa radna nije.",
        "Džem od kajsija, đaci i nj\u{65}\u{301}go\u{161} u Kraljevu",
    ]

    private func enter() async throws {
        try await library.publish("VODIC-1", pages: Self.pages)
    }

    @Test(
        "Either script finds both, without diacritics, in other forms and by beginnings",
        arguments: [
            ("азил", ["VODIC-1 2", "VODIC-1 3"]), ("AZIL", ["VODIC-1 2", "VODIC-1 3"]),
            ("tražilac", ["VODIC-1 2", "VODIC-1 3"]), ("трaжилaц", ["VODIC-1 2", "VODIC-1 3"]),
            ("trazioca", ["VODIC-1 2", "VODIC-1 3"]), ("центрима", ["VODIC-1 3"]),
            ("izbeglica", ["VODIC-1 3"]), ("избеглице", ["VODIC-1 3"]),
            ("migraciji", ["VODIC-1 2"]), ("povrat", ["VODIC-1 3"]), ("povr", []),
            ("povrat azil", []), ("azil povrat", ["VODIC-1 3"]), ("Niš", ["VODIC-1 2"]),
            ("џем", ["VODIC-1 4"]), ("dzema", ["VODIC-1 4"]), ("djak", ["VODIC-1 4"]),
            ("ђаци", ["VODIC-1 4"]), ("njegos", ["VODIC-1 4"]), ("Његош", ["VODIC-1 4"]),
            ("Kraljevo", ["VODIC-1 4"]), ("u Nišu", ["VODIC-1 2"]), ("непостојеће", []),
            ("… —", []), ("азил непостојеће", []),
        ]
    )
    func words(query: String, places: [String]) async throws {
        try await enter()
        #expect(try await Set(library.places(query)) == Set(places))
    }

    @Test("A phrase in quotes stands so, word for word, in either script")
    func phrases() async throws {
        try await enter()
        #expect(try await library.places("\"radna grupa\"") == ["VODIC-1 2"])
        #expect(try await library.places("„радна група“ азил") == ["VODIC-1 2"])
        #expect(try await library.places("radna grupa").count == 2)
        #expect(try await library.places("\"radne grupe\"").isEmpty)
        #expect(try await library.places("\"grupa radna\"") == ["VODIC-1 3"])
        // A quote that is never closed quotes nothing.
        #expect(try await library.places("\"radna grupa").count == 2)
        let passage = try await library.found("\"radna grupa\"").page.items.first?.passage
        #expect(passage?.pieces.filter(\.isMarked).map(\.text) == ["Радна група"])
    }

    @Test("What is asked in SQL's or tsquery's own words is only words")
    func hostile() async throws {
        try await enter()
        for query in ["азил' | 'x", "азил & !x", "азил:*", "\\", "'", "азил <-> x", "x'); DROP"] {
            _ = try await library.places(query)
        }
        #expect(try await library.places("азил:*").count == 2)
    }

    @Test("Every hit is marked, and says its page, edition and address")
    func marked() async throws {
        try await enter()
        for query in ["азил", "centar", "djak", "njegos", "kralj kraljev", "povratnik"] {
            let found = try await library.found(query).page.items
            for hit in found {
                #expect(!hit.passage.marks.isEmpty, "\(query)")
                #expect(hit.passage.text.unicodeScalars.count <= 240)
            }
        }
        let hit = try #require(try await library.found("избеглице").page.items.first)
        #expect(hit.path == "/handbooks/VODIC/VODIC-1#page=3" && hit.title == nil)
        #expect(hit.json["page"] == 3 && hit.json["chapter"] == .null)
        #expect(hit.json["marks"] == [["start": 0, "end": 9]])
    }

    @Test("A page with more of what was looked for comes first; pages follow each other")
    func ranked() async throws {
        let pages = (1...30).map { number in
            String(repeating: "реч ", count: 40) + String(repeating: "азил ", count: number)
        }
        try await library.publish("VODIC-1", pages: pages)
        let all = try await library.found("azil", page: PageRequest(rowsMax: 200)).page.items
        #expect(all.map(\.number).prefix(3) == [30, 29, 28] && all.count == 30)
        var (numbers, after): ([Int], String?) = ([], nil)
        repeat {
            let request = PageRequest(after: after, rowsMax: 7)
            let found = try await library.found("azil", page: request).page
            numbers += found.items.map(\.number)
            after = found.next
        } while after != nil
        #expect(numbers == all.map(\.number))
        await #expect(throws: InvalidForm.self) {
            _ = try await self.library.found("azil", page: PageRequest(after: "x"))
        }
    }

    @Test("Who is not signed in searches open editions; nobody what is a draft or withdrawn")
    func access() async throws {
        try await library.publish("OTVOREN", ["language_tag": "en"], pages: ["azil"])
        try await library.publish("ZATVOREN", ["access": "accounts"], pages: ["azil"])
        let trainee = Actor(name: "a trainee", roles: [.trainee])
        #expect(try await library.places("azil") == ["OTVOREN 1"])
        #expect(try await Set(library.places("azil", by: trainee)) == ["OTVOREN 1", "ZATVOREN 1"])
        let act = try Act.clerk(because: "an error on page 1")
        try await library.centre.write(act) {
            _ = try HandbookEdition.withdraw("OTVOREN", by: act, in: $0)
        }
        #expect(try await library.places("azil").isEmpty)
        #expect(try await library.places("azil", by: .clerk) == ["ZATVOREN 1"])
        try await library.centre.sql("UPDATE handbook_editions SET access = 'open'")
        #expect(try await library.places("azil") == ["ZATVOREN 1"])
    }

    @Test("An edition that a newer one has taken the place of is searched when asked for")
    func superseded() async throws {
        try await library.publish("STARI", ["year": "2020"], pages: ["azil"])
        try await library.publish("NOVI", ["year": "2024"], pages: ["azil i to"])
        try await library.publish("LAT", ["language_tag": "sr-Latn"], pages: ["azil"])
        #expect(try await Set(library.places("azil")) == ["NOVI 1", "LAT 1"])
        let all = try await library.places("azil") { $0.includesSuperseded = true }
        #expect(Set(all) == ["STARI 1", "NOVI 1", "LAT 1"])
        // Who may not read the newer one still has the older one.
        try await library.centre.sql(
            "UPDATE handbook_editions SET access = 'accounts' WHERE code = 'NOVI'"
        )
        #expect(try await Set(library.places("azil")) == ["STARI 1", "LAT 1"])
    }

    @Test("One handbook and one language are searched alone, and a wrong code is no empty answer")
    func narrowed() async throws {
        try await library.publish("A-CYRL", of: "A", pages: ["азил"])
        try await library.publish("A-LATN", of: "A", ["language_tag": "sr-Latn"], pages: ["azil"])
        try await library.publish("B-EN", of: "B", ["language_tag": "en"], pages: ["azil"])
        #expect(
            try await Set(library.places("azil") { $0.handbook = "A" }) == ["A-CYRL 1", "A-LATN 1"]
        )
        #expect(try await library.places("azil") { $0.language = "en" } == ["B-EN 1"])
        #expect(try await library.places("azil") { $0.language = "sr" }.count == 2)
        #expect(try await library.places("azil") { $0.language = "sr-Latn" } == ["A-LATN 1"])
        await #expect(throws: NotFound.self) {
            _ = try await self.library.places("azil") { $0.handbook = "NONE" }
        }
        for wrong in ["", String(repeating: "a", count: 201)] {
            #expect(throws: InvalidForm.self) { try PassageSearch(query: wrong) }
        }
        #expect(throws: InvalidForm.self) { try PassageSearch(query: "a", language: "srpski") }
    }

    @Test("Editions whose text is not read are named, each with what keeps it from it")
    func unsearched() async throws {
        try await enter()
        try await library.publish("SLIKE", ["language_tag": "en"])
        #expect(try await library.found("azil").unsearched.map(\.text) == [.waiting])
        let job = try #require(try await HandbookReading(library.centre).take())
        try await HandbookReading(library.centre).record(
            job,
            HandbookContent.reading("\u{0C} . \u{0C}", .pdf)
        )
        let found = try await library.found("azil")
        #expect(found.unsearched.map(\.code) == ["SLIKE"])
        #expect(found.unsearched.map(\.text) == [.unreadable(.noText)])
        #expect(found.page.items.count == 2)
        let edition = try await library.centre.read { try HandbookEdition.find("SLIKE", in: $0) }
        #expect(edition.json["text"]?["state"] == "no_text")
    }
}
