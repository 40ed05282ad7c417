/// What documents of books have that our strict reader of XML does not take.
enum XHTML {
    /// The bytes without a document type, and with characters for the names that XHTML 1 has for
    /// them.
    ///
    /// A document type that declares something of its own stays, and is refused by the reader.
    static func prepared(_ bytes: [UInt8]) -> [UInt8] {
        withCharacters(withoutDocumentType(bytes))
    }

    private static func withoutDocumentType(_ bytes: [UInt8]) -> [UInt8] {
        guard let start = documentType(bytes) else { return bytes }
        var quote: UInt8?
        for place in start..<bytes.count {
            let byte = bytes[place]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: "[") {
                return bytes
            } else if byte == UInt8(ascii: ">") {
                return Array(bytes[..<start]) + bytes[(place + 1)...]
            }
        }
        return bytes
    }

    /// Where the document type begins; nil when a document has none before its root.
    private static func documentType(_ bytes: [UInt8]) -> Int? {
        var place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while place < bytes.count {
            let rest = bytes[place...]
            if rest.starts(with: "<!--".utf8) {
                guard let end = end(of: "-->", in: rest) else { return nil }
                place = end
            } else if rest.starts(with: "<?".utf8) {
                guard let end = end(of: "?>", in: rest) else { return nil }
                place = end
            } else if bytes[place] == UInt8(ascii: "<") {
                let head = String(decoding: rest.prefix(9), as: UTF8.self)
                return head.uppercased() == "<!DOCTYPE" ? place : nil
            } else {
                place += 1
            }
        }
        return nil
    }

    private static func end(of mark: StaticString, in bytes: ArraySlice<UInt8>) -> Int? {
        let wanted = UnsafeBufferPointer(start: mark.utf8Start, count: mark.utf8CodeUnitCount)
        var place = bytes.startIndex
        while place + wanted.count <= bytes.endIndex {
            if bytes[place..<place + wanted.count].elementsEqual(wanted) {
                return place + wanted.count
            }
            place += 1
        }
        return nil
    }

    private static func withCharacters(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(UInt8(ascii: "&")) else { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var place = 0
        while place < bytes.count {
            if bytes[place] == UInt8(ascii: "&"), let (name, character) = character(bytes[place...])
            {
                result += character.utf8
                place += name.utf8.count + 2
            } else {
                result.append(bytes[place])
                place += 1
            }
        }
        return result
    }

    /// The character that a name at the beginning stands for; nil when it is none of those.
    private static func character(
        _ bytes: ArraySlice<UInt8>
    ) -> (name: String, character: String)? {
        let name = bytes.dropFirst().prefix(10).prefix { $0 != UInt8(ascii: ";") }
        guard bytes.dropFirst(1 + name.count).first == UInt8(ascii: ";") else { return nil }
        let text = String(decoding: name, as: UTF8.self)
        return characters[text].map { (text, $0) }
    }

    /// The character of one of the names that XHTML 1 has; nil for another.
    static func character(named name: String) -> String? { characters[name] }

    /// Those of XHTML 1's names that texts have.
    private static let characters: [String: String] = [
        "nbsp": "\u{A0}", "shy": "\u{AD}", "ndash": "–", "mdash": "—", "lsquo": "‘",
        "rsquo": "’", "sbquo": "‚", "ldquo": "“", "rdquo": "”", "bdquo": "„", "laquo": "«",
        "raquo": "»", "lsaquo": "‹", "rsaquo": "›", "hellip": "…", "bull": "•", "middot": "·",
        "deg": "°", "sect": "§", "para": "¶", "copy": "©", "reg": "®", "trade": "™", "euro": "€",
        "times": "×", "divide": "÷", "plusmn": "±", "frac12": "½", "frac14": "¼", "iexcl": "¡",
        "iquest": "¿", "dagger": "†", "prime": "′", "ensp": "\u{2002}", "emsp": "\u{2003}",
        "thinsp": "\u{2009}", "zwnj": "\u{200C}", "zwj": "\u{200D}", "Scaron": "Š",
        "scaron": "š", "Ccedil": "Ç", "ccedil": "ç", "Eacute": "É", "eacute": "é", "egrave": "è",
        "ecirc": "ê", "euml": "ë", "Auml": "Ä", "auml": "ä", "Ouml": "Ö", "ouml": "ö",
        "Uuml": "Ü", "uuml": "ü", "aacute": "á", "agrave": "à", "acirc": "â", "iacute": "í",
        "icirc": "î", "iuml": "ï", "oacute": "ó", "ocirc": "ô", "uacute": "ú", "ucirc": "û",
        "ntilde": "ñ", "szlig": "ß", "aring": "å", "Aring": "Å", "aelig": "æ", "oslash": "ø",
    ]
}
