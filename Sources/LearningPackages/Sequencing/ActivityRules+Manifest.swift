import Documents

extension ActivityRules {
    /// Reads what an item or the organisation states; nil when it states nothing.
    ///
    /// `shared` are the sequencings that the manifest has for several, by their ID: what an item
    /// states itself goes before (CAM 4th edition, section 5.1.1). Refuses with `itemsTooMany`.
    init?(
        of item: ManifestElement,
        shared: [String: ManifestElement]
    ) throws {
        let own = item.child("sequencing")
        let threshold = item.child("completionThreshold")
        let interface = item.child("presentation")?.child("navigationInterface")
        let maps = item.child("data")?.children("map") ?? []
        guard own != nil || threshold != nil || interface != nil || !maps.isEmpty else {
            return nil
        }
        self.init()
        if let common = own?.attributes["IDRef"].flatMap({ shared[$0] }) { try read(common) }
        if let own { try read(own) }
        try Self.require(maps.count, Limits.textsMax)
        data = maps.compactMap { map in
            guard var text = map.text("targetID").map({ SharedText($0) }) else { return nil }
            map.flag("readSharedData", &text.reads)
            map.flag("writeSharedData", &text.writes)
            return text
        }
        completionThreshold = threshold.flatMap(Self.threshold)
        for button in interface?.children("hideLMSUI") ?? [] {
            if let button = button.trimmed.flatMap(PlayerButton.init(rawValue:)) {
                hidden.insert(button)
            }
        }
    }

    private mutating func read(_ sequencing: ManifestElement) throws {
        if let mode = sequencing.child("controlMode") {
            mode.flag("choice", &allowsChoice)
            mode.flag("flow", &allowsFlow)
            mode.flag("choiceExit", &allowsChoiceExit)
            mode.flag("forwardOnly", &isForwardOnly)
        }
        if let rules = sequencing.child("sequencingRules") {
            preConditions = try Self.rules(rules.children("preConditionRule"))
            exitConditions = try Self.rules(rules.children("exitConditionRule"))
            postConditions = try Self.rules(rules.children("postConditionRule"))
        }
        if let limit = sequencing.child("limitConditions")?.attributes["attemptLimit"].flatMap({
            Int($0)
        }), (0...1_000_000).contains(limit) {
            attemptsMax = limit
        }
        if let rollup = sequencing.child("rollupRules") { try read(rollup: rollup) }
        if let needs = sequencing.child("rollupConsiderations") {
            needs.value("requiredForSatisfied", &contribution.forSatisfied)
            needs.value("requiredForNotSatisfied", &contribution.forNotSatisfied)
            needs.value("requiredForCompleted", &contribution.forCompleted)
            needs.value("requiredForIncomplete", &contribution.forIncomplete)
        }
        // The maps of the 4th edition stand in a list of their own.
        let lists = sequencing.children.filter { $0.name == "objectives" }
        if !lists.isEmpty { objectives = try Self.objectives(lists.flatMap(\.children)) }
        if let delivery = sequencing.child("deliveryControls") {
            delivery.flag("tracked", &isTracked)
            delivery.flag("completionSetByContent", &completionSetByContent)
            delivery.flag("objectiveSetByContent", &objectiveSetByContent)
        }
    }

    private mutating func read(rollup: ManifestElement) throws {
        rollup.flag("rollupObjectiveSatisfied", &contribution.satisfied)
        rollup.flag("rollupProgressCompletion", &contribution.completion)
        if let weight = rollup.fraction("objectiveMeasureWeight", 0...1) {
            contribution.measureWeight = weight
        }
        let rules = rollup.children("rollupRule")
        try Self.require(rules.count, Limits.rulesMax)
        rollupRules = try rules.compactMap { rule in
            guard
                let action = rule.child("rollupAction")?.attributes["action"]
                    .flatMap(RollupRule.Action.init)
            else { return nil }
            let written = rule.child("rollupConditions")
            var read = RollupRule(.all, try Self.conditions(written, "rollupCondition"), action)
            // What a rule of a rollup leaves out is “any”, of a rule before delivery “all”.
            read.isAny = written?.attributes["conditionCombination"] != "all"
            rule.value("childActivitySet", &read.many)
            read.count = rule.attributes["minimumCount"].flatMap { Int($0) } ?? 0
            read.fraction = rule.fraction("minimumPercent", 0...1) ?? 0
            return read.conditions.isEmpty ? nil : read
        }
    }

    private static func rules(_ elements: [ManifestElement]) throws -> [SequencingRule] {
        try require(elements.count, Limits.rulesMax)
        return try elements.compactMap { rule in
            guard
                let action = rule.child("ruleAction")?.attributes["action"]
                    .flatMap(SequencingRule.Action.init)
            else { return nil }
            let written = rule.child("ruleConditions")
            let conditions = try conditions(written, "ruleCondition")
            let isAny = written?.attributes["conditionCombination"] == "any"
            return conditions.isEmpty ? nil : SequencingRule(conditions, isAny: isAny, action)
        }
    }

    private static func conditions(
        _ list: ManifestElement?,
        _ name: String
    ) throws -> [SequencingCondition] {
        let elements = list?.children(name) ?? []
        try require(elements.count, Limits.conditionsMax)
        return elements.compactMap { element in
            guard
                let fact = element.attributes["condition"].flatMap(SequencingCondition.Fact.init)
            else { return nil }
            return SequencingCondition(
                fact,
                isNot: element.attributes["operator"] == "not",
                objective: element.text("referencedObjective"),
                measure: element.fraction("measureThreshold", -1...1) ?? 0
            )
        }
    }

    private static func objectives(
        _ elements: [ManifestElement]
    ) throws -> [SequencingObjective] {
        try require(elements.count, Limits.objectivesMax)
        var (primary, others) = (SequencingObjective(isPrimary: true), [SequencingObjective]())
        for element in elements where ["primaryObjective", "objective"].contains(element.name) {
            let id = element.text("objectiveID")
            let maps = try maps(element.children("mapInfo"))
            // Both editions have an entry for one objective: its maps come together.
            let isPrimary = element.name == "primaryObjective" || id != nil && id == primary.id
            if isPrimary {
                primary.id = id ?? primary.id
                primary.maps += maps
                element.flag("satisfiedByMeasure", &primary.isByMeasure)
                if let least = element.child("minNormalizedMeasure")?.trimmed.flatMap(Double.init),
                    (-1...1).contains(least)
                {
                    primary.measureMin = least
                }
            } else if let place = others.firstIndex(where: { $0.id == id }) {
                others[place].maps += maps
            } else if id != nil {
                others.append(SequencingObjective(id, maps: maps))
            }
        }
        return [primary] + others
    }

    private static func maps(_ elements: [ManifestElement]) throws -> [ObjectiveMap] {
        try require(elements.count, Limits.mapsMax)
        return elements.compactMap { element in
            guard let target = element.text("targetObjectiveID") else { return nil }
            var map = ObjectiveMap(target)
            // What is read unless it says otherwise: by the map of the 3rd edition the first two,
            // by that of the 4th the others.
            let isLater = element.attributes.keys.contains { name in
                ["CompletionStatus", "ProgressMeasure", "RawScore", "MinScore", "MaxScore"]
                    .contains { name.hasSuffix($0) }
            }
            let names: [(ObjectiveMap.Value, String, isRead: Bool)] = [
                (.satisfied, "SatisfiedStatus", !isLater),
                (.measure, "NormalizedMeasure", !isLater),
                (.completion, "CompletionStatus", isLater),
                (.progress, "ProgressMeasure", isLater),
            ]
            for (value, name, isRead) in names {
                var (reads, writes) = (isRead, false)
                element.flag("read" + name, &reads)
                element.flag("write" + name, &writes)
                if reads { map.reads.insert(value) }
                if writes { map.writes.insert(value) }
            }
            return map
        }
    }

    /// The 3rd edition writes a number, the 4th one only counts when it says so.
    private static func threshold(_ element: ManifestElement) -> Double? {
        var isByMeasure = element.attributes["minProgressMeasure"] == nil && element.trimmed != nil
        element.flag("completedByMeasure", &isByMeasure)
        guard isByMeasure else { return nil }
        return element.fraction("minProgressMeasure", 0...1)
            ?? element.trimmed.flatMap(Double.init).flatMap { (0...1).contains($0) ? $0 : nil } ?? 1
    }

    private static func require(_ count: Int, _ max: Int) throws {
        guard count <= max else { throw PackageRefusal(.itemsTooMany, at: "sequencing: \(max)") }
    }
}

extension ManifestElement {
    /// Sets a flag when the attribute is one.
    fileprivate func flag(_ name: String, _ flag: inout Bool) {
        switch attributes[name] {
        case "true", "1": flag = true
        case "false", "0": flag = false
        default: break
        }
    }

    /// Sets a word when the attribute is one of them.
    fileprivate func value<Word: RawRepresentable<String>>(_ name: String, _ word: inout Word) {
        if let written = attributes[name].flatMap(Word.init) { word = written }
    }

    fileprivate func fraction(_ name: String, _ range: ClosedRange<Double>) -> Double? {
        attributes[name].flatMap(Double.init).flatMap { range.contains($0) ? $0 : nil }
    }

    /// An identifier that is not empty.
    fileprivate func text(_ name: String) -> String? {
        attributes[name].flatMap { text in
            text.isEmpty || text.count > ActivityRules.Limits.textLengthMax ? nil : text
        }
    }
}
