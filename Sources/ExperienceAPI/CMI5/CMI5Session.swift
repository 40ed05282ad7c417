import Documents

/// Why a statement is not taken from a unit (cmi5 section 9.3): it answers with 403.
package struct CMI5Conflict: Error, Hashable, Sendable {
    package let problem: String
}

/// One opening of a unit of a cmi5 course, and what it has said so far.
///
/// The unit says `initialized` first and `terminated` last; in between, once each, that the learner
/// completed it, and passed or failed it. One without a profile (tincan.xml) says what it wants, in
/// any order and as often as it wants.
package struct CMI5Session: Sendable {
    /// Whether the unit follows cmi5.
    package let hasProfile: Bool
    /// In lower case.
    package let id: String
    package let registration: String
    package let actor: AgentIdentity
    /// What the centre calls the unit.
    package let activity: String
    /// What the course calls the unit.
    package let publisherID: String
    /// From 0 to 1, where the course says from when it is passed.
    package let masteryScore: Double?
    /// Whether what the learner does counts.
    package let isNormal: Bool
    /// What the session has said.
    package var state: State
    /// What the unit has said in earlier sessions of this registration, and in this one.
    package var isCompleted: Bool
    package var isPassed: Bool

    /// For how long a unit is listened to.
    package enum Limits {
        /// What was said before `terminated` and comes after it is taken for so many seconds
        /// (section 9.3.8).
        package static let lateSecondsMax = 60
    }

    /// How far a session is.
    package struct State: Hashable, Sendable {
        package var isInitialized: Bool
        package var hasCompleted: Bool
        /// Passed or failed.
        package var hasJudged: Bool
        package var isTerminated: Bool
        /// Whether it was terminated longer ago than `Limits.lateSecondsMax`.
        package var isOver: Bool
        package var isAbandoned: Bool

        package init(
            isInitialized: Bool = false,
            hasCompleted: Bool = false,
            hasJudged: Bool = false,
            isTerminated: Bool = false,
            isOver: Bool = false,
            isAbandoned: Bool = false
        ) {
            self.isInitialized = isInitialized
            self.hasCompleted = hasCompleted
            self.hasJudged = hasJudged
            self.isTerminated = isTerminated
            self.isOver = isOver
            self.isAbandoned = isAbandoned
        }
    }

    package init(
        hasProfile: Bool = true,
        id: String,
        registration: String,
        actor: AgentIdentity,
        activity: String,
        publisherID: String,
        masteryScore: Double?,
        isNormal: Bool,
        state: State,
        isCompleted: Bool,
        isPassed: Bool
    ) {
        self.hasProfile = hasProfile
        self.id = id
        self.registration = registration
        self.actor = actor
        self.activity = activity
        self.publisherID = publisherID
        self.masteryScore = masteryScore
        self.isNormal = isNormal
        self.state = state
        self.isCompleted = isCompleted
        self.isPassed = isPassed
    }

    /// Takes a statement that was checked, and gives what it says of the learner.
    ///
    /// Refuses with `CMI5Conflict` one of somebody else, out of its order, or without what cmi5
    /// asks for.
    package mutating func take(_ statement: JSON) throws -> UnitOutcome? {
        try requireOwn(statement)
        try CMI5Conflict.require(
            !state.isAbandoned,
            "the session was abandoned: the unit was opened again"
        )
        try CMI5Conflict.require(!state.isOver, "the session is terminated")
        let verb = statement["verb"]?["id"]?.text ?? ""
        try CMI5Conflict.require(verb != StatementCheck.voided, "a unit voids nothing")
        guard hasProfile else { return UnitOutcome(saidOf: activity, statement) }
        guard CMI5Check.isDefined(statement) else {
            try CMI5Conflict.require(state.isInitialized, "initialized comes first")
            return nil
        }
        guard let defined = CMI5Verb(rawValue: verb), defined.isOfUnit else {
            throw CMI5Conflict(problem: "“\(verb)” is no verb by which a unit speaks in cmi5")
        }
        try CMI5Conflict.require(
            statement["object"]?["id"]?.text == activity,
            "the object is not the activity of the launch, \(activity)"
        )
        try CMI5Conflict.require(
            defined == .initialized || state.isInitialized,
            "initialized comes first"
        )
        try CMI5Check(statement: statement, verb: defined)
            .check(publisherID: publisherID, masteryScore: masteryScore)
        try take(defined)
        return UnitOutcome(defined, statement)
    }

    private func requireOwn(_ statement: JSON) throws {
        let (actor, context) = (statement["actor"], statement["context"])
        try CMI5Conflict.require(
            actor?["objectType"] != "Group"
                && actor.flatMap { AgentIdentity($0) } == self.actor,
            "the actor is not the one of the launch"
        )
        let named = context?["registration"]?.text?.lowercased()
        try CMI5Conflict.require(
            named == registration || named == nil && !hasProfile,
            "context.registration is not the one of the launch"
        )
        guard hasProfile else { return }
        try CMI5Conflict.require(
            context?["extensions"]?[CMI5Name.session]?.text?.lowercased() == id,
            "context.extensions has not the session of the launch: take over the contextTemplate"
        )
    }

    /// Takes what is said once at most: some of it in a session, some in a registration.
    private mutating func take(_ verb: CMI5Verb) throws {
        if [.completed, .passed, .failed].contains(verb) {
            try CMI5Conflict.require(
                isNormal,
                "nothing counts in this launch: it is for looking at the unit"
            )
        }
        switch verb {
        case .initialized:
            try CMI5Conflict.require(!state.isInitialized, "the session is initialized already")
            state.isInitialized = true
        case .completed:
            try CMI5Conflict.require(!isCompleted, "the unit is completed already")
            (state.hasCompleted, isCompleted) = (true, true)
        case .passed, .failed:
            try CMI5Conflict.require(!isPassed, "the unit is passed already")
            try CMI5Conflict.require(
                !state.hasJudged,
                "the session has been passed or failed already"
            )
            (state.hasJudged, isPassed) = (true, verb == .passed)
        case .terminated:
            try CMI5Conflict.require(!state.isTerminated, "the session is terminated already")
            state.isTerminated = true
        case .launched, .abandoned, .waived, .satisfied: break
        }
    }

    /// The score of a result from -1 to 1; nil without one.
    package static func scaled(_ result: JSON?) -> Double? { result?["score"]?["scaled"]?.decimal }
}
