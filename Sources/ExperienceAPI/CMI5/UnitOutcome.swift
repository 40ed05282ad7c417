import Documents

/// What a statement of a unit says of how far its learner is.
package struct UnitOutcome: Hashable, Sendable {
    package var isCompleted = false
    /// Whether it was passed or failed; nil where the statement does not judge.
    package var success: Bool?
    /// From 0 to 1; nil without one.
    package var score: Double?
    /// Spent in the unit, where the statement ends its session.
    package var seconds = 0
}

extension UnitOutcome {
    private static let judging: [CMI5Verb: Bool] = [.passed: true, .failed: false]

    /// By a verb that cmi5 has defined (section 9.3), in a statement that was checked.
    init(_ verb: CMI5Verb, _ statement: JSON) {
        let result = statement["result"]
        isCompleted = verb == .completed
        success = Self.judging[verb]
        score = CMI5Session.scaled(result).map { max(0, $0) }
        seconds = verb == .terminated ? Self.seconds(result) : 0
    }

    /// By what authoring tools say without any profile, about an activity itself: the verbs of ADL
    /// that cmi5 has taken over, or a result that says success or completion (xAPI 1.0.3, part two,
    /// section 2.4.5).
    ///
    /// Whoever has passed has completed. Nil where the statement says nothing of that.
    package init?(saidOf activity: String, _ statement: JSON) {
        guard statement["object"]?["id"]?.text == activity else { return nil }
        let result = statement["result"]
        let verb = statement["verb"]?["id"]?.text.flatMap(CMI5Verb.init)
        let says = verb?.isOfUnit == true ? verb : nil
        var judged: Bool?
        if case .bool(let success)? = result?["success"] { judged = success }
        success = says.flatMap { Self.judging[$0] } ?? judged
        isCompleted =
            says == .completed || success == true || result?["completion"] == true
        score = CMI5Session.scaled(result).map { min(1, max(0, $0)) }
        seconds = says == .terminated ? Self.seconds(result) : 0
    }

    /// A year at most.
    private static func seconds(_ result: JSON?) -> Int {
        let duration = result?["duration"]?.text.flatMap { ISODuration($0) }
        return min((duration?.hundredths ?? 0) / 100, 31_536_000)
    }
}
