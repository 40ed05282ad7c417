import Documents
import ExperienceAPI
import Postgres

/// A unit of a cmi5 course, or of a package without its profile, that was opened and speaks, by the
/// token of its session.
package struct CMI5Unit: Sendable {
    let launch: ModuleLaunch
    let part: ModulePart
    /// What the courses of the centre are known by: the address of the service.
    let home: String
    private let row: Int
    private let chance: Chance
    private var session: CMI5Session
    private var before: CMI5Session.State
    /// Whether a statement has said how far the learner is.
    private var hasReached = false

    var registration: String { session.registration }
    var activity: String { session.activity }
    var agent: AgentIdentity { session.actor }

    /// Whether documents of a registration are its own: without the profile those of none are, for
    /// the agent is of this enrolment and this module alone.
    func reaches(_ registration: String?) -> Bool {
        registration == session.registration || registration == nil && !session.hasProfile
    }

    /// The client that a token is at the page of a launch; refuses as `ModuleLaunch.find`, and with
    /// `AccessError.badToken`.
    package static func client(
        _ token: String,
        launch launchToken: String,
        home: String,
        chance: Chance,
        in transaction: borrowing Transaction
    ) throws -> StatementClient {
        let launch = try ModuleLaunch.find(launchToken, in: transaction)
        // Previews are counted apart, and have no sessions.
        guard launch.mode != .preview else { throw AccessError.badToken }
        let row = try transaction.row(
            """
            SELECT cmi5_sessions.id, cmi5_sessions.session::text, cmi5_sessions.part,
                cmi5_registrations.registration::text
            FROM cmi5_sessions
            JOIN module_runs ON module_runs.id = cmi5_sessions.run_id
            JOIN cmi5_registrations ON cmi5_registrations.attempt_id = cmi5_sessions.attempt_id
            WHERE cmi5_sessions.token_hash = \(Token.hash(of: token))
                AND module_runs.launch_id = \(launch.id)
            """,
            as: (Int.self, String.self, Int.self, String.self)
        )
        guard let row, launch.attempt.parts.indices.contains(row.2) else {
            throw AccessError.badToken
        }
        let part = launch.attempt.parts[row.2]
        guard let actor = AgentIdentity(launch.agent(home: home)) else {
            throw AccessError.badToken
        }
        let session = CMI5Session(
            hasProfile: launch.followsCMI5,
            id: row.1,
            registration: row.3,
            actor: actor,
            activity: launch.activity(part.identifier, home: home),
            publisherID: part.identifier,
            masteryScore: part.masteryScore,
            isNormal: launch.mode == .normal,
            state: CMI5Session.State(),
            isCompleted: false,
            isPassed: false
        )
        return StatementClient(
            CMI5Unit(
                launch: launch,
                part: part,
                home: home,
                row: row.0,
                chance: chance,
                session: session,
                before: session.state
            ),
            home: home
        )
    }

    /// Locks what the unit has reached and then the session, as opening does, and only then looks
    /// at both.
    mutating func lock(in transaction: borrowing Transaction) throws {
        let reached = try transaction.row(
            """
            SELECT completion = 'completed', success = 'passed'
            FROM module_part_standings
            WHERE attempt_id = \(launch.attempt.id) AND part = \(part.number)
            FOR UPDATE
            """,
            as: (Bool.self, Bool.self)
        )
        (session.isCompleted, session.isPassed) = (reached?.0 ?? false, reached?.1 ?? false)
        let row = try transaction.row(
            """
            SELECT is_initialized, has_completed, has_judged, terminated_at IS NOT NULL,
                \(Self.isOver), is_abandoned
            FROM cmi5_sessions WHERE id = \(row) FOR UPDATE
            """,
            as: (Bool.self, Bool.self, Bool.self, Bool.self, Bool.self, Bool.self)
        )
        guard let row else { throw AccessError.badToken }
        session.state = CMI5Session.State(
            isInitialized: row.0,
            hasCompleted: row.1,
            hasJudged: row.2,
            isTerminated: row.3,
            isOver: row.4,
            isAbandoned: row.5
        )
        before = session.state
    }

    /// Whether a session was terminated so long ago that nothing more of it is awaited.
    private static let isOver: SQL = """
        coalesce(terminated_at < now() - make_interval(
            secs => \(Double(CMI5Session.Limits.lateSecondsMax))), false)
        """

    /// Refuses with `StatementError.sessionEnded` a session that is abandoned or over; where the
    /// unit writes, it stays as it is until that is done.
    func requireOpen(isWriting: Bool, in transaction: borrowing Transaction) throws {
        let lock: SQL = isWriting ? "FOR SHARE" : ""
        let isOpen = try transaction.value(
            """
            SELECT NOT is_abandoned AND NOT \(Self.isOver)
            FROM cmi5_sessions WHERE id = \(row) \(lock)
            """,
            as: Bool.self
        )
        guard isOpen == true else { throw StatementError.sessionEnded }
    }

    /// Takes a statement of the unit, which was checked, and notes what its learner has reached by
    /// it; refuses with `StatementError.conflict`.
    mutating func take(_ statement: JSON, in transaction: borrowing Transaction) throws {
        let outcome: UnitOutcome?
        do {
            outcome = try session.take(statement)
        } catch {
            guard let conflict = error as? CMI5Conflict else { throw error }
            throw StatementError.conflict(conflict.problem)
        }
        guard let outcome, launch.mode == .normal else { return }
        hasReached = true
        try note(outcome, in: transaction)
    }

    /// Notes what the learner has reached; who has passed stays so.
    private func note(_ outcome: UnitOutcome, in transaction: borrowing Transaction) throws {
        let score = outcome.score.map { Hundredths(Int(($0 * 10_000).rounded())) }
        let success = outcome.success.map { $0 ? "passed" : "failed" }
        _ = try transaction.execute(
            """
            UPDATE module_part_standings
            SET completion = CASE
                    WHEN \(outcome.isCompleted) THEN 'completed'
                    WHEN completion = 'not attempted' THEN 'incomplete'
                    ELSE completion END,
                success = CASE success WHEN 'passed' THEN 'passed'
                    ELSE coalesce(\(success), success) END,
                score_percent = CASE WHEN success = 'passed' AND \(success) = 'failed'
                    THEN score_percent ELSE coalesce(\(score), score_percent) END,
                seconds = least(seconds + \(outcome.seconds)::integer, 315360000),
                saved_at = now()
            WHERE attempt_id = \(launch.attempt.id) AND part = \(part.number)
            """
        )
    }

    /// Keeps what the session has said, and completes the module where all of it is done.
    func finish(in transaction: borrowing Transaction) throws {
        guard hasReached || session.state != before else { return }
        _ = try transaction.execute(
            """
            UPDATE cmi5_sessions
            SET is_initialized = \(session.state.isInitialized),
                has_completed = \(session.state.hasCompleted),
                has_judged = \(session.state.hasJudged),
                terminated_at = CASE WHEN \(session.state.isTerminated)
                    THEN coalesce(terminated_at, now()) END
            WHERE id = \(row)
            """
        )
        guard launch.mode == .normal else { return }
        let attempt = try ModuleAttempt.find(launch.attempt.id, in: transaction)
        if launch.followsCMI5 {
            let unit = launch.unit(
                part,
                session: session.id,
                registration: registration,
                home: home
            )
            try CMI5Satisfaction(attempt: attempt, launch: launch, unit: unit, home: home)
                .record(chance: chance, in: transaction)
        }
        if attempt.isDone { try ModuleSave.complete(launch, with: attempt, in: transaction) }
    }
}

extension ModuleLaunch {
    /// The learner as units of cmi5 know them: an account of the centre that is of this enrolment
    /// and this module alone.
    func agent(home: String) -> JSON {
        [
            "objectType": "Agent",
            "account": ["homePage": .string(home), "name": .string(learner.code)],
        ]
    }

    /// What the centre calls a unit, a block or the course that has an identifier of its publisher:
    /// the same whenever it is opened.
    ///
    /// Without the profile a unit speaks of what its package calls it.
    func activity(_ publisherID: String, home: String) -> String {
        guard followsCMI5 || !IRI.isAbsolute(publisherID) else { return publisherID }
        let digest = AttachedContent.digest(of: Array(publisherID.utf8)).prefix(20)
        return "\(home)/activities/\(module.draft.code)/\(digest)"
    }

    func unit(
        _ part: ModulePart,
        session: String,
        registration: String,
        home: String
    ) -> CMI5Launch {
        CMI5Launch(
            session: session,
            registration: registration,
            actor: agent(home: home),
            activity: activity(part.identifier, home: home),
            publisherID: part.identifier,
            moveOn: part.moveOn ?? .notApplicable,
            masteryScore: part.masteryScore,
            launchParameters: part.launchData,
            method: part.launchMethod,
            entitlementKey: part.entitlementKey,
            isNormal: mode == .normal
        )
    }
}
