import Documents
import Foundation
import LearningPackages
import Postgres

/// Where somebody stands with a part of a module.
package struct ModulePartStanding: Equatable, Sendable {
    package let completion: Completion
    package let success: Success
    /// What the part said was reached; nil without a score.
    package let scorePercent: Hundredths?
    /// How much of it is done, where that is known.
    package let progressPercent: Hundredths?
    /// Spent in it, as it said itself.
    package let seconds: Int
    /// When its page last sent something; nil before.
    package let savedAt: Date?

    /// How far the work at a part is.
    package enum Completion: String, CaseIterable, Sendable {
        case notAttempted = "not attempted"
        case incomplete, completed, unknown
    }

    /// Whether the work at a part was good enough.
    package enum Success: String, CaseIterable, Sendable {
        case passed, failed, unknown
    }

    /// Done is what was passed, and what was completed and not failed.
    package var isDone: Bool {
        success == .passed || completion == .completed && success != .failed
    }

    /// Nobody has opened it.
    static let untouched = ModulePartStanding(
        completion: .notAttempted,
        success: .unknown,
        scorePercent: nil,
        progressPercent: nil,
        seconds: 0,
        savedAt: nil
    )

    var members: [JSON.Member] {
        [
            JSON.Member("completion", .string(completion.rawValue)),
            JSON.Member("success", .string(success.rawValue)),
            JSON.Member("score_percent", scorePercent?.json ?? .null),
            JSON.Member("progress_percent", progressPercent?.json ?? .null),
            JSON.Member("seconds", .integer(seconds)),
            JSON.Member("saved_at", JSON(savedAt?.rfc3339)),
        ]
    }

    /// The standings of attempts, by the number of the part.
    static func byPart(
        of attempts: [ID<ModuleAttempt>],
        in transaction: borrowing Transaction
    ) throws -> [ID<ModuleAttempt>: [Int: ModulePartStanding]] {
        let rows = try transaction.rows(
            """
            SELECT attempt_id, part, completion, success, score_percent, progress_percent,
                seconds, saved_at
            FROM module_part_standings WHERE attempt_id = ANY(\(attempts))
            """,
            as: (
                ID<ModuleAttempt>.self, Int.self, Completion.self, Success.self, Hundredths?.self,
                Hundredths?.self, Int.self, Date.self
            )
        )
        var standings: [ID<ModuleAttempt>: [Int: ModulePartStanding]] = [:]
        for row in rows {
            standings[row.0, default: [:]][row.1] = ModulePartStanding(
                completion: row.2,
                success: row.3,
                scorePercent: row.4,
                progressPercent: row.5,
                seconds: row.6,
                savedAt: row.7
            )
        }
        return standings
    }
}

extension ModulePartStanding.Completion: SQLValue {}
extension ModulePartStanding.Success: SQLValue {}
