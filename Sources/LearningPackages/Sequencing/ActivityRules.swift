/// What a package says of one activity: in which order those below it are gone through, and what
/// becomes of its results.
///
/// An activity is an item of the manifest, or the organisation above all of them. IMS Simple
/// Sequencing 1.0 as SCORM 2004 4th edition has it (Sequencing and Navigation, chapter 3; CAM,
/// section 5.1). Not read: selection and randomisation, limits of time, constrained choice, and
/// maps of raw scores.
package struct ActivityRules: Hashable, Sendable {
    /// Whether those below may be chosen, and gone through one after the other (SN 3.2).
    package var allowsChoice = true
    package var allowsFlow = false
    /// Whether a choice may end it while it is open.
    package var allowsChoiceExit = true
    package var isForwardOnly = false
    /// How often it may be begun; nil for any number (SN 3.5.1).
    package var attemptsMax: Int?
    /// Looked at before it is opened, when something below it ends, and when itself ends (SN 3.4).
    package var preConditions: [SequencingRule] = []
    package var exitConditions: [SequencingRule] = []
    package var postConditions: [SequencingRule] = []
    /// How the results of those below become its own; the default rules when there are none.
    package var rollupRules: [RollupRule] = []
    /// What of it counts for the activity above (SN 3.7).
    package var contribution = RollupContribution()
    /// The primary objective first, without one of its own an unnamed one (SN 3.9).
    package var objectives = [SequencingObjective(isPrimary: true)]
    /// What is recorded of it (SN 3.11).
    package var isTracked = true
    package var completionSetByContent = false
    package var objectiveSetByContent = false
    /// The buttons that its content brings itself (SN 5.5).
    package var hidden: Set<PlayerButton> = []
    /// The progress from which it is completed, 0 to 1; nil when its content says so.
    package var completionThreshold: Double?
    /// The texts that it shares with other activities, in order (4th edition, CAM 5.1.6).
    package var data: [SharedText] = []

    package init() {}

    package var primary: SequencingObjective { objectives[0] }

    /// More of any of them is in no real manifest, and would be looked at with every save.
    enum Limits {
        static let rulesMax = 40
        static let conditionsMax = 20
        static let objectivesMax = 100
        static let mapsMax = 20
        static let textsMax = 100
        static let textLengthMax = 4_000
    }
}

/// A text that activities share, by its name, and what one of them does with it.
package struct SharedText: Hashable, Sendable {
    package var id: String
    package var reads = true
    package var writes = true

    package init(_ id: String, reads: Bool = true, writes: Bool = true) {
        (self.id, self.reads, self.writes) = (id, reads, writes)
    }
}

/// A button around the content (SN, table 5.5.1a).
package enum PlayerButton: String, CaseIterable, Sendable {
    case previous, `continue`, exit, exitAll, abandon, abandonAll, suspendAll
}

/// A rule: what is done when its conditions hold.
package struct SequencingRule: Hashable, Sendable {
    /// SN, table 3.4.9a: of a precondition, an exit condition, or a postcondition.
    package enum Action: String, Sendable {
        case skip, disabled, hiddenFromChoice, stopForwardTraversal
        case exit
        case exitParent, exitAll, retry, retryAll, `continue`, previous
    }

    package var conditions: [SequencingCondition]
    /// Whether one of them is enough.
    package var isAny: Bool
    package var action: Action

    package init(_ conditions: [SequencingCondition], isAny: Bool = false, _ action: Action) {
        (self.conditions, self.isAny, self.action) = (conditions, isAny, action)
    }
}

/// Something that may be so of an activity (SN, tables 3.4.2a and 3.6.4a).
///
/// What depends on time is never known here.
package struct SequencingCondition: Hashable, Sendable {
    /// What may be so.
    package enum Fact: String, Sendable {
        case satisfied, objectiveStatusKnown, objectiveMeasureKnown, objectiveMeasureGreaterThan
        case objectiveMeasureLessThan, completed, activityProgressKnown, attempted
        case attemptLimitExceeded, timeLimitExceeded, outsideAvailableTimeRange, always
    }

    package var fact: Fact
    /// Whether it has to be otherwise.
    package var isNot = false
    /// The objective that is meant; nil for the primary one.
    package var objective: String?
    /// With what a measure is compared.
    package var measure = 0.0

    package init(
        _ fact: Fact,
        isNot: Bool = false,
        objective: String? = nil,
        measure: Double = 0
    ) {
        (self.fact, self.isNot, self.objective, self.measure) = (fact, isNot, objective, measure)
    }
}

/// What an activity becomes when it is so of those below it (SN 3.6).
package struct RollupRule: Hashable, Sendable {
    /// What it becomes.
    package enum Action: String, Sendable {
        case satisfied, notSatisfied, completed, incomplete
    }

    /// Of how many it has to be so.
    package enum Many: String, Sendable {
        case all, any, none, atLeastCount, atLeastPercent
    }

    package var many: Many
    /// For `atLeastCount`, and for `atLeastPercent` as a fraction of 1.
    package var count = 0
    package var fraction = 0.0
    package var conditions: [SequencingCondition]
    package var isAny = true
    package var action: Action

    package init(
        _ many: Many,
        _ conditions: [SequencingCondition],
        isAny: Bool = true,
        _ action: Action
    ) {
        (self.many, self.conditions, self.isAny, self.action) = (many, conditions, isAny, action)
    }
}

/// What of an activity counts for the one above it (SN 3.7 and 3.8).
package struct RollupContribution: Hashable, Sendable {
    /// When it is looked at for a result.
    package enum Need: String, Sendable {
        case always, ifNotSuspended, ifAttempted, ifNotSkipped
    }

    package var satisfied = true
    package var completion = true
    /// 0 to 1.
    package var measureWeight = 1.0
    package var forSatisfied = Need.always
    package var forNotSatisfied = Need.always
    package var forCompleted = Need.always
    package var forIncomplete = Need.always

    package init() {}
}

/// Something that is reached or not (SN 3.9).
package struct SequencingObjective: Hashable, Sendable {
    package var id: String?
    package var isPrimary: Bool
    /// Whether its measure alone decides, from `measureMin` on.
    package var isByMeasure = false
    package var measureMin = 1.0
    package var maps: [ObjectiveMap] = []

    package init(_ id: String? = nil, isPrimary: Bool = false, maps: [ObjectiveMap] = []) {
        (self.id, self.isPrimary, self.maps) = (id, isPrimary, maps)
    }
}

/// What an objective takes from one that activities share, and gives it (SN 3.10).
package struct ObjectiveMap: Hashable, Sendable {
    /// What is known of an objective.
    package enum Value: String, CaseIterable, Sendable {
        case satisfied, measure, completion, progress
    }

    package var target: String
    package var reads: Set<Value>
    package var writes: Set<Value>

    package init(_ target: String, reads: Set<Value> = [], writes: Set<Value> = []) {
        (self.target, self.reads, self.writes) = (target, reads, writes)
    }
}
