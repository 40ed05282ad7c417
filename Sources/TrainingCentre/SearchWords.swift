import Postgres
import SerbianText

/// The words of a search query, folded: one form for both scripts, without diacritics.
package struct SearchWords {
    let words: [String]
    /// Whether anything was asked for; then a query without a word finds nothing.
    let isAsked: Bool
    /// For each word, the words of the vocabulary that it stands for, by how far they are from it.
    private var meanings: [[String: Int]] = []

    init(_ query: String?) {
        isAsked = !(query ?? "").isEmpty
        let fold = Self.withoutStopsOfAcronyms(SerbianText.fold(query ?? ""))
        var words: [String] = []
        var initials: Set<Int> = []
        for part in fold.split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "." }) {
            for word in part.split(separator: ".") {
                // “Љ. Петровић”: two Latin letters are one there.
                let isInitial = part.hasSuffix(".") && ["lj", "nj", "dz"].contains(word)
                if isInitial || word.count == 1 && part.contains(".") {
                    initials.insert(words.count)
                }
                words.append(isInitial ? String(word.prefix(1)) : String(word))
            }
        }
        let weighty = words.enumerated().filter { place, word in
            initials.contains(place) || !Self.weightless.contains(word)
        }.map(\.element)
        self.words = weighty.isEmpty ? words : weighty
    }

    /// Words that say nothing beside others.
    private static let weightless: Set<String> = [
        "a", "and", "do", "for", "i", "in", "iz", "na", "o", "od", "of", "on", "po", "s", "sa",
        "the",
        "u", "za",
    ]

    /// `i.o.m.` as `iom.`: full stops between single letters go.
    private static func withoutStopsOfAcronyms(_ fold: String) -> String {
        guard fold.contains(".") else { return fold }
        return fold.split(separator: " ").map { part in
            let letters = part.split(separator: ".")
            return letters.count > 1 && letters.allSatisfy { $0.count == 1 }
                ? letters.joined() : String(part)
        }.joined(separator: " ")
    }

    /// The condition of a search: true for all rows when nothing was asked for.
    func find(_ condition: (SearchWords) -> SQL) -> SQL {
        if words.isEmpty { return isAsked ? "false" : "true" }
        return condition(self)
    }

    /// Looks up what the words stand for; every search does so before it asks for rows.
    mutating func prepare(in transaction: borrowing Transaction) throws {
        meanings = words.map { _ in [:] }
        guard !words.isEmpty else { return }
        let found = try transaction.rows(
            """
            SELECT place, expansions.word, expansions.distance
            FROM unnest(\(words)) WITH ORDINALITY AS asked (word, place)
            CROSS JOIN LATERAL search_expansions(asked.word) AS expansions
            """,
            as: (Int.self, String.self, Int.self)
        )
        for (place, word, distance) in found { meanings[place - 1][word] = distance }
    }

    /// Whether the folded text in a column has all the words.
    ///
    /// A single letter among several is an initial, which no index answers.
    func matches(_ fold: StaticString) -> SQL {
        var condition: SQL = "true"
        for place in words.indices {
            condition = "\(condition) AND \(matches(fold, word: place))"
        }
        return condition
    }

    /// Whether the folded text in a column has the word at a place.
    func matches(_ fold: StaticString, word place: Int) -> SQL {
        if isInitial(place) {
            return "\(raw: fold) ~ ('\\m' || \(words[place]))"
        }
        return "search_words(\(raw: fold)) && \(Array(meanings[place].keys))"
    }

    /// The rows of a table that have all the words, as a statement that selects `id`.
    ///
    /// A union of such statements keeps the indexes; an OR of them does not.
    func rows(_ id: StaticString, of table: StaticString) -> SQL {
        "SELECT \(raw: id) FROM \(raw: table) WHERE \(matches("fold"))"
    }

    /// Whether the folded text in the column `fold` has all the words letter for letter.
    var isExact: SQL { "search_words(fold) @> \(words)" }

    /// How far the folded text in the column `fold` is from what was asked for, as
    /// `search_distance` says; for rows that match.
    var distance: SQL {
        var distance: SQL = "0"
        for place in words.indices where !isInitial(place) {
            let words = meanings[place].map { ($0.key, $0.value) }
            // Nothing has to be compared when all are as far, as those with a beginning are.
            if let same = words.first?.1, words.allSatisfy({ $0.1 == same }) {
                distance = "\(distance) + \(same)"
                continue
            }
            distance = """
                \(distance) + (
                    SELECT min(meant.distance)
                    FROM unnest(\(words.map(\.0)), \(words.map(\.1))) AS meant (word, distance)
                    WHERE meant.word = ANY(search_words(fold)))
                """
        }
        return distance
    }

    /// Whether one of several words is a single letter, which any word may begin with.
    var hasInitials: Bool { words.indices.contains(where: isInitial) }

    private func isInitial(_ place: Int) -> Bool {
        words.count > 1 && words[place].unicodeScalars.count == 1
    }
}

extension String {
    /// The order of code points, which is what `COLLATE "C"` sorts by.
    func unicodeScalarsPrecede(_ other: String) -> Bool {
        unicodeScalars.lexicographicallyPrecedes(other.unicodeScalars)
    }
}
