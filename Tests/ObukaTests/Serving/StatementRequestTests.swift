import Documents
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("How /xapi/ is asked")
    struct StatementRequestTests {}
}

extension EndToEnd.StatementRequestTests {
    @Test("Who has no right is told so, and who names no version")
    func access() async throws {
        let store = try await RecordStore.shared()
        let trainee = try await store.home.token("polaznik@lrs.example", "trainee")
        let auditor = try await store.home.token("revizor@lrs.example", "auditor")
        let statement = RecordStore.statement("ana", "pravo")
        for (fields, read, write) in [
            (["Authorization": ""], 401, 401), (["Authorization": "Basic x"], 401, 401),
            (["Authorization": RecordStore.basic("obk_x")], 401, 401),
            (["Authorization": RecordStore.basic(trainee)], 403, 403),
            (["Authorization": "Bearer \(auditor)"], 200, 403),
            (["Authorization": "Bearer \(store.token)"], 200, 200),
            (["X-Experience-API-Version": ""], 400, 400),
            (["X-Experience-API-Version": "0.95"], 400, 400),
            (["X-Experience-API-Version": "1.1.0"], 400, 400),
            (["X-Experience-API-Version": "1.0"], 200, 200),
            (["X-Experience-API-Version": "1.0.9"], 200, 200),
        ] {
            let found = try await store.call("GET", "statements", ["limit": "1"], fields: fields)
            #expect(found.status == read, "\(fields)")
            if read == 401 { #expect(found["www-authenticate"]?.hasPrefix("Basic") == true) }
            let stored = try await store.call("POST", "statements", [:], statement, fields: fields)
            #expect(stored.status == write, "\(fields)")
            #expect(stored["x-experience-api-version"] == "1.0.3")
        }
        let about = try await store.server.get("/xapi/about")
        #expect(try about.status == 200 && about.json["version"]?.elements?.first == "1.0.3")
    }

    @Test("Another site cannot make a browser store what its user's password allows")
    func forged() async throws {
        let store = try await RecordStore.shared()
        let body =
            "content=\(RecordStore.statement("zlo", "zlo").written.percentEncoded)"
            + "&statementId=fd41c918-b88b-4b20-a0a5-a4c32391aab1&X-Experience-API-Version=1.0.3"
        let form = ["Content-Type": "application/x-www-form-urlencoded"]
        let spaced = ["Content-Type": " application/x-www-form-urlencoded\t;a=b"]
        for (fields, status) in [
            (["Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "cross-site"], 403),
            (["Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Site": "same-site"], 403),
            (["Sec-Fetch-Mode": "cors", "Sec-Fetch-Site": "cross-site"], 403),
            (["Sec-Fetch-Mode": "cors", "Sec-Fetch-Site": "same-origin"], 204), ([:], 204),
            (["Sec-Fetch-Mode": "cors"].merging(spaced) { $1 }, 403),
            (spaced, 204), (["Content-Type": "application/x-www-form-urlencodedx"], 400),
            (["Origin": "https://zlo.example"], 403), (["Origin": "null"], 403),
            (["Origin": "https://zlo.example"].merging(spaced) { $1 }, 403),
            (["Origin": "https://obuka.example"], 204),
        ] {
            let answer = try await store.call(
                "POST",
                "statements",
                ["method": "PUT"],
                fields: form.merging(fields) { $1 },
                content: Array(body.utf8)
            )
            #expect(answer.status == status, "\(fields)")
        }
        // A token in the form is none that a browser adds.
        let own = body + "&Authorization=\(RecordStore.basic(store.token).percentEncoded)"
        let beacon = form.merging(["Authorization": "", "Origin": "https://sadrzaj.example"]) { $1 }
        let sent = try await store.call(
            "POST",
            "statements",
            ["method": "PUT"],
            fields: beacon,
            content: Array(own.utf8)
        )
        #expect(sent.status == 204)
        let asked = try await store.call("OPTIONS", "statements")
        #expect(asked.status == 204 && asked["access-control-allow-origin"] == "*")
        #expect(asked["access-control-allow-credentials"] == nil)
    }

    @Test("Nothing is read of who is unknown, and of a form little")
    func unread() async throws {
        let store = try await RecordStore.shared()
        for (query, authorization, length, status) in [
            ("", RecordStore.basic("obk_x"), 20 << 20, 401),
            ("", RecordStore.basic(store.token), 21 << 20, 413),
            ("?method=PUT", RecordStore.basic("obk_x"), 2 << 20, 413),
        ] {
            let client = try HTTPClient(port: store.server.port)
            // The content itself is never sent.
            try client.send(
                Array(
                    """
                    POST /xapi/statements\(query) HTTP/1.1\r\nHost: obuka.example\r\n\
                    Authorization: \(authorization)\r\nX-Experience-API-Version: 1.0.3\r\n\
                    Content-Type: application/x-www-form-urlencoded\r\n\
                    Content-Length: \(length)\r\n\r\n
                    """.utf8
                )
            )
            #expect(try client.receive(isHead: false).status == status, "\(query) \(length)")
        }
    }

    @Test("A request may stand in a form")
    func inForm() async throws {
        let store = try await RecordStore.shared()
        let statement = RecordStore.statement("ana", "obrazac").written.percentEncoded
        let id = "fd41c918-b88b-4b20-a0a5-a4c32391aab2"
        let authorization = RecordStore.basic(store.token).percentEncoded
        let bare = ["Authorization": "", "X-Experience-API-Version": ""]
        let whole =
            "statementId=\(id)&content=\(statement)"
            + "&Authorization=\(authorization)&X-Experience-API-Version=1.0.3"
        let type = "application/x-www-form-urlencoded"
        for (query, body, fields, status) in [
            (["method": "PUT"], whole, bare, 204),
            (["method": "GET"], "limit=1", [:], 200),
            (["method": "PUT", "statementId": id], whole, bare, 400),
            (["method": "PUT"], "statementId=\(id)", [:], 400),
            (["method": "PUT"], #"{"content": "x"}"#, [:], 400),
            (["method": "PATCH"], "limit=1", [:], 400),
            (["method": "DELETE"], "limit=1", [:], 405),
        ] as [([String: String], String, [String: String], Int)] {
            let answer = try await store.call(
                "POST",
                "statements",
                query,
                fields: fields.merging(["Content-Type": type]) { $1 },
                content: Array(body.utf8)
            )
            #expect(answer.status == status, "\(query) \(body.prefix(40)) \(answer.text)")
        }
        let other = try await store.call("GET", "statements", ["method": "POST"])
        #expect(other.status == 400)
        let state =
            "activityId=https%3A%2F%2Flrs.example%2Fo&stateId=s"
            + "&agent=\(RecordStore.agent("ana").written.percentEncoded)"
        let kept = try await store.call(
            "POST",
            "activities/state",
            ["method": "PUT"],
            fields: ["Content-Type": type],
            content: Array("\(state)&content=tekst&Content-Type=text%2Fplain".utf8)
        )
        #expect(kept.status == 204)
        let read = try await store.call(
            "POST",
            "activities/state",
            ["method": "GET"],
            fields: ["Content-Type": type],
            content: Array(state.utf8)
        )
        #expect(read.text == "tekst" && read["content-type"] == "text/plain")
    }
}

extension EndToEnd.StatementRequestTests {
    @Test("At the command line they are listed, with what came of them")
    func listed() async throws {
        let store = try await RecordStore.shared()
        let result: JSON = ["success": true, "score": ["scaled": .number("0.75")]]
        let id = try await store.post(
            RecordStore.statement("komanda", "komanda", [JSON.Member("result", result)])
        )
        let activity = "https://lrs.example/komanda"
        let listed = try await store.home.ok(
            "statement",
            "list",
            "--activity",
            activity,
            "--format",
            "json"
        )
        let row = try #require(try listed.json.elements?.first)
        #expect(row["id"] == .string(id) && row["actor"] == "komanda" && row["success"] == true)
        #expect(row["scaled"] == .number("0.75") && row["object"] == .string(activity))
        for limit in ["-1", "0"] {
            let refused = try await store.home.run("statement", "list", "--limit=\(limit)")
            #expect(refused.status == 2 && refused.error.contains("from 1"))
        }
        let wrong = try await store.home.run("statement", "list", "--verb", "x")
        #expect(wrong.status == 2 && wrong.error.contains("is no IRI"))
    }
}
