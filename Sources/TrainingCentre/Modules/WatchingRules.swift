import Documents
import LearningPackages
import Postgres

/// How the film of a module is watched: how much of it, and whether it may be skipped through.
///
/// They hold from now on for everybody, also who has begun; what was watched stays watched.
package struct WatchingRules: Equatable, Sendable {
    package let isSkippingAllowed: Bool
    /// Of the film, from 1 to 100.
    package let percentMin: Int

    /// What counts where nobody said anything.
    static let usual = WatchingRules(isSkippingAllowed: true, percentMin: 90)

    package var json: JSON {
        ["skipping": .bool(isSkippingAllowed), "watched_percent": .integer(percentMin)]
    }

    var ofRecord: VideoRecord.Rules {
        VideoRecord.Rules(isSkippingAllowed: isSkippingAllowed, percentMin: percentMin)
    }

    /// The rules of a module; refuses with `NotFound` and `ModuleError.noFilm`.
    package static func find(
        _ code: String,
        in transaction: borrowing Transaction
    ) throws -> WatchingRules {
        let module = try CourseModule.find(code, in: transaction)
        guard module.draft.kind == .video else { throw ModuleError.noFilm }
        return try current(module.draft.code, in: transaction)
    }

    /// The rules that count now, the usual ones without any.
    static func current(
        _ code: String,
        in transaction: borrowing Transaction
    ) throws -> WatchingRules {
        try known(code, in: transaction) ?? usual
    }

    /// Reads `skipping` and `watched_percent`, says from now on how a film is watched.
    ///
    /// What is left out stays; the same again changes nothing, and any other change than the first
    /// has a reason. Refuses with `AccessError.notAllowed`, `NotFound`, `ModuleError.noFilm`,
    /// `InvalidForm` and `ReasonMissing`.
    package static func enter(
        _ code: String,
        _ form: Form,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> WatchingRules {
        try act.actor.require(.manageCatalogue)
        try ModuleVersion.lock(code, in: transaction)
        let module = try CourseModule.find(code, in: transaction)
        guard module.draft.kind == .video else { throw ModuleError.noFilm }
        let known = try known(module.draft.code, in: transaction)
        let before = known ?? usual
        var form = form
        let skipping = form.optionalBoolean("skipping")
        let percent = form.optionalInteger("watched_percent", in: 1...100)
        try form.check()
        let rules = WatchingRules(
            isSkippingAllowed: skipping ?? before.isSkippingAllowed,
            percentMin: percent ?? before.percentMin
        )
        guard rules != known else { return rules }
        if known != nil { _ = try act.requireReason() }
        _ = try transaction.execute(
            """
            INSERT INTO module_watching_rules (
                module_id, is_skipping_allowed, percent_min, reason)
            SELECT id, \(rules.isSkippingAllowed), \(rules.percentMin),
                \(known == nil ? nil : act.reason?.text)
            FROM modules WHERE code = \(module.draft.code)
            """
        )
        return rules
    }

    private static func known(
        _ code: String,
        in transaction: borrowing Transaction
    ) throws -> WatchingRules? {
        try transaction.row(
            """
            SELECT rules.is_skipping_allowed, rules.percent_min
            FROM module_watching_rules AS rules JOIN modules ON modules.id = rules.module_id
            WHERE modules.code = \(code)
            ORDER BY rules.id DESC LIMIT 1
            """,
            as: (Bool.self, Int.self)
        ).map { WatchingRules(isSkippingAllowed: $0, percentMin: $1) }
    }
}
