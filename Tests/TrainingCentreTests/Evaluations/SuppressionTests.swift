import TestSupport
import Testing

@testable import TrainingCentre

@Suite("What is hidden in a table of counts")
struct SuppressionTests {
    @Test(
        "A count from one to four is hidden, and so is another one, until five are hidden together",
        arguments: [
            ([10, 8, 5, 0, 0], [10, 8, 5, 0, 0]),
            ([10, 8, 3, 0, 0], [10, nil, nil, 0, 0]),
            ([1, 1, 9, 12, 0], [nil, nil, nil, 12, 0]),
            ([3, 2, 9, 0, 0], [nil, nil, 9, 0, 0]),
            ([0, 0, 0, 0, 4], [nil, nil, nil, nil, nil]),
            ([5, 1, 0, 0, 0], [nil, nil, 0, 0, 0]),
        ] as [([Int], [Int?])]
    )
    func cells(counts: [Int], shown: [Int?]) {
        #expect(CellSuppression.shown(counts) == shown)
    }

    @Test("No hidden count of any table can be computed from what is shown")
    func nothingFollows() {
        var generator = SeededGenerator(seed: 45)
        for _ in 0..<400 {
            let counts = (0..<5).map { _ in Int.random(in: 0...9, using: &generator) }
            guard counts.reduce(0, +) >= 5 else { continue }
            let shown = CellSuppression.shown(counts)
            let mean = CellSuppression.allowsMean(counts, shown: shown)
            for (index, possible) in tables(counts, shown: shown, withMean: mean) {
                #expect(possible.count >= 2, "\(counts) \(shown) \(index)")
            }
        }
    }

    /// What each hidden count could be, by trying every table; a reader knows the total, and the
    /// mean where it is shown.
    private func tables(
        _ counts: [Int],
        shown: [Int?],
        withMean: Bool
    ) -> [Int: Set<Int>] {
        let hidden = counts.indices.filter { shown[$0] == nil }
        var possible: [Int: Set<Int>] = [:]
        func weighted(_ table: [Int]) -> Int {
            table.enumerated().reduce(0) { $0 + ($1.offset + 1) * $1.element }
        }
        func attempt(_ table: [Int], _ rest: ArraySlice<Int>) {
            guard let next = rest.first else {
                guard table.reduce(0, +) == counts.reduce(0, +),
                    !withMean || weighted(table) == weighted(counts)
                else { return }
                for index in hidden { possible[index, default: []].insert(table[index]) }
                return
            }
            let total = counts.reduce(0, +) - table.reduce(0, +)
            guard total >= 0 else { return }
            for value in 0...total {
                var table = table
                table[next] = value
                attempt(table, rest.dropFirst())
            }
        }
        attempt(shown.map { $0 ?? 0 }, hidden[...])
        return possible
    }
}
