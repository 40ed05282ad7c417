/// What has to happen in a unit of a cmi5 course for it to be satisfied (cmi5 section 13.1.4).
package enum MoveOn: String, Sendable, CaseIterable {
    case notApplicable = "NotApplicable"
    case completed = "Completed"
    case passed = "Passed"
    case completedAndPassed = "CompletedAndPassed"
    case completedOrPassed = "CompletedOrPassed"

    /// Whether it has happened.
    package func isMet(isCompleted: Bool, isPassed: Bool) -> Bool {
        switch self {
        case .notApplicable: true
        case .completed: isCompleted
        case .passed: isPassed
        case .completedAndPassed: isCompleted && isPassed
        case .completedOrPassed: isCompleted || isPassed
        }
    }
}
