import struct FoundationEssentials.Decimal

/// Sent and read as `numeric`.
///
/// `Decimal` holds 38 digits: a longer column is an error, never rounded. NaN travels both ways,
/// an infinite `numeric` is an error.
extension Decimal: SQLValue {
    package static var sqlType: SQLType { .numeric }

    package func encode(into bytes: inout SQLBytes) {
        guard !isNaN else {
            NumericForm.notANumber.append(to: &bytes)
            return
        }
        NumericForm(plain: description).append(to: &bytes)
    }

    package init(sqlBytes bytes: RawSpan) throws {
        let form = try NumericForm(bytes)
        guard form.sign != NumericForm.Sign.notANumber else {
            self = .nan
            return
        }
        guard form.sign == NumericForm.Sign.plus || form.sign == NumericForm.Sign.minus else {
            throw SQLDecodingError("an infinite number")
        }
        let digits = form.significantDigits
        guard digits.count <= 38, form.exponent >= -127, form.exponent <= 127 else {
            throw SQLDecodingError("a number of more than 38 digits")
        }
        let sign = form.sign == NumericForm.Sign.minus ? "-" : ""
        let text = "\(sign)\(digits.isEmpty ? "0" : digits)e\(form.exponent)"
        guard let value = Decimal(string: text) else {
            throw SQLDecodingError("no number")
        }
        self = value
    }
}

/// The form of `numeric` on the wire: groups of four decimal digits.
struct NumericForm {
    enum Sign {
        static let plus: UInt16 = 0
        static let minus: UInt16 = 0x4000
        static let notANumber: UInt16 = 0xC000
    }

    static let notANumber = NumericForm(sign: Sign.notANumber, weight: 0, scale: 0, groups: [])

    var sign: UInt16
    /// The first group counts in 10000 to this power.
    var weight: Int16
    /// Digits after the decimal point.
    var scale: UInt16
    var groups: [Int16]

    init(sign: UInt16, weight: Int16, scale: UInt16, groups: [Int16]) {
        self.sign = sign
        self.weight = weight
        self.scale = scale
        self.groups = groups
    }

    /// Reads plain notation: an optional minus, digits, optionally a point and digits.
    init(plain text: String) {
        let isNegative = text.hasPrefix("-")
        let parts = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
        let whole = parts.first.map(String.init) ?? ""
        let fraction = parts.count > 1 ? String(parts[1]) : ""
        let left = String(repeating: "0", count: (4 - whole.count % 4) % 4) + whole
        let right = fraction + String(repeating: "0", count: (4 - fraction.count % 4) % 4)
        var groups: [Int16] = []
        var digits = Array((left + right).utf8)[...]
        while !digits.isEmpty {
            groups.append(digits.prefix(4).reduce(0) { $0 * 10 + Int16($1 - 48) })
            digits = digits.dropFirst(4)
        }
        weight = Int16(left.utf8.count / 4 - 1)
        while groups.first == 0 {
            groups.removeFirst()
            weight -= 1
        }
        while groups.last == 0 { groups.removeLast() }
        if groups.isEmpty { weight = 0 }
        self.groups = groups
        sign = isNegative && !groups.isEmpty ? Sign.minus : Sign.plus
        scale = UInt16(fraction.utf8.count)
    }

    init(_ bytes: RawSpan) throws {
        let count = try bytes.bigEndian(at: 0, as: Int16.self)
        weight = try bytes.bigEndian(at: 2, as: Int16.self)
        sign = try bytes.bigEndian(at: 4, as: UInt16.self)
        scale = try bytes.bigEndian(at: 6, as: UInt16.self)
        groups = []
        for index in 0..<max(0, Int(count)) {
            groups.append(try bytes.bigEndian(at: 8 + 2 * index, as: Int16.self))
        }
    }

    func append(to bytes: inout SQLBytes) {
        bytes.append(bigEndian: Int16(groups.count))
        bytes.append(bigEndian: weight)
        bytes.append(bigEndian: sign)
        bytes.append(bigEndian: scale)
        for group in groups { bytes.append(bigEndian: group) }
    }

    private var allDigits: (text: String, exponent: Int) {
        var text = ""
        for group in groups {
            let digits = String(group)
            text += String(repeating: "0", count: 4 - digits.count) + digits
        }
        var exponent = (Int(weight) + 1 - groups.count) * 4
        while text.hasSuffix("0") {
            text.removeLast()
            exponent += 1
        }
        return (String(text.drop { $0 == "0" }), text.isEmpty ? 0 : exponent)
    }

    /// The digits without leading and trailing zeros; empty is zero.
    var significantDigits: String { allDigits.text }

    /// Plain notation; nil for what is no finite number.
    var plainText: String? {
        guard sign == Sign.plus || sign == Sign.minus else { return nil }
        let (digits, exponent) = allDigits
        var text = digits
        if exponent >= 0 {
            text += String(repeating: "0", count: digits.isEmpty ? 0 : exponent)
        } else {
            let missing = max(0, 1 - exponent - text.count)
            text = String(repeating: "0", count: missing) + text
            text.insert(".", at: text.index(text.endIndex, offsetBy: exponent))
        }
        return (sign == Sign.minus ? "-" : "") + (text.isEmpty ? "0" : text)
    }

    /// The power of ten of the last significant digit.
    var exponent: Int { allDigits.exponent }
}
