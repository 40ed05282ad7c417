import EventLoop
import HTTPTypes

/// The parts of a request target as ranges of the request line (RFC 9112 section 3.2).
struct RequestTarget {
    /// The authority of the absolute form; nil in the other forms.
    var authority: Range<Int>?
    /// The port that the scheme of the absolute form implies.
    var impliedPort: Int?
    /// Empty for an absolute form without a path, which means `/`.
    var path: Range<Int>
    var query: Range<Int>?

    /// Reads the target in `range`: the origin, the absolute or, for OPTIONS, the asterisk form.
    ///
    /// - Throws: `.invalidTarget` for everything else, and for a control, a space, a fragment or
    ///   a byte above ASCII anywhere in it.
    init(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        method: HTTPRequest.Method
    ) throws(Refusal) {
        path = range
        guard !range.isEmpty else { throw .invalidTarget }
        for index in range where !bytes[index].isTarget { throw .invalidTarget }
        if bytes[range.lowerBound] != Octet.slash {
            if range.count == 1, bytes[range.lowerBound] == UInt8(ascii: "*"), method == .options {
                return
            }
            try takeAuthority(bytes, range)
        }
        if let question = bytes.first(Octet.question, in: path) {
            query = question + 1..<path.upperBound
            path = path.lowerBound..<question
        }
    }

    private mutating func takeAuthority(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>
    ) throws(Refusal) {
        guard let colon = bytes.first(Octet.colon, in: range),
            colon + 2 < range.upperBound,
            bytes[colon + 1] == Octet.slash, bytes[colon + 2] == Octet.slash
        else { throw .invalidTarget }
        let scheme = range.lowerBound..<colon
        let isSecure = bytes.spells("https", in: scheme)
        guard isSecure || bytes.spells("http", in: scheme) else { throw .invalidTarget }
        impliedPort = isSecure ? 443 : 80
        let start = colon + 3
        var end = start
        while end < range.upperBound, bytes[end] != Octet.slash, bytes[end] != Octet.question {
            end += 1
        }
        guard Authority.isValid(bytes, start..<end) else { throw .invalidTarget }
        authority = start..<end
        path = end..<range.upperBound
    }
}

/// A host with an optional port, as in the Host field (RFC 9110 section 7.2, RFC 3986 3.2.2).
enum Authority {
    private static let portDigitsMax = 5

    /// Whether `range` is `host`, `host:` or `host:port` with a name, IPv4 or `[IPv6]` host.
    ///
    /// An empty host and user information are refused: no `http` address has them.
    static func isValid(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard let first = range.first else { return false }
        let hostEnd: Int
        if bytes[first] == UInt8(ascii: "[") {
            guard let close = bytes.first(UInt8(ascii: "]"), in: range),
                isIPv6(bytes.string(first + 1..<close))
            else { return false }
            hostEnd = close + 1
        } else {
            hostEnd = bytes.first(Octet.colon, in: range) ?? range.upperBound
            guard hostEnd > first, isName(bytes, first..<hostEnd) else { return false }
        }
        if hostEnd == range.upperBound { return true }
        return bytes[hostEnd] == Octet.colon && isPort(bytes, hostEnd + 1..<range.upperBound)
    }

    /// The authority for comparing: in lower case, and without a port that `port` implies.
    static func plain(_ authority: String, port: Int) -> String {
        let text = authority.lowercased()
        guard let colon = text.lastIndex(of: ":") else { return text }
        let digits = text[text.index(after: colon)...]
        return digits.isEmpty || Int(digits) == port ? String(text[..<colon]) : text
    }

    private static func isIPv6(_ text: String) -> Bool {
        text.contains(":") && IPAddress(text) != nil
    }

    private static func isName(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        while index < range.upperBound {
            if bytes[index].isHostName {
                index += 1
            } else if bytes[index] == Octet.percent, index + 2 < range.upperBound,
                bytes[index + 1].hexadecimalValue != nil, bytes[index + 2].hexadecimalValue != nil
            {
                index += 3
            } else {
                return false
            }
        }
        return true
    }

    private static func isPort(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count <= portDigitsMax else { return false }
        var port = 0
        for index in range {
            guard bytes[index].isDigit else { return false }
            port = port * 10 + Int(bytes[index] - 0x30)
        }
        return port <= Int(UInt16.max)
    }
}
