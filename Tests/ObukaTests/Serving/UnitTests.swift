import Documents
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Units of cmi5")
    struct UnitTests {}
}

/// A unit as its page opens it: the parameters of its address, and its token.
private struct OpenedUnit {
    let store: RecordStore
    /// The path of the launch's page, `/l/…`.
    let page: String
    let parameters: [String: String]
    /// Whether the page offers it in a window of its own.
    let isInOwnWindow: Bool
    private(set) var token = ""
    /// What the launch gave for the context of every statement.
    private var context: [JSON.Member] = []

    static let host = "sadrzaj.obuka.example"

    /// Opens a part, as the script of the page does.
    init(_ part: Int, at page: String, of store: RecordStore) async throws {
        (self.store, self.page) = (store, page)
        let begun = try await store.server.call(
            HTTPCall(
                method: "POST",
                path: "\(page)/parts/\(part)/runs",
                content: [],
                host: Self.host
            )
        )
        let content = try #require(try begun.json["content"]?.text, "\(begun.text)")
        isInOwnWindow = try begun.json["own_window"] == true
        let address = try #require(URLComponents(string: content))
        parameters = Dictionary(
            uniqueKeysWithValues: (address.queryItems ?? []).map { ($0.name, $0.value ?? "") }
        )
    }

    /// Asks for the token of the session.
    func fetch() async throws -> JSON {
        let path = try #require(parameters["fetch"].flatMap { URL(string: $0)?.path })
        return try await store.server.call(
            HTTPCall(method: "POST", path: path, content: [], host: Self.host)
        ).json
    }

    /// Gets the token, and reads what the unit is launched with.
    mutating func begin() async throws {
        token = try #require(try await fetch()["auth-token"]?.text)
        let query = state.merging(["stateId": "LMS.LaunchData"]) { $1 }
        let data = try await call("GET", "activities/state", query)
        context = try #require(try data.json["contextTemplate"]?.members, "\(data.text)")
    }

    /// The unit with another token.
    func with(token: String) -> OpenedUnit {
        var other = self
        other.token = token
        return other
    }

    func call(
        _ method: String,
        _ path: String,
        _ query: [String: String] = [:],
        _ body: JSON? = nil
    ) async throws -> Answer {
        let items = query.map { "\($0)=\($1.percentEncoded)" }.sorted().joined(separator: "&")
        return try await store.server.call(
            HTTPCall(
                method: method,
                path: "\(page)/xapi/\(path)?\(items)",
                fields: [
                    "Authorization": "Basic \(token)", "X-Experience-API-Version": "1.0.3",
                    "Content-Type": "application/json",
                ],
                content: body?.bytes,
                host: Self.host
            )
        )
    }

    var state: [String: String] {
        [
            "activityId": parameters["activityId"] ?? "", "agent": parameters["actor"] ?? "",
            "registration": parameters["registration"] ?? "",
        ]
    }

    /// Says something by a verb of cmi5, with the context that the launch gave; about another
    /// object it is nothing that cmi5 has defined.
    func say(
        _ verb: String,
        _ result: JSON? = nil,
        about object: JSON? = nil
    ) async throws -> Answer {
        let isJudging = result?["success"] != nil || result?["completion"] != nil
        let names = object != nil ? [] : isJudging ? ["cmi5", "moveon"] : ["cmi5"]
        let categories = names.map { name -> JSON in
            ["id": .string("https://w3id.org/xapi/cmi5/context/categories/\(name)")]
        }
        var context = context.map { member in
            switch member.name {
            case "contextActivities":
                let activities = member.value.members ?? []
                return JSON.Member(
                    member.name,
                    .object(activities + [JSON.Member("category", .array(categories))])
                )
            case "extensions" where isJudging:
                let score = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore"
                let extensions = member.value.members ?? []
                return JSON.Member(
                    member.name,
                    .object(extensions + [JSON.Member(score, .number("0.8"))])
                )
            default: return member
            }
        }
        context.append(
            JSON.Member("registration", .string(parameters["registration"] ?? ""))
        )
        var members: [JSON.Member] = [
            JSON.Member("id", .string(UUID().uuidString)),
            JSON.Member("timestamp", .string(Date.now.formatted(.iso8601))),
            JSON.Member("actor", try JSON.parse(Array((parameters["actor"] ?? "").utf8))),
            JSON.Member("verb", ["id": .string("http://adlnet.gov/expapi/verbs/\(verb)")]),
            JSON.Member("object", object ?? ["id": .string(parameters["activityId"] ?? "")]),
            JSON.Member("context", .object(context)),
        ]
        if let result { members.append(JSON.Member("result", result)) }
        return try await call("POST", "statements", [:], .object(members))
    }
}

extension EndToEnd.UnitTests {
    private static let passed: JSON = [
        "success": true, "duration": "PT90S", "score": ["scaled": .number("0.85")],
    ]

    /// Somebody with a seat in a course with the package of cmi5; the path of the opened page.
    private func learner(_ code: String, in store: RecordStore) async throws -> Learner {
        let home = store.home
        let path = SamplePackages.path("cmi5.zip")
        let listed = try await home.ok("module", "import", path, "--format", "json").json
        let module = try #require(listed["module"]?.text)
        try await home.ok("module", "publish", module)
        let titles = ["title_sr_cyrl=Јединице", "title_sr_latn=Jedinice", "title_en=Units"]
        try await home.ok(["course", "create", "code=\(code)"] + titles)
        try await home.ok("module", "plan", code, module)
        // A completion is of a day near the training.
        let day = Date(timeIntervalSinceNow: 20 * 86_400).formatted(.iso8601.year().month().day())
        let days = ["starts_on=\(day)", "ends_on=\(day)", "venue=Plandište", "capacity=5"]
        try await home.ok(["cohort", "create", "code=\(code)-1", "course_code=\(code)"] + days)
        try await home.ok("cohort", "publish", "\(code)-1")
        let email = "\(code.lowercased())@lrs.example"
        let rows = "cohort_code,email,given_name,family_name\n\(code)-1,\(email),Ana,Anić\n"
        try await home.ok("import", "enrolments", try home.file("\(code).csv", rows))
        let token = try await home.token(email, "trainee")
        let enrolled = try await home.enrolments("\(code)-1").first
        let enrolment = try #require(enrolled?["code"]?.text)
        return Learner(store: store, token: token, enrolment: enrolment, module: module)
    }

    private struct Learner {
        let store: RecordStore
        let token: String
        let enrolment: String
        let module: String

        private var path: String { "/api/v1/enrolments/\(enrolment)/modules" }

        func open() async throws -> String {
            let opened = try await store.server.send(
                "POST",
                "\(path)/\(module)/launches",
                [:],
                token: token
            )
            let address = try #require(try opened.json["url"]?.text, "\(opened.text)")
            let place = try #require(address.firstRange(of: "/l/")?.lowerBound)
            return address[place...].split(separator: "/").prefix(2)
                .reduce("") { "\($0)/\($1)" }
        }

        func progress() async throws -> JSON {
            let found = try await store.server.get(path, token: token)
            return try #require(try found.json["modules"]?.elements?.first, "\(found.text)")
        }
    }

    @Test("A learner passes every unit, and the module is completed with the block and the course")
    func whole() async throws {
        let store = try await RecordStore.shared()
        let learner = try await learner("JEDINICE", in: store)
        let page = try await learner.open()
        var first = try await OpenedUnit(1, at: page, of: store)
        #expect(
            first.parameters.keys.sorted() == [
                "activityId", "actor", "endpoint", "fetch", "registration", "x",
            ]
        )
        #expect(first.parameters["endpoint"] == "https://\(OpenedUnit.host)\(page)/xapi")
        // The token is given once.
        try await first.begin()
        #expect(try await first.fetch()["error-code"] == "1")
        #expect(try await first.say("passed", Self.passed).status == 403)
        #expect(try await first.say("initialized").status == 200)
        #expect(try await first.say("passed", ["success": true]).status == 403)
        #expect(try await first.say("passed", Self.passed).status == 200)
        #expect(try await first.say("terminated", ["duration": "PT2M"]).status == 200)
        #expect(try await first.say("initialized").status == 403)
        #expect(try await learner.progress()["completed_on"] == .null)
        var second = try await OpenedUnit(2, at: page, of: store)
        try await second.begin()
        #expect(!first.isInOwnWindow && second.isInOwnWindow)
        let registration = second.parameters["registration"]
        #expect(registration == first.parameters["registration"])
        #expect(second.parameters["activityId"] != first.parameters["activityId"])
        #expect(try await second.say("initialized").status == 200)
        #expect(try await second.say("passed", Self.passed).status == 200)
        let progress = try await learner.progress()
        #expect(progress["completed_on"]?.text != nil && progress["score_percent"] == 85)
        let found = try await store.call(
            "GET",
            "statements",
            ["registration": registration ?? "", "ascending": "true"]
        )
        let verbs = try found.json["statements"]?.elements?.map { statement in
            statement["verb"]?["id"]?.text?.split(separator: "/").last.map(String.init) ?? ""
        }
        #expect(
            verbs == [
                "launched", "initialized", "passed", "terminated", "launched", "initialized",
                "passed", "satisfied", "satisfied",
            ]
        )
        // What opens the launch stands in no statement, which stays and is read by others.
        let opening = try #require(page.split(separator: "/").last)
        #expect(opening.count > 20 && !found.text.contains(opening))
        let launched = try found.json["statements"]?.elements?.first?["context"]?["extensions"]
        let address = launched?["https://w3id.org/xapi/cmi5/context/extensions/launchurl"]?.text
        #expect(address?.hasPrefix("https://\(OpenedUnit.host)/l/content/") == true)
    }

    @Test("Who opens a unit again abandons the session before, which says nothing any more")
    func again() async throws {
        let store = try await RecordStore.shared()
        let learner = try await learner("PONOVO", in: store)
        var old = try await OpenedUnit(1, at: try await learner.open(), of: store)
        try await old.begin()
        #expect(try await old.say("initialized").status == 200)
        let resume = old.state.merging(["stateId": "resume"]) { $1 }
        #expect(try await old.call("PUT", "activities/state", resume, ["p": 3]).status == 204)
        var new = try await OpenedUnit(1, at: try await learner.open(), of: store)
        try await new.begin()
        #expect(try await new.call("GET", "activities/state", resume).json == ["p": 3])
        // What is abandoned neither says nor reads anything any more.
        #expect(try await old.say("passed", Self.passed).code == "statement_refused")
        let likes = ["agent": old.state["agent"] ?? "", "profileId": "cmi5LearnerPreferences"]
        for (method, path, query, body) in [
            ("GET", "activities/state", resume, nil), ("PUT", "activities/state", resume, ["p": 4]),
            ("DELETE", "activities/state", resume, nil),
            ("GET", "activities/state", old.state, nil),
            ("POST", "agents/profile", likes, ["audioPreference": "off"]),
            ("GET", "agents/profile", likes, nil), ("GET", "statements", [:], nil),
            ("GET", "agents", ["agent": old.state["agent"] ?? ""], nil),
            ("GET", "activities", ["activityId": old.state["activityId"] ?? ""], nil),
        ] as [(String, String, [String: String], JSON?)] {
            let answer = try await old.call(method, path, query, body)
            #expect(answer.status == 403 && answer.code == "session_ended", "\(method) \(path)")
        }
        #expect(try await new.call("GET", "activities/state", resume).json == ["p": 3])
        #expect(try await new.say("initialized").status == 200)
        let abandoned = try await store.find([
            "verb": "https://w3id.org/xapi/adl/verbs/abandoned",
            "registration": old.parameters["registration"] ?? "",
        ])
        #expect(abandoned.count == 1)
    }

    @Test("What a unit says changes nothing that others are shown, and leads it nowhere")
    func alone() async throws {
        let store = try await RecordStore.shared()
        let learner = try await learner("SAMO", in: store)
        var unit = try await OpenedUnit(1, at: try await learner.open(), of: store)
        try await unit.begin()
        #expect(try await unit.say("initialized").status == 200)
        let known = "https://lrs.example/samo"
        let named = { (name: String) -> JSON in
            ["id": .string(known), "definition": ["name": ["sr": .string(name)]]]
        }
        let secret = "https://lrs.example/tajni"
        let foreign = try await store.post(
            SampleObject.with(
                RecordStore.statement("samo", "x", verb: secret),
                "object",
                named("Tačno")
            )
        )
        #expect(try await unit.say("experienced", about: named("Netačno")).status == 200)
        let activity = try await store.call("GET", "activities", ["activityId": known])
        #expect(try activity.json["definition"]?["name"] == ["sr": "Tačno"])
        // What it refers to is not told to it.
        let reference: JSON = ["objectType": "StatementRef", "id": .string(foreign)]
        #expect(try await unit.say("experienced", about: reference).status == 200)
        let asked = try await unit.call("GET", "statements", ["verb": secret])
        #expect(try asked.json["statements"] == [])
        #expect(try await store.find(["verb": secret]).count == 2)
    }

    @Test("A unit reaches what is of its learner and its launch, and nothing else")
    func own() async throws {
        let store = try await RecordStore.shared()
        let foreign = try await learner("TUDJE", in: store)
        var other = try await OpenedUnit(1, at: try await foreign.open(), of: store)
        try await other.begin()
        #expect(try await other.say("initialized").status == 200)
        let learner = try await learner("SVOJE", in: store)
        var unit = try await OpenedUnit(1, at: try await learner.open(), of: store)
        try await unit.begin()
        // Neither at the centre's own address nor at another page.
        let basic = ["Authorization": "Basic \(unit.token)"]
        #expect(try await store.call("GET", "statements", fields: basic).status == 401)
        let program = RecordStore.basic(store.token).dropFirst(6).description
        for token in [unit.token, program] {
            let strange = other.with(token: token)
            #expect(try await strange.call("GET", "statements").status == 401)
        }
        let seen = try await unit.call("GET", "statements").json["statements"]?.elements
        #expect(
            seen?.count == 1 && seen?.first?["verb"]?["id"]?.text?.hasSuffix("launched") == true
        )
        let registration = other.parameters["registration"] ?? ""
        let asked = try await unit.call("GET", "statements", ["registration": registration])
        #expect(try asked.json["statements"] == [])
        for (path, query) in [
            ("activities/state", other.state.merging(["stateId": "LMS.LaunchData"]) { $1 }),
            ("activities/state", other.state),
            ("agents/profile", ["agent": other.state["agent"] ?? ""]),
            ("agents", ["agent": other.state["agent"] ?? ""]),
            ("activities", ["activityId": "https://lrs.example/oblik"]),
        ] {
            #expect(try await unit.call("GET", path, query).status == 403, "\(path)")
        }
        let data = unit.state.merging(["stateId": "LMS.LaunchData"]) { $1 }
        #expect(try await unit.call("PUT", "activities/state", data, [:]).status == 403)
        let profile = ["activityId": unit.state["activityId"] ?? "", "profileId": "x"]
        #expect(try await unit.call("PUT", "activities/profile", profile, [:]).status == 403)
        let likes = ["agent": unit.state["agent"] ?? "", "profileId": "cmi5LearnerPreferences"]
        // They are there before the unit asks.
        let first = try await unit.call("GET", "agents/profile", likes).json
        #expect(first["audioPreference"] == "on" && first["languagePreference"]?.text != nil)
        let preferences: JSON = ["languagePreference": "sr-Cyrl", "audioPreference": "off"]
        #expect(try await unit.call("POST", "agents/profile", likes, preferences).status == 204)
        #expect(try await unit.call("GET", "agents/profile", likes).json == preferences)
    }
}
