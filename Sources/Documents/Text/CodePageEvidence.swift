/// What the words of a file say about the code page it is in.
///
/// A Cyrillic word in Windows-1251 consists of bytes from 0x80 up and nothing else; a Latin word in
/// Windows-1250 has a few of them among ASCII letters. Neither looks like the other.
struct CodePageEvidence {
    private var mixedWords = 0
    private var highWords = 0
    private var latinLetters = 0
    private var cyrillicLetters = 0
    private var isPossible = (windows1250: true, windows1251: true)

    /// Counts the words of a file that is not UTF-8.
    init(_ bytes: [UInt8]) {
        var ascii = 0
        var high = 0
        var lastHigh: UInt8 = 0
        for byte in bytes {
            if byte >= 0x80 {
                if CodePage.latin[Int(byte) - 0x80] == 0 { isPossible.windows1250 = false }
                if CodePage.cyrillic[Int(byte) - 0x80] == 0 { isPossible.windows1251 = false }
                if Self.isLetter[Int(byte) - 0x80] {
                    high += 1
                    lastHigh = byte
                    continue
                }
            } else if (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A {
                ascii += 1
                continue
            }
            count(ascii: ascii, high: high, last: lastHigh)
            (ascii, high) = (0, 0)
        }
        count(ascii: ascii, high: high, last: lastHigh)
    }

    /// The code page, Windows-1250 where nothing speaks for either.
    var verdict: TextEncoding {
        if !isPossible.windows1250 { return .windows1251 }
        if !isPossible.windows1251 { return .windows1250 }
        if mixedWords != highWords { return mixedWords > highWords ? .windows1250 : .windows1251 }
        return cyrillicLetters > latinLetters ? .windows1251 : .windows1250
    }

    private mutating func count(ascii: Int, high: Int, last: UInt8) {
        switch (ascii, high) {
        case (_, 0): return
        case (0, 1):
            if Self.loneLatin.contains(last) { latinLetters += 1 }
            if Self.loneCyrillic.contains(last) { cyrillicLetters += 1 }
        case (0, _): highWords += 1
        default: mixedWords += 1
        }
    }

    /// Ž and ž in Windows-1250, as in a column of the sex; in Windows-1251 Ћ and ћ, no words.
    private static let loneLatin: Set<UInt8> = [0x8E, 0x9E]

    /// Words and marks of one letter in Windows-1251: а е и к м о с у ж, and М and Ж for the sex.
    private static let loneCyrillic: Set<UInt8> = [
        0xE0, 0xE5, 0xE8, 0xEA, 0xEC, 0xEE, 0xF1, 0xF3, 0xE6, 0xCC, 0xC6,
    ]

    /// For each byte from 0x80 up whether it is a letter in either code page.
    private static let isLetter: [Bool] = (0x80...0xFF).map { (byte: UInt8) in
        [CodePage.latin, CodePage.cyrillic].contains { table in
            CodePage.scalar(of: byte, in: table)?.properties.isAlphabetic ?? false
        }
    }
}
