/// Which characters can be printed.
package enum PaperLetters {
    /// What is wrong with a text, nil when it can be printed; follows the text's name or “it”.
    ///
    /// Characters that nobody sees are refused: control characters, marks of direction, private
    /// ones. With them a text could read differently from what it holds. Emoji are refused because
    /// they look different wherever they are printed. Whoever takes in a text for a paper asks
    /// here, so that nothing is certified that could not be printed.
    package static func problem(in text: String) -> String? {
        for scalar in text.unicodeScalars where !isOfMostTexts(scalar) {
            // Below are letters, digits and marks that emoji are made of.
            if scalar.value >= 0x2190, scalar.properties.isEmoji {
                return "holds the emoji “\(scalar)” (\(scalar.codePoint)), which cannot be printed"
            }
            var isSeen = !scalar.properties.isDefaultIgnorableCodePoint
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
                .paragraphSeparator:
                isSeen = false
            default: break
            }
            guard isSeen else {
                return "holds the invisible or unknown character \(scalar.codePoint)"
            }
        }
        return nil
    }

    /// What is printable in ASCII, Latin Extended-A and Cyrillic: no look-up is needed to know it.
    private static func isOfMostTexts(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0x100...0x17F, 0x400...0x481: true
        default: false
        }
    }
}

extension Unicode.Scalar {
    /// The name that everybody can look up: "U+202E", with four digits at least.
    package var codePoint: String {
        let code = String(value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - code.count)) + code
    }
}
