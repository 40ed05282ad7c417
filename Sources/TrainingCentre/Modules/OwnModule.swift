import Postgres

/// A module of one's own course: where one stands, and whether it can be opened.
package struct OwnModule: Sendable {
    package let enrolment: ID<Enrolment>
    let cohort: ID<Cohort>
    package let course: Titles
    package let module: CourseModule
    package let standing: ModuleStanding
    /// The newest first.
    package let attempts: [ModuleAttempt]
    /// Why it is not opened; nil when it can be.
    package let obstacle: Obstacle?
    /// Whether the training is closed, so that nothing counts any more.
    package let isOver: Bool

    /// Why a module is not opened.
    package enum Obstacle: Sendable {
        case noSeat, cancelled, empty, notPlayed, playerMissing
    }

    /// Whether a later version would be begun with.
    package var hasNewerVersion: Bool { attempts.first.map { !$0.version.isCurrent } ?? false }

    /// A module of a course that the actor takes; `playsH5P` says whether a player is installed.
    ///
    /// Refuses with `NotFound`, `AccessError.notAllowed` and `ModuleError.notOfCourse`.
    package static func find(
        _ code: String,
        of enrolment: String,
        playsH5P: Bool,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> OwnModule {
        let access = try EnrolmentAccess(enrolment, by: actor, in: transaction)
        guard access.isOwn else { throw AccessError.notAllowed }
        let module = try CourseModule.find(code, in: transaction)
        let progress = try EnrolmentModules.find(enrolment, by: actor, in: transaction).progress
        guard let standing = progress.modules.first(where: { $0.code == module.draft.code }) else {
            throw ModuleError.notOfCourse
        }
        let row = try transaction.row(
            """
            SELECT enrolments.status, cohorts.state, courses.title_sr_cyrl, courses.title_sr_latn,
                courses.title_en
            FROM enrolments
            JOIN cohorts ON cohorts.id = enrolments.cohort_id
            JOIN courses ON courses.id = cohorts.course_id
            WHERE enrolments.id = \(access.id)
            """,
            as: (
                Enrolment.Status.self, Cohort.State.self, String.self, String.self, String.self
            )
        )
        guard let row else { throw NotFound("enrolment", enrolment) }
        let attempts = try ModuleAttempt.list(at: module.draft.code, of: access.id, in: transaction)
        let versions = try ModuleVersion.list(of: module.draft.code, in: transaction)
        let hasContent = !attempts.isEmpty || versions.contains(where: \.isCurrent)
        return OwnModule(
            enrolment: access.id,
            cohort: access.cohort,
            course: Titles(srCyrl: row.2, srLatn: row.3, en: row.4),
            module: module,
            standing: standing,
            attempts: attempts,
            obstacle: [
                (Obstacle.notPlayed, !module.draft.kind.isPlayed && module.draft.kind != .quiz),
                (.playerMissing, module.draft.kind == .h5p && !playsH5P),
                (.noSeat, row.0 != .confirmed), (.cancelled, row.1 == .cancelled),
                (.empty, !hasContent),
            ].first(where: \.1)?.0,
            isOver: row.1 == .closed
        )
    }
}
