import HTTPTypes

/// The extensions of a chunk (RFC 9112 section 7.1.1): checked, then ignored.
enum ChunkExtensions {
    /// Whether `range` is `*( BWS ";" BWS name [ BWS "=" BWS ( token / quoted-string ) ] )`.
    static func areValid(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var cursor = Cursor(index: range.lowerBound, end: range.upperBound)
        while !cursor.isAtEnd {
            cursor.skipBlanks(bytes)
            guard cursor.take(Octet.semicolon, bytes) else { return false }
            cursor.skipBlanks(bytes)
            guard cursor.takeToken(bytes) else { return false }
            let afterName = cursor
            cursor.skipBlanks(bytes)
            guard cursor.take(Octet.equals, bytes) else {
                cursor = afterName
                continue
            }
            cursor.skipBlanks(bytes)
            guard cursor.takeToken(bytes) || cursor.takeQuotedString(bytes) else { return false }
        }
        return true
    }
}

/// A place in a line that is read from left to right.
private struct Cursor {
    var index: Int
    let end: Int

    var isAtEnd: Bool { index == end }

    mutating func skipBlanks(_ bytes: Span<UInt8>) {
        while index < end, bytes[index].isBlank { index += 1 }
    }

    mutating func take(_ octet: UInt8, _ bytes: Span<UInt8>) -> Bool {
        guard index < end, bytes[index] == octet else { return false }
        index += 1
        return true
    }

    mutating func takeToken(_ bytes: Span<UInt8>) -> Bool {
        let start = index
        while index < end, bytes[index].isToken { index += 1 }
        return index > start
    }

    mutating func takeQuotedString(_ bytes: Span<UInt8>) -> Bool {
        guard take(Octet.quote, bytes) else { return false }
        while index < end {
            let octet = bytes[index]
            index += 1
            if octet == Octet.quote { return true }
            if octet == Octet.backslash {
                guard index < end, bytes[index].isFieldValue else { return false }
                index += 1
            } else if !octet.isFieldValue {
                return false
            }
        }
        return false
    }
}

/// The fields that mean nothing, or something dangerous, after the content (RFC 9110 6.5.1).
enum TrailerFields {
    private static let forbidden: Set<String> = [
        "age", "authorization", "cache-control", "connection", "content-encoding",
        "content-length", "content-range", "content-type", "cookie", "date", "expect", "expires",
        "forwarded", "host", "if-match", "if-modified-since", "if-none-match", "if-range",
        "if-unmodified-since", "keep-alive", "location", "max-forwards", "pragma",
        "proxy-authenticate", "proxy-authorization", "range", "request-id", "retry-after",
        "set-cookie", "te", "trailer", "transfer-encoding", "upgrade", "vary", "via", "warning",
        "www-authenticate", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto",
    ]

    static func isForbidden(_ name: HTTPField.Name) -> Bool {
        forbidden.contains(name.canonicalName)
    }
}
