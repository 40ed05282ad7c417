import Documents

extension [UInt8] {
    /// Appends a text so that it is only text in HTML, between tags and in quoted attributes.
    mutating func appendEscaped(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            // Nearly every text holds none of the five, and this loop looks at many bytes at once.
            var special: UInt8 = 0
            for byte in utf8 { special |= isSpecial(byte) }
            if special == 0 {
                append(contentsOf: utf8)
            } else {
                for byte in utf8 { appendEscaped(byte) }
            }
        }
    }

    /// Appends JSON so that nothing in it ends the script that it stands in.
    mutating func appendData(_ json: JSON) {
        for byte in json.bytes {
            switch byte {
            case UInt8(ascii: "<"): append(contentsOf: "\\u003c".utf8)
            case UInt8(ascii: ">"): append(contentsOf: "\\u003e".utf8)
            case UInt8(ascii: "&"): append(contentsOf: "\\u0026".utf8)
            default: append(byte)
            }
        }
    }

    private mutating func appendEscaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "&"): append(contentsOf: "&amp;".utf8)
        case UInt8(ascii: "<"): append(contentsOf: "&lt;".utf8)
        case UInt8(ascii: ">"): append(contentsOf: "&gt;".utf8)
        case UInt8(ascii: "\""): append(contentsOf: "&quot;".utf8)
        case UInt8(ascii: "'"): append(contentsOf: "&#39;".utf8)
        default: append(byte)
        }
    }
}

/// 1 for a byte that means something in HTML, without a branch.
private func isSpecial(_ byte: UInt8) -> UInt8 {
    (byte == UInt8(ascii: "&") ? 1 : 0) | (byte == UInt8(ascii: "<") ? 1 : 0)
        | (byte == UInt8(ascii: ">") ? 1 : 0) | (byte == UInt8(ascii: "\"") ? 1 : 0)
        | (byte == UInt8(ascii: "'") ? 1 : 0)
}
