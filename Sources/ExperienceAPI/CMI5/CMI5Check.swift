import Documents

/// What a statement that cmi5 has defined holds, whatever was said before it (section 9).
struct CMI5Check {
    let statement: JSON
    let verb: CMI5Verb

    private var result: JSON? { statement["result"] }

    /// Refuses with `CMI5Conflict`.
    ///
    /// `publisherID` is what the context template groups statements by, `masteryScore` the one of
    /// the launch.
    func check(publisherID: String, masteryScore: Double?) throws {
        try CMI5Conflict.require(statement["id"] != nil, "the statement has no id")
        try CMI5Conflict.require(
            statement["timestamp"]?.text.map(Self.isUTC) == true,
            "the statement has no timestamp in UTC, such as 2026-02-20T10:30:00.000Z"
        )
        try CMI5Conflict.require(
            Self.activities(.grouping, of: statement).contains(publisherID),
            "contextActivities.grouping has not \(publisherID): take over the contextTemplate"
        )
        try checkOutcome()
        try checkScore(masteryScore)
    }

    private enum Relation: String {
        case category, grouping
    }

    private static func activities(_ relation: Relation, of statement: JSON) -> [String] {
        let found = statement["context"]?["contextActivities"]?[relation.rawValue]
        return (found?.elements ?? found.map { [$0] } ?? []).compactMap { $0["id"]?.text }
    }

    /// Whether a statement says that cmi5 has defined it.
    static func isDefined(_ statement: JSON) -> Bool {
        activities(.category, of: statement).contains(CMI5Name.category)
    }

    /// Whether a moment that was read is written in UTC.
    private static func isUTC(_ timestamp: String) -> Bool {
        ["Z", "z", "+00:00", "+0000", "+00"].contains { timestamp.hasSuffix($0) }
    }

    /// Success, completion and duration stand where the verb has them, and nowhere else.
    private func checkOutcome() throws {
        let success: JSON? =
            switch verb {
            case .passed: true
            case .failed: false
            default: nil
            }
        try CMI5Conflict.require(
            result?["success"] == success,
            success == nil
                ? "\(verb.word) has a result.success" : "\(verb.word) has another result.success"
        )
        let completion: JSON? = verb == .completed ? true : nil
        try CMI5Conflict.require(
            result?["completion"] == completion,
            completion == nil
                ? "\(verb.word) has a result.completion" : "completed has no result.completion"
        )
        let isJudging = success != nil || completion != nil
        if isJudging || verb == .terminated {
            try CMI5Conflict.require(
                result?["duration"] != nil,
                "\(verb.word) has no result.duration"
            )
        }
        try CMI5Conflict.require(
            Self.activities(.category, of: statement).contains(CMI5Name.moveOn) == isJudging,
            isJudging
                ? "contextActivities.category has not \(CMI5Name.moveOn)"
                : "\(verb.word) has the category \(CMI5Name.moveOn), and no success or completion"
        )
    }

    /// A score is of what passes or fails, and says the same as the verb.
    private func checkScore(_ masteryScore: Double?) throws {
        guard let score = result?["score"] else { return }
        try CMI5Conflict.require(
            verb == .passed || verb == .failed,
            "\(verb.word) has a result.score"
        )
        try CMI5Conflict.require(
            score["raw"] == nil || score["min"] != nil && score["max"] != nil,
            "result.score.raw stands without min and max"
        )
        guard let scaled = CMI5Session.scaled(result) else { return }
        try CMI5Conflict.require(scaled >= 0, "result.score.scaled is not between 0 and 1")
        guard let masteryScore else { return }
        try CMI5Conflict.require(
            (scaled >= masteryScore) == (verb == .passed),
            "\(verb.word) has a score of \(scaled), and \(masteryScore) passes"
        )
        let named = statement["context"]?["extensions"]?[CMI5Name.masteryScore]
        try CMI5Conflict.require(
            named?.decimal == masteryScore,
            "context.extensions has not \(CMI5Name.masteryScore), which is \(masteryScore)"
        )
    }
}

extension CMI5Conflict {
    static func require(_ isFit: Bool, _ problem: @autoclosure () -> String) throws {
        guard isFit else { throw CMI5Conflict(problem: problem()) }
    }
}

extension JSON {
    /// A number of any form; nil for everything else.
    package var decimal: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let text): Double(text)
        default: nil
        }
    }
}
