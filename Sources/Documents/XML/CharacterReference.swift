/// Characters that are written by numbers (`&#268;`, `&#x10C;`) or names (`&amp;`, `&nbsp;`).
///
/// Names and numbers are those between `&` and `;`.
package enum CharacterReference {
    private static let nameBytesMax = 10

    /// What a name or a number means; nil when it is none of a character that is known.
    package static func scalar(_ name: some Collection<UInt8>) -> Unicode.Scalar? {
        if isNumber(name) { return numbered(name) }
        let text = String(decoding: name, as: UTF8.self)
        return ofXML[text] ?? named[text]
    }

    /// What a name or a number means where only XML's own names are known (XML 1.0, sections 4.1
    /// and 4.6).
    package static func scalarOfXML(_ name: some Collection<UInt8>) -> Unicode.Scalar? {
        guard isNumber(name) else { return ofXML[String(decoding: name, as: UTF8.self)] }
        guard name.dropFirst().first != UInt8(ascii: "X") else { return nil }
        return numbered(name).flatMap { $0.value == 0 ? nil : $0 }
    }

    /// Whether it is a number with its `#`, also one that no character has.
    package static func isNumber(_ name: some Collection<UInt8>) -> Bool {
        guard name.first == UInt8(ascii: "#") else { return false }
        let (digits, radix) = digits(name)
        return !digits.isEmpty
            && digits.allSatisfy { Character(Unicode.Scalar($0)).hexDigitValue ?? 16 < radix }
    }

    /// The character of a number; nil when no character has it.
    private static func numbered(_ name: some Collection<UInt8>) -> Unicode.Scalar? {
        let (digits, radix) = digits(name)
        return UInt32(String(decoding: digits, as: UTF8.self), radix: radix)
            .flatMap(Unicode.Scalar.init)
    }

    private static func digits<Name: Collection<UInt8>>(
        _ name: Name
    ) -> (Name.SubSequence, radix: Int) {
        let number = name.dropFirst()
        let isHex = number.first == UInt8(ascii: "x") || number.first == UInt8(ascii: "X")
        return isHex ? (number.dropFirst(), 16) : (number, 10)
    }

    /// The reference that begins after an `&`, and how many bytes it takes with its `;`.
    ///
    /// Nil when there is none that is known; then it stands for itself.
    package static func read(
        _ rest: ArraySlice<UInt8>
    ) -> (scalar: Unicode.Scalar, count: Int)? {
        let near = rest.prefix(nameBytesMax + 1)
        guard let end = near.firstIndex(of: UInt8(ascii: ";")) else { return nil }
        return scalar(rest[rest.startIndex..<end]).map { ($0, end + 1 - rest.startIndex) }
    }

    /// A text with the characters that its references stand for.
    package static func decoded(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var plain: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "&"), let (scalar, count) = read(rest) {
                plain += String(scalar).utf8
                rest = rest.dropFirst(count)
            } else {
                plain.append(byte)
            }
        }
        return String(decoding: plain, as: UTF8.self)
    }

    private static let ofXML: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'",
    ]

    /// The names of HTML 4 (section 24), but a few that no text has.
    private static let named: [String: Unicode.Scalar] = {
        var table: [String: Unicode.Scalar] = [
            "ndash": "–", "mdash": "—", "hellip": "…", "lsquo": "‘", "rsquo": "’", "sbquo": "‚",
            "ldquo": "“", "rdquo": "”", "bdquo": "„", "lsaquo": "‹", "rsaquo": "›", "bull": "•",
            "euro": "€", "trade": "™", "minus": "−", "le": "≤", "ge": "≥", "ne": "≠", "asymp": "≈",
            "infin": "∞", "radic": "√", "sum": "∑", "prod": "∏", "int": "∫", "part": "∂",
            "larr": "←", "uarr": "↑", "rarr": "→", "darr": "↓", "harr": "↔", "rArr": "⇒",
            "hArr": "⇔", "Scaron": "Š", "scaron": "š", "permil": "‰", "prime": "′", "Prime": "″",
            "ensp": "\u{2002}", "emsp": "\u{2003}", "thinsp": "\u{2009}", "isin": "∈",
            "forall": "∀", "exist": "∃", "empty": "∅", "cap": "∩", "cup": "∪", "sub": "⊂",
            "sup": "⊃", "equiv": "≡", "sdot": "⋅", "there4": "∴", "OElig": "Œ", "oelig": "œ",
            "fnof": "ƒ", "dagger": "†", "zwj": "\u{200D}", "zwnj": "\u{200C}",
        ]
        // U+00A0 to U+00FF have names in their order.
        let latin = """
            nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg \
            plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 \
            iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml \
            Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash \
            Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring \
            aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve \
            oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml
            """
        add(latin, 0xA0, &table)
        // So have the Greek letters; at U+03A2 there is none.
        add("Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu", 0x391, &table)
        add("Nu Xi Omicron Pi Rho - Sigma Tau Upsilon Phi Chi Psi Omega", 0x39D, &table)
        add("alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu", 0x3B1, &table)
        add("nu xi omicron pi rho sigmaf sigma tau upsilon phi chi psi omega", 0x3BD, &table)
        return table
    }()

    private static func add(
        _ names: String,
        _ first: UInt32,
        _ table: inout [String: Unicode.Scalar]
    ) {
        for (offset, name) in names.split(separator: " ").enumerated() where name != "-" {
            table[String(name)] = Unicode.Scalar(first + UInt32(offset))
        }
    }
}
