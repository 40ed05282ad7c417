import Testing

@testable import LearningPackages

@Suite("What the whole becomes by its parts (Sequencing and Navigation, RB.1)")
struct ActivityRollupTests {
    /// The whole of two parts, each with what came of it; nil was not opened.
    private func whole(
        _ states: [ObjectiveState?],
        root: (inout ActivityRules) -> Void = { _ in },
        parts: (Int, inout ActivityRules) -> Void = { _, _ in }
    ) -> ObjectiveState {
        var rules = ActivityRules()
        root(&rules)
        let tree = ActivityTree(
            root: rules,
            parts: states.indices.map { number in
                var rules = ActivityRules()
                rules.objectiveSetByContent = true
                parts(number, &rules)
                return ActivityTree.Part(level: 0, isLaunched: true, rules: rules)
            }
        )
        var records: [Int: ActivityRecord] = [:]
        for (number, state) in states.enumerated() {
            guard let state else { continue }
            var record = ActivityRecord()
            (record.state, record.phase, record.hasEnded) = (state, .ended, true)
            record.savedOrder = number
            records[number] = record
        }
        return tree.course(records, current: nil).whole
    }

    private let done = ObjectiveState(satisfied: true, completed: true)
    private let failed = ObjectiveState(satisfied: false, completed: true)
    private let begun = ObjectiveState(completed: false)

    @Test("By default all count, and one that is not known leaves it unknown (RB.1.2.b, RB.1.3.b)")
    func byDefault() {
        let cases: [([ObjectiveState?], satisfied: Bool?, completed: Bool?)] = [
            ([nil, nil], nil, nil), ([done, done], true, true), ([done, nil], nil, nil),
            ([done, failed], false, true), ([failed, failed], false, true),
            ([done, begun], nil, false), ([begun, nil], nil, nil),
        ]
        for (states, satisfied, completed) in cases {
            let whole = whole(states)
            #expect(whole.satisfied == satisfied && whole.completed == completed, "\(states)")
        }
    }

    @Test("Rules count any, none, so many or such a part of them (RB.1.4)")
    func rules() {
        let isSatisfied = [SequencingCondition(.satisfied)]
        let cases: [(RollupRule.Many, Int, Double, [ObjectiveState?], Bool?)] = [
            (.any, 0, 0, [done, nil], true), (.any, 0, 0, [failed, nil], nil),
            (.none, 0, 0, [failed, failed], true), (.none, 0, 0, [failed, nil], nil),
            (.atLeastCount, 2, 0, [done, done, nil], true),
            (.atLeastCount, 2, 0, [done, nil, nil], nil),
            (.atLeastPercent, 0, 0.5, [done, nil], true),
            (.atLeastPercent, 0, 0.51, [done, nil], nil), (.all, 0, 0, [done, done], true),
        ]
        for (many, count, fraction, states, expected) in cases {
            var rule = RollupRule(many, isSatisfied, .satisfied)
            (rule.count, rule.fraction) = (count, fraction)
            let found = whole(states, root: { $0.rollupRules = [rule] }).satisfied
            #expect(found == expected, "\(many) \(count) \(fraction) \(states)")
        }
    }

    @Test("The measure is the average by weight, what is missing counts as 0 (RB.1.1)")
    func measure() {
        let (half, full) = (ObjectiveState(measure: 0.5), ObjectiveState(measure: 1))
        #expect(whole([half, full]).measure == 0.75)
        #expect(whole([full, nil]).measure == 0.5)
        #expect(whole([nil, nil]).measure == nil)
        let weighed = whole([half, full], parts: { $1.contribution.measureWeight = Double($0) })
        #expect(weighed.measure == 1)
        #expect(whole([full], parts: { $1.contribution.measureWeight = 0 }).measure == nil)
    }

    @Test("A measure decides where it shall (RB.1.2.a)")
    func byMeasure() {
        for (measure, satisfied) in [(0.7, true), (0.6, true), (0.5, false)] {
            let found = whole(
                [ObjectiveState(satisfied: !satisfied, measure: measure)],
                root: {
                    $0.objectives[0].isByMeasure = true
                    $0.objectives[0].measureMin = 0.6
                }
            )
            #expect(found.satisfied == satisfied)
        }
    }

    @Test("Only what contributes is looked at (RB.1.4.2), and what is tracked")
    func contribution() {
        let test = whole([begun, done], parts: { $1.contribution.satisfied = $0 == 1 })
        #expect(test.satisfied == true && test.completed == false)
        let untracked = whole([begun, done], parts: { $1.isTracked = $0 == 1 })
        #expect(untracked.completed == true)
        let voluntary = whole([done, nil], parts: { $1.contribution.forCompleted = .ifAttempted })
        #expect(voluntary.completed == true)
    }

    @Test("What ends without a word is satisfied, unless content says so itself (UP.4)")
    func silence() {
        let said = ObjectiveState(completed: true)
        #expect(whole([said]).satisfied == nil)
        #expect(whole([said], parts: { $1.objectiveSetByContent = false }).satisfied == true)
        #expect(whole([failed], parts: { $1.objectiveSetByContent = false }).satisfied == false)
    }

    @Test("Of two that write one objective the one that was saved later counts (SN 3.10.3)")
    func later() {
        let map = ObjectiveMap("shared", reads: [.satisfied], writes: [.satisfied])
        let found = whole([done, failed], parts: { $1.objectives[0].maps = [map] })
        #expect(found.satisfied == false)
        let other = whole([failed, done], parts: { $1.objectives[0].maps = [map] })
        #expect(other.satisfied == true)
    }

    @Test("A heading without anything to open holds nothing up")
    func empty() {
        let tree = ActivityTree(
            root: ActivityRules(),
            parts: [
                ActivityTree.Part(level: 0, isLaunched: false),
                ActivityTree.Part(level: 0, isLaunched: true),
            ]
        )
        var record = ActivityRecord()
        record.state = done
        #expect(tree.course([1: record], current: 1).whole == done)
    }
}
