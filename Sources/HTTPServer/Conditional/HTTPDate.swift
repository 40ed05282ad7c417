/// Dates as HTTP writes them (RFC 9110 section 5.6.7), in whole seconds since 1970.
package enum HTTPDate {
    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    private static let secondsPerDay = 86_400

    /// `Sun, 06 Nov 1994 08:49:37 GMT`.
    package static func text(_ seconds: Int) -> String {
        let day = floorDivided(seconds, secondsPerDay)
        let time = seconds - day * secondsPerDay
        let date = CivilDate(day: day)
        let weekday = days[((day % 7) + 7) % 7]
        return "\(weekday), \(padded(date.day)) \(months[date.month - 1]) \(padded(date.year, 4)) "
            + "\(padded(time / 3600)):\(padded(time / 60 % 60)):\(padded(time % 60)) GMT"
    }

    /// Reads any of the three formats; nil for everything else, a wrong day of the week excepted.
    ///
    /// `now` decides about the year of the format that has two digits for it.
    package static func seconds(_ text: String, now: Int = 0) -> Int? {
        let words = text.split(separator: " ", omittingEmptySubsequences: true)
        if words.count == 6, words[0].hasSuffix(","), words[5] == "GMT" {
            return seconds(day: words[1], month: words[2], year: words[3], time: words[4])
        }
        if words.count == 4, words[0].hasSuffix(","), words[3] == "GMT" {
            let date = words[1].split(separator: "-")
            guard date.count == 3, date[2].utf8.count == 2, let short = digits(date[2]) else {
                return nil
            }
            return latest(short, now: now) { year in
                seconds(day: date[0], month: date[1], year: "\(year)"[...], time: words[2])
            }
        }
        if words.count == 5 {
            return seconds(day: words[2], month: words[1], year: words[4], time: words[3])
        }
        return nil
    }

    /// The latest date in a year that ends in `short` and is at most 50 years ahead of `now`.
    ///
    /// What lies further ahead was meant to be past (RFC 9110 section 5.6.7).
    private static func latest(_ short: Int, now: Int, _ seconds: (Int) -> Int?) -> Int? {
        let today = CivilDate(day: floorDivided(now, secondsPerDay))
        let last = CivilDate(year: today.year + 50, month: today.month, day: today.day)
        let secondsMax = last.dayNumber * secondsPerDay + now - today.dayNumber * secondsPerDay
        let century = today.year - today.year % 100
        return [century + 100, century, century - 100]
            .compactMap { seconds($0 + short) }
            .first { $0 <= secondsMax }
    }

    private static func seconds(
        day: Substring,
        month: Substring,
        year: Substring,
        time: Substring
    ) -> Int? {
        let clock = time.split(separator: ":", omittingEmptySubsequences: false)
        guard clock.count == 3, clock.allSatisfy({ $0.utf8.count == 2 }),
            let hour = digits(clock[0]), let minute = digits(clock[1]),
            let second = digits(clock[2]), hour < 24, minute < 60, second <= 60,
            let day = digits(day), let year = digits(year), year >= 1601, year <= 9999,
            let month = months.firstIndex(of: String(month))
        else { return nil }
        let date = CivilDate(year: year, month: month + 1, day: day)
        guard CivilDate(day: date.dayNumber) == date else { return nil }
        return date.dayNumber * secondsPerDay + hour * 3600 + minute * 60 + min(second, 59)
    }

    private static func digits(_ text: Substring) -> Int? {
        text.utf8.allSatisfy(\.isDigit) ? Int(text) : nil
    }

    private static func padded(_ number: Int, _ width: Int = 2) -> String {
        var digits: [UInt8] = []
        DecimalDigits.write(number, digitsMin: width) { digits.append($0) }
        return String(decoding: digits, as: UTF8.self)
    }
}
