/// Recognises Roman numerals, which Cyrillic text prints in Latin letters.
enum RomanNumeral {
    /// Whether the word can be read as nothing but a numeral.
    ///
    /// Two and three letters only from I, V and X, because "MI", "LI", "DI" and "DIV" are Serbian
    /// words in capitals; from four letters on any numeral in its regular form.
    static func isCertain(_ letters: ArraySlice<Unicode.Scalar>) -> Bool {
        if letters.count < 2 { return false }
        let isSmall = letters.allSatisfy { $0 == "I" || $0 == "V" || $0 == "X" }
        return (isSmall || letters.count > 3) && isRegular(letters)
    }

    /// Whether a lone I or V is a numeral by what stands around it.
    ///
    /// It is one next to another numeral ("I–III", "IV/V"), and as the last word of a phrase
    /// ("Анекс I"), where the conjunction cannot stand; V, which is no word at all, also before a
    /// word in small letters ("V разред"). A full stop after it makes it an initial.
    static func isLikely(_ context: KeptLatin.Context, isKept: [Bool]) -> Bool {
        guard context.letters.count == 1, let letter = context.letters.first,
            letter == "I" || letter == "V"
        else { return false }
        if isJoinedToNumeral(context, isKept: isKept) { return true }
        if context.gapAfter.first == "." { return false }
        if letter == "V", let next = context.next, isSpace(context.gapAfter) {
            return context.scalars[next.range].first?.isCapital == false
        }
        guard let previous = context.previous, previous.letterCount > 1 else { return false }
        return isSpace(context.gapBefore) && endsPhrase(context)
    }

    private static func isJoinedToNumeral(
        _ context: KeptLatin.Context,
        isKept: [Bool]
    ) -> Bool {
        func isNumeral(_ index: Int, joinedBy gap: ArraySlice<Unicode.Scalar>) -> Bool {
            guard context.words.indices.contains(index), gap.count == 1,
                let joiner = gap.first, joiner.isDash || joiner == "/"
            else { return false }
            let letters = context.scalars[context.words[index].range]
            return isRegular(letters) && (isKept[index] || letters == ["I"] || letters == ["V"])
        }
        return isNumeral(context.index - 1, joinedBy: context.gapBefore)
            || isNumeral(context.index + 1, joinedBy: context.gapAfter)
    }

    private static func endsPhrase(_ context: KeptLatin.Context) -> Bool {
        guard context.next != nil else { return true }
        return context.gapAfter.first.map { ",;:)!?".unicodeScalars.contains($0) } ?? true
    }

    private static func isSpace(_ gap: ArraySlice<Unicode.Scalar>) -> Bool {
        !gap.isEmpty && gap.allSatisfy(\.isWhiteSpace)
    }

    /// Whether the letters are a numeral from 1 to 3999 as it is properly written.
    private static func isRegular(_ letters: ArraySlice<Unicode.Scalar>) -> Bool {
        var rest = letters
        func take(_ letter: Unicode.Scalar, most: Int) -> Int {
            let count = rest.prefix(most).prefix { $0 == letter }.count
            rest = rest.dropFirst(count)
            return count
        }
        func digit(_ one: Unicode.Scalar, _ five: Unicode.Scalar, _ ten: Unicode.Scalar) {
            for subtractive in [[one, ten], [one, five]] where rest.starts(with: subtractive) {
                rest = rest.dropFirst(2)
                return
            }
            _ = take(five, most: 1)
            _ = take(one, most: 3)
        }
        _ = take("M", most: 3)
        digit("C", "D", "M")
        digit("X", "L", "C")
        digit("I", "V", "X")
        return rest.isEmpty && !letters.isEmpty
    }
}
