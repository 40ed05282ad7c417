extension String {
    /// The text of these scalars.
    ///
    /// Built in one go: appending to a string's scalar view piece by piece takes time in proportion
    /// to the square of the length.
    init(scalars: some Sequence<Unicode.Scalar>) {
        var utf8: [UInt8] = []
        utf8.reserveCapacity(scalars.underestimatedCount * 2)
        for scalar in scalars {
            if scalar.isASCII {
                utf8.append(UInt8(truncatingIfNeeded: scalar.value))
            } else {
                utf8.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
        self.init(decoding: utf8, as: UTF8.self)
    }
}

/// Questions about single scalars, answered without a Unicode look-up for common letters.
extension Unicode.Scalar {
    /// Whether the scalar is a letter of any script.
    var isLetter: Bool {
        if isASCII { return properties.isAlphabetic }
        return Script(self) != nil || properties.isAlphabetic
    }

    /// Whether the scalar is a capital letter; title-case digraphs count.
    var isCapital: Bool {
        if isASCII { return value >= 0x41 && value <= 0x5A }
        return properties.isUppercase || properties.generalCategory == .titlecaseLetter
    }

    /// Whether the scalar is white space: Unicode's White_Space, which no version has changed since
    /// 6.3 (PropList.txt).
    package var isWhiteSpace: Bool {
        switch value {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F,
            0x205F, 0x3000:
            true
        default: false
        }
    }

    /// Whether the scalar is a letter of ASCII, Latin Extended-A or Cyrillic, as nearly all are.
    var isCommonLetter: Bool {
        switch value {
        case 0x41...0x5A, 0x61...0x7A, 0x100...0x17F, 0x400...0x481: true
        default: false
        }
    }

    /// Whether the scalar is a combining diacritic.
    var isDiacritic: Bool { value >= 0x300 && value <= 0x36F && value != 0x34F }

    /// Whether the scalar only keeps two letters from being read as one: ZWNJ, CGJ.
    var isSplitter: Bool { value == 0x200C || value == 0x34F }

    /// Whether the scalar can be the apostrophe of a name.
    var isApostrophe: Bool { value == 0x27 || value == 0x2019 || value == 0x2BC }

    /// Whether the scalar joins words: hyphens, dashes and the minus sign.
    var isDash: Bool {
        switch value {
        case 0x2D, 0x2010...0x2015, 0x2212, 0x2043, 0xFE58, 0xFE63, 0xFF0D: true
        default: false
        }
    }

    /// Whether the scalar steers the direction of text and shows nothing itself.
    var isDirectionMark: Bool {
        switch value {
        case 0x61C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// Whether the scalar is a digit of ours.
    var isDigit: Bool { value >= 0x30 && value <= 0x39 }

    /// The scalar in lower case, itself where that is no single scalar.
    var lowercased: Unicode.Scalar {
        if isASCII { return isCapital ? Unicode.Scalar(UInt8(value) + 0x20) : self }
        let mapping = properties.lowercaseMapping.unicodeScalars
        guard let first = mapping.first, mapping.count == 1 else { return self }
        return first
    }
}
