/// The hours that somebody attended, against those that passing takes.
package struct OwnProgress: Sendable {
    package let attended: Hundredths
    /// Of all sessions that are entered.
    package let total: Hundredths
    package let minimumPercent: Int

    package init(attended: Hundredths, total: Hundredths, minimumPercent: Int) {
        self.attended = attended
        self.total = total
        self.minimumPercent = minimumPercent
    }

    /// nil where there is nothing to attend.
    init?(attended: Hundredths?, total: Hundredths?, minimumPercent: Int) {
        guard let attended, let total, total.value > 0 else { return nil }
        self.init(attended: attended, total: total, minimumPercent: minimumPercent)
    }

    /// The fewest hours that are enough: rounded up, because less is too little.
    package var needed: Hundredths {
        Hundredths((total.value * minimumPercent + 99) / 100)
    }

    package var isEnough: Bool { attended >= needed }
}
