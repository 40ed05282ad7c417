/// A duration of ISO 8601 as xAPI writes it: `PT1H30M5.25S`, `P3Y6M`, `P2W`.
package struct ISODuration: Hashable, Sendable {
    /// The parts that are written, in their order; seconds cut after two decimals, because no more
    /// is compared (xAPI 1.0.3, Data 4.6).
    private let parts: [String]

    /// Hundredths of a second, a year taken as 365 days and a month as 30.
    package let hundredths: Int

    private static let days: [(letter: Character, seconds: Int)] = [
        ("Y", 31_536_000), ("M", 2_592_000), ("W", 604_800), ("D", 86_400),
    ]
    private static let times: [(letter: Character, seconds: Int)] = [
        ("H", 3_600), ("M", 60), ("S", 1),
    ]
    /// Longer numbers are no durations of anything that somebody learns.
    private static let digitsMax = 12

    package init?(_ text: String) {
        guard text.first == "P" else { return nil }
        let halves = text.dropFirst().split(
            separator: "T",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        guard let first = ISODuration.read(halves[0], ISODuration.days) else { return nil }
        var read = first
        if halves.count == 2 {
            guard let second = ISODuration.read(halves[1], ISODuration.times),
                !second.parts.isEmpty
            else { return nil }
            read.parts += ["T"] + second.parts
            guard let sum = ISODuration.sum(read.hundredths, second.hundredths) else { return nil }
            read.hundredths = sum
        }
        guard !read.parts.isEmpty else { return nil }
        // Weeks stand alone (ISO 8601:2004 section 4.4.4.2).
        let hasWeeks = read.parts.contains { $0.hasSuffix("W") }
        guard !hasWeeks || read.parts.count == 1 else { return nil }
        parts = read.parts
        hundredths = read.hundredths
    }

    private static func read(
        _ text: Substring,
        _ units: [(letter: Character, seconds: Int)]
    ) -> (parts: [String], hundredths: Int)? {
        var rest = text
        var units = units[...]
        var (parts, hundredths): ([String], Int) = ([], 0)
        while !rest.isEmpty {
            let number = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." || $0 == "," }
            rest = rest[number.endIndex...]
            guard let letter = rest.popFirst(),
                let place = units.firstIndex(where: { $0.letter == letter }),
                let value = Self.hundredths(number, isLast: rest.isEmpty)
            else { return nil }
            let (product, isTooLong) = value.multipliedReportingOverflow(by: units[place].seconds)
            guard !isTooLong, let sum = sum(hundredths, product) else { return nil }
            hundredths = sum
            parts.append("\(value)\(letter)")
            units = units[(place + 1)...]
        }
        return (parts, hundredths)
    }

    /// Nil beyond 64 bits: numbers may be longer than any time that there is a number for.
    private static func sum(_ one: Int, _ other: Int) -> Int? {
        let (sum, isTooLong) = one.addingReportingOverflow(other)
        return isTooLong ? nil : sum
    }

    /// The value of a number in hundredths; only the last one may have decimals.
    private static func hundredths(_ text: Substring, isLast: Bool) -> Int? {
        let halves = text.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
        guard halves.count <= (isLast ? 2 : 1), halves.allSatisfy({ !$0.isEmpty }),
            halves[0].count <= digitsMax, let whole = Int(halves[0])
        else { return nil }
        guard halves.count == 2 else { return whole * 100 }
        return Int((halves[1] + "00").prefix(2)).map { whole * 100 + $0 }
    }
}
