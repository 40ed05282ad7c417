import Documents
import Testing

@testable import LearningPackages

@Suite("The order that a manifest states")
struct ActivityRulesTests {
    private func item(_ content: String, shared: String? = nil) throws -> ActivityRules? {
        func element(_ text: String) throws -> ManifestElement {
            try ManifestElement.reading(Array(text.utf8), PackageLimits())
        }
        let collection = try shared.map { ["common": try element($0)] } ?? [:]
        return try ActivityRules(of: try element("<item>\(content)</item>"), shared: collection)
    }

    private func sequencing(_ content: String, shared: String? = nil) throws -> ActivityRules {
        let reference = shared == nil ? "" : " IDRef=\"common\""
        return try #require(
            try item("<sequencing\(reference)>\(content)</sequencing>", shared: shared)
        )
    }

    @Test("An item that states nothing has no rules; an empty statement is that of the standard")
    func nothing() throws {
        #expect(try item("<title>x</title>") == nil)
        #expect(try sequencing("") == ActivityRules())
        #expect(try item("<presentation/>") == nil)
    }

    @Test("Control, limits, delivery and buttons are read (CAM 5.1.2, 5.1.4, 5.1.9, 5.2)")
    func control() throws {
        let rules = try sequencing(
            """
            <controlMode choice="false" flow="true" forwardOnly="1" choiceExit="false"/>
            <limitConditions attemptLimit="2"/>
            <deliveryControls tracked="false" completionSetByContent="true"
                objectiveSetByContent="true"/>
            """
        )
        #expect(!rules.allowsChoice && rules.allowsFlow && rules.isForwardOnly)
        #expect(!rules.allowsChoiceExit && rules.attemptsMax == 2 && !rules.isTracked)
        #expect(rules.completionSetByContent && rules.objectiveSetByContent)
        let hiding = try item(
            """
            <presentation><navigationInterface><hideLMSUI>continue</hideLMSUI>
            <hideLMSUI> previous </hideLMSUI><hideLMSUI>all</hideLMSUI></navigationInterface>
            </presentation>
            """
        )
        #expect(hiding?.hidden == [.continue, .previous])
        let sharing = try item(
            """
            <data><map targetID="t"/><map targetID="u" writeSharedData="false"/><map/></data>
            """
        )
        #expect(sharing?.data == [SharedText("t"), SharedText("u", writes: false)])
    }

    @Test("The threshold is a number in the 3rd edition, and counts in the 4th when it says so")
    func threshold() throws {
        for (text, expected) in [
            ("<completionThreshold>0.75</completionThreshold>", 0.75),
            ("<completionThreshold completedByMeasure=\"true\" minProgressMeasure=\"0.5\"/>", 0.5),
            ("<completionThreshold completedByMeasure=\"true\"/>", 1.0),
            ("<completionThreshold minProgressMeasure=\"0.5\"/>", nil),
            ("<completionThreshold>7</completionThreshold>", 1.0),
        ] {
            #expect(try item(text)?.completionThreshold == expected, "\(text)")
        }
    }

    @Test("Rules keep their kind, conditions and action (CAM 5.1.3); unknown ones are left out")
    func rules() throws {
        let rules = try sequencing(
            """
            <sequencingRules>
            <preConditionRule><ruleConditions conditionCombination="any">
              <ruleCondition referencedObjective="o" operator="not" condition="satisfied"/>
              <ruleCondition condition="objectiveMeasureLessThan" measureThreshold="0.5"/>
              <ruleCondition condition="fullMoon"/></ruleConditions>
              <ruleAction action="disabled"/></preConditionRule>
            <postConditionRule><ruleConditions><ruleCondition condition="always"/></ruleConditions>
              <ruleAction action="exitParent"/></postConditionRule>
            <exitConditionRule><ruleConditions><ruleCondition condition="completed"/>
              </ruleConditions><ruleAction action="exit"/></exitConditionRule>
            <preConditionRule><ruleConditions/><ruleAction action="skip"/></preConditionRule>
            <preConditionRule><ruleAction action="vanish"/></preConditionRule>
            </sequencingRules>
            """
        )
        let conditions = [
            SequencingCondition(.satisfied, isNot: true, objective: "o"),
            SequencingCondition(.objectiveMeasureLessThan, measure: 0.5),
        ]
        #expect(rules.preConditions == [SequencingRule(conditions, isAny: true, .disabled)])
        let always = SequencingRule([SequencingCondition(.always)], .exitParent)
        #expect(rules.postConditions == [always])
        #expect(
            rules.exitConditions == [SequencingRule([SequencingCondition(.completed)], .exit)]
        )
    }

    @Test("Rollup and objectives are read, the maps of both editions (CAM 5.1.5 and 5.1.7)")
    func rollup() throws {
        let rules = try sequencing(
            """
            <rollupRules rollupObjectiveSatisfied="false" objectiveMeasureWeight="0.5">
            <rollupRule childActivitySet="atLeastPercent" minimumPercent="0.5"><rollupConditions>
              <rollupCondition condition="attempted" operator="not"/></rollupConditions>
              <rollupAction action="incomplete"/></rollupRule></rollupRules>
            <rollupConsiderations requiredForCompleted="ifAttempted"/>
            <objectives>
            <primaryObjective objectiveID="p" satisfiedByMeasure="true">
              <minNormalizedMeasure> 0.6 </minNormalizedMeasure>
              <mapInfo targetObjectiveID="g" writeSatisfiedStatus="true"/></primaryObjective>
            <objective objectiveID="o"><mapInfo targetObjectiveID="h"
              readSatisfiedStatus="false"/></objective>
            </objectives>
            <objectives><objective objectiveID="o"><mapInfo targetObjectiveID="h"
              writeCompletionStatus="true" readProgressMeasure="false"/></objective></objectives>
            """
        )
        var rule = RollupRule(
            .atLeastPercent,
            [SequencingCondition(.attempted, isNot: true)],
            .incomplete
        )
        rule.fraction = 0.5
        #expect(rules.rollupRules == [rule])
        #expect(!rules.contribution.satisfied && rules.contribution.completion)
        #expect(rules.contribution.measureWeight == 0.5)
        #expect(rules.contribution.forCompleted == .ifAttempted)
        #expect(rules.primary.id == "p" && rules.primary.isByMeasure)
        #expect(rules.primary.measureMin == 0.6)
        let written = ObjectiveMap("g", reads: [.satisfied, .measure], writes: [.satisfied])
        #expect(rules.primary.maps == [written])
        let later = ObjectiveMap("h", reads: [.completion], writes: [.completion])
        let maps = [ObjectiveMap("h", reads: [.measure]), later]
        #expect(rules.objectives.dropFirst() == [SequencingObjective("o", maps: maps)])
    }

    @Test("What an item states itself goes before what it has in common with others")
    func common() throws {
        let shared = """
            <sequencing ID="common"><controlMode choice="false" flow="true"/>
            <deliveryControls objectiveSetByContent="true"/></sequencing>
            """
        let rules = try sequencing("<controlMode choice=\"true\"/>", shared: shared)
        #expect(rules.allowsChoice && rules.allowsFlow && rules.objectiveSetByContent)
    }

    @Test("More rules than anybody writes are refused")
    func limits() throws {
        let rule = "<rollupRule><rollupAction action=\"completed\"/></rollupRule>"
        let many = String(repeating: rule, count: ActivityRules.Limits.rulesMax + 1)
        #expect(throws: PackageRefusal(.itemsTooMany, at: "sequencing: 40")) {
            _ = try sequencing("<rollupRules>\(many)</rollupRules>")
        }
    }

    @Test("What is kept is read as it was, and what nobody wrote as the standard has it")
    func kept() throws {
        var generator = Chances(seed: 7)
        for _ in 0..<300 {
            let rules = ActivityRules.ofChance(&generator)
            let written = try JSON.parse(Array(rules.json.written.utf8))
            #expect(ActivityRules(written) == rules)
        }
        #expect(ActivityRules([:]) == ActivityRules())
        #expect(ActivityRules(["objectives": [["id": "x"]], "pre": [7]]) == ActivityRules())
    }
}
