extension [UInt8] {
    /// Appends a text so that it is only text in HTML, between tags and in quoted attributes.
    mutating func appendEscaped(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            var start = 0
            for (index, byte) in utf8.enumerated() {
                guard let reference = htmlReference(byte) else { continue }
                append(contentsOf: utf8[start..<index])
                reference.withUTF8Buffer { append(contentsOf: $0) }
                start = index + 1
            }
            append(contentsOf: utf8[start...])
        }
    }
}

/// The character reference of a byte that means something in HTML; nil for every other byte.
private func htmlReference(_ byte: UInt8) -> StaticString? {
    // All of them lie below the letters, which are nearly everything.
    guard byte < 0x3F else { return nil }
    return switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    default: nil
    }
}
