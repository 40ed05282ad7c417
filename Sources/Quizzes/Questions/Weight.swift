/// How much an answer counts, from -100 to 100 percent, exact to the fifth decimal.
///
/// Sums of weights are exact; what is lost by writing a third as 33.33333 `fraction(of:)` knows.
package struct Weight: Hashable, Comparable, Sendable {
    /// Hundred-thousandths of a percent.
    package let units: Int

    private static let perPercent = 100_000

    package static let whole = Weight(percent: 100)
    package static let none = Weight(percent: 0)

    package init(percent: Int) { units = percent * Self.perPercent }

    /// Nil beyond 100 percent of either sign.
    package init?(units: Int) {
        guard abs(units) <= 100 * Self.perPercent else { return nil }
        self.units = units
    }

    /// A number of percent as it is written, with a point or a comma; rounded to five decimals.
    ///
    /// Nil for anything else and beyond 100 percent of either sign.
    package init?(_ text: some StringProtocol) {
        guard let number = Number(text), let units = number.scaled(decimals: 5) else { return nil }
        self.init(units: units)
    }

    /// The percent without zeros at the end, with a point.
    package var percent: String { Number.text(units, decimals: 5) }

    package static func < (one: Weight, other: Weight) -> Bool { one.units < other.units }

    /// What weights are together, from 0 to 1.
    ///
    /// A twentieth of a percent is what rounding has taken, and not missing: 14.28 seven times is
    /// the whole.
    package static func fraction(of weights: some Sequence<Weight>) -> Double {
        let whole = Weight.whole.units
        let sum = weights.reduce(0) { $0 + $1.units }
        if sum >= whole - perPercent / 20 { return 1 }
        return Double(max(sum, 0)) / Double(whole)
    }
}
