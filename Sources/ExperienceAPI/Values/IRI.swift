/// Identifiers that are internationalised (RFC 3987), as xAPI takes them: with a scheme.
package enum IRI {
    /// Whether a text is an absolute IRI: a scheme, a colon, something after it, and nothing of
    /// what no IRI holds.
    package static func isAbsolute(_ text: String) -> Bool {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
        let scheme = text.utf8[..<colon]
        guard scheme.first?.isLetter == true,
            scheme.allSatisfy({ $0.isLetter || $0.isDigit || "+-.".utf8.contains($0) })
        else { return false }
        let rest = text[text.utf8.index(after: colon)...]
        return !rest.isEmpty && rest.unicodeScalars.allSatisfy(isAllowed)
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\u{0}"..."\u{20}", "<", ">", "\"", "{", "}", "|", "\\", "^", "`",
            "\u{7F}"..."\u{A0}":
            false
        default: true
        }
    }
}

extension UInt8 {
    /// An ASCII letter.
    var isLetter: Bool { (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) }
    /// An ASCII digit.
    var isDigit: Bool { (0x30...0x39).contains(self) }
    /// A hexadecimal digit of either case.
    var isHexadecimal: Bool {
        isDigit || (0x41...0x46).contains(self) || (0x61...0x66).contains(self)
    }
}
