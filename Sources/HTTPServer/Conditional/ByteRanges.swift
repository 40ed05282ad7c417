/// The ranges of a `Range` field (RFC 9110 section 14.1.2), resolved against a length.
enum ByteRanges: Equatable {
    /// No range, one that is malformed or in another unit, or too many: send the whole.
    case whole
    case parts([Range<Int>])
    /// None of the ranges lies within the content: 416.
    case unsatisfiable

    /// More ranges than this serve no reader and cost the server more than the whole.
    static let rangesMax = 16

    init(_ text: String, count: Int) {
        guard let specs = ByteRanges.specs(text), specs.count <= ByteRanges.rangesMax else {
            self = .whole
            return
        }
        var parts: [Range<Int>] = []
        for (first, last) in specs {
            if let first, first < count {
                parts.append(first..<min((last ?? count - 1), count - 1) + 1)
            } else if first == nil, let suffix = last, suffix > 0, count > 0 {
                parts.append(max(0, count - suffix)..<count)
            }
        }
        // Ranges that add up to more than the whole overlap: no reader asks for that.
        let isExcessive = parts.count > 1 && parts.reduce(0) { $0 + $1.count } > count
        self = parts.isEmpty ? .unsatisfiable : isExcessive ? .whole : .parts(parts)
    }

    /// The pairs as written: first and last, or nil and the length of the end.
    private static func specs(_ text: String) -> [(first: Int?, last: Int?)]? {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].lowercased() == "bytes" else { return nil }
        var specs: [(first: Int?, last: Int?)] = []
        for spec in parts[1].split(separator: ",", omittingEmptySubsequences: true) {
            let start = spec.drop { $0 == " " || $0 == "\t" }
            let end = start.lastIndex { $0 != " " && $0 != "\t" }
            let trimmed = end.map { start[...$0] } ?? ""
            let ends = trimmed.split(
                separator: "-",
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            guard ends.count == 2 else { return nil }
            let first = number(ends[0])
            let last = number(ends[1])
            let isFirstMalformed = first == nil && !ends[0].isEmpty
            let isLastMalformed = last == nil && !ends[1].isEmpty
            if isFirstMalformed || isLastMalformed || (first == nil && last == nil) { return nil }
            if let first, let last, last < first { return nil }
            specs.append((first, last))
        }
        return specs.isEmpty ? nil : specs
    }

    /// A number of digits only; one too large for any file counts as the largest.
    private static func number(_ text: Substring) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy(\.isDigit) else { return nil }
        return Int(text) ?? (Int.max - 1)
    }
}
