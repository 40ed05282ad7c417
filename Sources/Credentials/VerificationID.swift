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
        var symbols = Array(text.utf8)
        if symbols.count == Self.symbolCount + 3 {
            for position in [14, 9, 4] {
                guard symbols[position] == UInt8(ascii: "-") else { return nil }
                symbols.remove(at: position)
            }
        }
        self.init(values: symbols.compactMap(Self.value))
        guard symbols.count == Self.symbolCount else { return nil }
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
    package var compact: String { String(decoding: symbols, as: UTF8.self) }

    /// The ID as it is printed: "K6X2-PKPP-P4E8-0X23".
    package var printed: String {
        var spaced: [UInt8] = []
        for (position, symbol) in symbols.enumerated() {
            if position > 0, position.isMultiple(of: 4) { spaced.append(UInt8(ascii: "-")) }
            spaced.append(symbol)
        }
        return String(decoding: spaced, as: UTF8.self)
    }

    private var symbols: [UInt8] {
        var values: [UInt64] = []
        var rest = number
        for _ in 0..<Self.randomCount {
            values.append(rest % Self.base)
            rest /= Self.base
        }
        values.reverse()
        let sum = values.reduce(0) { ($0 * 2 + $1) % Self.base } * 2 % Self.base
        values.append((Self.base - sum) % Self.base)
        return values.map { Self.alphabet[Int($0)] }
    }

    /// The value of a symbol, nil when the byte is none.
    static func value(of byte: UInt8) -> UInt64? { valueByByte[Int(byte)] }

    private static let valueByByte: [UInt64?] = {
        var values = [UInt64?](repeating: nil, count: 256)
        for (value, symbol) in alphabet.enumerated() { values[Int(symbol)] = UInt64(value) }
        return values
    }()
}
