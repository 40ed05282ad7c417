import Documents
import LearningPackages

extension ModuleVersion {
    /// The activities with their rules, when the package states any; else its parts are opened in
    /// any order.
    func activities(_ parts: [ModulePart]) -> ActivityTree? {
        let root = content["sequencing"].flatMap { json in
            json.members == nil ? nil : ActivityRules(json)
        }
        guard standard == .scorm2004, root != nil || parts.contains(where: { $0.rules != nil })
        else { return nil }
        return ActivityTree(
            root: root ?? ActivityRules(),
            parts: parts.map { part in
                ActivityTree.Part(
                    level: part.level,
                    isLaunched: part.launch != nil,
                    reports: part.reports,
                    rules: part.rules ?? ActivityRules()
                )
            }
        )
    }
}
