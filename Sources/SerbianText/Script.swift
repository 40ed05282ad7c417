/// One of the two scripts Serbian is written in.
package enum Script: String, CaseIterable, Sendable {
    /// Ћирилица.
    case cyrillic

    /// Latinica.
    case latin

    /// The script that all Cyrillic or Latin letters of the text are in.
    ///
    /// Nil when the text has neither or mixes both. Letters of other scripts say nothing.
    package static func of(_ text: String) -> Script? {
        var found: Script?
        for scalar in text.unicodeScalars {
            guard let script = Script(scalar) else { continue }
            if let found, found != script { return nil }
            found = script
        }
        return found
    }

    /// Whether some letters are Cyrillic and some are Latin.
    package static func mixes(_ letters: Substring.UnicodeScalarView) -> Bool {
        var found: Script?
        for letter in letters {
            guard let script = Script(letter) else { continue }
            if let found, found != script { return true }
            found = script
        }
        return false
    }

    /// The script of one letter, nil for anything that is not a Latin or Cyrillic letter.
    init?(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A, 0xAA, 0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2AF,
            0x1D00...0x1D2A, 0x1D6B...0x1D77, 0x1D79...0x1DBE, 0x1E00...0x1EFF, 0x2C60...0x2C7F,
            0xA722...0xA7FF, 0xAB30...0xAB64, 0xFB00...0xFB06, 0xFF21...0xFF3A, 0xFF41...0xFF5A:
            self = .latin
        case 0x400...0x481, 0x48A...0x52F, 0x1C80...0x1C8F, 0x1D2B, 0x1D78, 0xA640...0xA66E,
            0xA680...0xA69D:
            self = .cyrillic
        default:
            return nil
        }
    }
}
