import Postgres

/// A quiz of one's own course: how it is gone through, and what came of it so far.
package struct OwnQuiz: Sendable {
    package let own: OwnModule
    /// Of the version that one goes on with, or else begins; nil for a quiz without content.
    package let rules: QuizRules?
    /// How many questions that one has.
    package let drawn: Int
    package let standing: QuizStanding

    package init(own: OwnModule, rules: QuizRules?, drawn: Int, standing: QuizStanding) {
        self.own = own
        self.rules = rules
        self.drawn = drawn
        self.standing = standing
    }

    /// Whether somebody can begin or go on.
    package var canGoOn: Bool {
        own.obstacle == nil && !standing.isOver && (standing.open != nil || standing.left != 0)
    }

    /// Looks up what belongs to a module; nil when it is no quiz.
    package static func find(
        _ own: OwnModule,
        in transaction: borrowing Transaction
    ) throws -> OwnQuiz? {
        let module = own.module.draft
        guard module.kind == .quiz else { return nil }
        let standing = try QuizStanding.find(
            own.attempts,
            at: module.code,
            cohort: own.cohort,
            in: transaction
        )
        let versions = try ModuleVersion.list(of: module.code, in: transaction)
        let begun = own.attempts.first { $0.number == standing.open }?.version
        let quiz = try (begun ?? versions.first(where: \.isCurrent)).map {
            try Quiz.find($0, in: transaction)
        }
        return OwnQuiz(
            own: own,
            rules: quiz?.rules,
            drawn: quiz?.drawn ?? 0,
            standing: standing
        )
    }
}
