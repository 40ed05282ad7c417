import Documents
import ExperienceAPI
import Foundation
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Units of cmi5 complete a module", .centre)
struct CMI5UnitTests {
    let centre = TrainingCentre.ofTest
    private static let home = "https://obuka.example"

    /// A block in a block, with a unit in each, and a unit that asks for nothing.
    private static let content = """
        {"title": "Kurs", "identifier": "https://i.example/kurs", "parts": [
            {"identifier": "https://i.example/b", "title": "B", "parts": [
                {"identifier": "https://i.example/b/c", "title": "C", "parts": [
                    {"identifier": "https://i.example/1", "title": "1", "launch": "1.html",
                        "move_on": "Completed"}]},
                {"identifier": "https://i.example/2", "title": "2", "launch": "2.html",
                    "mastery_score": 0.5, "move_on": "CompletedAndPassed"}]},
            {"identifier": "https://i.example/3", "title": "3", "launch": "3.html",
                "move_on": "NotApplicable"}]}
        """

    /// Two units, of which one asks for nothing and is a block of its own.
    private static let easy = """
        {"title": "Kurs", "identifier": "https://i.example/kurs", "parts": [
            {"identifier": "https://i.example/b", "title": "B", "parts": [
                {"identifier": "https://i.example/1", "title": "1", "launch": "1.html",
                    "move_on": "NotApplicable"}]},
            {"identifier": "https://i.example/2", "title": "2", "launch": "2.html",
                "move_on": "Completed", "launch_method": "OwnWindow",
                "entitlement_key": "ključ-7"}]}
        """

    /// Somebody with a seat, and the token of the opened module.
    private func opened(
        _ cohort: String,
        _ content: String = content
    ) async throws -> (enrolment: Enrolment, token: String) {
        let enrolment = try await Sample.modules(cohort, in: centre)[0]
        try await Owner.run {
            _ = try $0.execute("SET LOCAL session_replication_role = replica")
            _ = try $0.execute("UPDATE modules SET kind = 'cmi5' WHERE code = 'PRIMERI'")
        }
        let digest = String(repeating: "7", count: 64)
        try await centre.write(.clerk) {
            _ = try $0.execute(
                """
                INSERT INTO blobs (digest, bytes, media_type)
                VALUES (\(digest), 1, 'application/zip')
                """
            )
            _ = try $0.execute(
                """
                INSERT INTO module_versions (module_id, number, blob_id, standard, content)
                SELECT modules.id, 1, blobs.id, 'cmi5', \(content)::text::jsonb
                FROM modules, blobs WHERE modules.code = 'PRIMERI'
                """
            )
            _ = try ModuleVersion.publish(1, of: "PRIMERI", by: .clerk, in: $0)
        }
        return (enrolment, try await launch(enrolment))
    }

    /// Opens the module, and gives the token of its page.
    private func launch(_ enrolment: Enrolment) async throws -> String {
        let (email, chance) = (enrolment.email, centre.chance)
        let person = try await centre.read { try Person.find(email: email, by: .clerk, in: $0).id }
        let actor = Actor(name: "account 8", personID: person, roles: [.trainee])
        return try await centre.write(Act(by: actor)) {
            try ModuleLaunch.open(
                "PRIMERI",
                of: enrolment.handle,
                again: false,
                playsH5P: false,
                chance: chance,
                by: actor,
                in: $0
            )
        }.token
    }

    /// Opens a part and gives the client that its unit is.
    private func unit(_ part: Int, _ launch: String) async throws -> StatementClient {
        let chance = centre.chance
        let address = try await centre.write(launch: launch, requestID: nil) { found, transaction in
            try CMI5Opening.open(
                try ModuleRun.begin(part, of: found, in: transaction),
                of: found,
                at: CMI5Opening.Place(
                    content: "content/x.html",
                    base: "https://content.example/l/x",
                    home: Self.home
                ),
                chance: chance,
                in: transaction
            )
        }
        let fetch = try #require(address.firstMatch(of: #/tokens%2F([A-Za-z0-9]+)/#)?.output.1)
        let token = try await centre.write(launch: launch, requestID: nil) { found, transaction in
            try CMI5Opening.token(String(fetch), of: found, chance: chance, in: transaction)
        }
        return try await centre.read {
            try CMI5Unit.client(token, launch: launch, home: Self.home, chance: chance, in: $0)
        }
    }

    private func say(_ verb: CMI5Verb, _ result: JSON? = nil, by client: StatementClient)
        async throws
    {
        let unit = try #require(client.unit)
        let session = try await centre.value(
            "SELECT session::text FROM cmi5_sessions ORDER BY id DESC LIMIT 1",
            as: String.self
        )
        let isJudging = [.completed, .passed, .failed].contains(verb)
        let categories = [CMI5Name.category] + (isJudging ? [CMI5Name.moveOn] : [])
        var chance = centre.chance
        let id = UniqueID.random(using: &chance)
        var members: [JSON.Member] = [
            JSON.Member("id", .string(id)), JSON.Member("timestamp", "2026-02-20T10:30:00Z"),
            JSON.Member("actor", unit.launch.agent(home: Self.home)),
            JSON.Member("verb", ["id": .string(verb.rawValue)]),
            JSON.Member("object", ["id": .string(unit.activity)]),
            JSON.Member(
                "context",
                [
                    "registration": .string(unit.registration),
                    "contextActivities": [
                        "grouping": [["id": .string(unit.part.identifier)]],
                        "category": .array(categories.map { ["id": .string($0)] }),
                    ],
                    "extensions": .object([
                        JSON.Member(CMI5Name.session, .string(session)),
                        JSON.Member(CMI5Name.masteryScore, .number("0.5")),
                    ]),
                ]
            ),
        ]
        if let result { members.append(JSON.Member("result", result)) }
        let received = ReceivedStatement(
            .object(members),
            id: id,
            authority: client.authority,
            version: "1.0.3"
        )
        try await centre.write(as: client, requestID: nil) {
            try StatementStore.store([received], attachments: [:], by: client, in: $0)
        }
    }

    private static let completed: JSON = ["completion": true, "duration": "PT1S"]
    private static let passed: JSON = [
        "success": true, "duration": "PT1S", "score": ["scaled": .number("0.9")],
    ]

    private func satisfied() async throws -> [Int] {
        try await centre.database.transaction {
            try $0.rows(
                "SELECT part FROM cmi5_satisfactions ORDER BY part",
                as: Int.self
            )
        }
    }

    @Test("In a preview there is nobody of whom a unit could speak, and nothing is kept")
    func preview() async throws {
        _ = try await opened("POGLED")
        let chance = centre.chance
        let token = try await centre.write(.clerk) {
            try ModuleLaunch.preview(
                1,
                of: "PRIMERI",
                playsH5P: false,
                chance: chance,
                by: .clerk,
                in: $0
            )
        }.token
        let speaks = try await centre.write(launch: token, requestID: nil) { launch, transaction in
            let run = try ModuleRun.begin(2, of: launch, in: transaction)
            return launch.isOfUnits && run.part.moveOn != nil
        }
        #expect(!speaks)
        let refused = try await refusal {
            _ = try await centre.read {
                try CMI5Unit.client("x", launch: token, home: Self.home, chance: chance, in: $0)
            }
        }
        #expect(refused == "bad_token")
        #expect(try await centre.count("module_runs") == 0)
    }

    @Test("Blocks are satisfied from the inside out, then the course, and the module is completed")
    func blocks() async throws {
        let (enrolment, token) = try await opened("BLOKOVI")
        let first = try await unit(2, token)
        try await say(.initialized, by: first)
        #expect(try await satisfied() == [])
        try await say(.completed, Self.completed, by: first)
        #expect(try await satisfied() == [1])
        let second = try await unit(3, token)
        try await say(.initialized, by: second)
        try await say(.passed, Self.passed, by: second)
        #expect(try await satisfied() == [1])
        try await say(.completed, Self.completed, by: second)
        #expect(try await satisfied() == [-1, 0, 1])
        let said = try await centre.database.transaction {
            try $0.rows(
                """
                SELECT content FROM xapi_statements WHERE verb = \(CMI5Verb.satisfied.rawValue)
                ORDER BY id
                """,
                as: String.self
            )
        }
        let kinds = said.map { $0.contains("activitytype/course") }
        #expect(kinds == [false, false, true])
        let progress = try await centre.read {
            try EnrolmentModules.find(enrolment.handle, by: .clerk, in: $0).progress
        }
        let completion = progress.modules.first { $0.code == "PRIMERI" }?.completion
        #expect(completion?.scorePercent == Hundredths(9_000) && completion?.source == .here)
        // Opened again, nothing is satisfied twice.
        let third = try await unit(4, token)
        try await say(.initialized, by: third)
        try await say(.terminated, ["duration": "PT1S"], by: third)
        #expect(try await satisfied() == [-1, 0, 1])
    }

    @Test("Closing the training leaves a unit to be looked at")
    func closed() async throws {
        let (enrolment, token) = try await opened("ZATVORENA", Self.easy)
        try await Sample.close("ZATVORENA", in: centre)
        // Whoever has the page open is heard, and completes nothing any more.
        let unit = try await unit(2, token)
        try await say(.initialized, by: unit)
        try await say(.completed, Self.completed, by: unit)
        #expect(try await satisfied() == [-1, 0])
        #expect(try await centre.count("module_completions") == 0)
        // Whoever opens it now looks at it.
        let later = try await self.unit(2, try await launch(enrolment))
        try await say(.initialized, by: later)
        let refused = await #expect(throws: StatementError.self) {
            try await say(.completed, Self.completed, by: later)
        }
        #expect(refused?.message.contains("nothing counts") == true)
        try await say(.terminated, ["duration": "PT1S"], by: later)
    }

    @Test("What asks for nothing is satisfied with the first opening, once")
    func notApplicable() async throws {
        let (_, token) = try await opened("LAKA", Self.easy)
        let first = try await unit(2, token)
        #expect(try await satisfied() == [0])
        let data = try await centre.value(
            """
            SELECT convert_from(content, 'UTF8') FROM xapi_documents
            WHERE document = \(CMI5Name.launchData)
            """,
            as: String.self
        )
        #expect(data.contains(#""launchMethod":"OwnWindow""#))
        #expect(data.contains(#""entitlementKey":{"courseStructure":"ključ-7"}"#))
        _ = try await unit(2, token)
        #expect(try await satisfied() == [0])
        #expect(try await centre.count("module_completions") == 0)
        let last = try await unit(2, token)
        try await say(.initialized, by: last)
        try await say(.completed, Self.completed, by: last)
        #expect(try await satisfied() == [-1, 0])
        #expect(try await centre.count("module_completions") == 1)
        let sessions = try await centre.value(
            """
            SELECT count(*) FROM xapi_statements
            JOIN cmi5_sessions ON position(session::text IN content) > 0
            WHERE verb = \(CMI5Verb.satisfied.rawValue)
            """,
            as: Int.self
        )
        // The block is of no session that a unit speaks in.
        #expect(sessions == 1 && first.unit != nil)
    }

    @Test("What comes a little after the end is taken, and later nothing")
    func late() async throws {
        let (_, token) = try await opened("KASNA")
        let unit = try await unit(2, token)
        try await say(.initialized, by: unit)
        try await say(.terminated, ["duration": "PT1S"], by: unit)
        try await say(.completed, Self.completed, by: unit)
        let query = try StatementQuery([:])
        _ = try await centre.read {
            try StatementPage.find(query, languages: [], by: unit, in: $0)
        }
        try await Owner.run {
            _ = try $0.execute("SET LOCAL session_replication_role = replica")
            _ = try $0.execute(
                "UPDATE cmi5_sessions SET terminated_at = now() - interval '2 minutes'"
            )
        }
        let refused = await #expect(throws: StatementError.self) {
            try await say(.passed, Self.passed, by: unit)
        }
        #expect(refused?.code == "statement_refused")
        let unread = await #expect(throws: StatementError.self) {
            try await centre.read {
                try StatementPage.find(query, languages: [], by: unit, in: $0)
            }
        }
        #expect(unread?.code == "session_ended")
    }

    @Test("Four openings at once leave one session that may speak")
    func race() async throws {
        let (_, token) = try await opened("TRKA")
        let outcomes = await TrainingCentreTests.race(4) { _ in _ = try await unit(2, token) }
        #expect(outcomes.successes == 4)
        let open = try await centre.value(
            "SELECT count(*) FROM cmi5_sessions WHERE NOT is_abandoned",
            as: Int.self
        )
        #expect(open == 1)
    }

    @Test("PostgreSQL itself keeps a session's order")
    func attacks() async throws {
        let (_, token) = try await opened("NAPADI")
        let unit = try await unit(2, token)
        try await say(.initialized, by: unit)
        let centre = centre
        for (statement, name) in [
            ("UPDATE cmi5_sessions SET token_hash = sha256('x')", "cmi5_sessions_fetched_once"),
            ("UPDATE cmi5_sessions SET is_initialized = false", "cmi5_sessions_goes_on"),
            (
                "UPDATE cmi5_sessions SET terminated_at = now(), is_abandoned = true",
                "cmi5_sessions_ended_once"
            ),
            ("UPDATE cmi5_sessions SET session = gen_random_uuid()", "42501"),
            ("DELETE FROM cmi5_sessions", "42501"),
        ] as [(SQL, String)] {
            #expect(try await constraint { try await centre.sql(statement) } == name)
        }
    }
}
