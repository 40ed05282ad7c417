import Documents

/// The tags and texts of a page of the web, one after the other; comments are left out.
struct WebPageTokens {
    enum Token: Equatable {
        /// Names in small letters.
        case open(String)
        case close(String)
        case text(String)
    }

    private let bytes: [UInt8]
    private var place = 0
    /// The element whose inside is no markup, up to its own end.
    private var raw: String?

    /// What has no markup inside, and no text that anybody reads.
    private static let unread: Set = [
        "script", "style", "iframe", "noembed", "noframes", "xmp", "textarea",
    ]

    /// Reads bytes that are UTF-8.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    mutating func next() -> Token? {
        if let name = raw {
            raw = nil
            let inside = place..<endOfInside(of: name)
            place = inside.upperBound
            if name == "title", !inside.isEmpty { return .text(decoded(inside)) }
        }
        while place < bytes.count {
            if bytes[place] != UInt8(ascii: "<") { return text() }
            let following = place + 1 < bytes.count ? bytes[place + 1] : 0
            if Self.isLetter(following) { return tag(nameFrom: place + 1, isEnd: false) }
            if following == UInt8(ascii: "/") {
                let first = place + 2 < bytes.count ? bytes[place + 2] : 0
                if Self.isLetter(first) { return tag(nameFrom: place + 2, isEnd: true) }
                skip(to: ">")
            } else if following == UInt8(ascii: "!") || following == UInt8(ascii: "?") {
                skip(to: bytes[place...].starts(with: "<!--".utf8) ? "-->" : ">")
            } else {
                return text()
            }
        }
        return nil
    }

    /// The text from here to what may be a tag, at least one byte of it.
    private mutating func text() -> Token {
        let start = place
        place += 1
        while place < bytes.count, bytes[place] != UInt8(ascii: "<") { place += 1 }
        return .text(decoded(start..<place))
    }

    private mutating func tag(nameFrom start: Int, isEnd: Bool) -> Token {
        var end = start
        while end < bytes.count, !Self.endsName(bytes[end]) { end += 1 }
        let name = String(decoding: bytes[start..<end], as: UTF8.self).lowercased()
        place = end
        skipAttributes()
        if isEnd { return .close(name) }
        if Self.unread.contains(name) || name == "title" { raw = name }
        return .open(name)
    }

    /// Goes behind the tag; a `>` in quotes is none.
    private mutating func skipAttributes() {
        var quote: UInt8?
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: ">") {
                return
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                if isBehindEqualsSign(place - 1) { quote = byte }
            }
        }
    }

    private func isBehindEqualsSign(_ quote: Int) -> Bool {
        var before = quote - 1
        while before > 0, Self.isSpace(bytes[before]) { before -= 1 }
        return bytes[before] == UInt8(ascii: "=")
    }

    /// Where `</name` begins next; the end of the page without one.
    private func endOfInside(of name: String) -> Int {
        let wanted = Array("</\(name)".utf8)
        var start = place
        while start + wanted.count <= bytes.count {
            if bytes[start] == UInt8(ascii: "<"),
                zip(bytes[start...], wanted).allSatisfy({ Self.small($0) == $1 }),
                start + wanted.count == bytes.count || Self.endsName(bytes[start + wanted.count])
            {
                return start
            }
            start += 1
        }
        return bytes.count
    }

    private mutating func skip(to mark: StaticString) {
        let wanted = UnsafeBufferPointer(start: mark.utf8Start, count: mark.utf8CodeUnitCount)
        place += 1
        while place < bytes.count {
            if bytes[place...].starts(with: wanted) {
                place += wanted.count
                return
            }
            place += 1
        }
    }

    /// A text with the characters that its references stand for (HTML, section 13.5).
    private func decoded(_ range: Range<Int>) -> String {
        guard bytes[range].contains(UInt8(ascii: "&")) else {
            return String(decoding: bytes[range], as: UTF8.self)
        }
        var result: [UInt8] = []
        result.reserveCapacity(range.count)
        var place = range.lowerBound
        while place < range.upperBound {
            let rest = bytes[place..<range.upperBound]
            if bytes[place] == UInt8(ascii: "&"), let (length, text) = Self.reference(rest) {
                result += text.utf8
                place += length
            } else {
                result.append(bytes[place])
                place += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func reference(_ bytes: ArraySlice<UInt8>) -> (length: Int, text: String)? {
        let name = bytes.dropFirst().prefix(32).prefix { isLetter($0) || isDigit($0) || $0 == 0x23 }
        guard !name.isEmpty else { return nil }
        let isClosed = bytes.dropFirst(1 + name.count).first == UInt8(ascii: ";")
        let length = 1 + name.count + (isClosed ? 1 : 0)
        let scalar = CharacterReference.scalar(name)
        if CharacterReference.isNumber(name) {
            let known = scalar.flatMap { $0.value == 0 ? nil : $0 }
            return (length, known.map(String.init) ?? "\u{FFFD}")
        }
        return isClosed ? scalar.map { (length, String($0)) } : nil
    }

    private static func small(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }

    private static func endsName(_ byte: UInt8) -> Bool {
        isSpace(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">")
    }
}
