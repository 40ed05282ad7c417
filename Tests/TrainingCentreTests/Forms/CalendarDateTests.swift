import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Dates of the calendar")
struct CalendarDateTests {
    @Test("Every day from 1900 to 2100 goes through parts, number and text and back")
    func everyDay() throws {
        let first = try #require(CalendarDate(year: 1900, month: 1, day: 1))
        var number = first.dayNumber
        for year in 1900...2100 {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            for (index, length) in lengths.enumerated() {
                for day in 1...length {
                    let date = CalendarDate(year: year, month: index + 1, day: day)
                    #expect(date?.dayNumber == number)
                    #expect(date.flatMap { CalendarDate($0.description) } == date)
                    let parts = CalendarDate(dayNumber: number).parts
                    #expect(parts == (year, index + 1, day))
                    number += 1
                }
                #expect(CalendarDate(year: year, month: index + 1, day: length + 1) == nil)
            }
        }
        #expect(CalendarDate(dayNumber: 0).description == "1970-01-01")
    }

    @Test("Years from 1 to 9999 are dates, with four digits")
    func ends() {
        #expect(CalendarDate("0001-01-01")?.description == "0001-01-01")
        #expect(CalendarDate("9999-12-31")?.description == "9999-12-31")
        #expect(CalendarDate("0000-12-31") == nil)
        #expect(CalendarDate(year: 10_000, month: 1, day: 1) == nil)
        #expect(CalendarDate(year: Int.max, month: 1, day: 1) == nil)
    }

    @Test(
        "Both forms are read",
        arguments: [
            ("2024-02-29", "2024-02-29"), ("29.02.2024.", "2024-02-29"),
            ("29.02.2024", "2024-02-29"), ("6.3.2024.", "2024-03-06"), ("2024-3-6", "2024-03-06"),
        ]
    )
    func forms(text: String, iso: String) {
        #expect(CalendarDate(text)?.description == iso)
    }

    @Test(
        "Nothing else is",
        arguments: [
            "", "2024", "2024-02", "2024-02-30", "2023-02-29", "1900-02-29", "2024-13-01",
            "2024-00-10", "2024-01-00", "24-01-01", "02024-01-01", "2024-001-01", "2024-01-001",
            "2024--01-01", "-2024-01-01", "2024-01-01-", "29..02.2024", "29.02..2024",
            ".29.02.2024",
            "29.02.2024..", "29.02.24", "2024.02.29", "29-02-2024", "2024-02-29T00:00",
            "２０２４-02-29",
            "2024-+2-09", "2024- 2-09", "2024/02/29", "29.02.2024-", "..",
        ]
    )
    func others(text: String) {
        #expect(CalendarDate(text) == nil)
    }

    @Test("PostgreSQL has the same calendar", .centre)
    func database() async throws {
        var generator = SeededGenerator(seed: 5)
        let dates = (0..<500).map { _ in
            CalendarDate(dayNumber: Int.random(in: -600_000...2_500_000, using: &generator))
        }
        let texts = try await TrainingCentre.ofTest.database.transaction {
            try $0.rows(
                """
                SELECT to_char(day, 'YYYY-MM-DD'), day
                FROM unnest(\(dates)) WITH ORDINALITY AS t (day, n) ORDER BY n
                """,
                as: (String.self, CalendarDate.self)
            )
        }
        #expect(texts.map(\.0) == dates.map(\.description))
        #expect(texts.map(\.1) == dates)
    }
}
