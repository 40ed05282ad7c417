/// What is known of a learner's work at one part of a module.
package struct RunOutcome: Hashable, Sendable {
    /// How far it is.
    package enum Completion: String, Sendable {
        case notAttempted = "not attempted"
        case unknown, incomplete, completed
    }

    /// Whether it was good enough.
    package enum Success: String, Sendable {
        case unknown, failed, passed
    }

    package var completion = Completion.unknown
    package var success = Success.unknown
    /// 0 to 100; nil when there is none.
    package var scorePercent: Double?
    /// How much of it is done, 0 to 100; nil when nothing says so.
    package var progressPercent: Double?
    /// The time that all ended runs reported.
    package var seconds = 0.0

    /// What was reached once stays: the better of each, and the time of both.
    func joined(with earlier: RunOutcome) -> RunOutcome {
        var joined = self
        if earlier.completion == .completed { joined.completion = .completed }
        if earlier.success == .passed || success == .unknown { joined.success = earlier.success }
        joined.scorePercent = [scorePercent, earlier.scorePercent].compactMap(\.self).max()
        joined.seconds += earlier.seconds
        return joined
    }

    /// What the elements of one attempt say.
    init(_ model: RunTimeModel, _ elements: [String: String]) {
        switch model {
        case .scorm12:
            (completion, success) = Self.results(elements["cmi.core.lesson_status"])
            scorePercent = Self.percent(
                raw: elements["cmi.core.score.raw"],
                max: elements["cmi.core.score.max"]
            )
        case .scorm2004:
            completion = elements["cmi.completion_status"].flatMap(Completion.init) ?? .unknown
            success = elements["cmi.success_status"].flatMap(Success.init) ?? .unknown
            scorePercent = Self.percent(scaled: elements)
            progressPercent = elements["cmi.progress_measure"].flatMap(Double.init)
                .map { min(100, max(0, $0 * 100)) }
        }
        let time = elements[model == .scorm12 ? "cmi.core.total_time" : "cmi.total_time"]
        seconds = Double(RunTimeDuration(time, model).hundredths) / 100
    }

    package init() {}

    /// SCORM 1.2 has one status for both; “browsed” is looked at and not worked through.
    private static func results(_ status: String?) -> (Completion, Success) {
        switch status {
        case "passed": (.completed, .passed)
        case "failed": (.completed, .failed)
        case "completed": (.completed, .unknown)
        case "incomplete", "browsed": (.incomplete, .unknown)
        default: (.notAttempted, .unknown)
        }
    }

    /// The raw score is a percentage by the book, but 9 of 10 is seen, too.
    private static func percent(raw: String?, max: String?) -> Double? {
        guard let raw = raw.flatMap(Double.init) else { return nil }
        guard let max = max.flatMap(Double.init), max > 0, max < 100, raw <= max else { return raw }
        return raw / max * 100
    }

    private static func percent(scaled elements: [String: String]) -> Double? {
        if let scaled = elements["cmi.score.scaled"].flatMap(Double.init) {
            return max(0, scaled * 100)
        }
        guard let raw = elements["cmi.score.raw"].flatMap(Double.init) else { return nil }
        let least = elements["cmi.score.min"].flatMap(Double.init) ?? 0
        let most = elements["cmi.score.max"].flatMap(Double.init) ?? 100
        guard most > least, (least...most).contains(raw) else { return nil }
        return (raw - least) / (most - least) * 100
    }
}
