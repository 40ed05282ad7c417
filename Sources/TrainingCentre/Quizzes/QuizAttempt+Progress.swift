import Postgres

extension QuizAttempt {
    /// How many of their questions have an answer, in percent; without what is no quiz.
    static func answeredPercents(
        of attempts: [ID<ModuleAttempt>],
        in transaction: borrowing Transaction
    ) throws -> [ID<ModuleAttempt>: Hundredths] {
        let rows = try transaction.rows(
            """
            SELECT quiz_draws.attempt_id, trunc(100.0 * count(answered.answer) / count(*), 2)
            FROM quiz_draws
            LEFT JOIN LATERAL \(lastAnswer) AS answered ON answered.answer <> '{}'
            WHERE quiz_draws.attempt_id = ANY(\(attempts))
            GROUP BY quiz_draws.attempt_id
            """,
            as: (ID<ModuleAttempt>.self, Hundredths.self)
        )
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.0, $0.1) })
    }
}
