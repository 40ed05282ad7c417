import Documents
import Testing

@Suite("Calendar files")
struct CalendarEventTests {
    private func lines(
        summary: String = "Обука тренера",
        location: String = "Пландиште",
        details: String = "",
        isCancelled: Bool = false
    ) -> [String] {
        let event = CalendarEvent(
            uid: "TOT-2024-01@obuka.example",
            stampedOn: CalendarDay(year: 2024, month: 1, day: 5),
            stampedSecond: 3_661,
            firstDay: CalendarDay(year: 2024, month: 2, day: 28),
            dayAfter: CalendarDay(year: 2024, month: 3, day: 1),
            summary: summary,
            location: location,
            details: details,
            isCancelled: isCancelled
        )
        let text = String(decoding: event.iCalendar(languageTag: "sr-Cyrl"), as: UTF8.self)
        return text.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// A content line with its folds taken back.
    private func unfolded(_ name: String, in lines: [String]) -> String? {
        guard let first = lines.firstIndex(where: { $0.hasPrefix(name) }) else { return nil }
        let rest = lines[(first + 1)...].prefix { $0.hasPrefix(" ") }
        return ([lines[first]] + rest.map { String($0.dropFirst()) }).joined()
    }

    @Test("An event of whole days, line by line")
    func wholeFile() {
        #expect(
            lines() == [
                "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Obuka//Obuka//EN",
                "CALSCALE:GREGORIAN", "BEGIN:VEVENT", "UID:TOT-2024-01@obuka.example",
                "DTSTAMP:20240105T010101Z", "DTSTART;VALUE=DATE:20240228",
                "DTEND;VALUE=DATE:20240301", "SUMMARY;LANGUAGE=sr-Cyrl:Обука тренера",
                "LOCATION;LANGUAGE=sr-Cyrl:Пландиште", "DESCRIPTION;LANGUAGE=sr-Cyrl:",
                "STATUS:CONFIRMED", "END:VEVENT", "END:VCALENDAR", "",
            ]
        )
    }

    @Test("Lines are folded at 75 octets, between characters, and unfold to what they were")
    func folding() {
        let summary = String(repeating: "Локални акциони планови ", count: 12) + "🙂🙂🙂"
        let lines = lines(summary: summary)
        #expect(lines.allSatisfy { $0.utf8.count <= 75 })
        #expect(lines.contains { $0.utf8.count >= 72 })
        #expect(unfolded("SUMMARY", in: lines) == "SUMMARY;LANGUAGE=sr-Cyrl:\(summary)")
    }

    @Test("A line of exactly 75 octets is not folded")
    func exact() {
        let name = "SUMMARY;LANGUAGE=sr-Cyrl:"
        let text = String(repeating: "x", count: 75 - name.utf8.count)
        #expect(lines(summary: text).contains(name + text))
        #expect(lines(summary: text + "y").contains(" y"))
    }

    @Test("What means something in a calendar is escaped, and no text begins a line of its own")
    func escaping() {
        let lines = lines(
            summary: "a, b; c\\d",
            location: "x\r\nATTENDEE:mailto:a@b.example\u{7}",
            details: "one\ntwo"
        )
        #expect(lines.contains("SUMMARY;LANGUAGE=sr-Cyrl:a\\, b\\; c\\\\d"))
        #expect(lines.contains("LOCATION;LANGUAGE=sr-Cyrl:x\\nATTENDEE:mailto:a@b.example"))
        #expect(lines.contains("DESCRIPTION;LANGUAGE=sr-Cyrl:one\\ntwo"))
    }

    @Test("A cancelled event says so")
    func cancelled() {
        #expect(lines(isCancelled: true).contains("STATUS:CANCELLED"))
    }
}
