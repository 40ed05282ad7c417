/// An entity tag: `"abc"` or, when equality means only equivalence, `W/"abc"` (RFC 9110 8.8.3).
package struct EntityTag: Hashable, Sendable, CustomStringConvertible {
    package let opaque: String
    package let isWeak: Bool

    /// A tag of `opaque`, the text between the quotes; nil for what may not stand there.
    package init?(opaque: String, isWeak: Bool = false) {
        let isValid = opaque.utf8.allSatisfy {
            $0 == 0x21 || 0x23...0x7E ~= $0 || $0 >= 0x80
        }
        guard isValid else { return nil }
        self.opaque = opaque
        self.isWeak = isWeak
    }

    /// Reads exactly one tag.
    package init?(_ text: String) {
        guard let list = EntityTag.list(text), list.count == 1 else { return nil }
        self = list[0]
    }

    package var description: String { "\(isWeak ? "W/" : "")\"\(opaque)\"" }

    /// Same bytes, guaranteed: neither is weak (RFC 9110 section 8.8.3.2).
    package func isStronglyEqual(to other: EntityTag) -> Bool {
        !isWeak && !other.isWeak && opaque == other.opaque
    }

    /// Same content for the reader.
    package func isWeaklyEqual(to other: EntityTag) -> Bool {
        opaque == other.opaque
    }

    /// Reads a comma-separated list of tags, whose opaque text may hold commas; nil when malformed.
    static func list(_ text: String) -> [EntityTag]? {
        var tags: [EntityTag] = []
        var rest = text.utf8[...]
        var needsComma = false
        while true {
            rest = rest.drop { $0.isBlank }
            guard let octet = rest.first else { return tags }
            if octet == Octet.comma {
                needsComma = false
                rest = rest.dropFirst()
                continue
            }
            if needsComma { return nil }
            let isWeak = rest.starts(with: "W/".utf8)
            if isWeak { rest = rest.dropFirst(2) }
            guard rest.first == Octet.quote,
                let close = rest.dropFirst().firstIndex(of: Octet.quote),
                let opaque = String(rest.dropFirst()[..<close]),
                let tag = EntityTag(opaque: opaque, isWeak: isWeak)
            else { return nil }
            tags.append(tag)
            rest = rest[close...].dropFirst()
            needsComma = true
        }
    }
}
