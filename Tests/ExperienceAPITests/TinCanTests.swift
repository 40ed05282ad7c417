import Documents
import Foundation
import Testing

@testable import ExperienceAPI

@Suite("What a unit without a profile may say")
struct TinCanTests {
    private static let activity = "https://izdavac.example/tecaj"
    private static let verbs = "http://adlnet.gov/expapi/verbs/"
    private let registration = "ec531277-b57b-4c15-8d91-d292c5b2b8f7"
    private let actor: JSON = ["account": ["homePage": "https://obuka.example", "name": "7f3a"]]

    private func session() throws -> CMI5Session {
        CMI5Session(
            hasProfile: false,
            id: "0b9bf7f3-8a5c-4e05-9d2e-4a0a4f0a3a11",
            registration: registration,
            actor: try #require(AgentIdentity(actor)),
            activity: Self.activity,
            publisherID: Self.activity,
            masteryScore: nil,
            isNormal: true,
            state: CMI5Session.State(),
            isCompleted: false,
            isPassed: false
        )
    }

    private func said(
        _ verb: String,
        _ result: String? = nil,
        of object: String = activity,
        in registration: String? = nil
    ) throws -> JSON {
        var members: [JSON.Member] = [
            JSON.Member("actor", actor), JSON.Member("verb", ["id": .string(verb)]),
            JSON.Member("object", ["id": .string(object)]),
        ]
        if let registration {
            members.append(JSON.Member("context", ["registration": .string(registration)]))
        }
        if let result { members.append(JSON.Member("result", try SampleStatement.json(result))) }
        return .object(members)
    }

    private static let sayings: [(verb: String, result: String?, outcome: UnitOutcome)] = [
        (verbs + "attempted", nil, UnitOutcome()),
        (verbs + "completed", nil, UnitOutcome(isCompleted: true)),
        (
            verbs + "passed", #"{"score": {"scaled": 0.9}, "duration": "PT5S"}"#,
            UnitOutcome(isCompleted: true, success: true, score: 0.9)
        ),
        (
            verbs + "failed", #"{"score": {"scaled": -0.2}}"#,
            UnitOutcome(success: false, score: 0)
        ),
        (
            "http://activitystrea.ms/schema/1.0/complete", #"{"completion": true}"#,
            UnitOutcome(isCompleted: true)
        ),
        (
            verbs + "answered", #"{"success": false, "completion": true}"#,
            UnitOutcome(isCompleted: true, success: false)
        ),
        (verbs + "terminated", #"{"duration": "PT1M5S"}"#, UnitOutcome(seconds: 65)),
        // What the centre says of units of cmi5 is nothing that one says of itself.
        ("https://w3id.org/xapi/adl/verbs/satisfied", nil, UnitOutcome()),
    ]

    @Test("Its verb or its result says how far somebody is", arguments: sayings)
    func outcome(_ saying: (verb: String, result: String?, outcome: UnitOutcome)) throws {
        var session = try session()
        let statement = try said(saying.verb, saying.result, in: registration)
        #expect(try session.take(statement) == saying.outcome)
        // As often as it wants.
        #expect(try session.take(statement) == saying.outcome)
    }

    @Test("It speaks of anything, and only what is of itself counts")
    func otherObject() throws {
        var session = try session()
        #expect(try session.take(try said(Self.verbs + "passed", of: "https://i.example/2")) == nil)
        #expect(
            try session.take(try said(Self.verbs + "completed"))
                == UnitOutcome(isCompleted: true)
        )
    }

    @Test("It speaks of nobody else and of no other registration, and voids nothing")
    func refused() throws {
        var session = try session()
        let other = "00000000-b57b-4c15-8d91-d292c5b2b8f7"
        var foreign = try said(Self.verbs + "passed").members ?? []
        foreign[0] = JSON.Member("actor", ["mbox": "mailto:drugi@obuka.example"])
        for (statement, words) in [
            (try said(Self.verbs + "passed", in: other), "registration"),
            (.object(foreign), "actor"),
            (try said(Self.verbs + "voided"), "voids nothing"),
        ] {
            let conflict = #expect(throws: CMI5Conflict.self) { try session.take(statement) }
            #expect(conflict?.problem.contains(words) == true, "\(conflict?.problem ?? "")")
        }
        session.state.isAbandoned = true
        #expect(throws: CMI5Conflict.self) {
            try session.take(try said(Self.verbs + "passed"))
        }
    }

    @Test("Its address says where and for whom it speaks")
    func address() throws {
        let launch = TinCanLaunch(
            endpoint: "https://sadrzaj.example/l/x/xapi",
            authorization: "Basic eGFwaTp4",
            actor: actor,
            registration: registration,
            activity: Self.activity
        )
        let address = launch.address("content/index_lms.html?tincan=true#slide=2")
        let parts = try #require(URLComponents(string: address))
        let parameters = (parts.queryItems ?? []).map { "\($0.name)=\($0.value ?? "")" }
        #expect(
            parameters == [
                "tincan=true", "endpoint=https://sadrzaj.example/l/x/xapi/", "auth=Basic eGFwaTp4",
                "actor=\(actor.written)", "registration=\(registration)",
                "activity_id=\(Self.activity)",
            ]
        )
        #expect(parts.fragment == "slide=2")
    }
}
