/// Which counts of a table are shown, so that no answer of a few people can be told.
///
/// A count from one to four is hidden. What is hidden must not follow from the rest by subtraction:
/// at least two counts are hidden then, and together they are at least five.
enum CellSuppression {
    /// The least count that is shown.
    static let shownMin = 5

    /// The counts with nil for those that are hidden.
    static func shown(_ counts: [Int]) -> [Int?] {
        var hidden = Set(counts.indices.filter { (1..<shownMin).contains(counts[$0]) })
        while !hidden.isEmpty, !isSafe(counts, hidden) {
            let rest = counts.indices.filter { !hidden.contains($0) }
            // The smallest that somebody chose: to hide it loses least. Else one of nobody's.
            guard
                let next = rest.filter({ counts[$0] > 0 }).min(by: { counts[$0] < counts[$1] })
                    ?? rest.first
            else { break }
            hidden.insert(next)
        }
        return counts.indices.map { hidden.contains($0) ? nil : counts[$0] }
    }

    private static func isSafe(_ counts: [Int], _ hidden: Set<Int>) -> Bool {
        hidden.count >= 2 && hidden.reduce(0) { $0 + counts[$1] } >= shownMin
    }

    /// Whether the mean of a scale can be shown beside its counts.
    ///
    /// The sum of all answers follows from it; with that and with the sum of the hidden counts,
    /// each hidden count has to have two possible values at least. A hidden count may be taken by
    /// everybody to be one or more.
    static func allowsMean(_ counts: [Int], shown: [Int?]) -> Bool {
        let hidden = counts.indices.filter { shown[$0] == nil }
        guard !hidden.isEmpty else { return true }
        guard hidden.count >= 3 else { return false }
        let total = hidden.reduce(0) { $0 + counts[$1] }
        let weighted = hidden.reduce(0) { $0 + counts[$1] * ($1 + 1) }
        var possible = Array(repeating: Set<Int>(), count: hidden.count)
        var trial = Array(repeating: 1, count: hidden.count)
        fill(&trial, at: 0, weights: hidden.map { $0 + 1 }, total, weighted, &possible)
        return possible.allSatisfy { $0.count >= 2 }
    }

    /// Tries all values of all counts but the last two, which then follow.
    private static func fill(
        _ trial: inout [Int],
        at place: Int,
        weights: [Int],
        _ total: Int,
        _ weighted: Int,
        _ possible: inout [Set<Int>]
    ) {
        let last = trial.count - 1
        guard place < last - 1 else {
            // a + b = total and x·a + y·b = weighted.
            let (x, y) = (weights[last - 1], weights[last])
            let (b, rest) = (weighted - x * total).quotientAndRemainder(dividingBy: y - x)
            let a = total - b
            guard rest == 0, a >= 1, b >= 1 else { return }
            (trial[last - 1], trial[last]) = (a, b)
            for index in trial.indices { possible[index].insert(trial[index]) }
            return
        }
        for value in stride(from: 1, through: max(1, total - 1), by: 1) where value < total {
            trial[place] = value
            fill(
                &trial,
                at: place + 1,
                weights: weights,
                total - value,
                weighted - weights[place] * value,
                &possible
            )
        }
    }
}
