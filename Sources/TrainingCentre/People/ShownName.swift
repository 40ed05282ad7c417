/// How much of a name is shown.
package enum ShownName: String, CaseIterable, Sendable {
    case full, initials, hidden

    /// A name in both scripts as it is shown; nil when nothing of it is.
    func shown(cyrillic: String, latin: String) -> (cyrillic: String, latin: String)? {
        switch self {
        case .full: (cyrillic, latin)
        case .hidden: nil
        case .initials: ShownName.initials(cyrillic, latin)
        }
    }

    /// `Љ. Ђ.` and `Lj. Đ.`: what is one letter in Cyrillic may be two in Latin.
    private static func initials(
        _ cyrillic: String,
        _ latin: String
    ) -> (cyrillic: String, latin: String) {
        let words = cyrillic.split(separator: " ")
        let latinWords = latin.split(separator: " ")
        let latinInitials = latinWords.enumerated().map { number, word in
            let first = words.count == latinWords.count ? words[number].first : nil
            let isDigraph = first.map { "ЉЊЏ".contains($0) } ?? false
            return word.prefix(isDigraph ? 2 : 1) + "."
        }
        return (
            words.map { $0.prefix(1) + "." }.joined(separator: " "),
            latinInitials.joined(separator: " ")
        )
    }
}
