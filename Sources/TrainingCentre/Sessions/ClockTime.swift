/// A time of the day on the centre's clock, to the minute.
package struct ClockTime: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Minutes since midnight.
    package let minutes: Int

    package init(minutes: Int) {
        self.minutes = minutes
    }

    /// Reads `9:00`, `09:00` or `9.30`; nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "." }
        guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
        else { return nil }
        minutes = hour * 60 + minute
    }

    package static func < (left: ClockTime, right: ClockTime) -> Bool {
        left.minutes < right.minutes
    }

    /// `09:00`.
    package var description: String {
        let two = { (number: Int) in number < 10 ? "0\(number)" : String(number) }
        return "\(two(minutes / 60)):\(two(minutes % 60))"
    }
}

extension Form {
    /// A time of the day; nil when it is not filled in.
    mutating func optionalClockTime(_ field: String) -> ClockTime? {
        guard let value = values[field] else { return nil }
        guard let time = ClockTime(value) else {
            refuse(field, "“\(value)” is no time of the day: write 09:30")
            return nil
        }
        return time
    }
}
