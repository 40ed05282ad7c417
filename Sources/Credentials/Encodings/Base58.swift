/// Base58 with Bitcoin's alphabet, as Multibase's `z` has it (W3C Controlled Identifiers 1.0, 2.4).
package enum Base58 {
    private static let alphabet = Array(
        "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8
    )
    /// Five digits together: 58^5 is the largest power whose product with 2^32 fits 64 bits.
    private static let limb: UInt64 = 58 * 58 * 58 * 58 * 58
    private static let limbDigits = 5

    /// The text of bytes; a zero byte at the beginning is a `1`.
    package static func text(of bytes: some Collection<UInt8>) -> String {
        var limbs: [UInt64] = []
        var rest = bytes[...]
        // The first word is the short one, so that all others are whole.
        while !rest.isEmpty {
            let count = rest.count % 4 == 0 ? 4 : rest.count % 4
            var carry = rest.prefix(count).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            rest = rest.dropFirst(count)
            for index in limbs.indices {
                carry += limbs[index] << 32
                limbs[index] = carry % limb
                carry /= limb
            }
            while carry > 0 {
                limbs.append(carry % limb)
                carry /= limb
            }
        }
        let zeros = bytes.prefix { $0 == 0 }.count
        return String(repeating: "1", count: zeros) + digits(of: limbs)
    }

    private static func digits(of limbs: [UInt64]) -> String {
        var digits: [UInt8] = []
        for limb in limbs {
            var value = limb
            for _ in 0..<limbDigits {
                digits.append(alphabet[Int(value % 58)])
                value /= 58
            }
        }
        while digits.last == alphabet[0] { digits.removeLast() }
        return String(decoding: digits.reversed(), as: UTF8.self)
    }

    /// The bytes of a text; nil when a symbol is not of the alphabet or there are more than 128.
    package static func bytes(of text: some StringProtocol) -> [UInt8]? {
        // The work grows with the square of the length.
        guard text.utf8.count <= 128 else { return nil }
        var bytes: [UInt8] = []
        for symbol in text.utf8 {
            guard var carry = alphabet.firstIndex(of: symbol) else { return nil }
            for index in bytes.indices {
                carry += Int(bytes[index]) * 58
                bytes[index] = UInt8(truncatingIfNeeded: carry)
                carry >>= 8
            }
            while carry > 0 {
                bytes.append(UInt8(truncatingIfNeeded: carry))
                carry >>= 8
            }
        }
        let zeros = text.utf8.prefix { $0 == alphabet[0] }.count
        return [UInt8](repeating: 0, count: zeros) + bytes.reversed()
    }
}
