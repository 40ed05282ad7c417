import Documents
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("A verifier asks the running server")
    struct VerificationTests {
        /// What people make of an ID when they type it.
        static func variants(_ id: String) -> [String] {
            let cyrillic = id.map { letter -> Character in
                ["A": "А", "C": "С", "E": "Е", "H": "Н", "K": "К", "M": "М", "P": "Р", "T": "Т"][
                    letter
                ] ?? (letter == "X" ? "Х" : letter)
            }
            return [
                id, id.lowercased(), id.replacing("-", with: ""), id.replacing("-", with: " "),
                " \(id) ", String(cyrillic), String(cyrillic).lowercased(),
                id.replacing("-", with: "–"), id.replacing("0", with: "O"),
            ]
        }

        @Test("An ID is understood however it is typed, as JSON and as a page")
        func variants() async throws {
            let demonstration = try await Demonstration.shared()
            let server = demonstration.server
            let id = try #require(try await demonstration.certificates("LAP-2023-01").first)
            let command = try await demonstration.home.run("verify", id, "--format", "json")
            for typed in VerificationTests.variants(id) {
                for prefix in ["/c/", "/C/"] {
                    let path = prefix + typed.percentEncoded
                    let json = try await server.get(path, accept: "application/json")
                    #expect(json.status == 200, "\(typed)")
                    #expect(try json.json == command.json, "\(typed)")
                    #expect(json["content-type"] == "application/json")
                    let file = try await server.get(path + ".json")
                    #expect(file["content-type"] == "application/vc")
                    let page = try await server.get(path, accept: "text/html,*/*;q=0.8")
                    #expect(page.status == 200)
                    #expect(page["content-type"] == "text/html; charset=utf-8")
                    #expect(page.text.contains(id))
                    let canonical = #"<link rel="canonical" href="https://obuka.example/c/\#(id)">"#
                    #expect(page.text.contains(canonical), "\(typed)")
                    #expect(page["request-id"]?.isEmpty == false)
                }
                let form = try await server.get("/verify?id=\(typed.percentEncoded)")
                #expect(form.status == 200)
                #expect(form.text.contains(id))
            }
        }

        @Test("A forged ID is unknown, and a slip of the pen is said to look like one")
        func unknown() async throws {
            let demonstration = try await Demonstration.shared()
            let server = demonstration.server
            let forged = try await server.get("/c/0000-0000-0000-0000", accept: "application/json")
            #expect(forged.status == 404)
            #expect(try forged.json["status"] == "unknown")
            #expect(try forged.json["mistyped"] == false)
            let id = try #require(try await demonstration.certificates("LAP-2023-01").first)
            let last: Character = id.last == "0" ? "1" : "0"
            let slip = String(id.dropLast()) + String(last)
            let mistyped = try await server.get("/c/\(slip)", accept: "application/json")
            #expect(mistyped.status == 404)
            #expect(try mistyped.json["status"] == "unknown")
            #expect(try mistyped.json["mistyped"] == true)
            #expect(try mistyped.json["message"]?.text?.contains("looks mistyped") == true)
            let known = try await server.get("/c/\(id)", accept: "text/html")
            #expect(known["x-robots-tag"] == "noindex, nofollow")
            for typed in ["0000-0000-0000-0000", slip, "nonsense", "%3Cscript%3E", "\(id).xyz"] {
                let page = try await server.get("/en/c/\(typed)", accept: "text/html")
                #expect(page.status == 404)
                #expect(page["x-robots-tag"] == "noindex, nofollow")
                #expect(!page.text.contains("<script>"))
            }
            let outcome = try await demonstration.home.run("verify", slip, "--format", "json")
            #expect(outcome.status == 5)
            #expect(try outcome.json == mistyped.json)
        }

        @Test(
            "Revoking beside the server changes its answer at once; a second time changes nothing"
        )
        func revoked() async throws {
            let demonstration = try await Demonstration.shared()
            let (home, server) = (demonstration.home, demonstration.server)
            let id = try #require(try await demonstration.certificates("LAP-2023-03").first)
            #expect(
                try await server.get("/c/\(id)", accept: "application/json").json["status"]
                    == "valid"
            )
            let secret = "the final test was not his own"
            let first = try await home.ok(
                "certificate",
                "revoke",
                id,
                "--reason",
                secret,
                "--class",
                "misconduct",
                "--format",
                "json"
            )
            let answer = try await server.get("/c/\(id)", accept: "application/json")
            #expect(answer.status == 200)
            #expect(try answer.json["status"] == "revoked")
            #expect(try answer.json["reason_class"] == "misconduct")
            #expect(!answer.text.contains(secret))
            let page = try await server.get("/en/c/\(id)")
            #expect(!page.text.contains(secret))
            #expect(page.text.lowercased().contains("revoked"))
            #expect(try await home.run("verify", id).status == 1)
            let second = try await home.ok(
                "certificate",
                "revoke",
                id,
                "--reason",
                "another one",
                "--format",
                "json"
            )
            #expect(try second.json == first.json)
        }

        @Test("A replaced certificate names its successor's number, and not its ID or name")
        func replaced() async throws {
            let demonstration = try await Demonstration.shared()
            let (home, server) = (demonstration.home, demonstration.server)
            let id = try #require(try await demonstration.certificates("LAP-2023-04").first)
            let replacement = try await home.ok(
                "certificate",
                "replace",
                id,
                "--name-cyrl",
                "Невена Пробић",
                "--name-latn",
                "Nevena Probić",
                "--reason",
                "name misspelt",
                "--format",
                "json"
            ).json
            let newID = try #require(replacement["id"]?.text)
            let old = try await server.get("/c/\(id)", accept: "application/json")
            #expect(old.status == 200)
            #expect(try old.json["status"] == "replaced")
            #expect(old.text.contains(try #require(replacement["number"]?.text)))
            let new = try await server.get("/c/\(newID)", accept: "application/json")
            #expect(try new.json["status"] == "valid")
            #expect(try new.json["holder"]?["sr-Latn"] == "Nevena Probić")
            for answer in [old, try await server.get("/en/c/\(id)")] {
                #expect(!answer.text.contains(newID))
                #expect(!answer.text.contains("Nevena"))
            }
            #expect(!new.text.contains(id))
            let again = try await home.run(
                "certificate",
                "replace",
                id,
                "--name-cyrl",
                "Невена Пробић",
                "--name-latn",
                "Nevena Probić",
                "--reason",
                "again"
            )
            #expect(again.status == 6)
            #expect(try await home.findings() == [])
        }

        @Test("Too many questions from one address are put off, and others are not")
        func rateLimit() async throws {
            let demonstration = try await Demonstration.shared()
            let id = try #require(try await demonstration.certificates("LAP-2023-01").first)
            let server = try await RunningServer.start(
                in: demonstration.home,
                settings: ["VERIFICATIONS_PER_MINUTE_MAX": "5"]
            )
            let call = HTTPCall(path: "/c/\(id)", fields: ["Accept": "application/json"])
            for _ in 0..<5 { #expect(try await server.call(call).status == 200) }
            let refused = try await server.call(call)
            #expect(refused.status == 429)
            let seconds = try #require(refused["retry-after"].flatMap { Int($0) })
            #expect((1...60).contains(seconds))
            #expect(refused.code == "too_many_requests")
            #expect(refused["content-type"] == "application/problem+json")
            let page = try await server.get("/en/c/\(id)", accept: "text/html")
            #expect(page.status == 429)
            #expect(page["content-type"]?.hasPrefix("text/html") == true)
            #expect(try await server.call(call, from: "127.0.0.2").status == 200)
            #expect(try await server.get("/e/0000-0000-0000-0000").status == 404)
            #expect(try await server.get("/courses").status == 200)
            #expect(try await server.stop() == 0)
            #expect(try await demonstration.server.call(call).status == 200)
        }
    }
}
