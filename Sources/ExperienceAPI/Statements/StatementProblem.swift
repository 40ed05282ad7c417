/// Why something is no statement, or no question about statements, and where.
package struct StatementProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The member at fault from the outside in, `result.score.scaled`; empty for all of it.
    package let path: String
    /// What is wrong and what would be right.
    package let problem: String

    package init(_ path: String, _ problem: String) {
        self.path = path
        self.problem = problem
    }

    package var description: String { path.isEmpty ? problem : "\(path): \(problem)" }
}
