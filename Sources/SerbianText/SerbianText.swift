/// Serbian in its two scripts: conversion, search keys, names, counts and dates.
///
/// Everything here is pure and deterministic; nothing reads a locale. Results are in NFC and never
/// hold the digraph code points U+01C4–U+01CC.
///
/// Compare results byte by byte (`utf8`): `String` equality is canonical equivalence and hides the
/// very difference that PostgreSQL sees.
package enum SerbianText {
    /// The text trimmed, with inner white space collapsed to one space, in NFC.
    ///
    /// White space is every Unicode white space: line ends, tabs and the no-break space of
    /// spreadsheets included. Letters are not touched.
    package static func normalised(_ text: String) -> String {
        if isNormal(text) { return text }
        let collapsed = text.unicodeScalars.split(whereSeparator: \.isWhiteSpace)
            .map(String.init(_:)).joined(separator: " ")
        return Normalisation.nfc(collapsed)
    }

    /// Whether nothing is to be done, as with nearly all texts: ASCII and common letters, which
    /// compose with nothing, with single spaces between them.
    private static func isNormal(_ text: String) -> Bool {
        var isAfterSpace = true
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x20 where isAfterSpace: return false
            case 0x21...0x7E: break
            case 0x20: break
            default: if !scalar.isCommonLetter { return false }
            }
            isAfterSpace = scalar == " "
        }
        return !isAfterSpace || text.isEmpty
    }
}
