import Documents

/// Why a statement is not taken from a unit (cmi5 section 9.3): it answers with 403.
package struct CMI5Conflict: Error, Hashable, Sendable {
    package let problem: String
}

/// One opening of a unit of a cmi5 course, and what it has said so far.
///
/// The unit says `initialized` first and `terminated` last; in between, once each, that the learner
/// completed it, and passed or failed it.
package struct CMI5Session: Sendable {
    /// In lower case.
    package let id: String
    package let registration: String
    package let actor: AgentIdentity
    /// What the centre calls the unit.
    package let activity: String
    /// From 0 to 1, where the course says from when it is passed.
    package let masteryScore: Double?
    /// Whether what the learner does counts.
    package let isNormal: Bool
    /// What the session has said.
    package var state: State
    /// What the unit has said in earlier sessions of this registration, and in this one.
    package var isCompleted: Bool
    package var isPassed: Bool

    /// How far a session is.
    package struct State: Hashable, Sendable {
        package var isInitialized: Bool
        package var hasCompleted: Bool
        /// Passed or failed.
        package var hasJudged: Bool
        package var isTerminated: Bool
        package var isAbandoned: Bool

        package init(
            isInitialized: Bool = false,
            hasCompleted: Bool = false,
            hasJudged: Bool = false,
            isTerminated: Bool = false,
            isAbandoned: Bool = false
        ) {
            self.isInitialized = isInitialized
            self.hasCompleted = hasCompleted
            self.hasJudged = hasJudged
            self.isTerminated = isTerminated
            self.isAbandoned = isAbandoned
        }
    }

    package init(
        id: String,
        registration: String,
        actor: AgentIdentity,
        activity: String,
        masteryScore: Double?,
        isNormal: Bool,
        state: State,
        isCompleted: Bool,
        isPassed: Bool
    ) {
        self.id = id
        self.registration = registration
        self.actor = actor
        self.activity = activity
        self.masteryScore = masteryScore
        self.isNormal = isNormal
        self.state = state
        self.isCompleted = isCompleted
        self.isPassed = isPassed
    }

    /// Takes a statement that was checked, and gives its verb where cmi5 has defined it.
    ///
    /// Refuses with `CMI5Conflict` one of somebody else or out of its order.
    package mutating func take(_ statement: JSON) throws -> CMI5Verb? {
        try requireOwn(statement)
        try require(!state.isAbandoned, "the session was abandoned: the unit was opened again")
        try require(!state.isTerminated, "the session is terminated")
        let verb = statement["verb"]?["id"]?.text ?? ""
        try require(verb != StatementCheck.voided, "a unit voids nothing")
        guard isDefined(statement) else {
            try require(state.isInitialized, "initialized comes first")
            return nil
        }
        guard let defined = CMI5Verb(rawValue: verb), defined.isOfUnit else {
            throw CMI5Conflict(problem: "“\(verb)” is no verb by which a unit speaks in cmi5")
        }
        try require(
            statement["object"]?["id"]?.text == activity,
            "the object is not the activity of the launch, \(activity)"
        )
        try require(
            defined == .initialized || state.isInitialized,
            "initialized comes first"
        )
        try take(defined, statement)
        return defined
    }

    private func require(_ isFit: Bool, _ problem: String) throws {
        guard isFit else { throw CMI5Conflict(problem: problem) }
    }

    private func requireOwn(_ statement: JSON) throws {
        let context = statement["context"]
        try require(
            statement["actor"].flatMap { AgentIdentity($0) } == actor,
            "the actor is not the one of the launch"
        )
        try require(
            context?["registration"]?.text?.lowercased() == registration,
            "context.registration is not the one of the launch"
        )
        try require(
            context?["extensions"]?[CMI5Name.session]?.text?.lowercased() == id,
            "context.extensions has not the session of the launch: take over the contextTemplate"
        )
    }

    private func isDefined(_ statement: JSON) -> Bool {
        let category = statement["context"]?["contextActivities"]?["category"]
        let activities = category?.elements ?? category.map { [$0] } ?? []
        return activities.contains { $0["id"]?.text == CMI5Name.category }
    }

    private mutating func take(_ verb: CMI5Verb, _ statement: JSON) throws {
        let result = statement["result"]
        if [.completed, .passed, .failed].contains(verb) {
            try require(isNormal, "nothing counts in this launch: it is for looking at the unit")
        }
        if [.completed, .passed, .failed, .terminated].contains(verb) {
            try require(result?["duration"] != nil, "\(verb.word) has no result.duration")
        }
        switch verb {
        case .initialized:
            try require(!state.isInitialized, "the session is initialized already")
            state.isInitialized = true
        case .completed:
            try require(!isCompleted, "the unit is completed already")
            try require(result?["completion"] == true, "completed has no result.completion")
            (state.hasCompleted, isCompleted) = (true, true)
        case .passed, .failed:
            try judge(verb, result)
        case .terminated: state.isTerminated = true
        case .launched, .abandoned, .waived, .satisfied: break
        }
    }

    private mutating func judge(_ verb: CMI5Verb, _ result: JSON?) throws {
        let hasPassed = verb == .passed
        try require(!isPassed, "the unit is passed already")
        try require(!state.hasJudged, "the session has been passed or failed already")
        try require(
            result?["success"] == .bool(hasPassed),
            "\(verb.word) has another result.success"
        )
        if let masteryScore, let scaled = CMI5Session.scaled(result) {
            try require(
                (scaled >= masteryScore) == hasPassed,
                "\(verb.word) has a score of \(scaled), and \(masteryScore) passes"
            )
        }
        state.hasJudged = true
        isPassed = hasPassed
    }

    /// The score of a result from -1 to 1; nil without one.
    package static func scaled(_ result: JSON?) -> Double? {
        switch result?["score"]?["scaled"] {
        case .integer(let number)?: Double(number)
        case .number(let text)?: Double(text)
        default: nil
        }
    }
}
