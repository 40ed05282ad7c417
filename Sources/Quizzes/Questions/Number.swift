import Foundation

/// A decimal number as people write it.
///
/// Exact, so that 3.142 is within 0.0005 of 3.1415. Digits with at most one point or comma, which
/// begins the decimals; a sign and an exponent may stand. A comma never separates thousands.
package struct Number: Hashable, Comparable, Sendable {
    package let value: Decimal

    /// Digits as they are written, and those that an exponent adds.
    private static let digitsMax = 30

    package static let zero = Number(0)

    package init(_ value: Decimal) { self.value = value }

    /// Nil when it is no number, or has more than 30 digits.
    package init?(_ text: some StringProtocol) {
        var plain: [UInt8] = []
        var digits = 0
        var hasPoint = false
        var rest = Array(Self.typed(text).utf8)[...]
        if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            plain.append(sign)
            rest.removeFirst()
        }
        while let byte = rest.first, byte != UInt8(ascii: "e"), byte != UInt8(ascii: "E") {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits += 1
                plain.append(byte)
            case UInt8(ascii: "."), UInt8(ascii: ","):
                guard !hasPoint else { return nil }
                hasPoint = true
                plain.append(UInt8(ascii: "."))
            default: return nil
            }
            rest.removeFirst()
        }
        guard (1...Self.digitsMax).contains(digits) else { return nil }
        if !rest.isEmpty {
            guard let exponent = Int(String(decoding: rest.dropFirst(), as: UTF8.self)),
                exponent.magnitude <= Self.digitsMax - digits
            else { return nil }
            plain += "e\(exponent)".utf8
        }
        let locale = Locale(identifier: "en_US_POSIX")
        guard
            let value = Decimal(string: String(decoding: plain, as: UTF8.self), locale: locale),
            value.isFinite
        else { return nil }
        self.value = value
    }

    /// The text without spaces around it, with the signs of typography as those of the keyboard.
    private static func typed(_ text: some StringProtocol) -> String {
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count == 1 else { return "" }
        return String(words[0]).replacing("\u{2212}", with: "-").replacing("\u{2013}", with: "-")
    }

    package static func < (one: Number, other: Number) -> Bool { one.value < other.value }

    /// As it is read again, with a point.
    package var text: String {
        NSDecimalNumber(decimal: value).description(withLocale: Locale(identifier: "en_US_POSIX"))
    }

    /// The number times a power of ten, rounded; nil when it is larger than 10^12.
    func scaled(decimals: Int) -> Int? {
        var scaled = value
        for _ in 0..<decimals { scaled *= 10 }
        var rounded = Decimal()
        NSDecimalRound(&rounded, &scaled, 0, .plain)
        guard abs(rounded) <= 1_000_000_000_000 else { return nil }
        return NSDecimalNumber(decimal: rounded).intValue
    }

    /// A number of units of which a power of ten is one.
    static func text(_ units: Int, decimals: Int) -> String {
        let digits = String(abs(units))
        let padding = String(repeating: "0", count: max(0, decimals + 1 - digits.count))
        let padded = padding + digits
        var part = padded.suffix(decimals)
        while part.last == "0" { part.removeLast() }
        let whole = (units < 0 ? "-" : "") + padded.dropLast(decimals)
        return part.isEmpty ? whole : "\(whole).\(part)"
    }
}
