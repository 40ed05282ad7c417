/// A moment in whole seconds, written as credentials write it: `2026-01-15T09:00:00Z`.
///
/// Whole seconds because a token's `nbf` has to equal the credential's `validFrom` (Open Badges
/// 3.0, 8.2.3), and one spelling because a signature covers the spelling.
package struct Moment: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Seconds since the beginning of 1970, leap seconds not counted.
    package let unixSeconds: Int

    /// The moments that have a spelling: from the beginning of 1970 to the end of 9999.
    private static let unixSecondsMax = 253_402_300_799

    /// The beginning of 1970.
    package static let epoch = Moment(within: 0)

    /// Nil before 1970 and after 9999.
    package init?(unixSeconds: Int) {
        guard (0...Self.unixSecondsMax).contains(unixSeconds) else { return nil }
        self.unixSeconds = unixSeconds
    }

    package static func < (first: Moment, second: Moment) -> Bool {
        first.unixSeconds < second.unixSeconds
    }

    /// The moment that many seconds later, or earlier when negative; held within 1970 to 9999.
    package func adding(seconds: Int) -> Moment {
        let (sum, overflows) = unixSeconds.addingReportingOverflow(seconds)
        let unlimited = overflows ? (seconds < 0 ? 0 : Self.unixSecondsMax) : sum
        return Moment(within: min(max(unlimited, 0), Self.unixSecondsMax))
    }

    private init(within unixSeconds: Int) { self.unixSeconds = unixSeconds }

    /// Reads exactly the spelling that `description` writes; nil for every other.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 20 else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            var number = 0
            for byte in bytes[range] {
                guard (0x30...0x39).contains(byte) else { return nil }
                number = number * 10 + Int(byte - 0x30)
            }
            return number
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            year >= 1970, (1...12).contains(month), hour < 24, minute < 60, second < 60
        else { return nil }
        let days = Self.days(year: year, month: month, day: day)
        unixSeconds = ((days * 24 + hour) * 60 + minute) * 60 + second
        // Refuses days that a month does not have, and wrong separators.
        guard description.utf8.elementsEqual(bytes) else { return nil }
    }

    package var description: String {
        let days = unixSeconds / 86_400
        let seconds = unixSeconds % 86_400
        let (year, month, day) = Self.date(days: days)
        var text: [UInt8] = []
        text.reserveCapacity(20)
        func append(_ number: Int, _ end: UInt8) {
            text.append(UInt8(0x30 + number / 10))
            text.append(UInt8(0x30 + number % 10))
            text.append(end)
        }
        text.append(UInt8(0x30 + year / 1000))
        text.append(UInt8(0x30 + year / 100 % 10))
        append(year % 100, UInt8(ascii: "-"))
        append(month, UInt8(ascii: "-"))
        append(day, UInt8(ascii: "T"))
        append(seconds / 3600, UInt8(ascii: ":"))
        append(seconds / 60 % 60, UInt8(ascii: ":"))
        append(seconds % 60, UInt8(ascii: "Z"))
        return String(decoding: text, as: UTF8.self)
    }

    // MARK: The Gregorian calendar

    // Years are counted from March here, so that the leap day is the last one.

    private static func days(year: Int, month: Int, day: Int) -> Int {
        let marchYear = month > 2 ? year : year - 1
        let marchMonth = (month + 9) % 12
        let leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400
        return marchYear * 365 + leapDays + (marchMonth * 153 + 2) / 5 + day - 1 - 719_468
    }

    private static func date(days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day)
    }
}
