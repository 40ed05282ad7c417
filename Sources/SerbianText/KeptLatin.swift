/// Decides which Latin words of a Serbian text stay Latin when it is set in Cyrillic.
package enum KeptLatin {
    /// Abbreviations and names that Serbian Cyrillic texts of this field print in Latin.
    ///
    /// Letters alone cannot tell: ЛАП, МУП and ЕУ are turned, these are not. Pass another set to
    /// `SerbianText.cyrillic(_:keeping:)` where an editor decides otherwise.
    package static let abbreviations: Set<String> = [
        "IOM", "UNHCR", "UNICEF", "UNDP", "SDC", "GIZ", "EUAA", "ICMPD", "OFII", "IFRC", "ICRC",
        "CARITAS", "MMPTF", "MPTF", "USAID", "RTCM", "RMTC", "SDG",
        "COVID", "PDF", "CSV", "HTML", "JSON", "XML", "URL", "USB", "GPS", "SCORM", "H5P",
        "Facebook", "Google", "Instagram", "LinkedIn", "Microsoft", "Moodle", "Office", "Teams",
        "Viber", "Zoom",
        "e-mail", "E-mail", "online", "Online", "e-learning", "E-learning",
    ]

    /// For each word whether it stays in Latin.
    static func decide(
        _ words: [Word],
        in scalars: [Unicode.Scalar],
        abbreviations: Set<String>
    ) -> [Bool] {
        var kept = words.map { word in
            word.isAddress || isForeign(scalars[word.range])
                || abbreviations.contains(String(scalars: scalars[word.range]))
                || RomanNumeral.isCertain(scalars[word.range])
        }
        for index in words.indices {
            let isAfterHyphen = index > 0 && isHyphen(between: index - 1, words, scalars)
            guard isAfterHyphen else { continue }
            let compound = words[index - 1].range.lowerBound..<words[index].range.upperBound
            if abbreviations.contains(String(scalars: scalars[compound])) {
                kept[index - 1] = true
                kept[index] = true
            }
        }
        let isAlone = kept
        for index in words.indices where !isAlone[index] {
            let context = Context(words, index, scalars)
            kept[index] =
                isPartOfForeignName(context, isKept: isAlone)
                || RomanNumeral.isLikely(context, isKept: isAlone)
        }
        return kept
    }

    /// A word with its neighbours and the text they stand in.
    struct Context {
        /// All words of the text.
        let words: [Word]

        /// Which of them this is about.
        let index: Int

        /// The text.
        let scalars: [Unicode.Scalar]

        /// The word at an index of a text's words.
        init(_ words: [Word], _ index: Int, _ scalars: [Unicode.Scalar]) {
            self.words = words
            self.index = index
            self.scalars = scalars
        }

        /// The word's own scalars.
        var letters: ArraySlice<Unicode.Scalar> { scalars[words[index].range] }

        /// The word before it on its line.
        var previous: Word? { index > 0 ? onSameLine(index - 1) : nil }

        /// The word after it on its line.
        var next: Word? { index + 1 < words.count ? onSameLine(index + 1) : nil }

        /// What stands between the word and the next one, or the end of the text.
        var gapAfter: ArraySlice<Unicode.Scalar> {
            let end = index + 1 < words.count ? words[index + 1].range.lowerBound : scalars.count
            return scalars[words[index].range.upperBound..<end]
        }

        /// What stands between the previous word, or the start of the text, and the word.
        var gapBefore: ArraySlice<Unicode.Scalar> {
            let start = index > 0 ? words[index - 1].range.upperBound : 0
            return scalars[start..<words[index].range.lowerBound]
        }

        private func onSameLine(_ other: Int) -> Word? {
            words[other].line == words[index].line ? words[other] : nil
        }
    }

    /// Whether the word has a Latin letter that Serbian does not.
    private static func isForeign(_ letters: ArraySlice<Unicode.Scalar>) -> Bool {
        letters.contains { Script($0) == .latin && Alphabet.cyrillic(of: $0) == nil }
    }

    /// Whether the word is the capitalised half of a hyphenated foreign name ("Wi-Fi").
    ///
    /// Not when it has one of our own letters (Marković-Wolf), and not an ending ("web-sajt").
    private static func isPartOfForeignName(_ context: Context, isKept: [Bool]) -> Bool {
        guard context.letters.first?.isCapital == true,
            !context.letters.contains(where: { !$0.isASCII && !$0.isApostrophe })
        else { return false }
        let index = context.index
        let isAfter =
            index > 0 && isKept[index - 1] && isHyphen(between: index - 1, context)
            && isForeign(context.scalars[context.words[index - 1].range])
        let isBefore =
            index + 1 < isKept.count && isKept[index + 1] && isHyphen(between: index, context)
            && isForeign(context.scalars[context.words[index + 1].range])
        return isAfter || isBefore
    }

    private static func isHyphen(between index: Int, _ context: Context) -> Bool {
        isHyphen(between: index, context.words, context.scalars)
    }

    private static func isHyphen(
        between index: Int,
        _ words: [Word],
        _ scalars: [Unicode.Scalar]
    ) -> Bool {
        let gap = scalars[words[index].range.upperBound..<words[index + 1].range.lowerBound]
        guard gap.count == 1, let joiner = gap.first else { return false }
        return joiner == "-" || joiner == "\u{2010}" || joiner == "\u{2011}"
    }
}
