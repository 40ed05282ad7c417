/// An exact number with two decimals: hours and scores, which must not be rounded by binary.
package struct Hundredths: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number times one hundred.
    package let value: Int

    package init(_ value: Int) {
        self.value = value
    }

    /// Reads `6`, `6.5` or `6,25`; nil for anything else.
    package init?(text: String) {
        let parts = text.split(
            omittingEmptySubsequences: false,
            whereSeparator: { $0 == "." || $0 == "," }
        )
        let isNumber = { (part: Substring) in
            part.utf8.allSatisfy { (0x30...0x39).contains($0) } && part.utf8.count <= 12
        }
        guard (1...2).contains(parts.count), parts.allSatisfy(isNumber),
            text.utf8.first.map({ (0x30...0x39).contains($0) }) == true,
            text.utf8.last.map({ (0x30...0x39).contains($0) }) == true,
            let whole = Int(parts[0])
        else { return nil }
        let decimals = parts.count == 2 ? parts[1] : ""
        guard decimals.count <= 2,
            let fraction = Int(decimals + String(repeating: "0", count: 2 - decimals.count))
        else { return nil }
        value = whole * 100 + fraction
    }

    package static func < (left: Hundredths, right: Hundredths) -> Bool {
        left.value < right.value
    }

    /// Without needless zeros: `6`, `6.5`, `6.25`.
    package var description: String {
        let fraction = abs(value) % 100
        let whole = (value < 0 ? "-" : "") + String(abs(value) / 100)
        if fraction == 0 { return whole }
        if fraction % 10 == 0 { return "\(whole).\(fraction / 10)" }
        return "\(whole).\(fraction < 10 ? "0" : "")\(fraction)"
    }
}
