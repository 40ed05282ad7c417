import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

/// A table by sex as the donor gets it, held against whoever knows all of its totals.
@Suite("Small numbers in the sheet of a donor", .centre)
struct DonorSuppressionTests {
    private let centre = TrainingCentre.ofTest
    private static let least = ReportParameters.personsPrintedMin

    private struct Row {
        let counts: [Int]
        let isHidden: Bool
        let isSafe: Bool
    }

    @Test("No hidden number follows from the printed ones and the totals, in 400 random tables")
    func subtraction() async throws {
        var random = SystemRandomNumberGenerator()
        var hiddenCount = 0
        for _ in 0..<400 {
            let table = (0..<Int.random(in: 1...7, using: &random)).map { _ in
                (0..<3).map { _ in
                    Bool.random(using: &random)
                        ? Int.random(in: 0...4, using: &random)
                        : [0, 0, 5, 6, 12].randomElement(using: &random) ?? 0
                }
            }.filter { $0.reduce(0, +) > 0 }
            guard !table.isEmpty else { continue }
            let rows = try await judge(table)
            let hidden = rows.filter(\.isHidden)
            hiddenCount += hidden.count
            // What is printed has no small number, and every small number is hidden.
            for row in rows where !row.isHidden {
                #expect(row.counts.allSatisfy { $0 == 0 || $0 >= Self.least }, "\(table)")
            }
            guard let first = hidden.first else { continue }
            if first.isSafe {
                // The sums of the hidden rows are what subtraction leaves, and they are printed.
                #expect(hidden.count >= 2, "\(table)")
                let sums = (0..<3).map { column in
                    hidden.reduce(0) { $0 + $1.counts[column] }
                }
                #expect(sums.allSatisfy { $0 == 0 || $0 >= Self.least }, "\(table)")
                #expect(canBeOtherwise(hidden.map(\.counts)), "\(table)")
            } else {
                // Nothing is printed at all, and so nothing is subtracted from.
                #expect(hidden.count == rows.count, "\(table)")
            }
        }
        #expect(hiddenCount > 400)
    }

    @Test("One small row takes another one with it, the smallest that makes it safe")
    func complement() async throws {
        let rows = try await judge([[5, 9, 0], [1, 7, 0], [6, 5, 0], [20, 30, 0]])
        #expect(rows.map(\.isHidden) == [false, true, true, false])
        #expect(rows.allSatisfy { $0.isSafe })
        // Five rows of one man each: their sum would say so.
        let ones = try await judge(Array(repeating: [0, 1, 0], count: 5))
        #expect(ones.allSatisfy { $0.isHidden && !$0.isSafe })
        #expect(try await judge([[5, 0, 0], [0, 8, 0]]).allSatisfy { !$0.isHidden })
        // The centre's own edition hides nothing.
        #expect(try await judge([[1, 2, 3]], least: 0).allSatisfy { !$0.isHidden })
    }

    /// Whether each small number of the hidden rows has another possible value: some exchange
    /// between two rows keeps every sum, leaves nothing below zero and no row empty.
    private func canBeOtherwise(_ rows: [[Int]]) -> Bool {
        rows.indices.allSatisfy { row in
            (0..<3).filter { (1..<Self.least).contains(rows[row][$0]) }.allSatisfy { column in
                rows.indices.contains { other in
                    guard other != row else { return false }
                    // One more here and less there, the other way round, or one for one of
                    // another column.
                    let more = rows[other][column] >= 1 && rows[other].reduce(0, +) >= 2
                    let less = rows[row].reduce(0, +) >= 2
                    let swap = (0..<3).contains { $0 != column && rows[other][$0] >= 1 }
                    return more || less || swap
                }
            }
        }
    }

    private func judge(_ table: [[Int]], least: Int = least) async throws -> [Row] {
        let (women, men, unknown) = (table.map { $0[0] }, table.map { $0[1] }, table.map { $0[2] })
        return try await centre.read {
            try $0.rows(
                """
                WITH counted AS (
                    SELECT 'L' || place AS lsg_code, NULL::text AS institution, female, male,
                        unknown
                    FROM unnest(\(women)::bigint[], \(men)::bigint[], \(unknown)::bigint[])
                        WITH ORDINALITY AS given (female, male, unknown, place)
                ), \(DonorSuppression.hidden(least: least))
                SELECT female, male, unknown, is_hidden, coalesce(is_safe, false)
                FROM judged ORDER BY lsg_code
                """,
                as: (Int.self, Int.self, Int.self, Bool.self, Bool.self)
            )
        }.map { Row(counts: [$0.0, $0.1, $0.2], isHidden: $0.3, isSafe: $0.4) }
    }
}
