/// Base64 with the alphabet for addresses and file names, without padding (RFC 4648, 5).
package enum Base64URL {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8
    )
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, symbol) in alphabet.enumerated() { values[Int(symbol)] = UInt8(value) }
        return values
    }()

    /// The symbols for bytes.
    package static func symbols(of bytes: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: (bytes.count * 4 + 2) / 3) { symbols, count in
            for start in stride(from: 0, to: bytes.count, by: 3) {
                let rest = min(3, bytes.count - start)
                var group = UInt32(bytes[start]) << 16
                if rest > 1 { group |= UInt32(bytes[start + 1]) << 8 }
                if rest > 2 { group |= UInt32(bytes[start + 2]) }
                for place in 0...rest {
                    symbols[count] = alphabet[Int(group >> (18 - 6 * UInt32(place))) & 63]
                    count += 1
                }
            }
        }
    }

    /// The symbols for bytes, as a text.
    package static func text(of bytes: [UInt8]) -> String {
        String(decoding: symbols(of: bytes), as: UTF8.self)
    }

    /// The bytes of a text; nil unless it is what `text(of:)` writes for them.
    ///
    /// Padding, white space, other alphabets and bits that stand for nothing are refused, so that
    /// two texts never stand for the same bytes.
    package static func bytes(of text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count * 3 / 4)
        var bits: UInt32 = 0
        var bitCount: UInt32 = 0
        for symbol in text.utf8 {
            let value = values[Int(symbol)]
            guard value != 0xFF else { return nil }
            bits = bits << 6 | UInt32(value)
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> bitCount))
            }
        }
        guard bitCount < 6, bits & (1 << bitCount - 1) == 0 else { return nil }
        return bytes
    }
}
