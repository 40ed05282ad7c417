/// What a package is and what in it is launched.
package struct LearningPackage: Sendable {
    /// The standard that a package follows.
    package enum Kind: String, CaseIterable, Sendable {
        case scorm12 = "scorm-1.2"
        case scorm2004 = "scorm-2004"
        case cmi5
        /// A package of the Experience API's own kind (tincan.xml).
        case xapi
        case h5p
        /// Pages with an `index.html`, which report nothing.
        case web
        /// A film, by itself or with its captions.
        case video
    }

    package let kind: Kind
    /// The edition that the manifest names, such as “2004 3rd Edition”; nil when it names none.
    package let edition: String?
    package let identifier: String?
    /// Empty when the package has none.
    package let title: String
    /// What learners go through, in order; a part may have parts.
    package let parts: [PackagePart]
    /// In which order the parts are gone through (SCORM 2004); nil when it does not say.
    package var rules: ActivityRules?

    /// All parts that are launched, in order.
    package var launched: [PackagePart] { parts.flatMap(\.launched) }
}

/// A part of a package: something that is launched, or a heading above others.
package struct PackagePart: Sendable {
    package let identifier: String
    package let title: String
    /// Nil for a heading.
    package let launch: PackageLaunch?
    package var isVisible = true
    /// Whether it reports what the learner does; else it has only been looked at.
    package var reports = true
    /// The score from 0 to 1 from which it is passed; nil when it decides itself.
    package var masteryScore: Double?
    /// What the part is given when it is launched, empty for nothing.
    package var launchData = ""
    /// What a learner has to do before (aicc_script of SCORM 1.2).
    package var prerequisites: String?
    /// How long it may take and what happens then, as the manifest writes both.
    package var timeAllowed: String?
    package var timeLimitAction: String?
    /// When it is done (cmi5, section 13.1.4); nil for other kinds.
    package var moveOn: String?
    /// In which window it opens, as the manifest writes it (cmi5, section 13.1.4).
    package var launchMethod: String?
    /// By what it finds out whether it may be used (cmi5, section 13.1.4).
    package var entitlementKey: String?
    /// What it says of its place in the whole (SCORM 2004); nil when it says nothing.
    package var rules: ActivityRules?
    /// What a film says of itself; nil for other kinds.
    package var video: Video?
    package var captions: [VideoCaptions] = []
    package var parts: [PackagePart] = []

    var launched: [PackagePart] {
        (launch == nil ? [] : [self]) + parts.flatMap(\.launched)
    }
}

/// Where a part begins.
package enum PackageLaunch: Hashable, Sendable {
    /// A file of the package, by its path, and what follows it in its address (`?…#…`).
    case file(path: String, suffix: String)
    /// An address elsewhere, which cmi5 allows.
    case foreign(String)
}
