import Documents
import Foundation
import Postgres

/// What an attempt at a quiz came to, marked once and for good.
package struct QuizResult: Sendable {
    /// Numbers without zeros at the end, with a point.
    package let points: String
    package let pointsMax: String
    /// Rounded down, so that what does not pass never looks as if it did.
    package let scorePercent: Hundredths
    package let hasPassed: Bool
    package let submittedAt: Date

    package init(
        points: String,
        pointsMax: String,
        scorePercent: Hundredths,
        hasPassed: Bool,
        submittedAt: Date
    ) {
        self.points = points
        self.pointsMax = pointsMax
        self.scorePercent = scorePercent
        self.hasPassed = hasPassed
        self.submittedAt = submittedAt
    }

    package var json: JSON {
        [
            "points": .number(points), "points_max": .number(pointsMax),
            "score_percent": scorePercent.json, "passed": .bool(hasPassed),
            "submitted_at": .string(submittedAt.rfc3339),
        ]
    }

    /// Those of attempts; without those that are not handed in.
    static func byAttempt(
        _ attempts: [ID<ModuleAttempt>],
        in transaction: borrowing Transaction
    ) throws -> [ID<ModuleAttempt>: QuizResult] {
        let rows = try transaction.rows(
            """
            SELECT attempt_id, trim_scale(points)::text, trim_scale(points_max)::text,
                score_percent, has_passed, submitted_at
            FROM quiz_submissions WHERE attempt_id = ANY(\(attempts))
            """,
            as: (
                ID<ModuleAttempt>.self, String.self, String.self, Hundredths.self, Bool.self,
                Date.self
            )
        )
        var results: [ID<ModuleAttempt>: QuizResult] = [:]
        for row in rows {
            results[row.0] = QuizResult(
                points: row.1,
                pointsMax: row.2,
                scorePercent: row.3,
                hasPassed: row.4,
                submittedAt: row.5
            )
        }
        return results
    }
}
