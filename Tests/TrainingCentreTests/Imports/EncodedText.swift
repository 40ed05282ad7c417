import SerbianText
import Testing

/// A text in one of the encodings in which files arrive.
func encoded(_ text: String, _ encoding: String) throws -> [UInt8] {
    switch encoding {
    case "utf-8": return Array(text.utf8)
    case "utf-8 with mark": return [0xEF, 0xBB, 0xBF] + Array(text.utf8)
    case "utf-16le":
        return [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    case "utf-16be": return text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    default: return try text.unicodeScalars.map(windows1251)
    }
}

/// The byte that a letter has in Windows-1251.
private func windows1251(_ scalar: Unicode.Scalar) throws -> UInt8 {
    let ownLetters: [Unicode.Scalar: UInt8] = [
        "Ђ": 0x80, "ђ": 0x90, "Ј": 0xA3, "ј": 0xBC, "Љ": 0x8A, "љ": 0x9A, "Њ": 0x8C, "њ": 0x9C,
        "Ћ": 0x8E, "ћ": 0x9E, "Џ": 0x8F, "џ": 0x9F,
    ]
    if scalar.isASCII { return UInt8(scalar.value) }
    if let byte = ownLetters[scalar] { return byte }
    return try #require(UInt8(exactly: scalar.value &- 0x410 &+ 0xC0), "\(scalar)")
}

/// A table in Cyrillic letters, but for what stays Latin in any table: the addresses.
func cyrillic(_ text: String) -> String {
    var result = ""
    var field = ""
    for character in text + "\n" {
        guard ",;\t".contains(character) || character.isNewline else {
            field.append(character)
            continue
        }
        let staysLatin = field.contains("@") || field == "E-mail"
        result += staysLatin ? field : SerbianText.cyrillic(field)
        result.append(character)
        field = ""
    }
    return String(result.dropLast())
}
