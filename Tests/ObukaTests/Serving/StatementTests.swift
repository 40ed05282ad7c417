import Documents
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Statements at /xapi/")
    struct StatementTests {}
}

extension EndToEnd.StatementTests {
    private static let id = "fd41c918-b88b-4b20-a0a5-a4c32391aaa1"

    @Test("A statement is stored once, never changes, and is given as it came")
    func storing() async throws {
        let store = try await RecordStore.shared()
        let score: JSON = ["score": ["scaled": .number("0.50"), "raw": .number("1e1")]]
        let statement = RecordStore.statement("ana", "cuvanje", [JSON.Member("result", score)])
        let named = ["statementId": Self.id.uppercased()]
        for _ in 0..<2 {
            let put = try await store.call("PUT", "statements", named, statement)
            #expect(put.status == 204 && put["x-experience-api-version"] == "1.0.3")
        }
        let other = RecordStore.statement("ana", "drugo")
        let differs = try await store.call("PUT", "statements", named, other)
        #expect(differs.status == 409 && differs.code == "statement_differs")
        let found = try await store.call("GET", "statements", ["statementId": Self.id])
        let json = try found.json
        #expect(json["id"] == .string(Self.id) && json["version"] == "1.0.0")
        #expect(json["stored"] == json["timestamp"] && json["stored"]?.text?.hasSuffix("Z") == true)
        #expect(json["result"] == score && found.text.contains("0.50"))
        let account = json["authority"]?["account"]
        #expect(account?["name"]?.text?.hasPrefix("account ") == true)
        #expect(found["last-modified"] != nil)
        let through = try #require(found["x-experience-api-consistent-through"])
        #expect(through.hasSuffix("Z"))
        let head = try await store.call("HEAD", "statements", ["statementId": Self.id])
        #expect(head.status == 200 && head.bytes.isEmpty)
        #expect(head["content-type"] == "application/json")
        let none = ["statementId": "fd41c918-b88b-4b20-a0a5-a4c32391affe"]
        #expect(try await store.call("GET", "statements", none).status == 404)
    }

    @Test("Twenty who store the same at once store it once, and one of two others is refused")
    func race() async throws {
        let store = try await RecordStore.shared()
        let id = "fd41c918-b88b-4b20-a0a5-a4c32391aaa2"
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<20 {
                group.addTask {
                    let statement = RecordStore.statement("ana", number < 19 ? "isto" : "razno")
                    return try await store.call("PUT", "statements", ["statementId": id], statement)
                        .status
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let taken = statuses.count { $0 == 204 }
        #expect([1, 19].contains(taken) && statuses.allSatisfy { [204, 409].contains($0) })
    }

    @Test("All of a list is stored, or nothing")
    func lists() async throws {
        let store = try await RecordStore.shared()
        let good = RecordStore.statement("ivo", "lista")
        let posted = try await store.call("POST", "statements", [:], [good, good])
        #expect(try posted.status == 200 && posted.json.elements?.count == 2)
        let zero = SampleObject.with(good, "actor", ["name": "a\0", "mbox": "mailto:a@b.example"])
        let unkept = try await store.call("POST", "statements", [:], [good, zero])
        #expect(unkept.status == 400 && unkept.code == "malformed")
        let bad = try await store.call("POST", "statements", [:], [good, ["actor": 1]])
        #expect(bad.status == 400 && bad.text.contains("[1].actor"))
        let actor = RecordStore.agent("ivo").written
        #expect(try await store.find(["agent": actor]).count == 2)
        let same: JSON = ["id": .string(Self.id)]
        let twice = try await store.call("POST", "statements", [:], [same, same])
        #expect(twice.status == 400)
        #expect(try await store.call("POST", "statements", [:], []).json == [])
    }

    @Test("Voided, a statement is found as such only; what voids it stays")
    func voiding() async throws {
        let store = try await RecordStore.shared()
        let wrong = try await store.post(RecordStore.statement("eva", "greska"))
        let voiding: JSON = [
            "actor": RecordStore.agent("eva"),
            "verb": ["id": "http://adlnet.gov/expapi/verbs/voided"],
            "object": ["objectType": "StatementRef", "id": .string(wrong)],
        ]
        let last = try await store.post(voiding)
        #expect(try await store.call("GET", "statements", ["statementId": wrong]).status == 404)
        let found = try await store.call("GET", "statements", ["voidedStatementId": wrong])
        #expect(try found.status == 200 && found.json["id"] == .string(wrong))
        let agent = RecordStore.agent("eva").written
        #expect(try await store.find(["agent": agent]) == [last])
        // What voids cannot be voided.
        let again = SampleObject.with(
            voiding,
            "object",
            ["objectType": "StatementRef", "id": .string(last)]
        )
        _ = try await store.post(again)
        #expect(try await store.call("GET", "statements", ["statementId": last]).status == 200)
    }

    @Test("Statements are found by everything that a question may name, page by page")
    func questions() async throws {
        let store = try await RecordStore.shared()
        let registration = "ec531277-b57b-4c15-8d91-d292c5b2b8f7"
        let context: JSON = [
            "registration": .string(registration), "instructor": RecordStore.agent("mentor"),
            "contextActivities": ["parent": ["id": "https://lrs.example/roditelj"]],
        ]
        let verb = "https://lrs.example/glagol"
        var ids: [String] = []
        for number in 1...5 {
            let more = number == 3 ? [JSON.Member("context", context)] : []
            ids.append(
                try await store.post(
                    RecordStore.statement("mila", "pitanje/\(number)", verb: verb, more)
                )
            )
        }
        let (mila, mentor) = (
            RecordStore.agent("mila").written, RecordStore.agent("mentor").written
        )
        let parent = "https://lrs.example/roditelj"
        let cases: [([String: String], [String])] = [
            (["agent": mila], ids.reversed()), (["verb": verb, "ascending": "true"], ids),
            (["verb": verb, "limit": "2"], ids.reversed()),
            (["verb": verb, "limit": "2", "ascending": "true"], ids),
            (["activity": "https://lrs.example/pitanje/2"], [ids[1]]),
            (["activity": parent], []),
            (["activity": parent, "related_activities": "true"], [ids[2]]),
            (["agent": mentor], []), (["agent": mentor, "related_agents": "true"], [ids[2]]),
            (["registration": registration.uppercased()], [ids[2]]),
            (["registration": registration, "verb": "https://lrs.example/x"], []),
        ]
        for (parameters, expected) in cases {
            #expect(try await store.find(parameters) == expected, "\(parameters)")
        }
        let third = try await store.call("GET", "statements", ["statementId": ids[2]]).json
        let moment = try #require(third["stored"]?.text)
        #expect(try await store.find(["verb": verb, "since": moment]) == [ids[4], ids[3]])
        #expect(try await store.find(["verb": verb, "until": moment]) == [ids[2], ids[1], ids[0]])
        // Nothing is promised that could still come.
        let answer = try await store.call("GET", "statements", ["verb": verb])
        #expect((answer["x-experience-api-consistent-through"] ?? "") > moment)
        try await references(to: ids[4], store, verb: verb)
        for (parameters, status) in [
            (["agent": "x"], 400), (["Verb": verb], 400), (["limit": "-1"], 400),
            (["statementId": ids[0], "verb": verb], 400),
            (["statementId": ids[0], "format": "ids", "attachments": "false"], 200),
        ] {
            #expect(try await store.call("GET", "statements", parameters).status == status)
        }
    }

    @Test("A page ends where it has become long, and the rest is on the pages after it")
    func long() async throws {
        let store = try await RecordStore.shared()
        let verb = "https://lrs.example/dugo"
        let text = JSON.string(String(repeating: "x", count: 900_000))
        let more = [JSON.Member("result", ["response": text])]
        var ids: [String] = []
        for number in 1...7 {
            ids.append(
                try await store.post(
                    RecordStore.statement("dugo", "dugo/\(number)", verb: verb, more)
                )
            )
        }
        for parameters in [["verb": verb], ["verb": verb, "format": "canonical"]] {
            let page = try await store.call("GET", "statements", parameters).json
            #expect(page["statements"]?.elements?.count == 5)
            #expect(try await store.find(parameters) == ids.reversed())
        }
        let ascending = ["verb": verb, "ascending": "true", "limit": "3"]
        #expect(try await store.find(ascending) == ids)
        let whole = ["verb": verb, "limit": "7", "ascending": "true"]
        #expect(try await store.find(whole) == ids)
    }

    /// What refers to a statement that is found is found with it, also what refers to that.
    private func references(to id: String, _ store: RecordStore, verb: String) async throws {
        let first = try await store.post(reference(to: id))
        let second = try await store.post(reference(to: first))
        let found = try await store.find(["verb": verb, "limit": "2"])
        #expect(found.prefix(3) == [second, first, id])
        #expect(try await store.find(["activity": "https://lrs.example/pitanje/5"]).count == 3)
    }

    private func reference(to id: String) -> JSON {
        [
            "actor": RecordStore.agent("komentar"), "verb": ["id": "https://lrs.example/komentar"],
            "object": ["objectType": "StatementRef", "id": .string(id)],
        ]
    }

    @Test("By identifiers, or as activities and agents are known")
    func forms() async throws {
        let store = try await RecordStore.shared()
        let object = { (language: String, text: String) -> JSON in
            [
                "id": "https://lrs.example/oblik",
                "definition": ["name": .object([JSON.Member(language, .string(text))])],
            ]
        }
        for (language, text) in [("sr", "Oblik"), ("en", "Form")] {
            _ = try await store.post(
                SampleObject.with(
                    RecordStore.statement("oto", "x"),
                    "object",
                    object(language, text)
                )
            )
        }
        let question = ["activity": "https://lrs.example/oblik", "limit": "1"]
        let ids = try await store.call(
            "GET",
            "statements",
            question.merging(["format": "ids"]) { $1 }
        )
        let short = try ids.json["statements"]?.elements?.first
        #expect(short?["object"]?["definition"] == nil && short?["actor"]?["name"] == nil)
        let canonical = try await store.call(
            "GET",
            "statements",
            question.merging(["format": "canonical"]) { $1 },
            fields: ["Accept-Language": "de, sr-Latn;q=0.9"]
        )
        let known = try canonical.json["statements"]?.elements?.first?["object"]?["definition"]
        #expect(known?["name"] == ["sr": "Oblik"])
        let activity = try await store.call(
            "GET",
            "activities",
            ["activityId": "https://lrs.example/oblik"]
        )
        #expect(try activity.json["definition"]?["name"] == ["sr": "Oblik", "en": "Form"])
        let agent = RecordStore.agent("oto").written
        let person = try await store.call("GET", "agents", ["agent": agent]).json
        #expect(person["objectType"] == "Person" && person["mbox"] == ["mailto:oto@lrs.example"])
        #expect(person["name"] == ["oto"])
    }

    @Test("Attachments come back byte for byte with the statement they came with")
    func attachments() async throws {
        let store = try await RecordStore.shared()
        let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        let attachment: JSON = [
            "usageType": "https://lrs.example/prilog", "display": ["sr": "Prilog"],
            "contentType": "text/plain", "length": 3, "sha2": .string(digest),
        ]
        let statement = RecordStore.statement(
            "ana",
            "prilog",
            [JSON.Member("attachments", [attachment])]
        )
        func body(_ content: String) -> [UInt8] {
            Array(
                """
                --qq\r\nContent-Type: application/json\r\n\r\n\(statement.written)\r\n--qq\r\n\
                Content-Type: text/plain\r\nContent-Transfer-Encoding: binary\r\n\
                X-Experience-API-Hash: \(digest)\r\n\r\n\(content)\r\n--qq--\r\n
                """.utf8
            )
        }
        let type = ["Content-Type": "multipart/mixed; boundary=qq"]
        let wrong = try await store.call("POST", "statements", fields: type, content: body("abd"))
        #expect(wrong.status == 400)
        #expect(try await store.call("POST", "statements", [:], statement).status == 400)
        let posted = try await store.call("POST", "statements", fields: type, content: body("abc"))
        let id = try #require(try posted.json.elements?.first?.text)
        let found = try await store.call(
            "GET",
            "statements",
            ["statementId": id, "attachments": "true"]
        )
        #expect(found["content-type"]?.hasPrefix("multipart/mixed; boundary=") == true)
        #expect(found.text.contains("X-Experience-API-Hash: \(digest)\r\n\r\nabc\r\n--"))
        let plain = try await store.call("GET", "statements", ["statementId": id])
        #expect(plain["content-type"] == "application/json")
    }
}

/// Objects of JSON with something else in them.
enum SampleObject {
    static func with(_ json: JSON, _ name: String, _ value: JSON) -> JSON {
        .object(
            (json.members ?? []).filter { $0.name != name } + [JSON.Member(name, value)]
        )
    }
}
