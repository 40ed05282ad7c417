import Postgres
import SerbianText

/// The words of a search query, folded: one form for both scripts, without diacritics.
///
/// Only the last consonant of a form of `-ić`, `-ič` or `-иц` is kept: Milića is a form of Milić,
/// vodiča one of vodič, and Милица is none of either. A Latin c may have been meant for all three.
package struct SearchWords {
    let words: [String]
    /// Whether anything was asked for; then a query without a word finds nothing.
    let isAsked: Bool
    /// For each word, the keys of texts that it stands for, by how far they are from it: words of
    /// the vocabulary, and for an initial what `search_keys` makes of one.
    private(set) var meanings: [[String: Int]] = []

    init(_ query: String?) {
        isAsked = !(query ?? "").isEmpty
        let fold = Self.withoutStopsOfAcronyms(SerbianText.fold(query ?? ""))
        let consonants = Self.consonants(of: query ?? "")
        var words: [String] = []
        var initials: Set<Int> = []
        for part in fold.split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "." }) {
            for word in part.split(separator: ".") {
                // “Љ. Петровић”: two Latin letters are one there.
                let isInitial = part.hasSuffix(".") && ["lj", "nj", "dz"].contains(word)
                if isInitial || word.count == 1 && part.contains(".") {
                    initials.insert(words.count)
                }
                let whole = consonants[String(word)] ?? String(word)
                words.append(isInitial ? String(word.prefix(1)) : whole)
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

    /// The words whose last consonant is kept, by their keys, as keys with that consonant.
    private static func consonants(of query: String) -> [String: String] {
        var consonants: [String: String] = [:]
        for word in query.split(whereSeparator: { !$0.isLetter }) {
            let word = word.lowercased()
            let latin = SerbianText.latin(word)
            for (consonant, kept) in [("ć", "ć"), ("č", "č"), ("c", "ц")] {
                guard let ending = endings.first(where: { latin.hasSuffix("i\(consonant)\($0)") }),
                    consonant != "c" || latin != word
                else { continue }
                let key = SerbianText.fold(latin)
                consonants[key] = key.dropLast(ending.count + 1) + kept + ending
            }
        }
        return consonants
    }

    /// Of the cases of a name in `-ić`.
    private static let endings = ["", "a", "u", "em", "e", "i", "ima"]

    /// Whether a folded word says nothing beside others.
    static func isWeightless(_ word: String) -> Bool { weightless.contains(word) }

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
    ///
    /// Texts that are names have all their words in the nominative.
    mutating func prepare(
        forNames isForNames: Bool = false,
        in transaction: borrowing Transaction
    ) throws {
        meanings = words.indices.map(initialKeys)
        let places = words.indices.filter { !isInitial($0) }
        guard !places.isEmpty else { return }
        let expansions: SQL =
            isForNames
            ? "search_name_expansions(asked.word, \(words))" : "search_expansions(asked.word)"
        let found = try transaction.rows(
            """
            SELECT place, expansions.word, expansions.distance
            FROM unnest(\(places.map { words[$0] }), \(places)) AS asked (word, place)
            CROSS JOIN LATERAL \(expansions) AS expansions
            """,
            as: (Int.self, String.self, Int.self)
        )
        for (place, word, distance) in found { meanings[place][word] = distance }
    }

    /// Whether some word stands for nothing, so that nothing is found.
    var isHopeless: Bool { meanings.contains(where: \.isEmpty) }

    /// Whether the folded text in a column has all the words.
    func matches(_ fold: StaticString) -> SQL {
        var condition: SQL = "true"
        for place in words.indices {
            condition = "\(condition) AND \(matches(fold, word: place))"
        }
        return condition
    }

    /// Whether the folded text in a column has the word at a place.
    func matches(_ fold: StaticString, word place: Int) -> SQL {
        "search_keys(\(raw: fold)) && \(Array(meanings[place].keys))"
    }

    /// The rows of a table that have all the words, as a statement that selects `id`.
    ///
    /// A union of such statements keeps the indexes; an OR of them does not.
    func rows(_ id: StaticString, of table: StaticString) -> SQL {
        "SELECT \(raw: id) FROM \(raw: table) WHERE \(matches("fold"))"
    }

    /// How far the folded text in a column is from what was asked for, as `search_distance` says;
    /// NULL when it lacks a word.
    func distance(_ fold: StaticString) -> SQL {
        var distance: SQL = "0"
        for place in words.indices {
            let more = isInitial(place) ? initialDistance(fold, place) : wordDistance(fold, place)
            distance = "\(distance) + \(more)"
        }
        return distance
    }

    private func wordDistance(_ fold: StaticString, _ place: Int) -> SQL {
        """
        (
            SELECT min(meant.distance)
            FROM unnest(search_words(\(raw: fold))) AS had (word)
            JOIN unnest(
                \(meanings[place].map(\.key)), \(meanings[place].map(\.value))
            ) AS meant (word, distance) ON meant.word = had.word)
        """
    }

    /// What `initialKeys` say, without making the keys of every text.
    private func initialDistance(_ fold: StaticString, _ place: Int) -> SQL {
        """
        CASE
            WHEN \(words[place]) = ANY(search_words(\(raw: fold))) THEN 0
            WHEN \(raw: fold) ~ ('\\m' || \(words[place])) THEN 1
            WHEN \(isOfFather(place)) AND \(raw: fold) !~ '\\m[[:alnum:]]\\M' THEN 2
        END
        """
    }

    /// Whether one of several words is a single letter, which any word may begin with.
    func isInitial(_ place: Int) -> Bool {
        words.count > 1 && words[place].unicodeScalars.count == 1
    }

    /// What an initial stands for; nothing for another word.
    ///
    /// One between two words is that of a father, whom a text need not name.
    private func initialKeys(_ place: Int) -> [String: Int] {
        guard isInitial(place) else { return [:] }
        let letter = words[place]
        var keys = [letter: 0, "\(letter).": 1]
        if isOfFather(place) { keys["."] = 2 }
        return keys
    }

    private func isOfFather(_ place: Int) -> Bool { place > 0 && place < words.count - 1 }
}

extension String {
    /// The order of code points, which is what `COLLATE "C"` sorts by.
    func unicodeScalarsPrecede(_ other: String) -> Bool {
        unicodeScalars.lexicographicallyPrecedes(other.unicodeScalars)
    }
}
