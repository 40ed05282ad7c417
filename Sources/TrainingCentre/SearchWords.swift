import SerbianText

/// The words of a search query, folded: one form for both scripts, without diacritics.
struct SearchWords {
    let words: [String]

    init(_ query: String?) {
        let fold = SerbianText.fold(query ?? "")
        words = fold.split(whereSeparator: { !$0.isLetter && !$0.isNumber }).map(String.init)
    }

    var isEmpty: Bool { words.isEmpty }
}

extension String {
    /// The order of code points, which is what `COLLATE "C"` sorts by.
    func unicodeScalarsPrecede(_ other: String) -> Bool {
        unicodeScalars.lexicographicallyPrecedes(other.unicodeScalars)
    }
}
