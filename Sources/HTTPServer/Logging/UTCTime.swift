/// Times in log lines: `2026-01-31T12:00:00.123456Z` (RFC 3339).
///
/// Remembers the second that it wrote last, because lines come many to a second.
struct UTCTime {
    private var second = Int.min
    private var written: [UInt8] = []

    mutating func append(nanoseconds: Int64, to line: inout [UInt8]) {
        let seconds = Int(nanoseconds / 1_000_000_000)
        if seconds != second {
            second = seconds
            written.removeAll(keepingCapacity: true)
            Self.append(seconds: seconds, to: &written)
        }
        line.append(contentsOf: written)
        Self.appendDigits(Int(nanoseconds % 1_000_000_000) / 1_000, 6, &line)
        line.append(UInt8(ascii: "Z"))
    }

    private static func append(seconds: Int, to line: inout [UInt8]) {
        let date = CivilDate(day: seconds / 86_400)
        appendDigits(date.year, 4, &line)
        line.append(UInt8(ascii: "-"))
        appendDigits(date.month, 2, &line)
        line.append(UInt8(ascii: "-"))
        appendDigits(date.day, 2, &line)
        line.append(UInt8(ascii: "T"))
        appendDigits(seconds / 3_600 % 24, 2, &line)
        line.append(Octet.colon)
        appendDigits(seconds / 60 % 60, 2, &line)
        line.append(Octet.colon)
        appendDigits(seconds % 60, 2, &line)
        line.append(Octet.dot)
    }

    private static func appendDigits(_ number: Int, _ count: Int, _ line: inout [UInt8]) {
        DecimalDigits.write(number, digitsMin: count) { line.append($0) }
    }
}
