import Foundation
import Testing

/// A place that breaks a rule.
struct Finding: Sendable, CustomStringConvertible {
    let path: String
    let line: Int
    let problem: String

    var description: String { "\(path):\(line): \(problem)" }
}

/// Fails the test once for each finding.
func report(_ findings: [Finding]) {
    for finding in findings { Issue.record("\(finding.description)") }
}

/// A regular expression, and where it is found.
struct Pattern: Sendable {
    private let expression: String
    private let ignoresCase: Bool

    init(_ expression: String, ignoresCase: Bool = false) {
        self.expression = expression
        self.ignoresCase = ignoresCase
    }

    /// A match, with the line that it begins in and its groups.
    struct Match: Sendable {
        let line: Int
        let text: String
        /// The parts in parentheses; empty for those that took no part.
        let groups: [String]
    }

    func matches(in text: String) -> [Match] {
        guard
            let compiled = try? NSRegularExpression(
                pattern: expression,
                options: ignoresCase ? [.caseInsensitive] : []
            )
        else { preconditionFailure("\(expression) is no regular expression") }
        let whole = text as NSString
        let range = NSRange(location: 0, length: whole.length)
        return compiled.matches(in: text, range: range).map { match in
            let before = whole.substring(to: match.range.location)
            return Match(
                line: 1 + before.utf8.count { $0 == UInt8(ascii: "\n") },
                text: whole.substring(with: match.range),
                groups: (1..<max(1, match.numberOfRanges)).map { index in
                    let group = match.range(at: index)
                    return group.location == NSNotFound ? "" : whole.substring(with: group)
                }
            )
        }
    }

    func isFound(in text: String) -> Bool {
        !matches(in: text).isEmpty
    }
}
