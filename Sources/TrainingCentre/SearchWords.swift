import Postgres
import SerbianText

/// The words of a search query, folded: one form for both scripts, without diacritics.
package struct SearchWords {
    let words: [String]
    /// Whether anything was asked for; then a query without a word finds nothing.
    let isAsked: Bool

    init(_ query: String?) {
        let fold = SerbianText.fold(query ?? "")
        words = fold.split(whereSeparator: { !$0.isLetter && !$0.isNumber }).map(String.init)
        isAsked = !(query ?? "").isEmpty
    }

    /// The condition of a search: true for all rows when nothing was asked for.
    func find(_ condition: (SearchWords) -> SQL) -> SQL {
        if words.isEmpty { return isAsked ? "false" : "true" }
        return condition(self)
    }

    /// Lets the trigram indexes find all that `search_distance` takes.
    ///
    /// For the rest of the transaction: the server's own bound is 0.5. A longer word keeps it,
    /// because the lower one costs time.
    func prepare(in transaction: borrowing Transaction) throws {
        guard words.contains(where: { $0.unicodeScalars.count <= 6 }) else { return }
        _ = try transaction.value(
            "SELECT set_config('pg_trgm.strict_word_similarity_threshold', '0.44', true)",
            as: String.self
        )
    }

    /// The rows of a table that have all the words, as a statement that selects `id`.
    ///
    /// A union of such statements keeps the indexes; an OR of them does not.
    func rows(_ id: StaticString, of table: StaticString) -> SQL {
        """
        SELECT \(raw: id) FROM \(raw: table)
        WHERE \(isLikely) AND search_matches(fold, \(words))
        """
    }

    /// The same rows with how far each is from what was asked for, as `search_distance` says; it
    /// is NULL for some that do not have all the words.
    func distances(_ id: StaticString, of table: StaticString) -> SQL {
        "SELECT \(raw: id), search_distance(fold, \(words)) FROM \(raw: table) WHERE \(isLikely)"
    }

    /// What a trigram index answers: each word stands in the text or something like it does.
    ///
    /// `search_distance` decides among those few rows. Words are letters and digits, so each is a
    /// pattern of itself. Of three letters each is only found whole, which `<<%` is slow at.
    private var isLikely: SQL {
        words.reduce("true") { others, word in
            switch word.unicodeScalars.count {
            case 5...: "(fold LIKE '%' || \(word) || '%' OR \(word) <<% fold) AND \(others)"
            case 3: "fold ~ ('\\m' || \(word) || '\\M') AND \(others)"
            default: "\(word) <<% fold AND \(others)"
            }
        }
    }
}

extension String {
    /// The order of code points, which is what `COLLATE "C"` sorts by.
    func unicodeScalarsPrecede(_ other: String) -> Bool {
        unicodeScalars.lexicographicallyPrecedes(other.unicodeScalars)
    }
}
