/// Where a learner stands in a tree: what is done, what may be opened, and what comes next.
package struct ActivityCourse: Sendable {
    let tree: ActivityTree
    let records: [Int: ActivityRecord]
    /// The activity that was opened last; nil before the first.
    let current: Int?
    /// What is known of each activity, and of each of its objectives.
    private(set) var states: [[ObjectiveState]]
    /// What activities share, by the names of these objectives.
    private(set) var shared: [String: ObjectiveState] = [:]
    private(set) var attempted: [Bool]
    /// What the preconditions say.
    private(set) var isSkipped: [Bool] = []
    private(set) var isHidden: [Bool] = []
    private(set) var isStop: [Bool] = []
    /// Whether an activity is disabled, or was begun as often as it may be.
    private(set) var isRefused: [Bool] = []

    /// A cluster writes what another reads, which may change what that one's cluster writes: more
    /// rounds than these are no package's intention.
    private static let roundsMax = 3

    init(_ tree: ActivityTree, _ records: [Int: ActivityRecord], current: Int?) {
        let activities = tree.activities
        let records = records.filter { activities.indices.contains($0.key) }
        (self.tree, self.records) = (tree, records)
        self.current = current.flatMap { activities.indices.contains($0) ? $0 : nil }
        states = activities.map { activity in
            activity.rules.objectives.map { _ in ObjectiveState() }
        }
        attempted = activities.indices.map { (records[$0]?.attempts ?? 0) > 0 }
        for index in activities.indices.reversed() where attempted[index] {
            if let parent = activities[index].parent { attempted[parent] = true }
        }
        // Without anything recorded nothing is known, also where a rule counts what is not.
        if !records.isEmpty { judge() }
        consider()
    }

    // MARK: Results

    /// What is known of the whole.
    package var whole: ObjectiveState { states[0][0] }

    /// Whether the whole is done: passed, or completed and not failed.
    ///
    /// A part that said that it is not complete is not passed because it said nothing else.
    package var isDone: Bool {
        switch (whole.satisfied, whole.completed) {
        case (true?, false?): !tree.activities.indices.contains(where: isAssumed)
        case (true?, _), (nil, true?): true
        default: false
        }
    }

    /// Whether anything says which part counts how much: else what has no score is none, and not 0.
    package var statesMeasures: Bool {
        tree.activities.contains {
            $0.rules.contribution.measureWeight != 1
                || $0.rules.primary.isByMeasure && !$0.children.isEmpty
        }
    }

    /// The objectives of a part that have a name, in order, with what each takes from those that
    /// parts share; the rest its content remembers itself.
    package func objectives(of part: Int) -> [(id: String, state: ObjectiveState)] {
        tree.activities[part + 1].rules.objectives.compactMap { objective in
            guard let id = objective.id else { return nil }
            var state = ObjectiveState()
            for map in objective.maps {
                if let other = shared[map.target] { state.take(map.reads, of: other) }
            }
            return (id, state)
        }
    }

    // MARK: Judging

    private mutating func judge() {
        let order = writers()
        for _ in 0..<Self.roundsMax {
            let before = states
            for index in tree.activities.indices.reversed() { states[index] = judged(index) }
            share(order)
            if states == before { break }
        }
    }

    /// Those that write what is shared, the one that was saved last at the end (SN 3.10.3).
    private func writers() -> [Int] {
        var saved = tree.activities.indices.map { records[$0]?.savedOrder ?? -1 }
        for index in saved.indices.reversed() {
            guard let parent = tree.activities[index].parent else { continue }
            saved[parent] = max(saved[parent], saved[index])
        }
        let writers = tree.activities.indices.filter { index in
            tree.activities[index].rules.objectives.contains {
                $0.maps.contains { !$0.writes.isEmpty }
            }
        }
        // A cluster follows from what is below it.
        return writers.sorted { (saved[$0], -$0) < (saved[$1], -$1) }
    }

    private mutating func share(_ writers: [Int]) {
        shared = [:]
        for index in writers {
            for (objective, state) in zip(tree.activities[index].rules.objectives, local(index)) {
                for map in objective.maps where !map.writes.isEmpty {
                    shared[map.target, default: ObjectiveState()].take(map.writes, of: state)
                }
            }
        }
    }

    /// What an activity knows of its objectives: its own, and what others say of them.
    private func judged(_ index: Int) -> [ObjectiveState] {
        var states = local(index)
        for (place, objective) in tree.activities[index].rules.objectives.enumerated() {
            for map in objective.maps where !map.reads.isEmpty {
                guard let other = shared[map.target] else { continue }
                states[place].take(map.reads, of: other)
            }
            if objective.isByMeasure, let measure = states[place].measure {
                states[place].satisfied = measure >= objective.measureMin
            }
        }
        return states
    }

    /// What an activity knows of its objectives by itself.
    private func local(_ index: Int) -> [ObjectiveState] {
        let activity = tree.activities[index]
        guard activity.children.isEmpty else {
            return [rolledUp(index)]
                + activity.rules.objectives.dropFirst().map { _ in ObjectiveState() }
        }
        guard activity.rules.isTracked, let record = records[index] else {
            return activity.rules.objectives.map { _ in ObjectiveState() }
        }
        return activity.rules.objectives.map { objective in
            let said = objective.id.flatMap { record.objectives[$0] } ?? ObjectiveState()
            guard objective.isPrimary else { return said }
            var state = record.state
            state.satisfied = state.satisfied ?? said.satisfied
            state.measure = state.measure ?? said.measure
            if isAssumed(index) { state.satisfied = true }
            return state
        }
    }

    /// Whether a part is satisfied because it ended without a word (SN, UP.4).
    private func isAssumed(_ index: Int) -> Bool {
        let activity = tree.activities[index]
        guard activity.children.isEmpty, activity.rules.isTracked, let record = records[index],
            record.hasEnded, record.state.satisfied == nil, !activity.rules.primary.isByMeasure
        else { return false }
        let said = activity.rules.primary.id.flatMap { record.objectives[$0]?.satisfied }
        return said == nil && (!activity.rules.objectiveSetByContent || !activity.reports)
    }

    // MARK: Preconditions

    private mutating func consider() {
        let all = tree.activities.indices
        isSkipped = all.map { rule(.skip, at: $0) }
        isHidden = all.map { rule(.hiddenFromChoice, at: $0) }
        isStop = all.map { rule(.stopForwardTraversal, at: $0) }
        isRefused = all.map { rule(.disabled, at: $0) || isUsedUp($0) }
    }

    private func rule(_ action: SequencingRule.Action, at index: Int) -> Bool {
        tree.activities[index].rules.preConditions.contains {
            $0.action == action && holds($0, at: index)
        }
    }

    func holds(_ rule: SequencingRule, at index: Int) -> Bool {
        combined(rule.conditions, isAny: rule.isAny, at: index) == true
    }

    /// Whether another attempt would be one too many (SN, UP.1); what is open goes on.
    private func isUsedUp(_ index: Int) -> Bool {
        guard isExceeded(index), tree.activities[index].rules.isTracked, !isActive(index) else {
            return false
        }
        return records[index]?.phase != .suspended
    }

    func isExceeded(_ index: Int) -> Bool {
        guard let most = tree.activities[index].rules.attemptsMax else { return false }
        return (records[index]?.attempts ?? (attempted[index] ? 1 : 0)) >= most
    }

    /// Whether it is open, or something below it was opened last.
    func isActive(_ index: Int) -> Bool {
        guard let current else { return false }
        if index == current { return records[index]?.phase == .open }
        return path(to: current).contains(index)
    }

    /// From the root to an activity.
    func path(to index: Int) -> [Int] {
        var path: [Int] = []
        var next: Int? = index
        while let one = next {
            path.append(one)
            next = tree.activities[one].parent
        }
        return path.reversed()
    }
}
