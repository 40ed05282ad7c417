import Testing

@testable import LearningPackages

@Suite("The order of activities (SCORM 2004 4th edition, Sequencing and Navigation)")
struct ActivityTreeTests {
    private static func rules(_ set: (inout ActivityRules) -> Void) -> ActivityRules {
        var rules = ActivityRules()
        set(&rules)
        return rules
    }

    private func tree(
        _ root: ActivityRules,
        _ parts: [(level: Int, rules: ActivityRules?)],
        headings: Set<Int> = []
    ) -> ActivityTree {
        ActivityTree(
            root: root,
            parts: parts.enumerated().map { number, part in
                ActivityTree.Part(
                    level: part.level,
                    isLaunched: !headings.contains(number),
                    rules: part.rules ?? ActivityRules()
                )
            }
        )
    }

    private func record(
        _ phase: ActivityRecord.Phase = .ended,
        completed: Bool? = true,
        satisfied: Bool? = nil,
        measure: Double? = nil,
        order: Int = 0
    ) -> ActivityRecord {
        var record = ActivityRecord()
        record.state = ObjectiveState(
            satisfied: satisfied,
            measure: measure,
            completed: completed
        )
        (record.phase, record.hasEnded) = (phase, phase == .ended)
        record.savedOrder = order
        return record
    }

    private func pre(
        _ action: SequencingRule.Action,
        _ conditions: SequencingCondition...,
        isAny: Bool = false
    ) -> ActivityRules {
        Self.rules { $0.preConditions = [SequencingRule(conditions, isAny: isAny, action)] }
    }

    private func post(
        _ action: SequencingRule.Action,
        _ conditions: SequencingCondition...
    ) -> ActivityRules {
        Self.rules { $0.postConditions = [SequencingRule(conditions, action)] }
    }

    // MARK: Flow and choice

    @Test("Flow begins with the first, goes on and back, and ends (SB.2.1 to SB.2.8)")
    func flow() {
        let flowing = Self.rules { $0.allowsFlow = true }
        let tree = tree(
            flowing,
            [(0, nil), (0, flowing), (1, nil), (1, nil), (0, nil)],
            headings: [1]
        )
        let start = tree.course([:], current: nil)
        #expect(start.first == 0 && start.next == nil && start.allows(0))
        let steps: [(current: Int, previous: Int?, next: Int?)] = [
            (0, nil, 2), (2, 0, 3), (3, 2, 4), (4, 3, nil),
        ]
        for step in steps {
            let course = tree.course([step.current: record(.open)], current: step.current)
            #expect(course.next == step.next && course.previous == step.previous, "\(step)")
            #expect(course.hasNext == (step.next != nil))
        }
    }

    @Test("Without flow there is nothing to go on with, without choice nothing to choose")
    func control() {
        let parts: [(Int, ActivityRules?)] = [(0, nil), (0, nil)]
        let choosing = tree(ActivityRules(), parts).course([0: record()], current: 0)
        #expect(choosing.first == nil && choosing.next == nil && !choosing.hasNext)
        #expect(choosing.choice(0) == 0 && choosing.choice(1) == 1)
        let linear = Self.rules { ($0.allowsFlow, $0.allowsChoice) = (true, false) }
        let flowing = tree(linear, parts).course([0: record()], current: 0)
        #expect(flowing.choice(0) == nil && flowing.choice(1) == nil)
        #expect(flowing.next == 1 && flowing.allows(1))
        // The one that is open may be opened again, the others not.
        #expect(flowing.allows(0) && !flowing.allows(2) && !flowing.allows(-1))
    }

    @Test("Forwards only: neither back nor a choice behind, and entered backwards at its first")
    func forwardOnly() {
        let forward = Self.rules { ($0.allowsFlow, $0.isForwardOnly) = (true, true) }
        let flat = tree(forward, [(0, nil), (0, nil)]).course([1: record()], current: 1)
        #expect(flat.previous == nil && flat.choice(0) == nil)
        let flowing = Self.rules { $0.allowsFlow = true }
        let cluster = tree(
            flowing,
            [(0, forward), (1, nil), (1, nil), (0, nil)],
            headings: [0]
        )
        #expect(cluster.course([3: record()], current: 3).previous == 1)
        #expect(cluster.course([2: record()], current: 2).previous == nil)
    }

    @Test("A choice ends only what may be left for it (NB.2.1)")
    func choiceExit() {
        let kept = Self.rules { $0.allowsChoiceExit = false }
        let tree = tree(ActivityRules(), [(0, kept), (0, nil)])
        #expect(tree.course([0: record(.open)], current: 0).choice(1) == nil)
        #expect(tree.course([0: record(.ended)], current: 0).choice(1) == 1)
    }

    @Test("A heading that is chosen opens the first below it that may be opened (SB.2.9.1)")
    func heading() {
        let flowing = Self.rules { $0.allowsFlow = true }
        let skipped = pre(.skip, SequencingCondition(.always))
        let parts: [(Int, ActivityRules?)] = [(0, nil), (0, flowing), (1, skipped), (1, nil)]
        let tree = tree(flowing, parts, headings: [1])
        #expect(tree.course([:], current: nil).choice(1) == 3)
        #expect(!tree.course([:], current: nil).allows(1))
    }

    // MARK: Preconditions

    @Test("Skipped is passed over and chosen, disabled neither, hidden gone through (UP.2)")
    func preconditions() {
        let always = SequencingCondition(.always)
        let cases: [(SequencingRule.Action, next: Int?, choice: Int?, isShown: Bool)] = [
            (.skip, 2, 1, true), (.disabled, nil, nil, true),
            (.hiddenFromChoice, 1, nil, false), (.stopForwardTraversal, 1, 1, true),
        ]
        for (action, next, choice, isShown) in cases {
            let flowing = Self.rules { $0.allowsFlow = true }
            let tree = tree(flowing, [(0, nil), (0, pre(action, always)), (0, nil)])
            let course = tree.course([0: record()], current: 0)
            #expect(course.next == next && course.choice(1) == choice, "\(action)")
            #expect(course.isShown(1) == isShown, "\(action)")
            // Behind where a choice does not go on.
            #expect(course.choice(2) == (action == .stopForwardTraversal ? nil : 2), "\(action)")
        }
    }

    @Test("What is not known is neither so nor otherwise (UP.2.1)")
    func unknown() {
        let isSatisfied = SequencingCondition(.satisfied)
        let isNot = SequencingCondition(.satisfied, isNot: true)
        let isUnknown = SequencingCondition(.objectiveStatusKnown, isNot: true)
        let cases: [([SequencingCondition], Bool, Bool?, Bool)] = [
            ([isSatisfied], false, nil, false), ([isNot], false, nil, false),
            ([isNot, isUnknown], true, nil, true), ([isNot, isUnknown], false, nil, false),
            ([isSatisfied], false, true, true), ([isNot], false, true, false),
            ([isNot], false, false, true), ([isNot, isUnknown], true, true, false),
            ([], false, true, false),
        ]
        for (conditions, isAny, satisfied, isDisabled) in cases {
            let rules = Self.rules {
                $0.preConditions = [SequencingRule(conditions, isAny: isAny, .disabled)]
                $0.objectiveSetByContent = true
            }
            let course = tree(ActivityRules(), [(0, rules), (0, nil)])
                .course([0: record(satisfied: satisfied)], current: 1)
            #expect((course.choice(0) == nil) == isDisabled, "\(conditions) \(satisfied as Any)")
        }
    }

    @Test("Each after the one before: the forced order of an objective that two share (SN 3.10)")
    func forcedOrder() {
        let parts = (0..<3).map { number in
            Self.rules { rules in
                rules.objectives[0].id = "own"
                rules.objectives[0].maps = [ObjectiveMap("done\(number)", writes: [.satisfied])]
                rules.objectiveSetByContent = true
                guard number > 0 else { return }
                let map = ObjectiveMap("done\(number - 1)", reads: [.satisfied])
                rules.objectives.append(SequencingObjective("before", maps: [map]))
                rules.preConditions = [
                    SequencingRule(
                        [
                            SequencingCondition(.satisfied, isNot: true, objective: "before"),
                            SequencingCondition(
                                .objectiveStatusKnown,
                                isNot: true,
                                objective: "before"
                            ),
                        ],
                        isAny: true,
                        .disabled
                    )
                ]
            }
        }
        let flowing = Self.rules { $0.allowsFlow = true }
        let tree = tree(flowing, parts.map { (0, $0) })
        func choices(_ records: [Int: ActivityRecord]) -> [Int] {
            let course = tree.course(records, current: 0)
            return (0..<3).filter { course.choice($0) != nil }
        }
        #expect(choices([0: record(.open, completed: nil)]) == [0])
        #expect(tree.course([0: record(.open, completed: nil)], current: 0).next == nil)
        #expect(choices([0: record(.open, satisfied: true)]) == [0, 1])
        #expect(choices([0: record(satisfied: false)]) == [0])
        let second = [0: record(satisfied: true), 1: record(satisfied: true)]
        #expect(choices(second) == [0, 1, 2])
        let told = tree.course(second, current: 1).objectives(of: 2)
        #expect(told.map(\.id) == ["own", "before"])
        #expect(told.map(\.state.satisfied) == [nil, true])
        #expect(tree.course(second, current: 1).whole.satisfied == nil)
        let all = second.merging([2: record(satisfied: true)]) { $1 }
        let whole = tree.course(all, current: 2).whole
        #expect(whole == ObjectiveState(satisfied: true, completed: true))
    }

    @Test("An attempt that is one too many is not begun, one that is open goes on (UP.1)")
    func attempts() {
        let once = Self.rules { $0.attemptsMax = 1 }
        let tree = tree(ActivityRules(), [(0, once), (0, nil)])
        let cases: [(ActivityRecord?, current: Int, isAllowed: Bool)] = [
            (nil, 1, true), (record(.ended), 0, false), (record(.ended), 1, false),
            (record(.suspended), 1, true), (record(.open), 0, true),
        ]
        for (record, current, isAllowed) in cases {
            let course = tree.course(record.map { [0: $0] } ?? [:], current: current)
            #expect(course.allows(0) == isAllowed, "\(record as Any) \(current)")
        }
    }

    // MARK: Postconditions

    @Test("The end of a part leads on by its own rules (TB.2.2 and TB.2.3)")
    func postconditions() {
        let always = SequencingCondition(.always)
        let cases: [(SequencingRule.Action, ActivityCourse.Consequence?)] = [
            (.continue, .part(3)), (.previous, .part(1)), (.retry, .part(2)),
            (.retryAll, .part(1)), (.exitAll, .exit),
        ]
        let flowing = Self.rules { $0.allowsFlow = true }
        for (action, consequence) in cases {
            let tree = tree(
                flowing,
                [(0, flowing), (1, nil), (1, post(action, always)), (0, nil)],
                headings: [0]
            )
            #expect(tree.course([2: record()], current: 2).consequence == consequence, "\(action)")
            // As long as it is open or only put away, nothing follows.
            #expect(tree.course([2: record(.open)], current: 2).consequence == nil)
            #expect(tree.course([2: record(.suspended)], current: 2).consequence == nil)
        }
    }

    @Test("The end goes up to the parent, whose own rules then count (TB.2.1 and TB.2.3)")
    func exitParent() {
        let flowing = Self.rules { $0.allowsFlow = true }
        let always = SequencingCondition(.always)
        var heading = flowing
        let parts = { (heading: ActivityRules, leaf: ActivityRules) in
            [(0, heading), (1, leaf), (1, nil), (0, nil)] as [(Int, ActivityRules?)]
        }
        let plain = tree(flowing, parts(heading, post(.exitParent, always)), headings: [0])
        #expect(plain.course([1: record()], current: 1).consequence == nil)
        #expect(plain.course([1: record()], current: 1).next == 3)
        heading.postConditions = [SequencingRule([always], .continue)]
        let led = tree(flowing, parts(heading, post(.exitParent, always)), headings: [0])
        #expect(led.course([1: record()], current: 1).consequence == .part(3))
        heading.exitConditions = [SequencingRule([SequencingCondition(.attempted)], .exit)]
        let left = tree(flowing, parts(heading, ActivityRules()), headings: [0])
        #expect(left.course([1: record()], current: 1).consequence == .part(3))
    }

    @Test("To go on behind the last is to leave the whole")
    func last() {
        let flowing = Self.rules { $0.allowsFlow = true }
        let tree = tree(flowing, [(0, nil), (0, post(.continue, SequencingCondition(.always)))])
        #expect(tree.course([1: record()], current: 1).consequence == .exit)
    }

    // MARK: Limits

    @Test(
        "No tree traps or goes on for ever, whatever its rules and records are",
        arguments: 0..<40
    )
    func chances(seed: Int) {
        var chance = Chances(seed: UInt64(seed))
        for _ in 0..<50 {
            let parts = (0..<(1 + chance.below(12))).map { _ in
                ActivityTree.Part(
                    level: chance.below(4),
                    isLaunched: chance.isSo(75),
                    reports: chance.isSo(80),
                    rules: .ofChance(&chance)
                )
            }
            let tree = ActivityTree(root: .ofChance(&chance), parts: parts)
            var records: [Int: ActivityRecord] = [:]
            for number in parts.indices where chance.isSo() {
                records[number] = .ofChance(&chance)
            }
            let course = tree.course(records, current: chance.isSo(80) ? chance.below(14) : nil)
            for number in -1...parts.count {
                let opened = course.choice(number)
                #expect(opened == nil || parts[opened ?? 0].isLaunched)
                if course.allows(number) { #expect(parts[number].isLaunched) }
            }
            for opened in [course.first, course.next, course.previous].compactMap(\.self) {
                #expect(parts[opened].isLaunched)
            }
            _ = (course.consequence, course.hasNext, course.hidden, course.whole)
        }
    }

    @Test("Five thousand parts on one level are answered at once")
    func many() {
        let skipped = pre(.skip, SequencingCondition(.always))
        let flowing = Self.rules { $0.allowsFlow = true }
        let tree = tree(flowing, Array(repeating: (0, skipped), count: 5_000))
        let course = tree.course([0: record()], current: 0)
        #expect(course.next == nil && course.previous == nil && course.choice(4_999) == 4_999)
    }
}
