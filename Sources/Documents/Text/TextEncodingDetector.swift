/// Finds out in which encoding a Serbian text file is, and reads it.
package enum TextEncodingDetector {
    /// The file as text, in the encoding named or else in the one it is found to be in.
    ///
    /// Found in this order: byte order mark; UTF-16 without one; UTF-8 when all of it is valid; and
    /// between the two Windows code pages by its words. Short files are enough: one word with a
    /// letter outside ASCII decides, except a word of the letters čćđšž alone.
    ///
    /// Throws `TextDecodingError`: a name that is unknown, U+0000 anywhere, bytes that the encoding
    /// does not have. A file that is UTF-8 with a damaged place is refused, not read as something
    /// else; costs one pass over the bytes besides the reading.
    package static func decode(_ bytes: [UInt8], encoding name: String? = nil) throws -> DecodedText
    {
        guard let name else { return try TextDecoder.decode(bytes, as: detect(bytes)) }
        guard let encoding = TextEncoding(name: name) else {
            throw TextDecodingError.unknownEncoding(name: name)
        }
        return try TextDecoder.decode(bytes, as: encoding)
    }

    /// The encoding the bytes are most likely in; whether they are valid in it shows the reading.
    static func detect(_ bytes: [UInt8]) -> TextEncoding {
        if let marked = ByteOrderMark.of(bytes) { return marked }
        if let encoding = utf16WithoutMark(bytes) { return encoding }
        let census = UTF8Census(bytes)
        if census.invalidSequences == 0 {
            // Words in capitals such as ОЏИЋ are valid UTF-8 in Windows-1251, of odd letters.
            let isOdd = census.oddSequences > 0 && census.expectedSequences == 0
            return isOdd && isSerbianWindows1251(bytes) ? .windows1251 : .utf8
        }
        // Text in a code page has few sequences that are valid and make sense, so a file with more
        // of those than of others is UTF-8 that something broke.
        if census.expectedSequences > census.invalidSequences + census.oddSequences { return .utf8 }
        return CodePageEvidence(bytes).verdict
    }

    private static func isSerbianWindows1251(_ bytes: [UInt8]) -> Bool {
        bytes.allSatisfy { byte in
            byte < 0x80
                || CodePage.scalar(of: byte, in: CodePage.cyrillic)
                    .map(UTF8Census.isSerbianCyrillic) ?? false
        }
    }

    private static func utf16WithoutMark(_ bytes: [UInt8]) -> TextEncoding? {
        // In UTF-16 every ASCII character has a zero byte and every Cyrillic one a byte 4.
        let hasControls = bytes.contains { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
        guard hasControls, bytes.count.isMultiple(of: 2) else { return nil }
        return [TextEncoding.utf16LittleEndian, .utf16BigEndian].first { encoding in
            var plausible = 0
            for unit in UTF16Units(bytes[...], encoding) where isPlausible(unit) { plausible += 1 }
            return plausible * plausibleShare.of >= bytes.count / 2 * plausibleShare.parts
        }
    }

    /// The least share of units that must be of our repertoire: 19 of 20.
    private static let plausibleShare = (parts: 19, of: 20)

    /// Whether the unit is of the repertoire of Serbian tables.
    private static func isPlausible(_ unit: UInt16) -> Bool {
        switch unit {
        case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0xA0...0x17F, 0x400...0x45F, 0x2010...0x2026, 0x20AC,
            0x2116, 0x2122:
            true
        default: false
        }
    }
}
