import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Numbers with two decimals")
struct HundredthsTests {
    @Test(
        "Comma and full stop are read, and printed without needless zeros",
        arguments: [
            ("0", 0, "0"), ("6", 600, "6"), ("6.5", 650, "6.5"), ("6,25", 625, "6.25"),
            ("6.50", 650, "6.5"), ("06.05", 605, "6.05"), ("100.00", 10_000, "100"),
            ("999999999999.99", 99_999_999_999_999, "999999999999.99"),
        ]
    )
    func reading(text: String, value: Int, printed: String) {
        #expect(Hundredths(text: text) == Hundredths(value))
        #expect(Hundredths(value).description == printed)
    }

    @Test(
        "Nothing else is",
        arguments: [
            "", ".", ",", "6.", ".5", "6..5", "6,.5", "6.5.1", "1,000.50", "6.125", "-6", "+6",
            "6 ",
            "6e2", "½", "٦", "9999999999999", "6.-5", "NaN",
        ]
    )
    func others(text: String) {
        #expect(Hundredths(text: text) == nil)
    }

    @Test("Every value goes through PostgreSQL's numeric and back", .centre)
    func database() async throws {
        var generator = SeededGenerator(seed: 7)
        var values = [0, 1, 10, 99, 100, 101, 999_999, 1_000_000, 100_000_000, -1, -100, -12_345]
        for digits in 1...16 {
            let bound = (0..<digits).reduce(1) { bound, _ in bound * 10 }
            values += (0..<40).map { _ in Int.random(in: -bound...bound, using: &generator) }
        }
        let numbers = values.map { Hundredths($0) }
        let rows = try await TrainingCentre.ofTest.database.transaction {
            try $0.rows(
                """
                SELECT number, number::text, round(number * 100)::bigint
                FROM unnest(\(numbers)) WITH ORDINALITY AS t (number, n) ORDER BY n
                """,
                as: (Hundredths.self, String.self, Int.self)
            )
        }
        #expect(rows.map(\.0) == numbers)
        #expect(rows.map(\.2) == values)
        for (row, number) in zip(rows, numbers)
        where (0..<100_000_000_000_000).contains(number.value) {
            #expect(Hundredths(text: row.1) == number)
        }
    }

    @Test("A number that hundredths cannot hold is no number of ours", .centre)
    func undecodable() async throws {
        let centre = TrainingCentre.ofTest
        for literal: SQL in ["0.001", "1e30", "'NaN'::numeric", "'Infinity'::numeric"] {
            await #expect(throws: PostgresError.self) {
                _ = try await centre.value("SELECT (\(literal))::numeric", as: Hundredths.self)
            }
        }
    }
}
