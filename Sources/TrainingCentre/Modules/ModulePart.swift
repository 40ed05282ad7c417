import Documents
import ExperienceAPI
import LearningPackages

/// A part of a version of a module, in the order of its manifest: something that is opened, or a
/// heading above others.
package struct ModulePart: Sendable {
    /// From 0, headings counted.
    package let number: Int
    /// How many headings stand above it.
    package let level: Int
    package let identifier: String
    package let title: String
    /// The file with which it begins and what follows in its address; nil for a heading.
    package let launch: String?
    /// The file alone; nil for an address elsewhere, and for versions that came in before this was
    /// kept.
    package let launchFile: String?
    package let isVisible: Bool
    /// Whether it reports what the learner does; else it has only been looked at.
    package let reports: Bool
    /// The score from 0 to 1 from which it is passed; nil when it decides itself.
    package let masteryScore: Double?
    package let launchData: String
    /// When a unit of cmi5 is done; nil for other kinds.
    package let moveOn: MoveOn?
    /// In which window a unit of cmi5 opens.
    package let launchMethod: CMI5Launch.Method
    /// By what a unit of cmi5 finds out whether it may be used here.
    package let entitlementKey: String?
    package let timeAllowed: String?
    package let timeLimitAction: String?
    /// What it says of its place in the whole (SCORM 2004); nil when it says nothing, as do all
    /// versions that came in before this was read.
    let rules: ActivityRules?
    /// How long the film takes that it is; nil for other parts.
    package let seconds: Double?
    /// The captions of the film: file and language.
    package let captions: [(path: String, language: String)]

    private init(_ json: JSON, number: Int, level: Int) {
        self.number = number
        self.level = level
        identifier = json["identifier"]?.text ?? ""
        title = json["title"]?.text ?? ""
        launch = json["launch"]?.text
        launchFile = json["launch_file"]?.text
        isVisible = json["visible"] != false
        reports = json["reports"] != false
        masteryScore = json["mastery_score"]?.decimal
        launchData = json["launch_data"]?.text ?? ""
        moveOn = json["move_on"]?.text.map { MoveOn(rawValue: $0) ?? .notApplicable }
        launchMethod = json["launch_method"]?.text.flatMap(CMI5Launch.Method.init) ?? .anyWindow
        entitlementKey = json["entitlement_key"]?.text
        timeAllowed = json["time_allowed"]?.text
        timeLimitAction = json["time_limit_action"]?.text
        rules = json["sequencing"]?.members.map { ActivityRules(.object($0)) }
        seconds = json["seconds"]?.decimal
        captions = (json["captions"]?.elements ?? []).compactMap { captions in
            guard let path = captions["path"]?.text else { return nil }
            return (path, captions["language"]?.text ?? "und")
        }
    }

    /// The parts of a version, those below a heading after it.
    static func list(in content: JSON) -> [ModulePart] {
        var parts: [ModulePart] = []
        func add(_ list: JSON?, level: Int) {
            for json in list?.elements ?? [] {
                parts.append(ModulePart(json, number: parts.count, level: level))
                add(json["parts"], level: level + 1)
            }
        }
        add(content["parts"], level: 0)
        return parts
    }
}
