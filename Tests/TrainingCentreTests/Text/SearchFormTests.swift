import Postgres
import SerbianText
import TestSupport
import Testing

@testable import TrainingCentre

/// The cases of words and names, and names that are only spelt alike.
@Suite("Forms in a search", .centre)
struct SearchFormTests {
    private let centre = TrainingCentre.ofTest

    @Test("Places are found in every case of all municipalities, in both scripts")
    func places() async throws {
        let rows = try CheckoutFiles.words("place_cases.tsv")
        #expect(rows.count == 202)
        let municipalities = Set(rows.map { $0[0] })
        for row in try CheckoutFiles.words("municipalities.csv", separator: ",") {
            #expect(municipalities.contains(row[2]), "\(row[2])")
        }
        let pairs = rows.flatMap(Self.pairs)
        let lost = try await lost(
            pairs.map { ($0, "Општина " + SerbianText.cyrillic($1)) }
                + pairs.map { ("у " + SerbianText.cyrillic($0), "Opština " + $1) }
        )
        #expect(lost == [])
    }

    @Test("Words are found in every form, in both scripts")
    func words() async throws {
        let rows = try CheckoutFiles.words("word_forms.tsv")
        #expect(rows.count == 222)
        let pairs = rows.flatMap { row in
            Self.pairs([row[0]] + row[1].split(separator: " ").map(String.init))
        }
        #expect(pairs.count > 2_000)
        let lost = try await lost(pairs.map { ($0, SerbianText.cyrillic($1)) })
        #expect(lost == [])
    }

    @Test("People are found by a form of their name, and not by a name that is another")
    func people() async throws {
        let rows = try CheckoutFiles.words("search_pairs_names.tsv")
        #expect(rows.count == 106)
        let people = rows.enumerated().map { "p\($0)@a.example,\($1[1])\n" }.joined()
        let report = try await centre.importText("email,name\n" + people, as: .people)
        #expect(report.created == rows.count)
        for (place, row) in rows.enumerated() {
            let found = try await centre.read {
                try Person.list(
                    matching: row[0],
                    page: PageRequest(rowsMax: 200),
                    by: .clerk,
                    in: $0
                )
            }.items.map(\.email)
            #expect(found.contains("p\(place)@a.example") == (row[2] == "match"), "\(row)")
        }
    }

    @Test("A search keeps the ć of a form of -ić, from either script")
    func families() {
        for (query, words) in [
            ("Милића", ["milića"]), ("Milić", ["milić"]), ("Ana MILIĆU", ["ana", "miliću"]),
            ("Mili\u{107}a", ["milića"]), ("Milic\u{301}a", ["milića"]), ("Milica", ["milica"]),
            ("Милица", ["milica"]), ("Kovačić-Ilić", ["kovacić", "ilić"]),
            ("Petrovića, Ana", ["petrovića", "ana"]), ("Ćirić", ["cirić"]),
        ] {
            #expect(SearchWords(query).words == words, "\(query)")
        }
    }

    /// Every form with every other.
    private static func pairs(_ forms: [String]) -> [(String, String)] {
        let forms = Set(forms)
        return forms.flatMap { one in forms.filter { $0 != one }.map { (one, $0) } }
    }

    /// The queries that do not find their text.
    private func lost(_ pairs: [(query: String, text: String)]) async throws -> [String] {
        let words = pairs.map { SearchWords($0.query).words.joined(separator: " ") }
        return try await centre.database.transaction {
            try $0.rows(
                """
                SELECT words || ': ' || text
                FROM unnest(\(words), \(pairs.map(\.text))) AS pairs (words, text)
                WHERE NOT search_matches(search_fold(text), string_to_array(words, ' '))
                """,
                as: String.self
            )
        }
    }
}
