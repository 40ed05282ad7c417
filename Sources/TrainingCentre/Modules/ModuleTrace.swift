import Documents
import Foundation
import Postgres

/// How far somebody came with a module of a course: by the last attempt, whatever counts of it.
package struct ModuleTrace: Equatable, Sendable {
    /// Counted from 1.
    package let attempt: Int
    /// Whether it came to its end without being passed.
    package let hasFailed: Bool
    /// Over all parts that are opened, or all questions that are asked.
    package let progressPercent: Hundredths
    /// When the page last sent something, or the attempt began.
    package let lastAt: Date
    /// The same on the clock of the centre.
    package let lastOn: CalendarDate
    /// That it was done, in this attempt or an earlier one, and does not count.
    package let refused: RefusedCompletion?

    package init(
        attempt: Int,
        hasFailed: Bool,
        progressPercent: Hundredths,
        lastAt: Date,
        lastOn: CalendarDate,
        refused: RefusedCompletion?
    ) {
        (self.attempt, self.hasFailed, self.lastAt) = (attempt, hasFailed, lastAt)
        (self.progressPercent, self.lastOn, self.refused) = (progressPercent, lastOn, refused)
    }

    /// Whose module it is.
    struct Place: Hashable {
        let enrolment: ID<Enrolment>
        let module: String
    }

    /// The traces of the enrolments that a condition picks; a few statements, however many.
    static func byPlace(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [Place: ModuleTrace] {
        let last = try lastAttempts(condition, in: transaction)
        guard !last.isEmpty else { return [:] }
        let attempts = try ModuleAttempt.withIDs(last.map(\.id), in: transaction)
        return Dictionary(
            uniqueKeysWithValues: last.compactMap { row in
                guard let attempt = attempts[row.id] else { return nil }
                let trace = ModuleTrace(
                    attempt: attempt.number,
                    hasFailed: attempt.hasFailed,
                    progressPercent: attempt.progressPercent,
                    lastAt: row.lastAt,
                    lastOn: row.lastOn,
                    refused: row.refused
                )
                return (row.place, trace)
            }
        )
    }

    private typealias Last = (
        place: Place, id: ID<ModuleAttempt>, lastAt: Date, lastOn: CalendarDate,
        refused: RefusedCompletion?
    )

    /// What was refused of any attempt, as long as nothing is entered.
    private static func lastAttempts(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [Last] {
        try transaction.rows(
            """
            SELECT DISTINCT ON (enrolments.id, module_attempts.module_id)
                enrolments.id, modules.code, module_attempts.id, seen.at,
                (seen.at AT TIME ZONE 'Europe/Belgrade')::date,
                refused.refusal, refused.completed_on
            FROM enrolments
            JOIN module_attempts ON module_attempts.enrolment_id = enrolments.id
            JOIN modules ON modules.id = module_attempts.module_id
            CROSS JOIN LATERAL (\(lastMoment)) AS seen
            LEFT JOIN LATERAL (\(newestRefusal)) AS refused ON true
            WHERE \(condition)
            ORDER BY enrolments.id, module_attempts.module_id, module_attempts.number DESC
            """,
            as: (
                ID<Enrolment>.self, String.self, ID<ModuleAttempt>.self, Date.self,
                CalendarDate.self, CompletionRefusal?.self, CalendarDate?.self
            )
        ).map { row in
            var refused: RefusedCompletion?
            if let why = row.5, let doneOn = row.6 {
                refused = RefusedCompletion(why: why, doneOn: doneOn)
            }
            return (Place(enrolment: row.0, module: row.1), row.2, row.3, row.4, refused)
        }
    }

    /// When the attempt began, or its page, or the pages of a quiz, sent something.
    private static let lastMoment: SQL =
        """
        SELECT greatest(
            module_attempts.begun_at,
            (SELECT max(saved_at) FROM module_part_standings
                WHERE attempt_id = module_attempts.id),
            (SELECT max(saved_at) FROM quiz_answers WHERE attempt_id = module_attempts.id),
            (SELECT max(submitted_at) FROM quiz_submissions
                WHERE attempt_id = module_attempts.id)) AS at
        """

    private static let newestRefusal: SQL =
        """
        SELECT found.refusal, found.completed_on
        FROM module_attempts AS tried
        JOIN module_completion_refusals AS found ON found.attempt_id = tried.id
        WHERE tried.enrolment_id = enrolments.id
            AND tried.module_id = module_attempts.module_id
            AND (
                SELECT is_completed FROM module_completions AS entered
                WHERE entered.enrolment_id = tried.enrolment_id
                    AND entered.module_id = tried.module_id
                ORDER BY entered.id DESC LIMIT 1) IS NOT TRUE
        ORDER BY found.id DESC LIMIT 1
        """
}
