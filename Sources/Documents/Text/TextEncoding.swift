/// The encodings in which tables reach us.
package enum TextEncoding: String, CaseIterable, Sendable {
    /// UTF-8, with or without a byte order mark.
    case utf8 = "utf-8"

    /// UTF-16 as Windows writes it ("Unicode text" of a spreadsheet).
    case utf16LittleEndian = "utf-16le"

    /// UTF-16 with the high byte first.
    case utf16BigEndian = "utf-16be"

    /// The Windows code page of Central Europe: Serbian Latin.
    case windows1250 = "windows-1250"

    /// The Windows code page of Cyrillic.
    case windows1251 = "windows-1251"

    /// The encoding of a name as people write it: "UTF8", "cp1250", "Windows 1251".
    ///
    /// "utf-16" alone means little endian, which is what Windows writes; a byte order mark in the
    /// file decides against any name of UTF-16. Nil for an encoding we do not read.
    package init?(name: String) {
        let key = name.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        switch key {
        case "utf8", "utf8bom", "utf8sig": self = .utf8
        case "utf16", "utf16le", "unicode", "ucs2": self = .utf16LittleEndian
        case "utf16be": self = .utf16BigEndian
        case "windows1250", "win1250", "cp1250", "1250": self = .windows1250
        case "windows1251", "win1251", "cp1251", "1251": self = .windows1251
        default: return nil
        }
    }
}
