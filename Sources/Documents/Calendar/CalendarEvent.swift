/// A day as a calendar file writes it; the caller gives one that exists.
package struct CalendarDay: Sendable, Hashable {
    fileprivate let digits: String

    package init(year: Int, month: Int, day: Int) {
        digits = padded(year, 4) + padded(month, 2) + padded(day, 2)
    }
}

/// An event of whole days, for a calendar file (iCalendar, RFC 5545).
package struct CalendarEvent: Sendable {
    private let uid: String
    private let stamp: String
    private let firstDay: CalendarDay
    private let dayAfter: CalendarDay
    private let summary: String
    private let location: String
    private let details: String
    private let isCancelled: Bool

    /// An event from `firstDay` up to, but not with, `dayAfter`.
    ///
    /// `uid` names the event for ever, all over the world. The stamp is the moment at which the
    /// file is made, in UTC: a day and the second of that day.
    package init(
        uid: String,
        stampedOn day: CalendarDay,
        stampedSecond second: Int,
        firstDay: CalendarDay,
        dayAfter: CalendarDay,
        summary: String,
        location: String,
        details: String,
        isCancelled: Bool
    ) {
        self.uid = uid
        stamp =
            "\(day.digits)T\(padded(second / 3_600, 2))\(padded(second / 60 % 60, 2))"
            + "\(padded(second % 60, 2))Z"
        self.firstDay = firstDay
        self.dayAfter = dayAfter
        self.summary = summary
        self.location = location
        self.details = details
        self.isCancelled = isCancelled
    }

    /// The event as a calendar of its own, in UTF-8, its texts marked with their language.
    package func iCalendar(languageTag: String) -> [UInt8] {
        var lines = ContentLines()
        lines.add("BEGIN", "VCALENDAR")
        lines.add("VERSION", "2.0")
        lines.add("PRODID", "-//Obuka//Obuka//EN")
        lines.add("CALSCALE", "GREGORIAN")
        lines.add("BEGIN", "VEVENT")
        lines.add("UID", uid)
        lines.add("DTSTAMP", stamp)
        lines.add("DTSTART;VALUE=DATE", firstDay.digits)
        lines.add("DTEND;VALUE=DATE", dayAfter.digits)
        lines.add("SUMMARY;LANGUAGE=\(languageTag)", text: summary)
        lines.add("LOCATION;LANGUAGE=\(languageTag)", text: location)
        lines.add("DESCRIPTION;LANGUAGE=\(languageTag)", text: details)
        lines.add("STATUS", isCancelled ? "CANCELLED" : "CONFIRMED")
        lines.add("END", "VEVENT")
        lines.add("END", "VCALENDAR")
        return lines.bytes
    }
}

/// Content lines of RFC 5545, section 3.1: folded at 75 octets, ended by CR LF.
private struct ContentLines {
    private(set) var bytes: [UInt8] = []

    enum Limits { static let lineOctetsMax = 75 }

    mutating func add(_ name: String, _ value: String) {
        fold("\(name):\(value)")
    }

    /// Adds a value of type TEXT (section 3.3.11).
    mutating func add(_ name: String, text: String) {
        var escaped = ""
        // By scalars: CR LF is one Character, and would be passed over.
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", ";", ",":
                escaped.unicodeScalars.append("\\")
                escaped.unicodeScalars.append(scalar)
            case "\n": escaped += "\\n"
            // What is no text has no place in a calendar and could begin a line of its own.
            case "\0"..."\u{1F}", "\u{7F}": continue
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        fold("\(name):\(escaped)")
    }

    /// Breaks a line before the character that would be its 76th octet; a space begins the rest.
    private mutating func fold(_ line: String) {
        var octets = 0
        for scalar in line.unicodeScalars {
            let width = UTF8.width(scalar)
            if octets + width > Limits.lineOctetsMax {
                bytes += [0x0D, 0x0A, 0x20]
                octets = 1
            }
            bytes += Array(String(scalar).utf8)
            octets += width
        }
        bytes += [0x0D, 0x0A]
    }
}

private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
