import Documents

extension RunTimeRecord {
    // MARK: Activities of SCORM 2004

    /// Counts the attempt that begins, unless it goes on with one.
    mutating func countAttempt() {
        guard model == .scorm2004 else { return }
        let attempts = self[RunMark.attempts].flatMap { Int($0) }
        guard let attempts else { return keep(RunMark.attempts, "1") }
        if let entry = self[RunMark.entry], entry != "resume" {
            keep(RunMark.attempts, String(min(attempts + 1, 1_000_000)))
        }
    }

    /// Keeps over all attempts what the content said of the objectives of its manifest, and the
    /// texts that it gave others.
    package mutating func note(_ rules: ActivityRules) {
        guard model == .scorm2004 else { return }
        note(rules.objectives.compactMap(\.id))
        var texts = Self.texts(self[RunMark.shared])
        for index in rules.data.indices {
            let record = "adl.data.\(index)"
            guard let id = self["\(record).id"], let store = self["\(record).store"] else {
                continue
            }
            if rules.data.contains(where: { $0.id == id && $0.writes }) { texts[id] = store }
        }
        let members = texts.sorted { $0.key < $1.key }.map {
            JSON.Member($0.key, .string($0.value))
        }
        keep(RunMark.shared, members.isEmpty ? nil : JSON.object(members).written)
    }

    /// The texts that a part gave others, by their names, as `note` kept them.
    package static func texts(_ kept: String?) -> [String: String] {
        let members = kept.flatMap { try? JSON.parse(Array($0.utf8)) }?.members ?? []
        return Dictionary(
            members.compactMap { member in member.value.text.map { (member.name, $0) } },
            uniquingKeysWith: { first, _ in first }
        )
    }

    private mutating func note(_ objectives: [String]) {
        guard !objectives.isEmpty else { return }
        var states = Self.objectives(self[RunMark.objectives])
        for index in 0..<RunTimeLimits.recordsMax {
            guard let id = self["cmi.objectives.\(index).id"] else { break }
            guard objectives.contains(id) else { continue }
            states[id, default: ObjectiveState()].take(
                Set(ObjectiveMap.Value.allCases),
                of: objective(index)
            )
        }
        let members = states.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value.json) }
        keep(RunMark.objectives, members.isEmpty ? nil : JSON.object(members).written)
    }

    private func objective(_ index: Int) -> ObjectiveState {
        let record = "cmi.objectives.\(index)"
        return ObjectiveState(
            satisfied: ["passed": true, "failed": false][self["\(record).success_status"] ?? ""],
            measure: self["\(record).score.scaled"].flatMap(Double.init),
            completed: ["completed": true, "incomplete": false][
                self["\(record).completion_status"] ?? ""
            ],
            progress: self["\(record).progress_measure"].flatMap(Double.init)
        )
    }

    /// What `note` kept.
    fileprivate static func objectives(_ text: String?) -> [String: ObjectiveState] {
        let members = text.flatMap { try? JSON.parse(Array($0.utf8)) }?.members ?? []
        return Dictionary(
            members.map { ($0.name, ObjectiveState($0.value)) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// What is kept of a part beside its results, by the names that it has in storage.
    package static let activityMarks = (
        attempts: RunMark.attempts, entry: RunMark.entry, ended: RunMark.completion,
        objectives: RunMark.objectives, shared: RunMark.shared
    )
}

extension ActivityRecord {
    /// Reads the marks of a record: nil for those that it does not have.
    package init(attempts: String?, entry: String?, hasEnded: Bool, objectives: String?) {
        self.init()
        self.attempts = attempts.flatMap { Int($0) } ?? 1
        self.hasEnded = hasEnded
        self.objectives = RunTimeRecord.objectives(objectives)
        phase = entry.map { $0 == "resume" ? .suspended : .ended } ?? .open
    }
}

extension ObjectiveState {
    fileprivate var json: JSON {
        let values: [(String, JSON?)] = [
            ("satisfied", satisfied.map(JSON.bool)),
            ("measure", measure.map(ActivityRules.number)),
            ("completed", completed.map(JSON.bool)),
            ("progress", progress.map(ActivityRules.number)),
        ]
        return .object(values.compactMap { name, value in value.map { JSON.Member(name, $0) } })
    }

    fileprivate init(_ json: JSON) {
        self.init(
            satisfied: json["satisfied"]?.flag,
            measure: json["measure"]?.real,
            completed: json["completed"]?.flag,
            progress: json["progress"]?.real
        )
    }
}

extension JSON {
    fileprivate var flag: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }
}
