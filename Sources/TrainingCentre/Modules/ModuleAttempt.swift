import Documents
import ExperienceAPI
import Foundation
import LearningPackages
import Postgres

/// One go of a learner at a module, counted from 1; it keeps to the version with which it began.
package struct ModuleAttempt: Sendable {
    package let id: ID<ModuleAttempt>
    package let number: Int
    package let version: ModuleVersion
    package let begunAt: Date
    /// Where each part stands that was opened, by the number of the part.
    package let standings: [Int: ModulePartStanding]
    /// What came of an attempt at a quiz; nil until it is handed in, and for packages.
    package let quiz: QuizResult?
    /// How many questions of an attempt at a quiz have an answer; nil for packages.
    var answeredPercent: Hundredths?
    /// That it is done and does not count; nil too as long as the module is completed.
    package let refused: RefusedCompletion?
    /// What the rules of its package make of it; nil when it has none.
    var course: ActivityCourse?
    /// Whether nothing counts, so that all of it may be looked at in any order.
    var isLookedAt = false

    /// The order that has to be kept.
    var order: ActivityCourse? { isLookedAt ? nil : course }

    package var parts: [ModulePart] { version.parts }

    /// The parts that somebody goes through.
    private var opened: [ModulePart] { parts.filter { $0.launch != nil && $0.isVisible } }

    /// How much of it is done: of a quiz as many questions as have an answer, of a part that does
    /// not say all or nothing.
    package var progressPercent: Hundredths {
        if isDone { return Hundredths(10_000) }
        if let answeredPercent { return answeredPercent }
        let shares = opened.map { part in
            isDone(part) ? 10_000 : standings[part.number]?.progressPercent?.value ?? 0
        }
        return Hundredths(shares.isEmpty ? 0 : shares.reduce(0, +) / shares.count)
    }

    /// Whether the quiz is passed, or every part is done that is opened at all; where the package
    /// has rules, by these.
    package var isDone: Bool {
        if let quiz { return quiz.hasPassed }
        if let course { return course.isDone }
        let opened = opened
        return !opened.isEmpty && opened.allSatisfy(isDone)
    }

    /// Whether it came to its end without being passed.
    package var hasFailed: Bool {
        if let quiz { return !quiz.hasPassed }
        let failed = opened.filter { !isDone($0) && standings[$0.number]?.success == .failed }
        return !isDone && !failed.isEmpty
            && failed.count + opened.count(where: isDone) == opened.count
    }

    /// Whether a part is done: by its own rule in cmi5, else by what it reported.
    package func isDone(_ part: ModulePart) -> Bool {
        let standing = standings[part.number] ?? .untouched
        guard let moveOn = part.moveOn else { return standing.isDone }
        return moveOn.isMet(
            isCompleted: standing.completion == .completed,
            isPassed: standing.success == .passed
        )
    }

    /// What was reached on average in the parts with a score, or as the package weighs them; nil
    /// without any.
    package var scorePercent: Hundredths? {
        if let quiz { return quiz.scorePercent }
        if let course, course.statesMeasures {
            return course.whole.measure.map { Hundredths(Int((max(0, $0) * 10_000).rounded())) }
        }
        let scores = standings.values.compactMap(\.scorePercent?.value)
        return scores.isEmpty ? nil : Hundredths(scores.reduce(0, +) / scores.count)
    }

    /// The part with which somebody goes on: the first that is not done, else the first.
    package var current: ModulePart? {
        if let order { return current(in: order) }
        let opened = opened
        return opened.first { !isDone($0) } ?? opened.first
            ?? parts.first { $0.launch != nil }
    }

    /// Where a part stands in one word: `passed`, `failed`, or how far it is completed.
    package func status(of part: ModulePart) -> String {
        let standing = standings[part.number] ?? .untouched
        return standing.success == .unknown
            ? standing.completion.rawValue : standing.success.rawValue
    }

    /// The parts as the page of a launch lists them.
    var partsOfPage: JSON {
        .array(
            parts.map { part in
                .object(
                    [
                        JSON.Member("number", .integer(part.number)),
                        JSON.Member("level", .integer(part.level)),
                        JSON.Member("identifier", .string(part.identifier)),
                        JSON.Member("title", .string(part.title)),
                        JSON.Member("launchable", .bool(part.launch != nil)),
                        JSON.Member("status", .string(status(of: part))),
                        JSON.Member(
                            "progress",
                            standings[part.number]?.progressPercent?.json ?? .null
                        ),
                    ] + order(of: part)
                )
            }
        )
    }

    package var json: JSON {
        [
            "attempt": .integer(number), "version": .integer(version.number),
            "standard": .string(version.standardName),
            "begun_at": .string(begunAt.rfc3339), "done": .bool(isDone),
            "score_percent": scorePercent?.json ?? .null,
            "progress_percent": progressPercent.json,
            "quiz": quiz?.json ?? .null, "refused": refused?.json ?? .null,
            "parts": .array(
                parts.map { part in
                    .object(
                        [
                            JSON.Member("part", .integer(part.number)),
                            JSON.Member("identifier", .string(part.identifier)),
                            JSON.Member("title", .string(part.title)),
                        ] + (standings[part.number] ?? .untouched).members
                    )
                }
            ),
        ]
    }

    /// The attempts of somebody at a module of the cohort's course, the newest first.
    ///
    /// For the person, the institution behind the enrolment, the cohort's trainers and the staff.
    /// Refuses with `NotFound` and `ModuleError.notOfCourse`.
    package static func list(
        at module: String,
        of enrolment: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [ModuleAttempt] {
        let access = try EnrolmentAccess(enrolment, by: actor, in: transaction)
        let module = try CourseModule.find(module, in: transaction).draft.code
        try require(module, of: access.id, in: transaction)
        return try list(at: module, of: access.id, in: transaction)
    }

    static func list(
        at module: String,
        of enrolment: ID<Enrolment>,
        in transaction: borrowing Transaction
    ) throws -> [ModuleAttempt] {
        try rows(
            """
            WHERE module_attempts.enrolment_id = \(enrolment) AND modules.code = \(module)
            ORDER BY module_attempts.number DESC
            """,
            in: transaction
        )
    }

    static func find(
        _ id: ID<ModuleAttempt>,
        in transaction: borrowing Transaction
    ) throws -> ModuleAttempt {
        guard let found = try rows("WHERE module_attempts.id = \(id)", in: transaction).first
        else { throw NotFound("attempt", "\(id.value)") }
        return found
    }

    /// Begins with the version that is published now; the enrolment is locked.
    static func begin(
        at module: String,
        of enrolment: ID<Enrolment>,
        in transaction: borrowing Transaction
    ) throws -> ID<ModuleAttempt> {
        let versions = try ModuleVersion.list(of: module, in: transaction)
        guard let version = versions.first(where: \.isCurrent) else {
            throw ModuleLaunchError.empty
        }
        let begun = try transaction.value(
            """
            INSERT INTO module_attempts (enrolment_id, module_id, module_version_id, number)
            SELECT \(enrolment), module_versions.module_id, module_versions.id,
                1 + coalesce((
                    SELECT max(number) FROM module_attempts
                    WHERE enrolment_id = \(enrolment)
                        AND module_attempts.module_id = module_versions.module_id), 0)
            FROM module_versions WHERE module_versions.id = \(version.id)
            RETURNING id
            """,
            as: ID<ModuleAttempt>.self
        )
        guard let begun else { throw ModuleLaunchError.empty }
        return begun
    }

    /// Refuses with `ModuleError.notOfCourse` a module that the cohort's course does not have.
    static func require(
        _ module: String,
        of enrolment: ID<Enrolment>,
        in transaction: borrowing Transaction
    ) throws {
        let isOfCourse = try transaction.value(
            """
            SELECT EXISTS (
                SELECT FROM module_standings JOIN modules ON modules.id = module_id
                WHERE enrolment_id = \(enrolment) AND modules.code = \(module))
            """,
            as: Bool.self
        )
        guard isOfCourse == true else { throw ModuleError.notOfCourse }
    }

    /// Those that are named, by their ids.
    static func withIDs(
        _ ids: [ID<ModuleAttempt>],
        in transaction: borrowing Transaction
    ) throws -> [ID<ModuleAttempt>: ModuleAttempt] {
        let found = try rows("WHERE module_attempts.id = ANY(\(ids))", in: transaction)
        return Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
    }

    private static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [ModuleAttempt] {
        let found = try transaction.rows(
            """
            SELECT module_attempts.id, module_attempts.number, module_attempts.begun_at,
                module_attempts.module_version_id, refused.refusal, refused.completed_on
            FROM module_attempts
            JOIN modules ON modules.id = module_attempts.module_id
            LEFT JOIN LATERAL (
                SELECT refusal, completed_on
                FROM module_completion_refusals
                WHERE attempt_id = module_attempts.id
                    AND (
                        SELECT is_completed FROM module_completions
                        WHERE module_completions.enrolment_id = module_attempts.enrolment_id
                            AND module_completions.module_id = module_attempts.module_id
                        ORDER BY module_completions.id DESC LIMIT 1) IS NOT TRUE
                ORDER BY module_completion_refusals.id DESC LIMIT 1
            ) AS refused ON true
            \(condition)
            """,
            as: (
                ID<ModuleAttempt>.self, Int.self, Date.self, ID<ModuleVersion>.self,
                CompletionRefusal?.self, CalendarDate?.self
            )
        )
        guard !found.isEmpty else { return [] }
        let ids = found.map(\.0)
        let versions = try ModuleVersion.withIDs(Set(found.map(\.3)), in: transaction)
        let standings = try ModulePartStanding.byPart(of: ids, in: transaction)
        let results = try QuizResult.byAttempt(ids, in: transaction)
        let answered = try QuizAttempt.answeredPercents(of: ids, in: transaction)
        let courses = try courses(
            of: found.compactMap { row in versions[row.3].map { (row.0, $0) } },
            standings,
            in: transaction
        )
        return try found.map { row in
            guard let version = versions[row.3] else {
                throw NotFound("module_version", "\(row.3.value)")
            }
            var refused: RefusedCompletion?
            if let why = row.4, let doneOn = row.5 {
                refused = RefusedCompletion(why: why, doneOn: doneOn)
            }
            return ModuleAttempt(
                id: row.0,
                number: row.1,
                version: version,
                begunAt: row.2,
                standings: standings[row.0] ?? [:],
                quiz: results[row.0],
                answeredPercent: answered[row.0],
                refused: refused,
                course: courses[row.0]
            )
        }
    }
}
