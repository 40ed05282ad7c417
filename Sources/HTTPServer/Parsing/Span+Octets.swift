import Glibc

// The parser reads through spans: every access is checked against the bounds in every build, so
// a mistake in it can end the process but can never read what belongs to somebody else.
extension Span<UInt8> {
    /// The text of `range`; what is not UTF-8 becomes U+FFFD.
    func string(_ range: Range<Int>) -> String {
        extracting(range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    /// The first line feed in `range`.
    func firstLineFeed(in range: Range<Int>) -> Int? {
        guard !range.isEmpty else { return nil }
        return extracting(range).withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress,
                let found = memchr(base, Int32(Octet.lineFeed), buffer.count)
            else { return nil }
            return range.lowerBound + UnsafeRawPointer(base).distance(to: found)
        }
    }

    /// The first `octet` in `range`.
    func first(_ octet: UInt8, in range: Range<Int>) -> Int? {
        var index = range.lowerBound
        while index < range.upperBound {
            if self[index] == octet { return index }
            index += 1
        }
        return nil
    }

    /// `range` without the spaces and tabs at its ends (OWS of RFC 9110 section 5.6.3).
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, self[start].isBlank { start += 1 }
        while end > start, self[end - 1].isBlank { end -= 1 }
        return start..<end
    }

    /// Whether `range` spells `text`, which is lower case, in any case of letters.
    func spells(_ text: StaticString, in range: Range<Int>) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        for (offset, octet) in wanted.enumerated()
        where self[range.lowerBound + offset].lowercased != octet {
            return false
        }
        return true
    }

    /// Calls `body` with each element of the comma-separated list in `range`, blanks trimmed.
    func forEachListElement(in range: Range<Int>, _ body: (Range<Int>) -> Void) {
        var start = range.lowerBound
        while start <= range.upperBound {
            let end = first(Octet.comma, in: start..<range.upperBound) ?? range.upperBound
            let element = trimmed(start..<end)
            if !element.isEmpty { body(element) }
            start = end + 1
        }
    }
}
