import Documents
import Testing
import TrainingCentre

@testable import Web

@Suite("Calendar files of cohorts and people")
struct CohortCalendarTests {
    private func lines(
        _ entries: [CalendarEntry],
        _ language: Language = .serbianLatin
    ) throws -> [String] {
        let bytes = try Sample.pages().calendar(
            entries,
            stampedAt: 1_705_312_805,
            language: language
        )
        return String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").map(String.init)
    }

    private let wholeDays = CalendarEntry.Span.days(
        Sample.day("2024-01-30"),
        Sample.day("2024-02-01")
    )

    @Test("A cohort without times is its days; it is tentative until it is confirmed")
    func days() throws {
        let lines = try lines([Sample.entry(.published, wholeDays)])
        #expect(lines.contains("UID:LAP-2024-03@obuka.example"))
        #expect(lines.contains("DTSTAMP:20240115T100005Z"))
        #expect(lines.contains("DTSTART;VALUE=DATE:20240130"))
        #expect(lines.contains("DTEND;VALUE=DATE:20240202"))
        #expect(lines.contains("LOCATION;LANGUAGE=sr-Latn:Plandište"))
        #expect(lines.contains("STATUS:TENTATIVE") && lines.contains("SEQUENCE:3"))
        #expect(try self.lines([Sample.entry(.confirmed, wholeDays)]).contains("STATUS:CONFIRMED"))
    }

    @Test("It is certain when the cohort is confirmed and the seat is held, in every file alike")
    func certain() throws {
        for state in [Cohort.State.published, .confirmed, .running, .closed] {
            for isSeated in [true, false] {
                let lines = try lines([Sample.entry(state, wholeDays, isSeated: isSeated)])
                let isCertain = state != .published && isSeated
                #expect(lines.contains("STATUS:\(isCertain ? "CONFIRMED" : "TENTATIVE")"))
            }
        }
    }

    @Test("A session has its times in UTC, its room, and a UID of its own")
    func sessions() throws {
        let span = CalendarEntry.Span.moments(1_706_601_600, 1_706_623_200)
        let lines = try lines(
            [
                Sample.entry(.confirmed, span, session: 7),
                Sample.entry(.confirmed, span, session: 8),
            ],
            .serbianCyrillic
        )
        #expect(lines.count { $0 == "BEGIN:VEVENT" } == 2)
        #expect(lines.count { $0 == "BEGIN:VCALENDAR" } == 1)
        #expect(lines.contains("UID:LAP-2024-03-S7@obuka.example"))
        #expect(lines.contains("DTSTART:20240130T080000Z"))
        #expect(lines.contains("DTEND:20240130T140000Z"))
        #expect(lines.contains { $0.hasPrefix("LOCATION;LANGUAGE=sr-Cyrl:Сала\\, ") })
    }

    @Test("What was cancelled or given back is cancelled in the calendar, too")
    func cancelled() throws {
        for entry in [
            Sample.entry(.cancelled, wholeDays),
            Sample.entry(.confirmed, wholeDays, isWithdrawn: true),
        ] {
            let lines = try lines([entry])
            #expect(lines.contains("STATUS:CANCELLED") && lines.contains("SEQUENCE:3"))
        }
    }
}
