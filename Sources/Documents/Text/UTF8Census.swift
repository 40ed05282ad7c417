/// How much of a file reads as UTF-8, and how much of that is what a Serbian text would hold.
struct UTF8Census {
    /// How many sequences of two to four bytes are letters and marks of a Serbian text.
    private(set) var expectedSequences = 0

    /// How many sequences are valid and something else.
    private(set) var oddSequences = 0

    /// How many stretches of bytes are not UTF-8.
    private(set) var invalidSequences = 0

    /// Where the first of them starts.
    private(set) var firstInvalid: Int?

    /// Counts in one pass.
    init(_ bytes: [UInt8]) {
        var parser = Unicode.UTF8.ForwardParser()
        var input = bytes.makeIterator()
        var position = 0
        while true {
            switch parser.parseScalar(from: &input) {
            case .valid(let units):
                if units.count > 1 { count(Unicode.UTF8.decode(units)) }
                position += units.count
            case .error(let length):
                if firstInvalid == nil { firstInvalid = position }
                position += length
                invalidSequences += 1
            case .emptyInput:
                return
            }
        }
    }

    private mutating func count(_ scalar: Unicode.Scalar) {
        if Self.isExpected(scalar) { expectedSequences += 1 } else { oddSequences += 1 }
    }

    private static func isExpected(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "č", "ć", "đ", "š", "ž", "Č", "Ć", "Đ", "Š", "Ž": true
        case "\u{A0}", "\u{AB}", "\u{B0}", "\u{BB}", "\u{C0}"..."\u{FF}": true
        case "\u{2010}"..."\u{2026}", "\u{20AC}", "\u{2116}", "\u{FEFF}": true
        default: isSerbianCyrillic(scalar)
        }
    }

    /// Whether the scalar is one of the thirty letters in Cyrillic.
    static func isSerbianCyrillic(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "Й", "й": false
        case "А"..."Ш", "а"..."ш", "Ђ", "ђ", "Ј", "ј", "Љ", "љ", "Њ", "њ", "Ћ", "ћ", "Џ", "џ": true
        default: false
        }
    }
}
