import HTTPTypes

/// What the parser itself does with a field.
enum FieldRole: UInt8 {
    case plain
    case host
    case contentLength
    case transferEncoding
    case connection
    case expect
    case conditional
    case forwarding
}

/// The field names that are met in nearly every request, found without making a string.
///
/// The spelling of a known name becomes the usual one, which no one may rely on (RFC 9110
/// section 5.1: names are case-insensitive).
struct KnownFields {
    private struct Entry {
        let octets: [UInt8]
        let name: HTTPField.Name
        let role: FieldRole
    }

    /// Slots of a hash table; the entries that share a slot are tried in order.
    private let slots: [[Entry]]

    static let shared = KnownFields()

    private init() {
        var slots = [[Entry]](repeating: [], count: 256)
        for (text, role) in KnownFields.names {
            guard let name = HTTPField.Name(text) else { continue }
            let octets = Array(name.canonicalName.utf8)
            let slot = KnownFields.slot(octets.count, octets[0], octets[octets.count - 1])
            slots[slot].append(Entry(octets: octets, name: name, role: role))
        }
        self.slots = slots
    }

    private static func slot(_ count: Int, _ first: UInt8, _ last: UInt8) -> Int {
        (count &* 37 &+ Int(first | 0x20) &* 5 &+ Int(last | 0x20)) & 0xFF
    }

    /// The name in `range`, which is not empty, and what is done with it; nil for another one.
    func find(_ bytes: Span<UInt8>, _ range: Range<Int>) -> (HTTPField.Name, FieldRole)? {
        let slot = KnownFields.slot(
            range.count,
            bytes[range.lowerBound],
            bytes[range.upperBound - 1]
        )
        for entry in slots[slot] where matches(entry.octets, bytes, range) {
            return (entry.name, entry.role)
        }
        return nil
    }

    private func matches(_ octets: [UInt8], _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard octets.count == range.count else { return false }
        for index in 0..<octets.count
        where bytes[range.lowerBound + index].lowercased != octets[index] {
            return false
        }
        return true
    }

    private static let names: [(String, FieldRole)] = [
        ("Host", .host), ("Content-Length", .contentLength),
        ("Transfer-Encoding", .transferEncoding), ("Connection", .connection),
        ("Expect", .expect),
        ("If-Match", .conditional), ("If-None-Match", .conditional),
        ("If-Modified-Since", .conditional), ("If-Unmodified-Since", .conditional),
        ("If-Range", .conditional), ("Range", .conditional),
        ("Forwarded", .forwarding), ("X-Forwarded-For", .forwarding),
        ("X-Forwarded-Proto", .forwarding), ("X-Forwarded-Host", .forwarding),
        ("Request-Id", .forwarding),
        ("Accept", .plain), ("Accept-Encoding", .plain), ("Accept-Language", .plain),
        ("Authorization", .plain), ("Cache-Control", .plain), ("Content-Type", .plain),
        ("Cookie", .plain), ("DNT", .plain), ("Idempotency-Key", .plain),
        ("Keep-Alive", .plain), ("Origin", .plain), ("Pragma", .plain), ("Priority", .plain),
        ("Referer", .plain), ("Sec-CH-UA", .plain), ("Sec-CH-UA-Mobile", .plain),
        ("Sec-CH-UA-Platform", .plain), ("Sec-Fetch-Dest", .plain), ("Sec-Fetch-Mode", .plain),
        ("Sec-Fetch-Site", .plain), ("Sec-Fetch-User", .plain), ("Sec-GPC", .plain),
        ("TE", .plain), ("Traceparent", .plain), ("Tracestate", .plain),
        ("Upgrade-Insecure-Requests", .plain), ("User-Agent", .plain), ("Via", .plain),
    ]
}
