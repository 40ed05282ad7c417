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
        isNormal: true
    )

    private func session(isNormal: Bool = true) throws -> CMI5Session {
        CMI5Session(
            id: launch.session,
            registration: launch.registration,
            actor: try #require(AgentIdentity(launch.actor)),
            activity: launch.activity,
            masteryScore: launch.masteryScore,
            isNormal: isNormal,
            state: CMI5Session.State(),
            isCompleted: false,
            isPassed: false
        )
    }

    private func said(_ verb: CMI5Verb, _ result: String? = nil) throws -> JSON {
        var members: [JSON.Member] = [
            JSON.Member("actor", launch.actor),
            JSON.Member("verb", ["id": .string(verb.rawValue)]),
            JSON.Member("object", ["id": .string(launch.activity)]),
            JSON.Member(
                "context",
                [
                    "registration": .string(launch.registration.uppercased()),
                    "contextActivities": ["category": [["id": .string(CMI5Name.category)]]],
                    "extensions": .object([JSON.Member(CMI5Name.session, .string(launch.session))]),
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
        #expect(try session.take(try said(.initialized)) == .initialized)
        refuse(try said(.initialized), "initialized already")
        refuse(try said(.launched), "no verb")
        refuse(try said(.completed, #"{"completion": true}"#), "no result.duration")
        refuse(
            try said(.passed, #"{"success": true, "duration": "PT1S", "score": {"scaled": 0.4}}"#),
            "0.5 passes"
        )
        #expect(try session.take(completed) == .completed && session.isCompleted)
        refuse(completed, "completed already")
        #expect(try session.take(passed) == .passed && session.isPassed)
        refuse(failed, "passed already")
        #expect(try session.take(ended) == .terminated)
        refuse(passed, "terminated")
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
        #expect(try session.take(try said(.terminated, #"{"duration": "PT1S"}"#)) == .terminated)
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
