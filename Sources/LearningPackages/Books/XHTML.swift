import Documents

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
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            // What XML knows itself stays, as those that would be markup have to.
            if byte == UInt8(ascii: "&"), let (scalar, count) = CharacterReference.read(rest),
                CharacterReference.scalarOfXML(rest.prefix(count - 1)) == nil
            {
                result += String(scalar).utf8
                rest = rest.dropFirst(count)
            } else {
                result.append(byte)
            }
        }
        return result
    }
}
