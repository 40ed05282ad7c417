/// The public ID of a certificate: fifteen random symbols and a check symbol.
///
/// The symbols are `0123456789ACEHKMPTX`: only letters that are not read as digits and that have a
/// Cyrillic letter of the same look. Fifteen of them are 63.7 random bits.
///
/// The check symbol makes the sum of 2^(15−i) · value(i) divisible by 19. It detects every single
/// wrong symbol, every exchange of two symbols wherever they stand, and every repeated pair typed
/// as another repeated pair (AA for CC); of all other errors it lets one in nineteen pass.
package struct VerificationID: Hashable, Sendable {
    /// The fifteen random symbols as the digits of one number in base 19, which just fits.
    private let number: UInt64

    /// The symbols in the order of their values.
    static let alphabet = Array("0123456789ACEHKMPTX".utf8)

    /// How many symbols an ID has, the check symbol included.
    static let symbolCount = 16
    private static let randomCount = symbolCount - 1
    private static let base = UInt64(alphabet.count)

    /// How many IDs there are: 19 to the power of 15.
    private static let idCount = (0..<randomCount).reduce(into: UInt64(1)) { count, _ in
        count *= base
    }

    private init(number: UInt64) { self.number = number }

    /// The ID spelled exactly as this program prints or stores it, nil for anything else.
    ///
    /// That is sixteen capitals and digits, together or in four groups joined by "-".
    package init?(canonical text: String) {
        var text = text
        // Without an array: every verification by a printed address comes through here.
        guard let number = text.withUTF8(Self.number) else { return nil }
        self.number = number
    }

    private static func number(canonical text: UnsafeBufferPointer<UInt8>) -> UInt64? {
        let isGrouped = text.count == symbolCount + 3
        guard isGrouped || text.count == symbolCount else { return nil }
        var number: UInt64 = 0
        var check: UInt64 = 0
        for (position, symbol) in text.enumerated() {
            if isGrouped, position % 5 == 4 {
                guard symbol == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard let value = value(of: symbol) else { return nil }
            if position < text.count - 1 { number = number * base + value }
            // Horner's rule, from the left, gives the first symbol the highest power of two.
            check = (check * 2 + value) % base
        }
        return check == 0 ? number : nil
    }

    /// The ID of sixteen values, nil when there are more or fewer or the check symbol is wrong.
    init?(values: [UInt64]) {
        guard values.count == Self.symbolCount else { return nil }
        // Horner's rule, from the left, gives the first symbol the highest power of two.
        guard values.reduce(0, { ($0 * 2 + $1) % Self.base }) == 0 else { return nil }
        number = values.dropLast().reduce(0) { $0 * Self.base + $1 }
    }

    /// A new ID; every one of the 19^15 is equally likely.
    ///
    /// The generator decides how hard an ID is to guess, so it has to be the system's. Uniqueness
    /// is for the register to enforce: of a million IDs two are equal with a chance of 1 in 30
    /// million.
    package static func make(using generator: inout some RandomNumberGenerator) -> VerificationID {
        VerificationID(number: .random(in: 0..<idCount, using: &generator))
    }

    /// The ID as it is stored and put into addresses: "K6X2PKPPP4E80X23".
    package var compact: String { text(isGrouped: false) }

    /// The ID as it is printed: "K6X2-PKPP-P4E8-0X23".
    package var printed: String { text(isGrouped: true) }

    /// Writes the symbols from the last one on, since the number yields its last digit first.
    private func text(isGrouped: Bool) -> String {
        let length = isGrouped ? Self.symbolCount + 3 : Self.symbolCount
        return String(unsafeUninitializedCapacity: length) { text in
            var rest = number
            var weight: UInt64 = 1
            var sum: UInt64 = 0
            for position in stride(from: length - 2, through: 0, by: -1) {
                if isGrouped, position % 5 == 4 {
                    text[position] = UInt8(ascii: "-")
                    continue
                }
                let value = rest % Self.base
                rest /= Self.base
                weight = weight * 2 % Self.base
                sum = (sum + value * weight) % Self.base
                text[position] = Self.alphabet[Int(value)]
            }
            text[length - 1] = Self.alphabet[Int((Self.base - sum) % Self.base)]
            return length
        }
    }

    /// The value of a symbol, nil when the byte is none.
    static func value(of byte: UInt8) -> UInt64? { valueByByte[Int(byte)] }

    private static let valueByByte: [UInt64?] = {
        var values = [UInt64?](repeating: nil, count: 256)
        for (value, symbol) in alphabet.enumerated() { values[Int(symbol)] = UInt64(value) }
        return values
    }()
}
