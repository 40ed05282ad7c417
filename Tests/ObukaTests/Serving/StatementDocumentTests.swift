import Documents
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Documents beside statements")
    struct StatementDocumentTests {}
}

extension EndToEnd.StatementDocumentTests {
    /// A resource, its parameters without the document's name, and the name of that one.
    private static func places(_ who: String) -> [(String, [String: String], String)] {
        let agent = RecordStore.agent(who).written
        let activity = "https://lrs.example/\(who)"
        return [
            ("activities/state", ["activityId": activity, "agent": agent], "stateId"),
            ("activities/profile", ["activityId": activity], "profileId"),
            ("agents/profile", ["agent": agent], "profileId"),
        ]
    }

    @Test("A document is put, read, added to, listed and taken away", arguments: 0..<3)
    func life(place: Int) async throws {
        let store = try await RecordStore.shared()
        let (path, parameters, name) = Self.places("dok")[place]
        let one = parameters.merging([name: "jedan"]) { $1 }
        #expect(try await store.call("GET", path, one).status == 404)
        #expect(try await store.call("PUT", path, one, ["a": 1, "b": ["c": 2]]).status == 204)
        let read = try await store.call("GET", path, one)
        #expect(
            try read.json == ["a": 1, "b": ["c": 2]] && read["content-type"] == "application/json"
        )
        let tag = try #require(read["etag"])
        #expect(tag.wholeMatch(of: #/"[0-9a-f]{40}"/#) != nil && read["last-modified"] != nil)
        let known = try await store.call("GET", path, one, fields: ["If-None-Match": tag])
        #expect(known.status == 304)
        // Members are added and replaced, one level deep.
        #expect(try await store.call("POST", path, one, ["b": 3, "d": 4]).status == 204)
        #expect(try await store.call("GET", path, one).json == ["a": 1, "b": 3, "d": 4])
        #expect(try await store.call("POST", path, one, [1]).status == 400)
        let text = ["Content-Type": "text/plain"]
        let plain = try await store.call("POST", path, one, fields: text, content: Array("x".utf8))
        #expect(plain.status == 400)
        let two = parameters.merging([name: "dva"]) { $1 }
        let bytes: [UInt8] = [0, 255, 10]
        #expect(try await store.call("POST", path, two, fields: text, content: bytes).status == 204)
        #expect(try await store.call("GET", path, two).bytes == bytes)
        #expect(try await store.call("POST", path, two, ["a": 1]).status == 400)
        #expect(try await store.call("GET", path, parameters).json == ["dva", "jedan"])
        let later = parameters.merging(["since": "2100-01-01T00:00:00Z"]) { $1 }
        #expect(try await store.call("GET", path, later).json == [])
        #expect(try await store.call("DELETE", path, one).status == 204)
        #expect(try await store.call("GET", path, one).status == 404)
        #expect(try await store.call("GET", path, parameters).json == ["dva"])
        let all = try await store.call("DELETE", path, parameters)
        #expect(all.status == (name == "stateId" ? 204 : 400))
        if name == "stateId" { #expect(try await store.call("GET", path, parameters).json == []) }
    }

    @Test("Nobody overwrites what they have not seen", arguments: 0..<3)
    func conditions(place: Int) async throws {
        let store = try await RecordStore.shared()
        let (path, parameters, name) = Self.places("uslov")[place]
        let one = parameters.merging([name: "x"]) { $1 }
        let wrong = "\"1111111111111111111111111111111111111111\""
        func put(_ number: Int, _ fields: [String: String]) async throws -> Int {
            try await store.call("PUT", path, one, ["n": .integer(number)], fields: fields).status
        }
        #expect(try await put(0, ["If-Match": wrong]) == 412)
        #expect(try await put(0, ["If-Match": "*"]) == 412)
        #expect(try await put(1, ["If-None-Match": "*"]) == 204)
        #expect(try await put(2, ["If-None-Match": "*"]) == 412)
        #expect(try await put(2, ["If-Match": wrong]) == 412)
        // Profiles only: a state has one writer.
        #expect(try await put(3, [:]) == (name == "stateId" ? 204 : 409))
        let tag = try #require(try await store.call("GET", path, one)["etag"])
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<8 {
                group.addTask { try await put(10 + number, ["If-Match": tag]) }
            }
            return try await group.reduce(into: []) { $0.append($1) }.sorted()
        }
        #expect(statuses == [204] + Array(repeating: 412, count: 7))
        let deleted = try await store.call("DELETE", path, one, fields: ["If-Match": tag])
        #expect(deleted.status == 412)
    }

    @Test("What is not named right is refused")
    func refused() async throws {
        let store = try await RecordStore.shared()
        let agent = RecordStore.agent("x").written
        let cases: [(String, [String: String])] = [
            ("activities/state", ["agent": agent, "stateId": "x"]),
            ("activities/state", ["activityId": "x", "agent": agent, "stateId": "x"]),
            (
                "activities/state",
                ["activityId": "https://x.example", "agent": "{}", "stateId": "x"]
            ),
            (
                "activities/state",
                [
                    "activityId": "https://x.example", "agent": agent, "stateId": "x",
                    "registration": "x",
                ]
            ),
            ("activities/profile", ["profileId": "x"]), ("agents/profile", ["profileId": "x"]),
            (
                "agents/profile",
                ["agent": agent, "profileId": "x", "activityId": "https://x.example"]
            ),
        ]
        for (path, parameters) in cases {
            for method in ["GET", "PUT", "POST", "DELETE"] {
                let body: JSON? = ["PUT", "POST"].contains(method) ? [:] : nil
                let answer = try await store.call(method, path, parameters, body)
                #expect(answer.status == 400, "\(method) \(path) \(parameters)")
            }
        }
        for (path, parameters, name) in Self.places("nula") {
            let zero = parameters.merging([name: "x\u{0}"]) { $1 }
            let answer = try await store.call("PUT", path, zero, [:])
            #expect(answer.status == 400 && answer.code == "malformed", "\(path)")
        }
        #expect(try await store.call("GET", "agents", [:]).status == 400)
        #expect(try await store.call("GET", "activities", ["activityId": "x"]).status == 400)
        let json = ["Content-Type": "application/json"]
        let broken = try await store.call(
            "PUT",
            "agents/profile",
            ["agent": agent, "profileId": "x"],
            fields: json,
            content: Array("{".utf8)
        )
        #expect(broken.status == 400)
    }

    @Test("A state is of its registration alone")
    func registrations() async throws {
        let store = try await RecordStore.shared()
        let (path, parameters, name) = Self.places("reg")[0]
        let one = parameters.merging([name: "x"]) { $1 }
        let registration = "ec531277-b57b-4c15-8d91-d292c5b2b8f7"
        let other = one.merging(["registration": registration]) { $1 }
        #expect(try await store.call("PUT", path, one, ["n": 1]).status == 204)
        #expect(try await store.call("GET", path, other).status == 404)
        #expect(try await store.call("PUT", path, other, ["n": 2]).status == 204)
        #expect(try await store.call("GET", path, one).json == ["n": 1])
        #expect(try await store.call("DELETE", path, parameters).status == 204)
        #expect(try await store.call("GET", path, other).json == ["n": 2])
    }
}
