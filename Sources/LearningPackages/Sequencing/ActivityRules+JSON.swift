import Documents

/// The form in which the rules of an activity are kept with a version of a module.
///
/// `{"choice": false, "flow": true, "choice_exit": …, "forward_only": …, "attempts_max": 2,
/// "pre": [rule], "exit": [rule], "post": [rule], "rollup": [rule], "rolls_up": {"satisfied": …,
/// "completion": …, "weight": 1.0, "for_satisfied": need, …}, "objectives": [{"id": …,
/// "primary": true, "by_measure": true, "measure_min": 0.6, "maps": [{"target": …, "reads":
/// ["satisfied"], "writes": []}]}], "tracked": …, "completion_by_content": …,
/// "objective_by_content": …, "hidden": ["continue"], "completion_threshold": 0.5,
/// "data": [{"id": …, "reads": true, "writes": false}]}`, a rule being
/// `{"any": …, "if": [{"is": "satisfied", "not": true, "of": objective, "measure": 0.5}],
/// "then": action}` and of a rollup with `"of": "all", "count": 0, "fraction": 0.0`.
///
/// What is left out is as the standard has it when nobody says anything.
extension ActivityRules {
    package var json: JSON {
        let none = ActivityRules()
        var members = [
            JSON.Member("choice", .bool(allowsChoice)), JSON.Member("flow", .bool(allowsFlow)),
            JSON.Member("choice_exit", .bool(allowsChoiceExit)),
            JSON.Member("forward_only", .bool(isForwardOnly)),
            JSON.Member("tracked", .bool(isTracked)),
            JSON.Member("completion_by_content", .bool(completionSetByContent)),
            JSON.Member("objective_by_content", .bool(objectiveSetByContent)),
        ]
        if let attemptsMax { members.append(JSON.Member("attempts_max", .integer(attemptsMax))) }
        if let completionThreshold {
            members.append(JSON.Member("completion_threshold", Self.number(completionThreshold)))
        }
        for (name, rules) in [
            ("pre", preConditions), ("exit", exitConditions), ("post", postConditions),
        ] where !rules.isEmpty {
            members.append(JSON.Member(name, .array(rules.map(\.json))))
        }
        if !rollupRules.isEmpty {
            members.append(JSON.Member("rollup", .array(rollupRules.map(\.json))))
        }
        if contribution != none.contribution {
            members.append(JSON.Member("rolls_up", contribution.json))
        }
        if objectives != none.objectives {
            members.append(JSON.Member("objectives", .array(objectives.map(\.json))))
        }
        if !hidden.isEmpty {
            members.append(JSON.Member("hidden", .array(hidden.map(\.rawValue).sorted().texts)))
        }
        if !data.isEmpty { members.append(JSON.Member("data", .array(data.map(\.json)))) }
        return .object(members)
    }

    /// Reads what `json` wrote, now or in an earlier version of the program.
    package init(_ json: JSON) {
        self.init()
        json.flag("choice", &allowsChoice)
        json.flag("flow", &allowsFlow)
        json.flag("choice_exit", &allowsChoiceExit)
        json.flag("forward_only", &isForwardOnly)
        json.flag("tracked", &isTracked)
        json.flag("completion_by_content", &completionSetByContent)
        json.flag("objective_by_content", &objectiveSetByContent)
        attemptsMax = json["attempts_max"]?.wholeNumber
        completionThreshold = json["completion_threshold"]?.real
        preConditions = json.list("pre", SequencingRule.init)
        exitConditions = json.list("exit", SequencingRule.init)
        postConditions = json.list("post", SequencingRule.init)
        rollupRules = json.list("rollup", RollupRule.init)
        if let rollsUp = json["rolls_up"] { contribution = RollupContribution(rollsUp) }
        let written = json.list("objectives", SequencingObjective.init)
        if written.first?.isPrimary == true { objectives = written }
        hidden = json.words("hidden")
        data = json.list("data", SharedText.init)
    }

    static func number(_ number: Double) -> JSON { .number("\(number)") }
}

extension SharedText {
    var json: JSON {
        ["id": .string(id), "reads": .bool(reads), "writes": .bool(writes)]
    }

    init?(_ json: JSON) {
        guard let id = json["id"]?.text else { return nil }
        self.init(id, reads: json["reads"] != false, writes: json["writes"] != false)
    }
}

extension SequencingRule {
    var json: JSON {
        [
            "any": .bool(isAny), "if": .array(conditions.map(\.json)),
            "then": .string(action.rawValue),
        ]
    }

    init?(_ json: JSON) {
        guard let action = json["then"]?.text.flatMap(Action.init) else { return nil }
        self.init(json.list("if", SequencingCondition.init), isAny: json["any"] == true, action)
    }
}

extension SequencingCondition {
    var json: JSON {
        var members = [JSON.Member("is", .string(fact.rawValue))]
        if isNot { members.append(JSON.Member("not", true)) }
        if let objective { members.append(JSON.Member("of", .string(objective))) }
        if measure != 0 { members.append(JSON.Member("measure", ActivityRules.number(measure))) }
        return .object(members)
    }

    init?(_ json: JSON) {
        guard let fact = json["is"]?.text.flatMap(Fact.init) else { return nil }
        self.init(
            fact,
            isNot: json["not"] == true,
            objective: json["of"]?.text,
            measure: json["measure"]?.real ?? 0
        )
    }
}

extension RollupRule {
    var json: JSON {
        [
            "of": .string(many.rawValue), "count": .integer(count),
            "fraction": ActivityRules.number(fraction), "any": .bool(isAny),
            "if": .array(conditions.map(\.json)), "then": .string(action.rawValue),
        ]
    }

    init?(_ json: JSON) {
        guard let action = json["then"]?.text.flatMap(Action.init),
            let many = json["of"]?.text.flatMap(Many.init)
        else { return nil }
        let conditions = json.list("if", SequencingCondition.init)
        self.init(many, conditions, isAny: json["any"] == true, action)
        (count, fraction) = (json["count"]?.wholeNumber ?? 0, json["fraction"]?.real ?? 0)
    }
}

extension RollupContribution {
    var json: JSON {
        [
            "satisfied": .bool(satisfied), "completion": .bool(completion),
            "weight": ActivityRules.number(measureWeight),
            "for_satisfied": .string(forSatisfied.rawValue),
            "for_not_satisfied": .string(forNotSatisfied.rawValue),
            "for_completed": .string(forCompleted.rawValue),
            "for_incomplete": .string(forIncomplete.rawValue),
        ]
    }

    init(_ json: JSON) {
        json.flag("satisfied", &satisfied)
        json.flag("completion", &completion)
        measureWeight = json["weight"]?.real ?? measureWeight
        forSatisfied = json["for_satisfied"]?.text.flatMap(Need.init) ?? .always
        forNotSatisfied = json["for_not_satisfied"]?.text.flatMap(Need.init) ?? .always
        forCompleted = json["for_completed"]?.text.flatMap(Need.init) ?? .always
        forIncomplete = json["for_incomplete"]?.text.flatMap(Need.init) ?? .always
    }
}

extension SequencingObjective {
    var json: JSON {
        [
            "id": JSON(id), "primary": .bool(isPrimary), "by_measure": .bool(isByMeasure),
            "measure_min": ActivityRules.number(measureMin), "maps": .array(maps.map(\.json)),
        ]
    }

    init?(_ json: JSON) {
        let maps = json.list("maps", ObjectiveMap.init)
        self.init(json["id"]?.text, isPrimary: json["primary"] == true, maps: maps)
        isByMeasure = json["by_measure"] == true
        measureMin = json["measure_min"]?.real ?? 1
    }
}

extension ObjectiveMap {
    var json: JSON {
        [
            "target": .string(target), "reads": .array(reads.map(\.rawValue).sorted().texts),
            "writes": .array(writes.map(\.rawValue).sorted().texts),
        ]
    }

    init?(_ json: JSON) {
        guard let target = json["target"]?.text else { return nil }
        self.init(target, reads: json.words("reads"), writes: json.words("writes"))
    }
}

extension [String] {
    fileprivate var texts: [JSON] { map { .string($0) } }
}

extension JSON {
    /// A number with or without decimals.
    var real: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let text): Double(text)
        default: nil
        }
    }

    fileprivate func flag(_ name: String, _ flag: inout Bool) {
        if case .bool(let value)? = self[name] { flag = value }
    }

    fileprivate func list<Value>(_ name: String, _ read: (JSON) -> Value?) -> [Value] {
        (self[name]?.elements ?? []).compactMap(read)
    }

    fileprivate func words<Word: RawRepresentable<String> & Hashable>(_ name: String) -> Set<Word> {
        Set(list(name) { $0.text.flatMap(Word.init) })
    }
}
