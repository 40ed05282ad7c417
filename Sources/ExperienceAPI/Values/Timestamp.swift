/// A moment of ISO 8601 with a date and a time of the day (RFC 3339, and what xAPI lets out of it).
package struct Timestamp: Hashable, Comparable, Sendable {
    /// Since 1970-01-01T00:00:00Z; what is finer is cut off.
    package let microseconds: Int

    package init(microseconds: Int) {
        self.microseconds = microseconds
    }

    package static func < (one: Timestamp, other: Timestamp) -> Bool {
        one.microseconds < other.microseconds
    }

    /// Reads a moment; without an offset it is in UTC.
    ///
    /// `-00:00` says that nobody knows the offset (RFC 3339 section 4.3), which xAPI refuses.
    package init?(_ text: String) {
        var reader = Reader(Array(text.utf8))
        guard let days = reader.date(), reader.takes("T") || reader.takes("t") || reader.takes(" "),
            let time = reader.time(), let offset = reader.offset(), reader.isAtEnd
        else { return nil }
        microseconds = (days * 86_400 - offset) * 1_000_000 + time
    }

    /// In UTC and with milliseconds.
    package var written: String {
        let days = Timestamp.floor(microseconds, by: 86_400_000_000)
        let rest = (microseconds - days * 86_400_000_000) / 1_000
        let (year, month, day) = Timestamp.civil(days)
        let time = [rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60]
            .map { Timestamp.padded($0, 2) }.joined(separator: ":")
        let date =
            "\(Timestamp.padded(year, 4))-\(Timestamp.padded(month, 2))"
            + "-\(Timestamp.padded(day, 2))"
        return "\(date)T\(time).\(Timestamp.padded(rest % 1_000, 3))Z"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func floor(_ value: Int, by divisor: Int) -> Int {
        value >= 0 ? value / divisor : (value + 1) / divisor - 1
    }

    /// Days since 1970 of a date of the Gregorian calendar.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        // Counted from March, so that the leap day ends a year.
        let shifted = month <= 2 ? year - 1 : year
        let era = floor(shifted, by: 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - 719_468
    }

    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = floor(shifted, by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
        return (year, month < 10 ? month + 3 : month - 9, dayOfYear - (153 * month + 2) / 5 + 1)
    }

    /// Reads the fields one by one, in the extended form.
    private struct Reader {
        private let bytes: [UInt8]
        private var position = 0

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
        }

        var isAtEnd: Bool { position == bytes.count }

        mutating func takes(_ character: Unicode.Scalar) -> Bool {
            guard position < bytes.count, bytes[position] == UInt8(ascii: character) else {
                return false
            }
            position += 1
            return true
        }

        private mutating func number(_ width: Int, in range: ClosedRange<Int>) -> Int? {
            guard position + width <= bytes.count else { return nil }
            let digits = bytes[position..<(position + width)]
            guard digits.allSatisfy(\.isDigit) else { return nil }
            position += width
            let value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
            return range.contains(value) ? value : nil
        }

        mutating func date() -> Int? {
            guard let year = number(4, in: 0...9_999), takes("-"),
                let month = number(2, in: 1...12), takes("-"), let day = number(2, in: 1...31)
            else { return nil }
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let length = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
            return day <= length ? Timestamp.days(year, month, day) : nil
        }

        /// Microseconds of the day; a leap second is the one after it.
        mutating func time() -> Int? {
            guard let hour = number(2, in: 0...23), takes(":"), let minute = number(2, in: 0...59)
            else { return nil }
            var (second, fraction) = (0, 0)
            if takes(":") {
                guard let read = number(2, in: 0...60) else { return nil }
                second = read
                if takes(".") || takes(",") {
                    guard let read = decimals() else { return nil }
                    fraction = read
                }
            }
            return (hour * 3_600 + minute * 60 + second) * 1_000_000 + fraction
        }

        private mutating func decimals() -> Int? {
            var (value, count) = (0, 0)
            while position < bytes.count, bytes[position].isDigit {
                if count < 6 { value = value * 10 + Int(bytes[position] - 0x30) }
                count += 1
                position += 1
            }
            guard count > 0 else { return nil }
            return (count..<max(count, 6)).reduce(value) { value, _ in value * 10 }
        }

        /// Seconds ahead of UTC.
        mutating func offset() -> Int? {
            if isAtEnd || takes("Z") || takes("z") { return 0 }
            let isAhead = takes("+")
            guard isAhead || takes("-"), let hours = number(2, in: 0...23) else { return nil }
            var minutes = 0
            if !isAtEnd {
                _ = takes(":")
                guard let read = number(2, in: 0...59) else { return nil }
                minutes = read
            }
            let seconds = hours * 3_600 + minutes * 60
            guard isAhead || seconds > 0 else { return nil }
            return isAhead ? seconds : -seconds
        }
    }
}
