import Documents
import Foundation
import LearningPackages
import Postgres

/// One opening of a module by its learner, for at most a day.
///
/// Its page is on a host of its own, where nobody is signed in: the token in its address opens
/// this attempt and nothing else.
package struct ModuleLaunch: Sendable {
    let id: ID<ModuleLaunch>
    package private(set) var attempt: ModuleAttempt
    package let mode: Mode
    /// In whose name its page saves.
    let actor: Actor
    /// Whose module it is; nil in a preview, as the cohort.
    package let enrolment: ID<Enrolment>?
    let cohort: ID<Cohort>?
    package let module: CourseModule
    package let learner: Learner

    /// Whether what the learner does counts.
    package enum Mode: String, CaseIterable, Sendable {
        case normal
        /// The training is closed: the module can be looked at.
        case review
        /// Staff look at a version; there is no learner.
        case preview
    }

    /// What a module is told of its learner.
    package struct Learner: Sendable {
        /// A name for this enrolment alone, so that no package learns who somebody is elsewhere.
        package let code: String
        package let name: PersonName
    }

    enum Limits {
        static let lifetimeHours = 24
    }

    /// What its page is told: the parts, and with which somebody goes on.
    package var json: JSON {
        .object(
            [
                JSON.Member("title", .string(attempt.version.content["title"]?.text ?? "")),
                JSON.Member("standard", .string(attempt.version.standardName)),
                JSON.Member("mode", .string(mode.rawValue)),
                JSON.Member("current", JSON(attempt.current?.number)),
            ] + attempt.page
        )
    }

    /// A launch as it was made, with the token that cannot be shown again.
    package struct Opened: Sendable {
        package let token: String
        package let endsAt: Date
    }

    /// Opens a module of the own course: goes on with the last attempt, or begins another one.
    ///
    /// Refuses with `NotFound`, `AccessError.notAllowed` who is not the learner, `ModuleError` and
    /// `ModuleLaunchError`.
    package static func open(
        _ code: String,
        of enrolment: String,
        again: Bool,
        playsH5P: Bool,
        chance: Chance,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Opened {
        let access = try EnrolmentAccess(enrolment, by: actor, in: transaction)
        guard access.isOwn else { throw AccessError.notAllowed }
        let module = try CourseModule.find(code, in: transaction)
        try ModuleAttempt.require(module.draft.code, of: access.id, in: transaction)
        guard module.draft.kind.isPlayed else {
            throw ModuleLaunchError.notPlayed(module.draft.kind)
        }
        guard module.draft.kind != .h5p || playsH5P else { throw ModuleLaunchError.playerMissing }
        // Who opens a module twice at once gets one attempt.
        _ = try transaction.value(
            "SELECT id FROM enrolments WHERE id = \(access.id) FOR NO KEY UPDATE",
            as: ID<Enrolment>.self
        )
        let last = try ModuleAttempt.list(at: module.draft.code, of: access.id, in: transaction)
        let token = Token.secret(from: chance)
        do {
            let attempt =
                try (again ? nil : last.first?.id)
                ?? ModuleAttempt.begin(at: module.draft.code, of: access.id, in: transaction)
            let endsAt = try transaction.value(
                """
                INSERT INTO module_launches (attempt_id, hash, actor, mode, ends_at)
                SELECT \(attempt), \(Token.hash(of: token)), \(actor.name),
                    CASE cohorts.state WHEN 'closed' THEN 'review' ELSE 'normal' END,
                    now() + make_interval(hours => \(Limits.lifetimeHours)::integer)
                FROM cohorts WHERE cohorts.id = \(access.cohort)
                RETURNING ends_at
                """,
                as: Date.self
            )
            return Opened(token: token, endsAt: endsAt ?? Date(timeIntervalSince1970: 0))
        } catch {
            throw (error as? PostgresError).flatMap(ModuleLaunchError.init) ?? error
        }
    }

    /// The launch of a token; refuses with `ModuleLaunchError.unknown` and `.ended`.
    package static func find(
        _ token: String,
        in transaction: borrowing Transaction
    ) throws -> ModuleLaunch {
        let row = try transaction.row(
            """
            SELECT module_launches.id, module_launches.attempt_id, module_launches.mode,
                module_launches.actor, module_launches.ends_at > now(), enrolments.id,
                enrolments.cohort_id, modules.code,
                encode(
                    substr(sha256(convert_to(enrolments.code || modules.code, 'UTF8')), 1, 10),
                    'hex'),
                people.given_name_cyrl, people.family_name_cyrl, people.given_name_latn,
                people.family_name_latn, people.proposed_script
            FROM module_launches
            JOIN module_attempts ON module_attempts.id = module_launches.attempt_id
            JOIN modules ON modules.id = module_attempts.module_id
            JOIN enrolments ON enrolments.id = module_attempts.enrolment_id
            JOIN people ON people.id = enrolments.person_id
            WHERE module_launches.hash = \(Token.hash(of: token))
            """,
            as: (
                ID<ModuleLaunch>.self, ID<ModuleAttempt>.self, Mode.self, String.self, Bool.self,
                ID<Enrolment>.self, ID<Cohort>.self, String.self, String.self, String.self,
                String.self, String.self, String.self, PersonName.ProposedScript?.self
            )
        )
        guard let row else {
            if let preview = try findPreview(token, in: transaction) { return preview }
            throw ModuleLaunchError.unknown
        }
        guard row.4 else { throw ModuleLaunchError.ended }
        var launch = ModuleLaunch(
            id: row.0,
            attempt: try ModuleAttempt.find(row.1, in: transaction),
            mode: row.2,
            actor: Actor(name: row.3, roles: [.trainee]),
            enrolment: row.5,
            cohort: row.6,
            module: try CourseModule.find(row.7, in: transaction),
            learner: Learner(
                code: row.8,
                name: PersonName(
                    givenCyrl: row.9,
                    familyCyrl: row.10,
                    givenLatn: row.11,
                    familyLatn: row.12,
                    proposedScript: row.13
                )
            )
        )
        launch.attempt.isLookedAt = launch.mode != .normal
        return launch
    }

    /// The file of the package that a token opens; refuses as `find`.
    package static func file(
        of token: String,
        in transaction: borrowing Transaction
    ) throws -> Blob {
        let row = try transaction.row(
            """
            SELECT blobs.digest, blobs.bytes, blobs.media_type, opened.ends_at > now()
            FROM (
                SELECT module_attempts.module_version_id, module_launches.ends_at
                FROM module_launches
                JOIN module_attempts ON module_attempts.id = module_launches.attempt_id
                WHERE module_launches.hash = \(Token.hash(of: token))
                UNION ALL
                SELECT module_version_id, ends_at
                FROM module_previews WHERE hash = \(Token.hash(of: token))
            ) AS opened
            JOIN module_versions ON module_versions.id = opened.module_version_id
            JOIN blobs ON blobs.id = module_versions.blob_id
            """,
            as: (String.self, Int.self, Blob.MediaType.self, Bool.self)
        )
        guard let row else { throw ModuleLaunchError.unknown }
        guard row.3 else { throw ModuleLaunchError.ended }
        return Blob(digest: row.0, bytes: row.1, mediaType: row.2)
    }
}

extension ModuleLaunch.Mode: SQLValue {}

extension CourseModule.Kind {
    /// Whether a page of ours can open it.
    package var isPlayed: Bool {
        switch self {
        case .scorm12, .scorm2004, .cmi5, .xapi, .text, .video, .h5p: true
        case .quiz, .external: false
        }
    }
}

extension TrainingCentre {
    /// Runs what the page of a launch asks for in one transaction, in the name of its learner.
    ///
    /// Refuses as `ModuleLaunch.find`.
    package func write<Value: Sendable>(
        launch token: String,
        requestID: String?,
        _ body: @escaping @Sendable (ModuleLaunch, borrowing Transaction) throws -> Value
    ) async throws -> Value {
        try await database.transaction { (transaction: borrowing Transaction) in
            let launch = try ModuleLaunch.find(token, in: transaction)
            try Act(by: launch.actor, requestID: requestID).begin(in: transaction)
            return try body(launch, transaction)
        }
    }
}
