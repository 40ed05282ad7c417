extension SerbianText {
    /// The key under which a text is found, the same for both scripts and without diacritics.
    ///
    /// "Đorđe", "Djordje", "Dorde" and "Ђорђе" have one key. Steps: Ð becomes Đ, NFKC, lower case,
    /// Cyrillic to Latin, diacritics and invisible scalars off, "dj" becomes "d", hyphens and
    /// dashes become spaces, white space collapses. The last two make "Кнежевић-Љубичић" two words.
    ///
    /// Idempotent: the key of a key is itself. That is why any run of j after a d goes, not one.
    package static func fold(_ text: String) -> String {
        if let key = FoldedKey.ofCommonLetters(text) { return key }
        // Word by word, so that one rare letter does not send a long text through Foundation.
        return text.unicodeScalars.split(whereSeparator: \.isWhiteSpace)
            .map { foldedWord(String($0)) }.filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static func foldedWord(_ word: String) -> String {
        if let key = FoldedKey.ofCommonLetters(word) { return key }
        var current = word
        for _ in 0..<passesMax {
            let next = FoldedKey.ofAnyText(current)
            if next.utf8.elementsEqual(current.utf8) { break }
            current = next
        }
        return current
    }

    /// Case mapping can undo a normal form, so rare letters need a second pass; none needs four.
    private static let passesMax = 4
}

/// Builds a search key scalar by scalar.
private struct FoldedKey {
    private var key: [Unicode.Scalar] = []
    private var needsSpace = false
    private var last: Unicode.Scalar = " "

    /// The key of a text of ASCII and Serbian letters and common marks, nil for any other text.
    static func ofCommonLetters(_ text: String) -> String? {
        var folded = FoldedKey()
        for scalar in text.unicodeScalars {
            guard folded.appendCommon(scalar) else { return nil }
        }
        return String(scalars: folded.key)
    }

    /// One pass over any text.
    static func ofAnyText(_ text: String) -> String {
        let repaired = String(scalars: text.unicodeScalars.lazy.map { $0 == "Ð" ? "Đ" : $0 })
        let lowered = Normalisation.nfkc(Normalisation.nfkc(repaired).lowercased())
        let bare = Normalisation.nfd(lowered).unicodeScalars.filter {
            !$0.isDiacritic && !isInvisible($0)
        }
        var folded = FoldedKey()
        for scalar in Normalisation.nfc(String(scalars: bare)).unicodeScalars {
            if folded.appendCommon(scalar) { continue }
            if scalar.isWhiteSpace || scalar.properties.generalCategory == .control {
                folded.appendSpace()
            } else {
                folded.append(scalar)
            }
        }
        return String(scalars: folded.key)
    }

    /// Appends what the scalar folds to, false when it takes the whole of Unicode to know.
    private mutating func appendCommon(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            if scalar.value <= 0x20 || scalar == "-" || scalar.value == 0x7F {
                appendSpace()
            } else {
                append(scalar.lowercased)
            }
            return true
        }
        switch scalar {
        case "č", "ć", "Č", "Ć": append("c")
        case "š", "Š": append("s")
        case "ž", "Ž": append("z")
        case "đ", "Đ", "ð", "Ð": append("d")
        case "\u{2019}", "\u{2018}", "\u{2BC}": append("'")
        case "\u{A0}": appendSpace()
        case _ where scalar.isDash: appendSpace()
        case _ where scalar.value >= 0x400 && scalar.value <= 0x45F:
            // The two letters with a grave lose it only in the pass over any text.
            guard let latin = Alphabet.latin(of: scalar), latin.allSatisfy(Self.isFoldable) else {
                return false
            }
            for letter in latin { _ = appendCommon(letter) }
        case _ where Self.isInvisible(scalar): break
        default: return false
        }
        return true
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        if scalar == "j", last == "d", !needsSpace { return }
        if needsSpace, !key.isEmpty { key.append(" ") }
        needsSpace = false
        key.append(scalar)
        last = scalar
    }

    private mutating func appendSpace() { needsSpace = true }

    private static func isFoldable(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII || "čćšžđČĆŠŽĐ".unicodeScalars.contains(scalar)
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xAD, 0x34F, 0x200B...0x200D, 0x2060, 0xFEFF: true
        default: scalar.isDirectionMark
        }
    }
}
