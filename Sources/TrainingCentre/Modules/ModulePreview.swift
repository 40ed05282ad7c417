import Foundation
import LearningPackages
import Postgres

extension ModuleLaunch {
    /// Opens a version as a learner sees it, nil for the newest, whether it is published or not.
    ///
    /// Nothing that its page sends is kept, in nobody's name; only that somebody looked. Refuses
    /// with `AccessError.notAllowed`, `NotFound`, `ModuleLaunchError.notPlayed` and
    /// `.playerMissing`.
    package static func preview(
        _ number: Int?,
        of code: String,
        playsH5P: Bool,
        chance: Chance,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Opened {
        try actor.require(.manageCatalogue)
        let version = try ModuleVersion.find(number, of: code, in: transaction)
        let kind = version.standard.map { CourseModule.Kind($0) } ?? .quiz
        guard kind.isPlayed else { throw ModuleLaunchError.notPlayed(kind) }
        guard kind != .h5p || playsH5P else { throw ModuleLaunchError.playerMissing }
        let token = Token.secret(from: chance)
        let endsAt = try transaction.value(
            """
            INSERT INTO module_previews (module_version_id, hash, actor, ends_at)
            VALUES (
                \(version.id), \(Token.hash(of: token)), \(actor.name),
                now() + make_interval(hours => \(Limits.lifetimeHours)::integer))
            RETURNING ends_at
            """,
            as: Date.self
        )
        return Opened(token: token, endsAt: endsAt ?? Date(timeIntervalSince1970: 0))
    }

    /// The preview of a token; nil for none, refuses with `ModuleLaunchError.ended`.
    static func findPreview(
        _ token: String,
        in transaction: borrowing Transaction
    ) throws -> ModuleLaunch? {
        let row = try transaction.row(
            """
            SELECT module_previews.id, module_version_id, actor, opened_at, ends_at > now()
            FROM module_previews WHERE hash = \(Token.hash(of: token))
            """,
            as: (
                ID<ModuleLaunch>.self, ID<ModuleVersion>.self, String.self, Date.self, Bool.self
            )
        )
        guard let row else { return nil }
        guard row.4 else { throw ModuleLaunchError.ended }
        guard let version = try ModuleVersion.withIDs([row.1], in: transaction)[row.1] else {
            return nil
        }
        return ModuleLaunch(
            id: row.0,
            attempt: ModuleAttempt(
                id: ID(0),
                number: 1,
                version: version,
                begunAt: row.3,
                standings: [:],
                quiz: nil,
                refused: nil,
                course: version.activities(version.parts)?.course([:], current: nil),
                isLookedAt: true
            ),
            mode: .preview,
            actor: Actor(name: row.2, roles: []),
            enrolment: nil,
            cohort: nil,
            module: try CourseModule.find(version.moduleCode, in: transaction),
            learner: .nobody
        )
    }
}

extension ModuleLaunch.Learner {
    /// As whom a preview is opened.
    static let nobody = ModuleLaunch.Learner(
        code: "preview",
        name: PersonName(
            givenCyrl: "Проба",
            familyCyrl: "Преглед",
            givenLatn: "Proba",
            familyLatn: "Pregled",
            proposedScript: nil
        )
    )
}
