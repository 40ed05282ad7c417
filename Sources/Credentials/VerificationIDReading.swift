extension VerificationID {
    /// What somebody's typing turns out to be.
    package enum Reading: Hashable, Sendable {
        /// An ID whose check symbol is right.
        case id(VerificationID)

        /// Meant as an ID and wrong: the check symbol, the length, or one symbol unreadable.
        case mistyped

        /// Nothing like an ID.
        case notAnID
    }

    /// Reads an ID from what a person typed or pasted.
    ///
    /// Forgives: small letters; dashes, spaces, dots, underscores and quotation marks of every
    /// kind, and invisible marks, anywhere; full-width forms; Cyrillic letters that look like ours,
    /// small ones too; O for 0, I and L for 1, Cyrillic З for 3, as none of these is a symbol; an
    /// address that ends in the ID, with a file ending or a query.
    ///
    /// П, Ц and Џ look like none of our symbols, so they show a Serbian keyboard: they are P, C and
    /// X then, and Х is the key H. Otherwise Х is the X it looks like.
    package static func reading(_ typed: String) -> Reading {
        if let id = VerificationID(canonical: typed) { return .id(id) }
        guard typed.utf8.count <= typedBytesMax else { return .notAnID }
        let text = lastPathComponent(typed)
        let isSerbianKeyboard = text.contains { keyboardEvidence.contains(narrowed($0)) }
        var values: [UInt64] = []
        var unreadable = 0
        for scalar in text where !isSeparator(scalar) {
            if let value = value(of: narrowed(scalar), isSerbianKeyboard) {
                values.append(value)
            } else {
                unreadable += 1
            }
        }
        if unreadable == 0, let id = VerificationID(values: values) { return .id(id) }
        let isAttempt = attemptLengths.contains(values.count + unreadable) && unreadable <= 1
        return isAttempt ? .mistyped : .notAnID
    }

    /// The longest text that is looked at, room enough for an address with an ID.
    private static let typedBytesMax = 512

    /// How many symbols look like an ID with a group forgotten or typed twice.
    private static let attemptLengths = 12...20

    private static let keyboardEvidence: Set<Unicode.Scalar> = ["П", "п", "Ц", "ц", "Џ", "џ"]

    /// The scalars after the last slash, up to a query, a fragment or a file ending.
    private static func lastPathComponent(_ typed: String) -> ArraySlice<Unicode.Scalar> {
        var scalars = Array(typed.unicodeScalars)[...]
        while let last = scalars.last, last == "/" || last.properties.isWhitespace {
            scalars.removeLast()
        }
        guard scalars.contains("/") else { return scalars }
        if let end = scalars.firstIndex(where: { $0 == "?" || $0 == "#" }) {
            scalars = scalars[..<end]
        }
        if let slash = scalars.lastIndex(of: "/") { scalars = scalars[(slash + 1)...] }
        // In an address a dot starts the ending (".json"); typed by hand it separates groups.
        return scalars.prefix { $0 != "." }
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ".", "_", ",", ";", ":", "'", "\"", "·", "•", "\u{2043}", "\u{2212}", "<", ">":
            return true
        case "\u{FF0E}", "\u{FF3F}", "\u{FF0D}": return true
        default: break
        }
        switch scalar.properties.generalCategory {
        case .dashPunctuation, .spaceSeparator, .lineSeparator, .paragraphSeparator, .format,
            .control, .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation:
            return true
        default: return false
        }
    }

    /// The ASCII scalar of a full-width one, any other scalar itself.
    private static func narrowed(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard (0xFF01...0xFF5E).contains(scalar.value) else { return scalar }
        return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
    }

    private static func value(of scalar: Unicode.Scalar, _ isSerbianKeyboard: Bool) -> UInt64? {
        let symbol: UInt8
        switch scalar {
        case "O", "o", "О", "о": symbol = UInt8(ascii: "0")
        case "I", "i", "L", "l", "І", "і", "Ӏ", "ӏ": symbol = UInt8(ascii: "1")
        case "З", "з": symbol = UInt8(ascii: "3")
        case "А", "а": symbol = UInt8(ascii: "A")
        case "С", "с", "Ц", "ц": symbol = UInt8(ascii: "C")
        case "Е", "е": symbol = UInt8(ascii: "E")
        case "Н", "н": symbol = UInt8(ascii: "H")
        case "К", "к": symbol = UInt8(ascii: "K")
        case "М", "м": symbol = UInt8(ascii: "M")
        case "Р", "р", "П", "п": symbol = UInt8(ascii: "P")
        case "Т", "т": symbol = UInt8(ascii: "T")
        case "Џ", "џ": symbol = UInt8(ascii: "X")
        case "Х", "х": symbol = UInt8(ascii: isSerbianKeyboard ? "H" : "X")
        case "a"..."z": symbol = UInt8(scalar.value - 0x20)
        default:
            guard scalar.isASCII else { return nil }
            symbol = UInt8(scalar.value)
        }
        return value(of: symbol)
    }
}
