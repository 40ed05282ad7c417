/// Tags of languages (RFC 5646), which are the names in a language map.
package enum LanguageTag {
    /// Whether a text is well formed (section 2.1); nothing is looked up in the registry.
    package static func isWellFormed(_ text: String) -> Bool {
        let subtags = text.utf8.split(
            separator: UInt8(ascii: "-"),
            omittingEmptySubsequences: false
        )
        guard
            subtags.allSatisfy({ subtag in
                (1...8).contains(subtag.count) && subtag.allSatisfy { $0.isLetter || $0.isDigit }
            })
        else { return false }
        if irregular.contains(text.lowercased()) { return true }
        var rest = Rest(subtags[...])
        if rest.takes(1...1, { $0.first == UInt8(ascii: "x") || $0.first == UInt8(ascii: "X") }) {
            return !rest.isEmpty
        }
        return rest.takesLanguage() && rest.takesExtensions()
    }

    /// Tags that were registered before there were rules and do not follow them.
    private static let irregular: Set = [
        "en-gb-oed", "i-ami", "i-bnn", "i-default", "i-enochian", "i-hak", "i-klingon", "i-lux",
        "i-mingo", "i-navajo", "i-pwn", "i-tao", "i-tay", "i-tsu", "sgn-be-fr", "sgn-be-nl",
        "sgn-ch-de",
    ]

    /// The subtags that are not read yet.
    private struct Rest {
        private var subtags: ArraySlice<Substring.UTF8View>

        init(_ subtags: ArraySlice<Substring.UTF8View>) {
            self.subtags = subtags
        }

        var isEmpty: Bool { subtags.isEmpty }

        mutating func takes(
            _ lengths: ClosedRange<Int>,
            _ isFit: (Substring.UTF8View) -> Bool
        ) -> Bool {
            guard let next = subtags.first, lengths.contains(next.count), isFit(next) else {
                return false
            }
            subtags.removeFirst()
            return true
        }

        /// The language with its extensions, the script, the region and the variants.
        mutating func takesLanguage() -> Bool {
            let letters: (Substring.UTF8View) -> Bool = { $0.allSatisfy(\.isLetter) }
            let digits: (Substring.UTF8View) -> Bool = { $0.allSatisfy(\.isDigit) }
            if takes(2...3, letters) {
                for _ in 0..<3 where !takes(3...3, letters) { break }
            } else if !takes(4...8, letters) {
                return false
            }
            _ = takes(4...4, letters)
            _ = takes(2...2, letters) || takes(3...3, digits)
            while takes(5...8, { _ in true }) || takes(4...4, { $0.first?.isDigit == true }) {}
            return true
        }

        /// Extensions, each after its letter, and what is in private use after `x`.
        mutating func takesExtensions() -> Bool {
            while !isEmpty {
                var isPrivate = false
                let isLetter = takes(1...1) { letter in
                    isPrivate = letter.first == UInt8(ascii: "x")
                    return true
                }
                guard isLetter, takes(isPrivate ? 1...8 : 2...8, { _ in true }) else {
                    return false
                }
                while takes(isPrivate ? 1...8 : 2...8, { _ in true }) {}
            }
            return true
        }
    }
}
