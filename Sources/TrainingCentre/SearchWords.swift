import Postgres
import SerbianText

/// The words of a search query, folded: one form for both scripts, without diacritics.
package struct SearchWords {
    let words: [String]
    /// Whether anything was asked for; then a query without a word finds nothing.
    private let isAsked: Bool

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

    /// The rows of a table that have all the words, as a statement that selects `id`.
    ///
    /// The first conditions are what a trigram index answers: the word stands in the text or
    /// something like it does. `search_matches` decides among those few rows. A union of such
    /// statements keeps the indexes; an OR of them does not.
    func rows(_ id: StaticString, of table: StaticString) -> SQL {
        var condition: SQL = "search_matches(fold, \(words))"
        for word in words {
            condition = "(fold LIKE '%' || \(word) || '%' OR \(word) <<% fold) AND \(condition)"
        }
        return "SELECT \(raw: id) FROM \(raw: table) WHERE \(condition)"
    }
}

extension String {
    /// The order of code points, which is what `COLLATE "C"` sorts by.
    func unicodeScalarsPrecede(_ other: String) -> Bool {
        unicodeScalars.lexicographicallyPrecedes(other.unicodeScalars)
    }
}
