/// What is known of an objective, or of an activity by its primary one.
package struct ObjectiveState: Hashable, Sendable {
    /// Nil when it is not known.
    package var satisfied: Bool?
    /// -1 to 1.
    package var measure: Double?
    package var completed: Bool?
    /// 0 to 1.
    package var progress: Double?

    package init(
        satisfied: Bool? = nil,
        measure: Double? = nil,
        completed: Bool? = nil,
        progress: Double? = nil
    ) {
        (self.satisfied, self.measure) = (satisfied, measure)
        (self.completed, self.progress) = (completed, progress)
    }

    /// Takes over what another knows of some values.
    mutating func take(_ values: Set<ObjectiveMap.Value>, of other: ObjectiveState) {
        if values.contains(.satisfied) { satisfied = other.satisfied ?? satisfied }
        if values.contains(.measure) { measure = other.measure ?? measure }
        if values.contains(.completion) { completed = other.completed ?? completed }
        if values.contains(.progress) { progress = other.progress ?? progress }
    }
}

/// What a learner did in one activity that is opened (SN, section 4.2).
package struct ActivityRecord: Hashable, Sendable {
    /// Where an attempt is.
    package enum Phase: Sendable {
        /// It is open, or its page never said how it ended.
        case open
        case suspended, ended
    }

    /// What came of it.
    package var state = ObjectiveState()
    /// What its content said of other objectives, by their names.
    package var objectives: [String: ObjectiveState] = [:]
    package var attempts = 1
    package var phase = Phase.open
    /// Whether some attempt has ended.
    package var hasEnded = false
    /// Later for what was saved later: of two that write one objective the later one counts.
    package var savedOrder = 0

    package init() {}
}
