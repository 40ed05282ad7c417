/// What a film remembers of one learner, over all openings of its page: what was watched, and where
/// it goes on.
///
/// Its elements are stored and read back as they are; those that begin with `run.` are its own. A
/// page says all that was watched in it each time, so that nothing is lost with a save.
package struct VideoRecord: Sendable {
    /// How much has to be watched, and whether in order.
    package struct Rules: Hashable, Sendable {
        package let isSkippingAllowed: Bool
        /// From 1 to 100.
        package let percentMin: Int

        package init(isSkippingAllowed: Bool, percentMin: Int) {
            (self.isSkippingAllowed, self.percentMin) = (isSkippingAllowed, percentMin)
        }
    }

    package private(set) var elements: [String: String]
    private let milliseconds: Int
    private let rules: Rules

    private enum Name {
        static let watched = "video.watched"
        static let place = "video.place"
        /// What was watched before this opening, in milliseconds.
        static let before = "run.watched_before"
    }

    private enum Limits {
        /// How much faster than it is a film is watched at most.
        static let rateMax = 2
        /// What a player and a film's own description may differ by at the end.
        static let endMilliseconds = 1_000
    }

    /// The record of a film of so many seconds.
    package init(seconds: Double, _ rules: Rules, elements: [String: String] = [:]) {
        (self.elements, self.rules) = (elements, rules)
        milliseconds = Int((seconds * 1_000).rounded())
    }

    package var watched: WatchedRanges {
        elements[Name.watched].flatMap { WatchedRanges($0) } ?? WatchedRanges()
    }

    /// Where it goes on, in seconds; where nothing is skipped, no further than was watched.
    package var place: String {
        let said = elements[Name.place].flatMap { WatchedRanges.milliseconds($0[...]) } ?? 0
        let last = rules.isSkippingAllowed ? milliseconds : min(watched.furthest, milliseconds)
        return WatchedRanges.seconds(min(said, last))
    }

    /// How much was watched, in percent.
    package var percent: Double {
        milliseconds == 0 ? 0 : min(100, Double(watched.total) * 100 / Double(milliseconds))
    }

    /// Whether as much was watched as has to be.
    package var isComplete: Bool {
        let slack = min(Limits.endMilliseconds, milliseconds / 50)
        return watched.total >= milliseconds * rules.percentMin / 100 - slack && watched.total > 0
    }

    /// Notes that the page is opened: what it says from now on is of this opening.
    package mutating func begin() { elements[Name.before] = String(watched.total) }

    /// Enters what a page says was watched since it was opened so many milliseconds ago.
    ///
    /// More than can be watched in that time is cut off, and so is what lies beyond what was
    /// watched where nothing is skipped. Gives what was not taken, and why.
    package mutating func enter(
        _ values: [(element: String, value: String)],
        elapsed: Int
    ) -> [String] {
        var refused: [String] = []
        for (name, value) in values {
            switch name {
            case Name.watched: refused += enter(watched: value, elapsed: elapsed)
            case Name.place where WatchedRanges.milliseconds(value[...]) != nil:
                elements[name] = value
            // What every page says when its content ends before it says so.
            case RunMark.left: break
            default: refused.append("\(name): not known")
            }
        }
        return refused
    }

    private mutating func enter(watched text: String, elapsed: Int) -> [String] {
        guard let claimed = WatchedRanges(text) else { return ["\(Name.watched): no ranges"] }
        let before = elements[Name.before].flatMap { Int($0) } ?? 0
        var (refused, known): ([String], WatchedRanges) = ([], watched)
        let most = before + Limits.rateMax * max(0, elapsed)
        for range in claimed.ranges {
            let inside = range.clamped(to: 0..<max(milliseconds, 1))
            let isReached =
                rules.isSkippingAllowed
                || inside.lowerBound <= known.furthest + WatchedRanges.Limits.gapMilliseconds
            guard isReached else {
                refused.append("\(Name.watched): \(WatchedRanges.text(range)) was skipped to")
                continue
            }
            for missing in known.missing(in: inside) {
                // More could not be read back.
                guard known.ranges.count < WatchedRanges.Limits.rangesMax else {
                    refused.append("\(Name.watched): in more pieces than are kept")
                    break
                }
                let taken = missing.prefix(max(0, most - known.total))
                known.insert(taken)
                if taken.count < missing.count {
                    let claim = WatchedRanges.text(missing)
                    refused.append("\(Name.watched): \(claim) is more than has passed")
                    break
                }
            }
        }
        elements[Name.watched] = known.text
        return refused
    }
}
