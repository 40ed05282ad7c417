import Documents

/// What a value of an element may look like.
///
/// The regular expressions are written so that those of Swift and of JavaScript (with its `u` flag)
/// take the same values: both match scalars, and every class is spelled out.
struct RunTimeType: Sendable {
    /// UTF-16 units, as JavaScript counts them.
    var lengthMax: Int
    /// The values that are allowed whatever the pattern says; without a pattern all that are.
    var words: [String] = []
    var pattern: String?
    /// What the value is a list with; then the pattern is that of each part.
    var separator: String?
    /// Whether no part may be there twice.
    var isDistinct = false
    /// What may stand in front of the parts.
    var prefix: String?
    var least: Double?
    var most: Double?
    /// What stands between two numbers, the second no less than the first.
    var ascending: String?

    var json: JSON {
        var members = [JSON.Member("lengthMax", .integer(lengthMax))]
        if !words.isEmpty { members.append(JSON.Member("words", .array(words.map(JSON.string)))) }
        let texts = [
            ("pattern", pattern), ("separator", separator), ("prefix", prefix),
            ("ascending", ascending),
        ]
        for case (let name, let text?) in texts {
            members.append(JSON.Member(name, .string(text)))
        }
        if isDistinct { members.append(JSON.Member("distinct", true)) }
        for case (let name, let bound?) in [("least", least), ("most", most)] {
            members.append(JSON.Member(name, .integer(Int(bound))))
        }
        return .object(members)
    }

    /// What is wrong with a value.
    enum Problem {
        case type, range
    }

    /// Nil when nothing is wrong with a value; never costs more than its limit is long.
    func problem(with value: String) -> Problem? {
        // A UTF-16 unit is three bytes at most, and those are counted already.
        guard value.utf8.count <= 3 * lengthMax, value.utf16.count <= lengthMax,
            // No database column takes it.
            !value.utf8.contains(0)
        else { return .type }
        if words.contains(where: { $0.utf8.elementsEqual(value.utf8) }) { return nil }
        guard let pattern else { return words.isEmpty ? nil : .type }
        guard hasForm(value[...], pattern) else { return .type }
        guard least != nil || most != nil, let number = Double(value) else { return nil }
        if let least, number < least { return .range }
        if let most, number > most { return .range }
        return nil
    }

    private func hasForm(_ value: Substring, _ pattern: String) -> Bool {
        var rest = value
        if let prefix, let found = try? Self.regex(prefix).prefixMatch(in: rest) {
            rest = rest[found.range.upperBound...]
        }
        guard let regex = try? Self.regex(pattern) else { return false }
        let parts = separator.map { Self.parts(of: rest, between: $0) } ?? [rest]
        var seen: Set<[UInt8]> = []
        for part in parts {
            guard (try? regex.wholeMatch(in: part)) != nil else { return false }
            if isDistinct, !seen.insert(Array(part.utf8)).inserted { return false }
        }
        return ascending.map { isAscending(rest, between: $0) } ?? true
    }

    private func isAscending(_ value: Substring, between separator: String) -> Bool {
        let numbers = Self.parts(of: value, between: separator).map { Double($0) }
        guard numbers.count == 2, let first = numbers[0], let last = numbers[1] else { return true }
        return first <= last
    }

    private static func regex(_ pattern: String) throws -> Regex<AnyRegexOutput> {
        try Regex(pattern).matchingSemantics(.unicodeScalar)
    }

    /// Splits at the bytes of a separator, which is ASCII: a mark that combines with its last
    /// character belongs to the next part.
    static func parts(of value: Substring, between separator: String) -> [Substring] {
        let (scalars, wanted) = (value.unicodeScalars, Array(separator.unicodeScalars))
        var parts: [Substring] = []
        var (start, place) = (scalars.startIndex, scalars.startIndex)
        while place < scalars.endIndex {
            if scalars[place] == wanted[0], scalars[place...].starts(with: wanted) {
                parts.append(Substring(scalars[start..<place]))
                place = scalars.index(place, offsetBy: wanted.count)
                start = place
            } else {
                place = scalars.index(after: place)
            }
        }
        return parts + [Substring(scalars[start...])]
    }
}

extension RunTimeType {
    static func text(_ lengthMax: Int) -> RunTimeType {
        RunTimeType(lengthMax: lengthMax)
    }

    static func words(_ words: String...) -> RunTimeType {
        RunTimeType(lengthMax: 32, words: words)
    }

    static func number(_ pattern: String, _ least: Double?, _ most: Double?) -> RunTimeType {
        RunTimeType(lengthMax: 32, pattern: pattern, least: least, most: most)
    }
}
