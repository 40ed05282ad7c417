/// Letters of one script that look like letters of the other, as they slip in from a keyboard.
package enum LookAlikes {
    private static let pairs: [(latin: Character, cyrillic: Character)] = [
        ("A", "А"), ("B", "В"), ("C", "С"), ("E", "Е"), ("H", "Н"), ("J", "Ј"), ("K", "К"),
        ("M", "М"), ("O", "О"), ("P", "Р"), ("T", "Т"), ("X", "Х"), ("a", "а"), ("c", "с"),
        ("e", "е"), ("j", "ј"), ("o", "о"), ("p", "р"), ("x", "х"),
    ]
    private static let toLatin = Dictionary(uniqueKeysWithValues: pairs.map { ($1, $0) })
    private static let toCyrillic = Dictionary(uniqueKeysWithValues: pairs.map { ($0, $1) })

    /// The text with each word of mixed letters in the one script that it can be meant in.
    ///
    /// A word that looks the same in both scripts, or that no script holds, stays as it is.
    package static func repaired(_ text: String) -> String {
        // Nothing is mixed in a text of one script.
        if Script.of(text) != nil { return text }
        return text.split(separator: " ", omittingEmptySubsequences: false).map { word in
            let latin = converted(word, to: .latin, by: toLatin)
            let cyrillic = converted(word, to: .cyrillic, by: toCyrillic)
            return switch (latin, cyrillic) {
            case (let latin?, nil): latin
            case (nil, let cyrillic?): cyrillic
            default: String(word)
            }
        }.joined(separator: " ")
    }

    private static func converted(
        _ word: Substring,
        to script: Script,
        by letters: [Character: Character]
    ) -> String? {
        let converted = String(word.map { letters[$0] ?? $0 })
        return Script.of(converted) == script ? converted : nil
    }
}
