import Documents
import Postgres
import Quizzes

/// The questions of one version of a module, in pools, and the rules by which they are asked.
///
/// It has what is right in it: only who manages the catalogue sees all of it.
package struct Quiz: Sendable {
    package let version: ModuleVersion
    package let rules: QuizRules
    /// In their order.
    package let pools: [QuizPool]

    /// How many questions an attempt has.
    package var drawn: Int { pools.map(\.drawnCount).reduce(0, +) }

    package var json: JSON {
        .object(
            [
                JSON.Member("module", .string(version.moduleCode)),
                JSON.Member("version", .integer(version.number)),
                JSON.Member("current", .bool(version.isCurrent)),
            ] + rules.members + [
                JSON.Member("questions_drawn", .integer(drawn)),
                JSON.Member("pools", .array(pools.map(\.json))),
                JSON.Member(
                    "questions",
                    .array(pools.flatMap { pool in pool.questions.map { $0.json(in: pool) } })
                ),
                JSON.Member("warnings", version.content["warnings"] ?? .array([])),
            ]
        )
    }

    /// The quiz of a version, nil for the newest one.
    ///
    /// For who manages the catalogue. Refuses with `NotFound`, also a module that is no quiz, and
    /// `AccessError.notAllowed`.
    package static func find(
        _ number: Int?,
        of code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Quiz {
        try actor.require(.manageCatalogue)
        return try find(try ModuleVersion.find(number, of: code, in: transaction), in: transaction)
    }

    static func find(
        _ version: ModuleVersion,
        in transaction: borrowing Transaction
    ) throws -> Quiz {
        Quiz(
            version: version,
            rules: try rules(of: version, in: transaction),
            pools: try QuizPool.list(of: version, in: transaction)
        )
    }

    static func rules(
        of version: ModuleVersion,
        in transaction: borrowing Transaction
    ) throws -> QuizRules {
        let row = try transaction.row(
            """
            SELECT attempts_max, pass_percent, shuffles, feedback
            FROM quizzes WHERE module_version_id = \(version.id)
            """,
            as: (Int?.self, Hundredths.self, Bool.self, QuizRules.Feedback.self)
        )
        guard let row else { throw NotFound("quiz", version.moduleCode) }
        return QuizRules(
            attemptsMax: row.0,
            passPercent: row.1,
            shuffles: row.2,
            feedback: row.3
        )
    }
}

/// Questions of which some are drawn: those of one category of the file.
package struct QuizPool: Sendable {
    /// The names of the category, the widest first, with slashes; empty for none.
    package let name: String
    /// How many are drawn; nil for all.
    package let drawn: Int?
    package let questions: [QuizQuestion]

    package var drawnCount: Int { drawn ?? questions.count }

    var json: JSON {
        [
            "name": .string(name), "questions": .integer(questions.count), "drawn": JSON(drawn),
        ]
    }

    /// The name of the pool for a category.
    static func name(of category: [String]) -> String {
        category.joined(separator: " / ")
    }

    static func list(
        of version: ModuleVersion,
        in transaction: borrowing Transaction
    ) throws -> [QuizPool] {
        let questions = Dictionary(
            grouping: try QuizQuestion.list(of: version, in: transaction),
            by: \.pool
        )
        return try transaction.rows(
            """
            SELECT id, name, drawn FROM quiz_pools
            WHERE module_version_id = \(version.id)
            ORDER BY position
            """,
            as: (ID<QuizPool>.self, String.self, Int?.self)
        ).map { QuizPool(name: $1, drawn: $2, questions: questions[$0] ?? []) }
    }
}

/// A question of a version.
package struct QuizQuestion: Sendable {
    let id: ID<QuizQuestion>
    let pool: ID<QuizPool>
    /// Counted from 1 in the order of the file.
    package let position: Int
    package let question: Question

    func json(in pool: QuizPool) -> JSON {
        .object(
            [
                JSON.Member("question", .integer(position)),
                JSON.Member("pool", .string(pool.name)),
                JSON.Member("points", .number(question.points.text)),
            ] + (StoredQuestion(question).json.members ?? [])
        )
    }

    static func list(
        of version: ModuleVersion,
        in transaction: borrowing Transaction
    ) throws -> [QuizQuestion] {
        try rows("WHERE quiz_questions.module_version_id = \(version.id)", in: transaction)
    }

    /// The questions that a condition picks, in the order of the file.
    static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [QuizQuestion] {
        try transaction.rows(
            """
            SELECT quiz_questions.id, quiz_questions.pool_id, quiz_questions.position,
                quiz_questions.points::text, quiz_questions.question::text
            FROM quiz_questions
            \(condition)
            ORDER BY quiz_questions.position
            """,
            as: (ID<QuizQuestion>.self, ID<QuizPool>.self, Int.self, String.self, String.self)
        ).map { id, pool, position, points, json in
            QuizQuestion(
                id: id,
                pool: pool,
                position: position,
                question: try StoredQuestion(
                    JSON.parse(Array(json.utf8)),
                    points: Points(points) ?? .one
                ).question
            )
        }
    }
}
