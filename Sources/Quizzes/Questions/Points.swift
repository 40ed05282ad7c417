/// What a question counts in a quiz, from 0 to 1,000, exact to the fifth decimal.
package struct Points: Hashable, Sendable {
    /// Hundred-thousandths of a point.
    package let units: Int

    package static let max = 1_000
    package static let one = Points(1)

    package init(_ points: Int) { units = points * 100_000 }

    /// Nil below 0 and above 1,000 points.
    package init?(units: Int) {
        guard (0...Points.max * 100_000).contains(units) else { return nil }
        self.units = units
    }

    /// A number as it is written, rounded; nil for anything else, below 0 and above 1,000.
    package init?(_ text: some StringProtocol) {
        guard let number = Number(text), let units = number.scaled(decimals: 5) else { return nil }
        self.init(units: units)
    }

    /// The number without zeros at the end, with a point.
    package var text: String { Number.text(units, decimals: 5) }
}
