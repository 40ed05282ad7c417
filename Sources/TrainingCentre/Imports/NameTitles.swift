import SerbianText

/// Titles and degrees, which people write with their names and which are no part of them.
enum NameTitles {
    /// The name without titles in front, as in “mr Ana Anić”, and behind a comma.
    ///
    /// Two words at least stay: who is called like a title keeps the name.
    static func removed(from name: String) -> String {
        // Bytes, of which a comma is one: letters need not be told apart.
        var parts = name.utf8.split(separator: UInt8(ascii: ",")).map(Substring.init)
        while parts.count > 1, let last = parts.last, isTitle(firstWord(last)) {
            parts.removeLast()
        }
        let kept = parts.count == 1 ? String(parts[0]) : name
        var words = SerbianText.words(kept)
        while words.count > 2, let first = words.first, isTitle(first) { words.removeFirst() }
        return words.joined(separator: " ")
    }

    private static func firstWord(_ text: Substring) -> Substring {
        text.drop(while: \.isWhitespace).prefix { !$0.isWhitespace }
    }

    private static func isTitle(_ word: Substring) -> Bool {
        let parts = word.lowercased().split(separator: ".").map(String.init)
        return !parts.isEmpty && parts.allSatisfy(known.contains)
    }

    private static let known: Set<String> = [
        "bsc", "dipl", "dr", "ing", "inž", "mag", "mast", "master", "mr", "msc", "phd", "prof",
        "spec", "дипл", "др", "инж", "маг", "маст", "мастер", "мр", "проф", "спец",
    ]
}
