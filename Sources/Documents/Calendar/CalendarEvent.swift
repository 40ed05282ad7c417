/// A day as a calendar file writes it; the caller gives one that exists.
package struct CalendarDay: Sendable, Hashable {
    fileprivate let digits: String

    package init(year: Int, month: Int, day: Int) {
        digits = padded(year, 4) + padded(month, 2) + padded(day, 2)
    }
}

/// A moment in UTC, as a day and the second of that day.
package struct CalendarMoment: Sendable, Hashable {
    fileprivate let text: String

    package init(_ day: CalendarDay, second: Int) {
        text =
            "\(day.digits)T\(padded(second / 3_600, 2))\(padded(second / 60 % 60, 2))"
            + "\(padded(second % 60, 2))Z"
    }
}

/// An event for a calendar file (iCalendar, RFC 5545).
package struct CalendarEvent: Sendable {
    private let uid: String
    private let stamp: CalendarMoment
    private let span: Span
    private let summary: String
    private let location: String
    private let details: String
    private let status: Status
    /// Grows with every change of the event; nil leaves it out, which means 0.
    private let sequence: Int?

    /// When it is.
    package enum Span: Sendable {
        /// Whole days, up to but not with the last one.
        case days(CalendarDay, CalendarDay)
        case moments(CalendarMoment, CalendarMoment)
    }

    /// Whether it takes place (section 3.8.1.11).
    package enum Status: String, Sendable {
        case tentative = "TENTATIVE"
        case confirmed = "CONFIRMED"
        case cancelled = "CANCELLED"
    }

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
        self.init(
            uid: uid,
            stamp: CalendarMoment(day, second: second),
            span: .days(firstDay, dayAfter),
            summary: summary,
            location: location,
            details: details,
            status: isCancelled ? .cancelled : .confirmed,
            sequence: nil
        )
    }

    /// An event of any span, in a version of it.
    package init(
        uid: String,
        stamp: CalendarMoment,
        span: Span,
        summary: String,
        location: String,
        details: String,
        status: Status,
        sequence: Int?
    ) {
        self.uid = uid
        self.stamp = stamp
        self.span = span
        self.summary = summary
        self.location = location
        self.details = details
        self.status = status
        self.sequence = sequence
    }

    /// The event as a calendar of its own, in UTF-8, its texts marked with their language.
    package func iCalendar(languageTag: String) -> [UInt8] {
        CalendarEvent.iCalendar([self], languageTag: languageTag)
    }

    /// Several events as one calendar, in UTF-8, their texts marked with their language.
    package static func iCalendar(_ events: [CalendarEvent], languageTag: String) -> [UInt8] {
        var lines = ContentLines()
        lines.add("BEGIN", "VCALENDAR")
        lines.add("VERSION", "2.0")
        lines.add("PRODID", "-//Obuka//Obuka//EN")
        lines.add("CALSCALE", "GREGORIAN")
        for event in events { event.add(to: &lines, languageTag: languageTag) }
        lines.add("END", "VCALENDAR")
        return lines.bytes
    }

    private func add(to lines: inout ContentLines, languageTag: String) {
        lines.add("BEGIN", "VEVENT")
        lines.add("UID", uid)
        lines.add("DTSTAMP", stamp.text)
        switch span {
        case .days(let first, let after):
            lines.add("DTSTART;VALUE=DATE", first.digits)
            lines.add("DTEND;VALUE=DATE", after.digits)
        case .moments(let start, let end):
            lines.add("DTSTART", start.text)
            lines.add("DTEND", end.text)
        }
        lines.add("SUMMARY;LANGUAGE=\(languageTag)", text: summary)
        lines.add("LOCATION;LANGUAGE=\(languageTag)", text: location)
        lines.add("DESCRIPTION;LANGUAGE=\(languageTag)", text: details)
        lines.add("STATUS", status.rawValue)
        if let sequence { lines.add("SEQUENCE", String(sequence)) }
        lines.add("END", "VEVENT")
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
