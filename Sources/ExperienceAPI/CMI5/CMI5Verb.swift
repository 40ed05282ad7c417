/// What cmi5 has verbs for (section 9.3): what a unit says of itself, and what the centre says.
package enum CMI5Verb: String, Sendable, CaseIterable {
    case launched = "http://adlnet.gov/expapi/verbs/launched"
    case initialized = "http://adlnet.gov/expapi/verbs/initialized"
    case completed = "http://adlnet.gov/expapi/verbs/completed"
    case passed = "http://adlnet.gov/expapi/verbs/passed"
    case failed = "http://adlnet.gov/expapi/verbs/failed"
    case terminated = "http://adlnet.gov/expapi/verbs/terminated"
    case abandoned = "https://w3id.org/xapi/adl/verbs/abandoned"
    case waived = "https://w3id.org/xapi/adl/verbs/waived"
    case satisfied = "https://w3id.org/xapi/adl/verbs/satisfied"

    /// Whether a unit says it; the others are the centre's.
    package var isOfUnit: Bool {
        switch self {
        case .initialized, .completed, .passed, .failed, .terminated: true
        case .launched, .abandoned, .waived, .satisfied: false
        }
    }

    /// How it is shown.
    package var word: String {
        rawValue.split(separator: "/").last.map(String.init) ?? rawValue
    }
}

/// The names that cmi5 has given (sections 9.6 and 13).
package enum CMI5Name {
    package static let category = "https://w3id.org/xapi/cmi5/context/categories/cmi5"
    /// Of statements that say success or completion.
    package static let moveOn = "https://w3id.org/xapi/cmi5/context/categories/moveon"
    package static let session = "https://w3id.org/xapi/cmi5/context/extensions/sessionid"
    static let extensions = "https://w3id.org/xapi/cmi5/context/extensions/"
    package static let masteryScore = extensions + "masteryscore"
    static let course = "https://w3id.org/xapi/cmi5/activitytype/course"
    static let block = "https://w3id.org/xapi/cmi5/activitytype/block"
    /// The document that a unit reads when it begins (section 10).
    package static let launchData = "LMS.LaunchData"
    /// What a learner likes, which every unit may read and change (section 11).
    package static let preferences = "cmi5LearnerPreferences"
}
