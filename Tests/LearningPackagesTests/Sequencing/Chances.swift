@testable import LearningPackages

/// Rules and records of chance, the same for the same seed.
struct Chances {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func below(_ limit: Int) -> Int {
        // xorshift64*
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return Int((state &* 0x2545_F491_4F6C_DD1D) >> 33) % limit
    }

    mutating func isSo(_ percent: Int = 50) -> Bool { below(100) < percent }

    mutating func one<Value>(of values: [Value]) -> Value { values[below(values.count)] }

    mutating func some<Value>(_ countMax: Int, _ make: (inout Chances) -> Value) -> [Value] {
        (0..<below(countMax + 1)).map { _ in make(&self) }
    }
}

extension ActivityRules {
    static func ofChance(_ chance: inout Chances) -> ActivityRules {
        var rules = ActivityRules()
        (rules.allowsChoice, rules.allowsFlow) = (chance.isSo(60), chance.isSo(70))
        (rules.isForwardOnly, rules.allowsChoiceExit) = (chance.isSo(20), chance.isSo(80))
        rules.isTracked = chance.isSo(90)
        (rules.completionSetByContent, rules.objectiveSetByContent) = (chance.isSo(), chance.isSo())
        rules.attemptsMax = chance.isSo(20) ? chance.below(3) : nil
        rules.completionThreshold = chance.isSo(10) ? 0.5 : nil
        rules.preConditions = chance.some(2) {
            .ofChance(&$0, [.skip, .disabled, .hiddenFromChoice, .stopForwardTraversal])
        }
        rules.exitConditions = chance.some(1) { .ofChance(&$0, [.exit]) }
        rules.postConditions = chance.some(2) {
            .ofChance(&$0, [.exitParent, .exitAll, .retry, .retryAll, .continue, .previous])
        }
        rules.rollupRules = chance.some(2) { chance in
            var rule = RollupRule(
                chance.one(of: [.all, .any, .none, .atLeastCount, .atLeastPercent]),
                chance.some(2) { SequencingCondition.ofChance(&$0) },
                isAny: chance.isSo(),
                chance.one(of: [.satisfied, .notSatisfied, .completed, .incomplete])
            )
            (rule.count, rule.fraction) = (chance.below(3), Double(chance.below(5)) / 4)
            return rule
        }
        rules.contribution.satisfied = chance.isSo(90)
        rules.contribution.measureWeight = Double(chance.below(3)) / 2
        rules.contribution.forIncomplete = chance.one(of: [.always, .ifAttempted, .ifNotSkipped])
        rules.objectives[0].maps = chance.some(2) { .ofChance(&$0) }
        rules.objectives[0].isByMeasure = chance.isSo(20)
        rules.objectives += chance.some(2) { chance in
            SequencingObjective("o\(chance.below(3))", maps: chance.some(2) { .ofChance(&$0) })
        }
        rules.data = chance.some(2) { SharedText("d\($0.below(3))", writes: $0.isSo()) }
        rules.hidden = chance.isSo(10) ? [.continue, .exit] : []
        return rules
    }
}

extension SequencingRule {
    static func ofChance(_ chance: inout Chances, _ actions: [Action]) -> SequencingRule {
        SequencingRule(
            chance.some(2) { SequencingCondition.ofChance(&$0) },
            isAny: chance.isSo(),
            chance.one(of: actions)
        )
    }
}

extension SequencingCondition {
    static func ofChance(_ chance: inout Chances) -> SequencingCondition {
        SequencingCondition(
            chance.one(of: [
                .satisfied, .objectiveStatusKnown, .objectiveMeasureGreaterThan, .completed,
                .activityProgressKnown, .attempted, .attemptLimitExceeded, .always,
                .timeLimitExceeded,
            ]),
            isNot: chance.isSo(),
            objective: chance.isSo(30) ? "o\(chance.below(3))" : nil,
            measure: Double(chance.below(3)) / 2
        )
    }
}

extension ObjectiveMap {
    static func ofChance(_ chance: inout Chances) -> ObjectiveMap {
        ObjectiveMap(
            "g\(chance.below(2))",
            reads: Set(Value.allCases.filter { _ in chance.isSo() }),
            writes: Set(Value.allCases.filter { _ in chance.isSo() })
        )
    }
}

extension ActivityRecord {
    static func ofChance(_ chance: inout Chances) -> ActivityRecord {
        var record = ActivityRecord()
        record.state.satisfied = chance.one(of: [true, false, nil])
        record.state.completed = chance.one(of: [true, false, nil])
        record.state.measure = chance.one(of: [0, 0.5, 1, nil])
        record.objectives["o0"] = ObjectiveState(satisfied: chance.isSo())
        record.attempts = 1 + chance.below(3)
        record.phase = chance.one(of: [.open, .suspended, .ended])
        record.hasEnded = record.phase == .ended
        record.savedOrder = chance.below(10)
        return record
    }
}
