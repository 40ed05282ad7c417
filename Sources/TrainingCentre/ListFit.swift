import Postgres
import SerbianText

/// How well a row of a list fits a query: what is called so comes first, then what begins so, then
/// what has the words somewhere, each in the order of the list.
struct ListFit {
    /// The query as texts are folded for search.
    private let folded: String

    init(_ query: String) {
        folded = SerbianText.fold(query).split(separator: " ").joined(separator: " ")
    }

    /// 0, 1 or 2 for a row, by a statement that gives its names.
    func rank(_ names: SQL) -> SQL {
        """
        (
            SELECT min(CASE
                WHEN folds.fold = \(folded) THEN 0
                WHEN starts_with(folds.fold, \(folded)) THEN 1
                ELSE 2 END)
            FROM (SELECT search_fold(called.name) FROM (\(names)) AS called (name)) AS folds (fold))
        """
    }

    /// A query without the endings that Serbian hangs on acronyms: `IOM-om` asks for IOM.
    ///
    /// The acronym is in capitals and the ending in small letters: `PRIHVAT-A` is a code.
    static func withoutCases(_ query: String) -> String {
        query.split(separator: " ", omittingEmptySubsequences: false).map { word in
            let parts = word.split(
                separator: #/[-‐‑–]/#,
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            guard parts.count == 2, 2...8 ~= parts[0].count,
                parts[0].allSatisfy({ $0.isUppercase || $0.isNumber }),
                parts[0].contains(where: \.isUppercase),
                parts[1].allSatisfy(\.isLowercase),
                endings.contains(SerbianText.fold(String(parts[1])))
            else { return String(word) }
            return String(parts[0])
        }.joined(separator: " ")
    }

    private static let endings: Set<String> = [
        "a", "u", "om", "em", "e", "i", "ov", "ova", "ove", "ovi", "ovo", "ovog", "ovom", "ovih",
        "ovim",
    ]
}
