import Documents
import LearningPackages
import Postgres

/// What becomes of parts of a module of SCORM or H5P whose content never calls the run-time.
///
/// It holds from now on for everybody, also who has begun; what was completed stays so.
package struct SilenceRule: Equatable, Sendable {
    /// Whether such a part is done when it is left; else somebody enters the completion.
    package let isDoneWhenLeft: Bool

    enum Limits {
        /// How long a part has to be open: content that is slow to begin is not silent yet.
        static let openMillisecondsMin = 5_000
    }

    /// What counts where nobody said anything.
    static let usual = SilenceRule(isDoneWhenLeft: false)

    package var json: JSON { ["done_when_left": .bool(isDoneWhenLeft)] }

    /// The rule of a module; refuses with `NotFound` and `ModuleError.noRunTime`.
    package static func find(
        _ code: String,
        in transaction: borrowing Transaction
    ) throws -> SilenceRule {
        let module = try CourseModule.find(code, in: transaction)
        guard module.draft.kind.hasRunTime else { throw ModuleError.noRunTime }
        return try known(module.draft.code, in: transaction) ?? usual
    }

    /// Reads `done_when_left`, says from now on what becomes of silent parts.
    ///
    /// The same again changes nothing, and any other change than the first has a reason. Refuses
    /// with `AccessError.notAllowed`, `NotFound`, `ModuleError.noRunTime`, `InvalidForm` and
    /// `ReasonMissing`.
    package static func enter(
        _ code: String,
        _ form: Form,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> SilenceRule {
        try act.actor.require(.manageCatalogue)
        try ModuleVersion.lock(code, in: transaction)
        let module = try CourseModule.find(code, in: transaction)
        guard module.draft.kind.hasRunTime else { throw ModuleError.noRunTime }
        let known = try known(module.draft.code, in: transaction)
        var form = form
        let isDoneWhenLeft = form.optionalBoolean("done_when_left")
        if !form.has("done_when_left") { form.refuse("done_when_left", "is missing", .missing) }
        try form.check()
        let rule = SilenceRule(isDoneWhenLeft: isDoneWhenLeft ?? false)
        guard rule != known else { return rule }
        if known != nil { _ = try act.requireReason() }
        _ = try transaction.execute(
            """
            INSERT INTO module_silence_rules (module_id, is_done_when_left, reason)
            SELECT id, \(rule.isDoneWhenLeft), \(known == nil ? nil : act.reason?.text)
            FROM modules WHERE code = \(module.draft.code)
            """
        )
        return rule
    }

    /// Whether a part is done though its content never called the run-time in this attempt.
    ///
    /// It was before, or it is left now, that is enough, and in its version nobody ever heard it.
    static func isDone(
        _ part: ModulePart,
        of launch: ModuleLaunch,
        wasDone: Bool,
        isLeft: Bool,
        in transaction: borrowing Transaction
    ) throws -> Bool {
        if wasDone {
            return try !wasHeard(part, "attempts.id = \(launch.attempt.id)", in: transaction)
        }
        guard isLeft, try known(launch.module.draft.code, in: transaction)?.isDoneWhenLeft == true
        else { return false }
        return try !wasHeard(
            part,
            """
            attempts.module_version_id = (
                SELECT module_version_id FROM module_attempts WHERE id = \(launch.attempt.id))
            """,
            in: transaction
        )
    }

    /// Whether content has called the run-time for a part in any of some attempts.
    private static func wasHeard(
        _ part: ModulePart,
        _ attempts: SQL,
        in transaction: borrowing Transaction
    ) throws -> Bool {
        try transaction.value(
            """
            SELECT EXISTS (
                SELECT FROM module_attempts AS attempts
                JOIN module_runs ON module_runs.attempt_id = attempts.id
                JOIN module_saves ON module_saves.run_id = module_runs.id
                WHERE \(attempts) AND module_runs.part = \(part.number)
                    AND module_saves.calls <> '[]')
            """,
            as: Bool.self
        ) == true
    }

    private static func known(
        _ code: String,
        in transaction: borrowing Transaction
    ) throws -> SilenceRule? {
        try transaction.value(
            """
            SELECT rules.is_done_when_left
            FROM module_silence_rules AS rules JOIN modules ON modules.id = rules.module_id
            WHERE modules.code = \(code)
            ORDER BY rules.id DESC LIMIT 1
            """,
            as: Bool.self
        ).map(SilenceRule.init)
    }
}

extension CourseModule.Kind {
    /// Whether its content reports by calling the run-time of SCORM, as players of H5P do here.
    package var hasRunTime: Bool { [.scorm12, .scorm2004, .h5p].contains(self) }
}
