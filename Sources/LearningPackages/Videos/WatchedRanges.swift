/// What of a film somebody has watched: ranges of milliseconds in order, none touching the next.
package struct WatchedRanges: Hashable, Sendable {
    package private(set) var ranges: [Range<Int>] = []

    enum Limits {
        /// What lies between two ranges that are one: what a player leaves out at a pause.
        static let gapMilliseconds = 500
        /// Of one text.
        static let rangesMax = 1_000
    }

    package init() {}

    /// Reads `0-12.5,30-42`, in seconds with at most three decimals; nil for anything else.
    package init?(_ text: String) {
        guard !text.isEmpty else { return }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count <= Limits.rangesMax else { return nil }
        for part in parts {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false)
                .map(WatchedRanges.milliseconds)
            guard ends.count == 2, let start = ends[0], let end = ends[1], start <= end else {
                return nil
            }
            insert(start..<end)
        }
    }

    /// How many milliseconds all of them are.
    package var total: Int { ranges.reduce(0) { $0 + $1.count } }

    /// The furthest place that was watched.
    package var furthest: Int { ranges.last?.upperBound ?? 0 }

    package var text: String {
        ranges.map(WatchedRanges.text).joined(separator: ",")
    }

    /// Adds a range, and joins it with those that it touches.
    package mutating func insert(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        let gap = Limits.gapMilliseconds
        let touched = ranges.filter {
            $0.lowerBound <= range.upperBound + gap && range.lowerBound <= $0.upperBound + gap
        }
        ranges.removeAll { touched.contains($0) }
        let start = min(range.lowerBound, touched.first?.lowerBound ?? range.lowerBound)
        let end = max(range.upperBound, touched.last?.upperBound ?? range.upperBound)
        let place = ranges.firstIndex { $0.lowerBound > start } ?? ranges.endIndex
        ranges.insert(start..<end, at: place)
    }

    /// What of a range is in none of these, in order.
    func missing(in range: Range<Int>) -> [Range<Int>] {
        var (left, start): ([Range<Int>], Int) = ([], range.lowerBound)
        for known in ranges where known.upperBound > start && known.lowerBound < range.upperBound {
            if known.lowerBound > start { left.append(start..<known.lowerBound) }
            start = max(start, known.upperBound)
        }
        if start < range.upperBound { left.append(start..<range.upperBound) }
        return left
    }

    /// Reads a number of seconds, at most a day, with at most three decimals.
    package static func milliseconds(_ text: Substring) -> Int? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), (1...5).contains(parts[0].utf8.count),
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }),
            parts.count == 1 || parts[1].utf8.count <= 3, let whole = Int(parts[0])
        else { return nil }
        let decimals = parts.count == 1 ? "" : String(parts[1])
        return whole * 1_000 + (Int((decimals + "000").prefix(3)) ?? 0)
    }

    static func text(_ range: Range<Int>) -> String {
        "\(seconds(range.lowerBound))-\(seconds(range.upperBound))"
    }

    package static func seconds(_ milliseconds: Int) -> String {
        "\(milliseconds / 1_000).\(String(1_000 + milliseconds % 1_000).dropFirst())"
    }
}
