import Documents
import ExperienceAPI
import Foundation
import LearningPackages
import Postgres

/// Opening a unit that speaks by statements: of a cmi5 course (cmi5 sections 8 to 10), or of a
/// package without its profile.
package enum CMI5Opening {
    /// Where a unit opens, and for whom.
    package struct Place: Sendable {
        /// Where the unit begins, from the page of the launch or an address elsewhere.
        let content: String
        /// The address of the launch's page, which ends with its token.
        let base: String
        /// The address of the service.
        let home: String
        /// What the learner reads, the best first; empty where nobody knows.
        let languages: [String]

        package init(content: String, base: String, home: String, languages: [String] = []) {
            self.content = content
            self.base = base
            self.home = home
            self.languages = languages
        }
    }

    /// Begins a session of a run that was begun, and gives the address at which the unit opens.
    ///
    /// A session of the attempt that is still open is abandoned. What asks for nothing is satisfied
    /// with the first opening, which registers the learner.
    package static func open(
        _ run: ModuleRun,
        of launch: ModuleLaunch,
        at place: Place,
        chance: Chance,
        in transaction: borrowing Transaction
    ) throws -> String {
        let (attempt, home) = (launch.attempt.id, place.home)
        // Of two openings at once the later one finds the session of the other, and abandons it.
        _ = try transaction.value(
            "SELECT id FROM enrolments WHERE id = \(launch.enrolment) FOR NO KEY UPDATE",
            as: ID<Enrolment>.self
        )
        let registration = try registration(of: attempt, in: transaction)
        guard launch.followsCMI5 else {
            try close(attempt, in: transaction)
            let (secret, _) = try begin(run, of: attempt, chance, in: transaction)
            let token = try token(secret, of: launch, chance: chance, in: transaction)
            return TinCanLaunch(
                endpoint: "\(place.base)/xapi/",
                authorization: "Basic \(Data("xapi:\(token)".utf8).base64EncodedString())",
                actor: launch.agent(home: home),
                registration: registration,
                activity: launch.activity(run.part.identifier, home: home)
            ).address(place.content)
        }
        try satisfy(run.part, launch, registration, home, chance, in: transaction)
        try abandon(attempt, registration, launch, home, chance, in: transaction)
        let (secret, session) = try begin(run, of: attempt, chance, in: transaction)
        let unit = launch.unit(
            run.part,
            session: session,
            registration: registration,
            home: home
        )
        try provide(unit, languages: place.languages, in: transaction)
        let content = place.content
        let isElsewhere = content.hasPrefix("https://") || content.hasPrefix("http://")
        try StatementStore.say(
            unit.launched(at: isElsewhere ? content : "\(lasting(place.base))/\(content)"),
            for: launch,
            home: home,
            chance: chance,
            in: transaction
        )
        return unit.address(
            content,
            endpoint: "\(place.base)/xapi",
            fetch: "\(place.base)/tokens/\(secret)"
        )
    }

    /// Begins a session of a run, and gives the secret for its token, and its name.
    private static func begin(
        _ run: ModuleRun,
        of attempt: ID<ModuleAttempt>,
        _ chance: Chance,
        in transaction: borrowing Transaction
    ) throws -> (secret: String, session: String) {
        let secret = Token.secret(from: chance)
        let session = try transaction.value(
            """
            INSERT INTO cmi5_sessions (run_id, attempt_id, part, fetch_hash)
            VALUES (
                \(run.id), \(attempt), \(run.part.number), \(Token.hash(of: secret)))
            RETURNING session::text
            """,
            as: String.self
        )
        return (secret, session ?? "")
    }

    /// Ends what was opened before and said nothing of an end.
    private static func close(
        _ attempt: ID<ModuleAttempt>,
        in transaction: borrowing Transaction
    ) throws {
        _ = try transaction.execute(
            """
            UPDATE cmi5_sessions SET is_abandoned = true
            WHERE attempt_id = \(attempt) AND terminated_at IS NULL AND NOT is_abandoned
            """
        )
    }

    /// Says of blocks and the course that are satisfied without any session that they are, in a
    /// session of its own (section 9.6.1).
    private static func satisfy(
        _ part: ModulePart,
        _ launch: ModuleLaunch,
        _ registration: String,
        _ home: String,
        _ chance: Chance,
        in transaction: borrowing Transaction
    ) throws {
        guard launch.mode == .normal else { return }
        var random = chance
        let unit = launch.unit(
            part,
            session: UniqueID.random(using: &random),
            registration: registration,
            home: home
        )
        try CMI5Satisfaction(attempt: launch.attempt, launch: launch, unit: unit, home: home)
            .record(chance: chance, in: transaction)
        if launch.attempt.isDone {
            try ModuleSave.complete(launch, with: launch.attempt, in: transaction)
        }
    }

    /// Keeps what the unit reads when it begins; what the learner likes stays as it is.
    private static func provide(
        _ unit: CMI5Launch,
        languages: [String],
        in transaction: borrowing Transaction
    ) throws {
        let agent = AgentIdentity(unit.actor)
        try StatementDocument.write(
            StoredDocument(content: unit.data.bytes, contentType: "application/json"),
            at: DocumentAddress(
                .state,
                activity: unit.activity,
                agent: agent,
                registration: unit.registration,
                name: CMI5Name.launchData
            ),
            in: transaction
        )
        let preferences = CMI5Launch.preferences(languages: languages)
        try StatementDocument.write(
            StoredDocument(content: preferences.bytes, contentType: "application/json"),
            at: DocumentAddress(
                .agentProfile,
                activity: nil,
                agent: agent,
                registration: nil,
                name: CMI5Name.preferences
            ),
            keepingPresent: true,
            in: transaction
        )
    }

    /// The address of the page without the token at its end, which opens the launch: statements
    /// stay, and others read them.
    private static func lasting(_ base: String) -> Substring {
        base[..<(base.lastIndex(of: "/") ?? base.endIndex)]
    }

    private static func registration(
        of attempt: ID<ModuleAttempt>,
        in transaction: borrowing Transaction
    ) throws -> String {
        _ = try transaction.execute(
            """
            INSERT INTO cmi5_registrations (attempt_id) VALUES (\(attempt)) ON CONFLICT DO NOTHING
            """
        )
        let found = try transaction.value(
            "SELECT registration::text FROM cmi5_registrations WHERE attempt_id = \(attempt)",
            as: String.self
        )
        return found ?? ""
    }

    private static func abandon(
        _ attempt: ID<ModuleAttempt>,
        _ registration: String,
        _ launch: ModuleLaunch,
        _ home: String,
        _ chance: Chance,
        in transaction: borrowing Transaction
    ) throws {
        let open = try transaction.rows(
            """
            UPDATE cmi5_sessions SET is_abandoned = true
            WHERE attempt_id = \(attempt) AND terminated_at IS NULL AND NOT is_abandoned
            RETURNING session::text, part, floor(extract(epoch FROM coalesce((
                SELECT max(xapi_statements.stored_at) FROM xapi_statements
                WHERE xapi_statements.registration = \(registration)::text::uuid
                    AND position(cmi5_sessions.session::text IN lower(xapi_statements.content)) > 0
                ), begun_at) - begun_at))::bigint
            """,
            as: (String.self, Int.self, Int.self)
        )
        for (session, part, seconds) in open where launch.attempt.parts.indices.contains(part) {
            let unit = launch.unit(
                launch.attempt.parts[part],
                session: session,
                registration: registration,
                home: home
            )
            try StatementStore.say(
                unit.abandoned(after: max(0, seconds)),
                for: launch,
                home: home,
                chance: chance,
                in: transaction
            )
        }
    }

    /// The token of a session, given once to whoever has the secret of its launch.
    ///
    /// Refuses with `StatementError.fetchedAlready`, and with `ModuleLaunchError.unknown` a secret
    /// that is none of this launch.
    package static func token(
        _ secret: String,
        of launch: ModuleLaunch,
        chance: Chance,
        in transaction: borrowing Transaction
    ) throws -> String {
        // Previews are counted apart, and have no sessions.
        guard launch.mode != .preview else { throw ModuleLaunchError.unknown }
        let session = try transaction.row(
            """
            SELECT cmi5_sessions.id, cmi5_sessions.token_hash IS NULL
            FROM cmi5_sessions JOIN module_runs ON module_runs.id = cmi5_sessions.run_id
            WHERE cmi5_sessions.fetch_hash = \(Token.hash(of: secret))
                AND module_runs.launch_id = \(launch.id)
            FOR UPDATE OF cmi5_sessions
            """,
            as: (Int.self, Bool.self)
        )
        guard let session else { throw ModuleLaunchError.unknown }
        guard session.1 else { throw StatementError.fetchedAlready }
        let token = Token.secret(from: chance)
        _ = try transaction.execute(
            """
            UPDATE cmi5_sessions SET token_hash = \(Token.hash(of: token)) WHERE id = \(session.0)
            """
        )
        return token
    }
}

extension ModuleLaunch {
    /// Whether its parts are units that have something to say by statements; in a preview there is
    /// nobody of whom they could, so they open as pages do.
    package var isOfUnits: Bool { attempt.version.isOfUnits && mode != .preview }

    /// Whether its units follow cmi5, and do not only speak by statements.
    var followsCMI5: Bool { attempt.version.standard == .cmi5 }
}

extension StatementStore {
    /// Stores what the centre itself says of a launch, and gives its id.
    @discardableResult
    static func say(
        _ statement: JSON,
        for launch: ModuleLaunch,
        home: String,
        chance: Chance,
        in transaction: borrowing Transaction
    ) throws -> String {
        var chance = chance
        let client = StatementClient(centre: launch.actor, home: home)
        let received = ReceivedStatement(
            statement,
            id: UniqueID.random(using: &chance),
            authority: client.authority,
            version: ProtocolVersion.current
        )
        let said = try put(received, attachments: [:], by: client, in: transaction)
        try KnownActivity.learn(said, in: transaction)
        return received.id
    }
}
