import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Who comes first in a search for people", .centre)
struct SearchRankTests {
    private let centre = TrainingCentre.ofTest

    /// Enters people in this order; the address of each is its place and the family name.
    private func enter(_ names: [String]) async throws {
        let rows = names.enumerated().map { "\($0)@a.example,\($1)" }
        let text = (["email,name"] + rows).joined(separator: "\n")
        #expect(try await centre.importText(text, as: .people).created == names.count)
    }

    private func page(_ query: String?, _ page: PageRequest = PageRequest()) async throws
        -> Page<Person>
    {
        try await centre.read {
            try Person.list(matching: query, page: page, by: .clerk, in: $0)
        }
    }

    private func families(_ query: String) async throws -> [String] {
        try await page(query).items.map(\.name.familyLatn)
    }

    @Test("A whole word, then the beginning of one, then the most alike; another name not at all")
    func order() async throws {
        try await enter([
            "Ana Tomić", "Ana Tominčićević", "Ana Tominčić", "Eva Tomić", "Ива Томинчић",
        ])
        let found = ["Tominčić", "Tominčić", "Tominčićević"]
        #expect(try await families("tominčić") == found)
        #expect(try await families("ТОМИНЧИЋ") == found)
        let people = try await page("tominčić").items.map(\.email.utf8.first)
        #expect(people == "241".utf8.map { $0 })
        #expect(try await families("ana tominčić").first == "Tominčić")
    }

    @Test("A form of a name comes before a longer name that begins so, in whichever order of entry")
    func forms() async throws {
        try await enter([
            "Ana Markagić", "Marko Tot", "Nikoleta Savić", "Nikola Ilić", "Ratomir Pop",
            "Radomir Zec", "Dragan Jež", "Dragana Lav",
        ])
        #expect(try await families("Marka") == ["Tot", "Markagić"])
        #expect(try await families("Марка") == ["Tot", "Markagić"])
        #expect(try await families("Nikole") == ["Ilić", "Savić"])
        #expect(try await families("Radomir") == ["Zec"])
        #expect(try await families("Radomira") == ["Zec"])
        #expect(try await families("Radomri") == ["Zec"])
        #expect(try await families("Dragane") == ["Lav", "Jež"])
        #expect(try await families("Dragana") == ["Lav"])
    }

    @Test("One missing letter in a short name is forgiven, in a short word of three nothing is")
    func typingErrors() async throws {
        try await enter(["Vuksan Irić", "Vuk Savić", "Anna Perić", "Ana Ristić"])
        #expect(try await families("vuksn") == ["Irić"])
        #expect(try await families("vuksan") == ["Irić"])
        #expect(try await families("ana") == ["Ristić"])
        #expect(try await families("vu") == [])
        #expect(try await families("–") == [])
    }

    @Test("A name that is written in two ways is found by both, and where both are had too")
    func spellings() async throws {
        try await enter([
            "Ana Valterić", "Ana Walterić", "Ana Mirjanić", "Ana Mirijanić", "Ana Valkerić",
        ])
        for query in ["valterić", "walterić"] {
            #expect(try await families(query).sorted() == ["Valterić", "Walterić"], "\(query)")
        }
        for query in ["mirjanić", "mirijanić"] {
            #expect(try await families(query).sorted() == ["Mirijanić", "Mirjanić"], "\(query)")
        }
    }

    @Test("A former name is found, and the better of both names counts")
    func formerNames() async throws {
        try await enter(["Ana Tomić", "Ana Jović"])
        let act = try Act.clerk(because: "udala se")
        _ = try await centre.write(act) {
            let ana = try Person.find(email: "1@a.example", by: .clerk, in: $0)
            let form = Form(["family_name_latn": "Tomin", "family_name_cyrl": "Томин"])
            return try Person.change(ana.id, form, ifVersion: nil, by: act, in: $0)
        }
        #expect(try await families("jović") == ["Tomin"])
        #expect(try await families("tomin") == ["Tomin"])
    }

    @Test("Pages of a search hold everybody once, in the order of one long page")
    func pages() async throws {
        try await enter((0..<7).flatMap { _ in ["Ana Tomić", "Eva Tominčić", "Ivo Tominčićev"] })
        let whole = try await page("tominčić")
        #expect(whole.items.count == 14)
        #expect(whole.next == nil)
        for size in [1, 2, 7, 20] {
            var (seen, next): ([Person], PageRequest?) = ([], PageRequest(rowsMax: size))
            while let request = next {
                let part = try await page("tominčić", request)
                seen += part.items
                next = part.next.map { PageRequest(after: $0, rowsMax: size) }
            }
            #expect(seen.map(\.email) == whole.items.map(\.email), "\(size)")
        }
    }

    @Test(
        "A position that the list did not give is refused and does not begin it again",
        arguments: ["", "x", "0", "-1", "1.5", "12 ", "99999999999999999999", "code žute boje"]
    )
    func positions(after: String) async throws {
        try await Sample.cohort("MESTO", in: centre)
        let page = PageRequest(after: after)
        let lists: [@Sendable (borrowing Transaction) throws -> Void] = [
            { _ = try Person.list(matching: nil, page: page, by: .clerk, in: $0) },
            { _ = try Account.list(page: page, by: .clerk, in: $0) },
            { _ = try AuditEntry.list(noun: nil, page: page, by: .clerk, in: $0) },
            { _ = try Enrolment.list(cohort: "MESTO", page: page, by: .clerk, in: $0) },
        ]
        for list in lists {
            let refused = await #expect(throws: InvalidForm.self) {
                try await centre.read { try list($0) }
            }
            #expect(refused?.fields.map(\.field) == ["cursor"])
        }
    }

    @Test("So is one of another kind of list")
    func strangePositions() async throws {
        for after in ["", "7", "x.1", "-1.5", "1.0", "1.2.3", "1."] {
            await #expect(throws: InvalidForm.self) {
                try await page("ana", PageRequest(after: after))
            }
        }
        for after in ["", "lap", "1.5", "-A", "A B"] {
            await #expect(throws: InvalidForm.self) {
                try await centre.read {
                    try Cohort.list(matching: nil, page: PageRequest(after: after), in: $0)
                }
            }
        }
    }
}
