/// A word of a text: where it stands, and what it is found by.
///
/// The same words as the database's `search_words(search_fold(text))` has, of which each knows its
/// place in the text as it is written, composed or not, with soft hyphens or without.
package struct FoldedWord: Sendable {
    /// In Unicode code points from the beginning of the text.
    package let range: Range<Int>
    package let key: String
}

extension SerbianText {
    /// The words of a text in their order.
    package static func words(in text: String) -> [FoldedWord] {
        var words: [FoldedWord] = []
        let scalars = text.unicodeScalars
        var begun: (index: String.Index, offset: Int)?
        var index = scalars.startIndex
        var offset = 0
        while index < scalars.endIndex {
            let kind = WordPart(scalars[index])
            if kind == .letter, begun == nil { begun = (index, offset) }
            if kind == .none, let start = begun {
                append(text[start.index..<index], start.offset..<offset, to: &words)
                begun = nil
            }
            index = scalars.index(after: index)
            offset += 1
        }
        if let start = begun { append(text[start.index...], start.offset..<offset, to: &words) }
        return words
    }

    /// A word may fold to two, as “½” does.
    private static func append(
        _ word: Substring,
        _ range: Range<Int>,
        to words: inout [FoldedWord]
    ) {
        let key = fold(String(word))
        if key.utf8.allSatisfy(isPlain) {
            words.append(FoldedWord(range: range, key: key))
            return
        }
        for part in key.unicodeScalars.split(whereSeparator: { WordPart($0) != .letter }) {
            words.append(FoldedWord(range: range, key: String(part)))
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
    }
}

/// What a scalar is in a word.
private enum WordPart {
    case letter
    /// Part of the word that it stands in: an accent, a soft hyphen, a joiner.
    case mark
    case none

    init(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x400...0x45F: self = .letter
        case 0..<0x80: self = .none
        case 0xAD, 0x300...0x36F, 0x200B...0x200F, 0x2060, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF:
            self = .mark
        default:
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter,
                .otherLetter, .decimalNumber, .letterNumber, .otherNumber:
                self = .letter
            case .nonspacingMark, .spacingMark, .enclosingMark: self = .mark
            default: self = .none
            }
        }
    }
}
