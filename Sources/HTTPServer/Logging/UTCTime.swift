/// Times in log lines: `2026-01-31T12:00:00.123456Z` (RFC 3339).
enum UTCTime {
    static func append(nanoseconds: Int64, to line: inout [UInt8]) {
        let seconds = Int(nanoseconds / 1_000_000_000)
        let micros = Int(nanoseconds % 1_000_000_000) / 1_000
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
        appendDigits(micros, 6, &line)
        line.append(UInt8(ascii: "Z"))
    }

    private static func appendDigits(_ number: Int, _ count: Int, _ line: inout [UInt8]) {
        var divisor = 1
        for _ in 1..<count { divisor *= 10 }
        while divisor > 0 {
            line.append(UInt8(truncatingIfNeeded: number / divisor % 10) + 0x30)
            divisor /= 10
        }
    }
}
