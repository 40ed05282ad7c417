extension ActivityCourse {
    /// What an activity knows by those below it (SN, RB.1.1 to RB.1.3).
    func rolledUp(_ index: Int) -> ObjectiveState {
        let rules = tree.activities[index].rules
        guard rules.isTracked else { return ObjectiveState() }
        var state = ObjectiveState()
        state.measure = measure(index)
        if rules.primary.isByMeasure {
            state.satisfied = state.measure.map { $0 >= rules.primary.measureMin }
        } else {
            state.satisfied = result(.satisfied, or: .notSatisfied, at: index)
        }
        state.completed = result(.completed, or: .incomplete, at: index)
        return state
    }

    /// The average by weight; what has none yet counts as 0 (RB.1.1).
    private func measure(_ index: Int) -> Double? {
        var (sum, weights, isKnown) = (0.0, 0.0, false)
        for child in tree.activities[index].children where tree.activities[child].rules.isTracked {
            let weight = tree.activities[child].rules.contribution.measureWeight
            weights += weight
            guard let measure = states[child][0].measure else { continue }
            (sum, isKnown) = (sum + measure * weight, true)
        }
        return isKnown && weights > 0 ? sum / weights : nil
    }

    /// The rules that lead there, or the default ones when there are none (RB.1.2.b and RB.1.3.b);
    /// that it is so goes before that it is not.
    private func result(
        _ reached: RollupRule.Action,
        or missed: RollupRule.Action,
        at index: Int
    ) -> Bool? {
        var rules = tree.activities[index].rules.rollupRules.filter {
            $0.action == reached || $0.action == missed
        }
        if rules.isEmpty {
            let isSuccess = reached == .satisfied
            let (known, done): (SequencingCondition.Fact, SequencingCondition.Fact) =
                isSuccess
                ? (.objectiveStatusKnown, .satisfied) : (.activityProgressKnown, .completed)
            rules = [
                RollupRule(.all, [SequencingCondition(known)], missed),
                RollupRule(.all, [SequencingCondition(done)], reached),
            ]
        }
        if rules.contains(where: { $0.action == reached && applies($0, at: index) }) { return true }
        if rules.contains(where: { $0.action == missed && applies($0, at: index) }) { return false }
        return nil
    }

    /// RB.1.4.
    private func applies(_ rule: RollupRule, at index: Int) -> Bool {
        let found = tree.activities[index].children
            .filter { tree.activities[$0].rules.isTracked && counts($0, for: rule.action) }
            .map { combined(rule.conditions, isAny: rule.isAny, at: $0) }
        guard !found.isEmpty else { return false }
        let holding = found.count { $0 == true }
        switch rule.many {
        case .all: return holding == found.count
        case .any: return holding > 0
        case .none: return found.allSatisfy { $0 == false }
        case .atLeastCount: return holding >= rule.count
        case .atLeastPercent: return Double(holding) >= rule.fraction * Double(found.count)
        }
    }

    /// Whether a child is looked at for a result (RB.1.4.2).
    private func counts(_ child: Int, for action: RollupRule.Action) -> Bool {
        let contribution = tree.activities[child].rules.contribution
        let need: RollupContribution.Need
        switch action {
        case .satisfied: need = contribution.forSatisfied
        case .notSatisfied: need = contribution.forNotSatisfied
        case .completed: need = contribution.forCompleted
        case .incomplete: need = contribution.forIncomplete
        }
        let isOfSuccess = action == .satisfied || action == .notSatisfied
        guard isOfSuccess ? contribution.satisfied : contribution.completion else { return false }
        switch need {
        case .always: return true
        case .ifNotSuspended: return !attempted[child] || records[child]?.phase != .suspended
        case .ifAttempted: return attempted[child]
        case .ifNotSkipped:
            return !tree.activities[child].rules.preConditions.contains {
                $0.action == .skip && holds($0, at: child)
            }
        }
    }

    // MARK: Conditions

    /// Whether conditions hold together; nil when that is not known (SN, UP.2.1 and RB.1.4.1).
    func combined(_ conditions: [SequencingCondition], isAny: Bool, at index: Int) -> Bool? {
        var isOpen = conditions.isEmpty
        for condition in conditions {
            guard let isSo = fact(condition, at: index) else {
                isOpen = true
                continue
            }
            if isSo == isAny { return isAny }
        }
        return isOpen ? nil : !isAny
    }

    private func fact(_ condition: SequencingCondition, at index: Int) -> Bool? {
        let state = objective(condition.objective, at: index)
        let isSo: Bool?
        switch condition.fact {
        case .satisfied: isSo = state.satisfied
        case .objectiveStatusKnown: isSo = state.satisfied != nil
        case .objectiveMeasureKnown: isSo = state.measure != nil
        case .objectiveMeasureGreaterThan: isSo = state.measure.map { $0 > condition.measure }
        case .objectiveMeasureLessThan: isSo = state.measure.map { $0 < condition.measure }
        case .completed: isSo = states[index][0].completed
        case .activityProgressKnown: isSo = states[index][0].completed != nil
        case .attempted: isSo = attempted[index]
        case .attemptLimitExceeded: isSo = isExceeded(index)
        case .timeLimitExceeded, .outsideAvailableTimeRange: isSo = nil
        case .always: isSo = true
        }
        return condition.isNot ? isSo.map { !$0 } : isSo
    }

    private func objective(_ id: String?, at index: Int) -> ObjectiveState {
        guard let id else { return states[index][0] }
        let place = tree.activities[index].rules.objectives.firstIndex { $0.id == id }
        return place.map { states[index][$0] } ?? ObjectiveState()
    }
}
