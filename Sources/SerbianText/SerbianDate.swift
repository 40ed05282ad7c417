/// Dates as Serbian offices write them.
package enum SerbianDate {
    /// The date in the official style, "06.03.2024.", with the full stop after the year.
    ///
    /// The same in both scripts. The caller gives a date that exists; a month or day that no
    /// calendar has is a programmer error.
    package static func official(year: Int, month: Int, day: Int) -> String {
        precondition((1...9999).contains(year), "year \(year) is not in 1...9999")
        precondition((1...12).contains(month), "month \(month) is not in 1...12")
        precondition((1...31).contains(day), "day \(day) is not in 1...31")
        return "\(padded(day, to: 2)).\(padded(month, to: 2)).\(padded(year, to: 4))."
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
