/// The thirty letters in both scripts.
enum Alphabet {
    private static let pairs = zip(
        "абвгдђежзијклљмнњопрстћуфхцчџш".unicodeScalars,
        [
            "a", "b", "v", "g", "d", "đ", "e", "ž", "z", "i", "j", "k", "l", "lj", "m", "n", "nj",
            "o", "p", "r", "s", "t", "ć", "u", "f", "h", "c", "č", "dž", "š",
        ]
    )

    private static let cyrillicStart: UInt32 = 0x400

    /// The Latin letters of the Cyrillic scalars U+0400–U+045F; a capital digraph in title case.
    ///
    /// The letters with a grave are here because accented Serbian uses them and NFC composes them.
    private static let latinByCyrillic: [[Unicode.Scalar]] = {
        var table = [[Unicode.Scalar]](repeating: [], count: 0x60)
        func add(_ cyrillic: Unicode.Scalar, _ latin: some Sequence<Unicode.Scalar>) {
            table[Int(cyrillic.value - cyrillicStart)] = Array(latin)
        }
        for (cyrillic, latin) in pairs {
            add(cyrillic, latin.unicodeScalars)
            for capital in cyrillic.properties.uppercaseMapping.unicodeScalars {
                add(capital, latin.prefix(1).uppercased().unicodeScalars)
                table[Int(capital.value - cyrillicStart)] += latin.unicodeScalars.dropFirst()
            }
        }
        add("ѐ", "è".unicodeScalars)
        add("Ѐ", "È".unicodeScalars)
        add("ѝ", "ì".unicodeScalars)
        add("Ѝ", "Ì".unicodeScalars)
        return table
    }()

    /// The Cyrillic of the letters that are one letter in Latin too, and of the Montenegrin two.
    private static let cyrillicByLatin: [Unicode.Scalar: [Unicode.Scalar]] = {
        var table: [Unicode.Scalar: [Unicode.Scalar]] = [:]
        for (cyrillic, latin) in pairs where latin.unicodeScalars.count == 1 {
            let capital = cyrillic.properties.uppercaseMapping.unicodeScalars
            for letter in latin.unicodeScalars { table[letter] = [cyrillic] }
            for letter in latin.uppercased().unicodeScalars { table[letter] = Array(capital) }
        }
        table["ś"] = Array("с\u{301}".unicodeScalars)
        table["Ś"] = Array("С\u{301}".unicodeScalars)
        table["ź"] = Array("з\u{301}".unicodeScalars)
        table["Ź"] = Array("З\u{301}".unicodeScalars)
        // The Icelandic letter that keyboards and old code pages put in the place of ours.
        table["ð"] = table["đ"]
        table["Ð"] = table["Đ"]
        return table
    }()

    /// The Latin of a Serbian Cyrillic letter, nil for any other scalar.
    static func latin(of scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
        guard scalar.value >= cyrillicStart, scalar.value < cyrillicStart + 0x60 else { return nil }
        let latin = latinByCyrillic[Int(scalar.value - cyrillicStart)]
        return latin.isEmpty ? nil : latin
    }

    /// The Cyrillic of a Serbian Latin letter, nil for any other scalar.
    static func cyrillic(of scalar: Unicode.Scalar) -> [Unicode.Scalar]? { cyrillicByLatin[scalar] }

    /// The one Cyrillic letter that two Latin ones may stand for, nil when they stand for none.
    ///
    /// A small letter before a capital ("lJ") is no digraph.
    static func digraph(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Unicode.Scalar? {
        switch (first, second) {
        case ("l", "j"): "љ"
        case ("L", "j"), ("L", "J"): "Љ"
        case ("n", "j"): "њ"
        case ("N", "j"), ("N", "J"): "Њ"
        case ("d", "ž"): "џ"
        case ("D", "ž"), ("D", "Ž"): "Џ"
        default: nil
        }
    }

    /// The text in NFC with the digraph code points written as two letters.
    static func spelledOut(_ text: String) -> [Unicode.Scalar] {
        let scalars = Normalisation.nfc(text).unicodeScalars
        var result: [Unicode.Scalar] = []
        result.reserveCapacity(scalars.count)
        for scalar in scalars {
            switch scalar.value {
            case 0x1C4: result += ["D", "Ž"]
            case 0x1C5: result += ["D", "ž"]
            case 0x1C6: result += ["d", "ž"]
            case 0x1C7: result += ["L", "J"]
            case 0x1C8: result += ["L", "j"]
            case 0x1C9: result += ["l", "j"]
            case 0x1CA: result += ["N", "J"]
            case 0x1CB: result += ["N", "j"]
            case 0x1CC: result += ["n", "j"]
            default: result.append(scalar)
            }
        }
        return result
    }
}
