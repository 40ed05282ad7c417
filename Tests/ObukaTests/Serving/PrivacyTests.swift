import Documents
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("A holder who limits what is shown")
    struct PrivacyTests {
        @Test("The public sees no name and gets no file; who has the name can compare it")
        func hidden() async throws {
            let demonstration = try await Demonstration.shared()
            let (home, server) = (demonstration.home, demonstration.server)
            let trainee = try demonstration.token("trainee")
            let own = try await server.get("/api/v1/certificates", token: trainee)
            let certificate = try #require(
                try own.json["certificates"]?.elements?.first { $0["status"] == "valid" }
            )
            let id = try #require(certificate["id"]?.text)
            let (cyrillic, latin) = (
                try #require(certificate["name_sr_cyrl"]?.text),
                try #require(certificate["name_sr_latn"]?.text)
            )
            try await home.ok("person", "privacy", Demonstration.trainee, "--show", "hidden")
            let json = try await server.get("/c/\(id)", accept: "application/json")
            #expect(try json.json["holder"] == .null)
            var answers = [json]
            for language in ["sr-Cyrl", "sr-Latn", "en"] {
                let page = try await server.get("/\(language)/c/\(id)", accept: "text/html")
                #expect(page.text.contains("/\(language)/c/\(id)/comparison"))
                answers.append(page)
            }
            for end in ["json", "jwt"] {
                let file = try await server.get("/c/\(id).\(end)")
                #expect(file.status == 403)
                #expect(file.code == "holder_limited")
                answers.append(file)
                for token in [trainee, try demonstration.token("staff")] {
                    #expect(try await server.get("/c/\(id).\(end)", token: token).status == 200)
                }
            }
            #expect(try await server.get("/c/\(id).json", token: "obk_wrong").status == 401)
            #expect(try await server.get("/c/\(id).tlog-proof").status == 200)
            for answer in answers {
                #expect(!answer.text.contains(cyrillic))
                #expect(!answer.text.contains(latin))
            }
            try await home.ok(["certificate", "export", id, "--as", "json"])
            try await compare(id, [(cyrillic, true), (latin.uppercased(), true), ("A B", false)])
            try await home.ok("person", "privacy", Demonstration.trainee, "--show", "full")
            #expect(try await server.get("/c/\(id)").text.contains(latin))
            #expect(!server.log.contains(latin.uppercased()))
        }

        private func compare(_ id: String, _ cases: [(String, Bool)]) async throws {
            let server = try await Demonstration.shared().server
            func ask(_ body: String, accept: String) async throws -> Answer {
                try await server.call(
                    HTTPCall(
                        method: "POST",
                        path: "/en/c/\(id)/comparison",
                        fields: [
                            "Accept": accept,
                            "Content-Type": "application/x-www-form-urlencoded",
                        ],
                        body: body
                    )
                )
            }
            for (name, isHolder) in cases {
                let body = "name=\(name.percentEncoded)"
                let json = try await ask(body, accept: "application/json")
                #expect(try json.json == ["id": .string(id), "matches": .bool(isHolder)])
                let page = try await ask(body, accept: "text/html")
                #expect(page.status == 200)
                #expect(page.text.contains("comparison is-\(isHolder ? "confirmed" : "failed")"))
                #expect(!page.text.contains(name))
            }
            for body in ["", "nome=x", "name=\(String(repeating: "a", count: 600))"] {
                #expect(try await ask(body, accept: "application/json").status == 422)
            }
        }
    }
}
