import Documents
import Testing

@testable import ExperienceAPI

@Suite("What a unit of cmi5 may say")
struct CMI5SessionTests {
    private let launch = CMI5Launch(
        session: "0b9bf7f3-8a5c-4e05-9d2e-4a0a4f0a3a11",
        registration: "ec531277-b57b-4c15-8d91-d292c5b2b8f7",
        actor: ["account": ["homePage": "https://obuka.example", "name": "7f3a"]],
        activity: "https://obuka.example/activities/A/1",
        publisherID: "https://izdavac.example/au/1",
        moveOn: .completedAndPassed,
        masteryScore: 0.5,
        launchParameters: "a=b",
        method: .ownWindow,
        entitlementKey: "ključ",
        isNormal: true
    )

    private func session(isNormal: Bool = true) throws -> CMI5Session {
        CMI5Session(
            id: launch.session,
            registration: launch.registration,
            actor: try #require(AgentIdentity(launch.actor)),
            activity: launch.activity,
            publisherID: launch.publisherID,
            masteryScore: launch.masteryScore,
            isNormal: isNormal,
            state: CMI5Session.State(),
            isCompleted: false,
            isPassed: false
        )
    }

    private func said(_ verb: CMI5Verb, _ result: String? = nil) throws -> JSON {
        let isJudging = [.completed, .passed, .failed].contains(verb)
        let categories = [CMI5Name.category] + (isJudging ? [CMI5Name.moveOn] : [])
        var members: [JSON.Member] = [
            JSON.Member("id", "fd41c918-b88b-4b20-a0a5-a4c32391aaa0"),
            JSON.Member("timestamp", "2026-02-20T10:30:00.000Z"),
            JSON.Member("actor", launch.actor),
            JSON.Member("verb", ["id": .string(verb.rawValue)]),
            JSON.Member("object", ["id": .string(launch.activity)]),
            JSON.Member(
                "context",
                [
                    "registration": .string(launch.registration.uppercased()),
                    "contextActivities": [
                        "grouping": [["id": .string(launch.publisherID)]],
                        "category": .array(categories.map { ["id": .string($0)] }),
                    ],
                    "extensions": .object([
                        JSON.Member(CMI5Name.session, .string(launch.session)),
                        JSON.Member(CMI5Name.masteryScore, .number("0.50")),
                    ]),
                ]
            ),
        ]
        if let result { members.append(JSON.Member("result", try SampleStatement.json(result))) }
        return .object(members)
    }

    @Test("It begins, is completed, is passed and ends, each once")
    func order() throws {
        var session = try session()
        let completed = try said(.completed, #"{"completion": true, "duration": "PT1S"}"#)
        let passed = try said(
            .passed,
            #"{"success": true, "duration": "PT1S", "score": {"scaled": 0.5}}"#
        )
        let failed = try said(.failed, #"{"success": false, "duration": "PT1S"}"#)
        let ended = try said(.terminated, #"{"duration": "PT1S"}"#)
        func refuse(_ statement: JSON, _ words: String) {
            let conflict = #expect(throws: CMI5Conflict.self) { try session.take(statement) }
            #expect(conflict?.problem.contains(words) == true, "\(conflict?.problem ?? "")")
        }
        for early in [completed, passed, ended] { refuse(early, "initialized comes first") }
        #expect(try session.take(try said(.initialized)) == UnitOutcome())
        refuse(try said(.initialized), "initialized already")
        refuse(try said(.launched), "no verb")
        refuse(try said(.completed, #"{"completion": true}"#), "no result.duration")
        refuse(
            try said(.passed, #"{"success": true, "duration": "PT1S", "score": {"scaled": 0.4}}"#),
            "0.5 passes"
        )
        #expect(try session.take(completed) == UnitOutcome(isCompleted: true))
        #expect(session.isCompleted)
        refuse(completed, "completed already")
        #expect(try session.take(passed) == UnitOutcome(success: true, score: 0.5))
        #expect(session.isPassed)
        refuse(failed, "passed already")
        #expect(try session.take(ended) == UnitOutcome(seconds: 1))
        refuse(ended, "terminated already")
        session.state.isOver = true
        refuse(passed, "is terminated")
    }

    private static let completed = #"{"completion": true, "duration": "PT1S"}"#
    private static let passed = """
        {"success": true, "duration": "PT1S", "score": {"scaled": 0.9, "raw": 9, "min": 0,
        "max": 10}}
        """
    private static let moveOn = #"[{"id": "\#(CMI5Name.category)"}, {"id": "\#(CMI5Name.moveOn)"}]"#

    /// A verb with its result, what stands elsewhere instead, and what is said of it.
    private static let broken: [(CMI5Verb, String?, path: String, json: String?, words: String)] = [
        (.initialized, nil, "id", nil, "no id"),
        (.initialized, nil, "timestamp", nil, "no timestamp"),
        (.initialized, nil, "timestamp", "\"2026-02-20T11:30:00+01:00\"", "in UTC"),
        (.initialized, nil, "timestamp", "\"2026-02-20T10:30:00\"", "in UTC"),
        (.initialized, nil, "actor.objectType", "\"Group\"", "the actor"),
        (.initialized, nil, "context.contextActivities.grouping", "[]", "grouping"),
        (.initialized, nil, "context.contextActivities.category", moveOn, "has the category"),
        (.initialized, "{}", "result.score", "{\"raw\": 1}", "has a result.score"),
        (.initialized, "{}", "result.success", "true", "has a result.success"),
        (.initialized, "{}", "result.completion", "false", "has a result.completion"),
        (.completed, completed, "result.completion", "false", "no result.completion"),
        (.completed, completed, "result.completion", nil, "no result.completion"),
        (.completed, completed, "result.success", "true", "has a result.success"),
        (.completed, completed, "result.score", "{\"scaled\": 1}", "has a result.score"),
        (.completed, completed, "result.duration", nil, "no result.duration"),
        (
            .completed, completed, "context.contextActivities.category",
            #"[{"id": "\#(CMI5Name.category)"}]"#, "category has not"
        ),
        (.passed, passed, "result.success", "false", "another result.success"),
        (.passed, passed, "result.success", nil, "another result.success"),
        (.passed, passed, "result.completion", "true", "has a result.completion"),
        (.passed, passed, "result.score.min", nil, "without min and max"),
        (.passed, passed, "result.score.scaled", "0.4", "0.5 passes"),
        (.passed, passed, "context.extensions", sessionAlone, "masteryscore"),
        (.failed, passed, "result.success", "false", "0.5 passes"),
        (.failed, passed, "result.success", "true", "another result.success"),
        (.terminated, "{}", "result.extensions", "{}", "no result.duration"),
        (.terminated, completed, "result.completion", "true", "has a result.completion"),
    ]
    private static let sessionAlone =
        #"{"\#(CMI5Name.session)": "0b9bf7f3-8a5c-4e05-9d2e-4a0a4f0a3a11"}"#

    @Test("Each thing that cmi5 asks for is asked for", arguments: broken.indices)
    func rules(index: Int) throws {
        let (verb, result, path, json, words) = Self.broken[index]
        var session = try session()
        session.state.isInitialized = verb != .initialized
        let whole = try said(verb, result)
        let statement = SampleStatement.put(
            try json.map(SampleStatement.json),
            at: path.split(separator: ".").map(String.init)[...],
            in: whole
        )
        let conflict = #expect(throws: CMI5Conflict.self) { try session.take(statement) }
        #expect(conflict?.problem.contains(words) == true, "\(conflict?.problem ?? "")")
        #expect(!session.isCompleted && !session.isPassed)
    }

    @Test("What cmi5 has not defined is taken as the unit says it")
    func allowed() throws {
        var session = try session()
        var statement = try said(.completed, #"{"score": {"raw": 1}, "success": true}"#)
        for path in [["id"], ["timestamp"], ["context", "contextActivities"]] {
            statement = SampleStatement.put(nil, at: path[...], in: statement)
        }
        #expect(throws: CMI5Conflict.self) { try session.take(statement) }
        _ = try session.take(try said(.initialized))
        #expect(try session.take(statement) == nil && !session.isCompleted)
    }

    @Test("Nobody speaks for another actor, registration, session or activity, and voids nothing")
    func foreign() throws {
        var session = try session()
        let own = try said(.initialized)
        let reference =
            #"{"objectType":"StatementRef","id":"ec531277-b57b-4c15-8d91-d292c5b2b8f7"}"#
        let foreign: [(path: [String], json: String)] = [
            (["actor"], #"{"mbox": "mailto:a@b.example"}"#),
            (["context", "registration"], "\"0b9bf7f3-8a5c-4e05-9d2e-4a0a4f0a3a11\""),
            (["context", "extensions"], "{}"), (["object", "id"], "\"https://x.example/o\""),
            (["verb", "id"], "\"\(StatementCheck.voided)\""), (["object"], reference),
        ]
        for (path, json) in foreign {
            let statement = SampleStatement.put(
                try SampleStatement.json(json),
                at: path[...],
                in: own
            )
            #expect(throws: CMI5Conflict.self, "\(path)") { try session.take(statement) }
        }
        session.state.isAbandoned = true
        #expect(throws: CMI5Conflict.self) { try session.take(own) }
    }

    @Test("What is only looked at is neither completed nor passed")
    func review() throws {
        var session = try session(isNormal: false)
        _ = try session.take(try said(.initialized))
        let completed = try said(.completed, #"{"completion": true, "duration": "PT1S"}"#)
        #expect(throws: CMI5Conflict.self) { try session.take(completed) }
        let ended = try session.take(try said(.terminated, #"{"duration": "PT1S"}"#))
        #expect(ended == UnitOutcome(seconds: 1))
    }

    @Test("An address has the five parameters after its own and before its fragment")
    func address() {
        let address = launch.address("a/b.html?x=1#y", endpoint: "https://o/", fetch: "https://f?a")
        #expect(
            address.hasPrefix("a/b.html?x=1&endpoint=https%3A%2F%2Fo%2F&fetch=https%3A%2F%2Ff%3Fa&")
        )
        #expect(address.hasSuffix("&activityId=https%3A%2F%2Fobuka.example%2Factivities%2FA%2F1#y"))
        #expect(launch.data["moveOn"] == "CompletedAndPassed")
        #expect(
            launch.data["launchMode"] == "Normal" && launch.data["masteryScore"] == .number("0.5")
        )
        #expect(launch.data["launchMethod"] == "OwnWindow")
        #expect(launch.data["entitlementKey"] == ["courseStructure": "ključ"])
        #expect(
            CMI5Launch.preferences(languages: ["sr-Latn", "ž", "en"])
                == ["languagePreference": "sr-Latn,en", "audioPreference": "on"]
        )
    }

    @Test("What the centre says of a unit are statements")
    func statements() throws {
        for statement in [
            launch.launched(at: "https://x.example/a"), launch.abandoned(after: 90),
            launch.satisfied(
                "https://x.example/c",
                publisherID: "https://y.example/c",
                isCourse: true
            ),
        ] {
            try StatementCheck.check(statement)
        }
    }

    @Test("Each rule asks for what its name says")
    func moveOn() {
        let met = MoveOn.allCases.map { rule in
            [(false, false), (true, false), (false, true), (true, true)].map {
                rule.isMet(isCompleted: $0.0, isPassed: $0.1)
            }
        }
        #expect(
            met == [
                [true, true, true, true], [false, true, false, true], [false, false, true, true],
                [false, false, false, true], [false, true, true, true],
            ]
        )
    }
}
