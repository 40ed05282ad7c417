import FoundationEssentials

/// Turns a value's binary form into the text form that COPY takes by default.
///
/// The text form has a merit over the binary one: the server converts it to the column's type,
/// whatever integer or string type that is.
enum TextForm {
    /// The text of a value; types made in the database have the same form both ways.
    static func text(of bytes: RawSpan, _ type: SQLType) throws -> String {
        if let element = type.element { return try array(bytes, element) }
        switch type {
        case .bool: return try Bool(sqlBytes: bytes) ? "t" : "f"
        case .smallint, .integer, .bigint: return String(try Int(sqlBytes: bytes))
        case .double, .real: return number(try Double(sqlBytes: bytes))
        case .numeric: return try NumericForm(bytes).plainText ?? "NaN"
        case .bytea: return try hexadecimal([UInt8](sqlBytes: bytes))
        case .uuid: return try UUID(sqlBytes: bytes).uuidString
        case .date: return date(Int(try bytes.bigEndian(as: Int32.self)))
        case .timestamptz: return timestamp(try bytes.bigEndian(as: Int64.self))
        default: return try String(sqlBytes: bytes)
        }
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "Infinity" : "-Infinity" }
        return value.description
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        var text = "\\x"
        text.reserveCapacity(2 + bytes.count * 2)
        for byte in bytes {
            if byte < 16 { text.append("0") }
            text.append(String(byte, radix: 16))
        }
        return text
    }

    private static func timestamp(_ microseconds: Int64) -> String {
        if microseconds == .max { return "infinity" }
        if microseconds == .min { return "-infinity" }
        let day: Int64 = 86_400_000_000
        var days = microseconds / day
        var rest = microseconds % day
        if rest < 0 {
            days -= 1
            rest += day
        }
        let (hour, minute) = (rest / 3_600_000_000, rest / 60_000_000 % 60)
        let (second, fraction) = (rest / 1_000_000 % 60, rest % 1_000_000)
        let (year, month, dayOfMonth) = civil(Int(days))
        let time =
            "\(padded(Int(hour), 2)):\(padded(Int(minute), 2)):\(padded(Int(second), 2))"
            + ".\(padded(Int(fraction), 6))+00"
        return text(year, month, dayOfMonth, " " + time)
    }

    private static func date(_ days: Int) -> String {
        if days == Int(Int32.max) { return "infinity" }
        if days == Int(Int32.min) { return "-infinity" }
        let (year, month, day) = civil(days)
        return text(year, month, day, "")
    }

    private static func text(_ year: Int, _ month: Int, _ day: Int, _ time: String) -> String {
        let isBefore = year <= 0
        let shown = padded(isBefore ? 1 - year : year, 4)
        return "\(shown)-\(padded(month, 2))-\(padded(day, 2))\(time)\(isBefore ? " BC" : "")"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// Year, month and day of a day counted from 2000-01-01, in the Gregorian calendar.
    ///
    /// Counts in eras of 400 years (146,097 days) that begin on the first of March, so that the
    /// leap day is the last of its year.
    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 730_425
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    private static func array(_ bytes: RawSpan, _ element: SQLType) throws -> String {
        let count = Int(try bytes.bigEndian(at: 0, as: Int32.self))
        guard count > 0 else { return "{}" }
        var parts: [String] = []
        var offset = 20
        for _ in 0..<Int(try bytes.bigEndian(at: 12, as: Int32.self)) {
            let length = Int(try bytes.bigEndian(at: offset, as: Int32.self))
            offset += 4
            guard length >= 0 else {
                parts.append("NULL")
                continue
            }
            let value = try text(of: bytes.extracting(offset..<offset + length), element)
            parts.append("\"\(escaped(value))\"")
            offset += length
        }
        return "{\(parts.joined(separator: ","))}"
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { escaped, character in
            if character == "\"" || character == "\\" { escaped.append("\\") }
            escaped.append(character)
        }
    }
}
