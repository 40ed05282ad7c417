import Documents

/// UUIDs in their usual form (RFC 4122 section 3).
package enum UniqueID {
    /// The UUID in lower case; nil for what is none.
    package static func read(_ text: String) -> String? {
        let groups = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard groups.map(\.count) == [8, 4, 4, 4, 12],
            groups.allSatisfy({ $0.allSatisfy(\.isHexadecimal) })
        else { return nil }
        return text.lowercased()
    }

    /// A UUID of version 4 from 128 random bits.
    package static func random(using chance: inout some RandomNumberGenerator) -> String {
        var bytes: [UInt8] = (0..<16).map { _ in UInt8.random(in: 0...255, using: &chance) }
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        return [0..<4, 4..<6, 6..<8, 8..<10, 10..<16]
            .map { Hexadecimal.text(of: bytes[$0]) }.joined(separator: "-")
    }
}
