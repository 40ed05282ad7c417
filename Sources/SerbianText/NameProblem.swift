/// Why a text cannot be a person's name.
package enum NameProblem: Equatable, Sendable {
    /// Nothing but white space.
    case empty

    /// More code points than a name may have.
    case tooLong(length: Int, limit: Int)

    /// A line end, a tab or another control character inside.
    case controlCharacter(Unicode.Scalar)

    /// A mark that reorders text on the page and shows nothing itself.
    case directionMark(Unicode.Scalar)

    /// Another scalar that shows nothing, such as a zero-width space.
    case invisibleCharacter(Unicode.Scalar)

    /// Something that no name is written with: emoji, symbols, private use, unassigned.
    case unsuitableCharacter(Unicode.Scalar)

    /// A sign between the names of several people: “Соња Соњић, Тања Тањић”.
    case severalPeople(Unicode.Scalar)

    /// A word between the names of two people: “Ана Анић и Мира Мирић”.
    case joinedPeople(word: String)

    /// A digit, a bracket or a colon, with which something is remarked: “Мира Мирић (резерва)”.
    case remark(Unicode.Scalar)

    /// Digits and punctuation only.
    case noLetters

    /// One word with Cyrillic and Latin letters, which look the same and are not ("Благојa").
    case mixedScripts(word: String)
}

extension SerbianText {
    /// The most code points of a name, counted in NFC as PostgreSQL counts them.
    package static let nameScalarsMax = 200

    /// The first problem that keeps the text from being a person's name, nil when there is none.
    ///
    /// White space at the ends does not matter; give it the result of `normalised(_:)` where tabs
    /// and line ends inside are to be forgiven.
    package static func nameProblem(_ text: String) -> NameProblem? {
        let trimmed = trimmed(text)
        if trimmed.isEmpty { return .empty }
        let scalars = Normalisation.nfc(String(trimmed)).unicodeScalars
        if scalars.count > nameScalarsMax {
            return .tooLong(length: scalars.count, limit: nameScalarsMax)
        }
        if !scalars.contains(where: \.isLetter) { return .noLetters }
        for scalar in scalars {
            if let problem = problem(of: scalar) { return problem }
        }
        if let word = joint(text) { return .joinedPeople(word: word) }
        return mixedWord(scalars).map { .mixedScripts(word: $0) }
    }

    /// The problem of a given and a family name, each of which is none by itself.
    ///
    /// Both may have been typed in either order, and each cell holds a part of two names then.
    package static func nameProblem(given: String, family: String) -> NameProblem? {
        (joint("\(given) \(family)") ?? joint("\(family) \(given)")).map {
            .joinedPeople(word: $0)
        }
    }

    /// The word that joins two people, with two words before and behind it.
    ///
    /// With fewer it is a part of a name, as in “Gaudí i Cornet”.
    private static func joint(_ text: String) -> String? {
        let words = words(text)
        guard words.count >= 5 else { return nil }
        return words.dropFirst(2).dropLast(2).first {
            ["и", "i", "and"].contains($0.lowercased())
        }.map(String.init)
    }

    /// What stands between the spaces of a text.
    ///
    /// A space is one byte, so letters need not be told apart to find it.
    package static func words(_ text: String) -> [Substring] {
        text.utf8.split(separator: UInt8(ascii: " ")).map(Substring.init)
    }

    private static func trimmed(_ text: String) -> Substring.UnicodeScalarView {
        var rest = text.unicodeScalars[...]
        while rest.first?.isWhiteSpace == true { rest.removeFirst() }
        while rest.last?.isWhiteSpace == true { rest.removeLast() }
        return rest
    }

    private static func problem(of scalar: Unicode.Scalar) -> NameProblem? {
        if scalar.isCommonLetter { return nil }
        if separatesPeople(scalar) { return .severalPeople(scalar) }
        if scalar == ":" || scalar == "：" { return .remark(scalar) }
        if scalar.isDirectionMark { return .directionMark(scalar) }
        // Variation selectors are what turns a plain sign into an emoji.
        if scalar.properties.isVariationSelector { return .unsuitableCharacter(scalar) }
        // Among letters and marks: the fillers of Hangul, and joiners.
        if scalar.properties.isDefaultIgnorableCodePoint { return .invisibleCharacter(scalar) }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .nonspacingMark, .spacingMark, .letterNumber, .spaceSeparator,
            .connectorPunctuation, .dashPunctuation, .initialPunctuation, .finalPunctuation,
            .otherPunctuation, .modifierSymbol:
            return isEmojiModifier(scalar) ? .unsuitableCharacter(scalar) : nil
        case .openPunctuation where isQuotationMark(scalar):
            return nil
        case .decimalNumber, .openPunctuation, .closePunctuation:
            return .remark(scalar)
        case .control, .lineSeparator, .paragraphSeparator:
            return .controlCharacter(scalar)
        case .format:
            return .invisibleCharacter(scalar)
        case .mathSymbol, .currencySymbol, .otherSymbol, .otherNumber, .enclosingMark, .surrogate,
            .privateUse, .unassigned:
            return .unsuitableCharacter(scalar)
        @unknown default:
            return .unsuitableCharacter(scalar)
        }
    }

    /// Whether lists of people are written with it, in ASCII or its full width.
    private static func separatesPeople(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ",", ";", "/", "\\", "|", "&", "+", "，", "；", "／", "＆", "＋", "、": true
        default: false
        }
    }

    /// Whether it opens a quotation, as in „Пера”, though Unicode files it with brackets.
    private static func isQuotationMark(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "„" || scalar == "‚"
    }

    /// Skin tones and the few emoji that Unicode files under punctuation.
    private static func isEmojiModifier(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.isASCII && (scalar.properties.isEmoji || scalar.properties.isEmojiModifier)
    }

    private static func mixedWord(_ scalars: String.UnicodeScalarView) -> String? {
        let words = scalars.split {
            !($0.isLetter || $0.isDiacritic || $0.isApostrophe)
        }
        return words.first(where: Script.mixes).map { String($0) }
    }
}
