import Documents
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Pages for staff, in a browser")
    struct SignInTests {
        private func challenges(_ answer: Answer) -> [String] {
            answer.fields.filter { $0.0 == "www-authenticate" }.map(\.1)
        }

        private func password(_ token: String, name: String = "Ана") -> [String: String] {
            ["Authorization": "Basic " + Data("\(name):\(token)".utf8).base64EncodedString()]
        }

        private func browse(_ path: String, _ fields: [String: String]) async throws -> Answer {
            let fields = fields.merging(["Accept": "text/html,*/*;q=0.8"]) { own, _ in own }
            return try await Demonstration.shared().server.call(
                HTTPCall(path: path, fields: fields)
            )
        }

        private static let basic = #"Basic realm="Obuka", charset="UTF-8""#

        @Test("A browser is asked for a password, a program for a token")
        func challenge() async throws {
            let server = try await Demonstration.shared().server
            for path in ["/reports", "/en/reports/learners", "/sign-in", "/reports/documents/S2"] {
                let page = try await server.get(path, accept: "text/html,*/*;q=0.8")
                #expect(page.status == 401, "\(path)")
                #expect(challenges(page) == [Self.basic, "Bearer"], "\(path)")
                #expect(page["cache-control"] == "no-store")
                let wrong = try await browse(path, password("obk_wrong"))
                #expect(wrong.status == 401 && challenges(wrong).count == 2, "\(path)")
                let program = try await server.get(path, accept: "application/json")
                #expect(program.status == 401 && challenges(program) == ["Bearer"], "\(path)")
            }
            let api = try await server.get("/api/v1/people", accept: "text/html")
            #expect(challenges(api) == ["Bearer"])
        }

        @Test("The token as password opens reports, documents and their files, and is kept nowhere")
        func pages() async throws {
            let demonstration = try await Demonstration.shared()
            let (server, token) = (demonstration.server, try demonstration.token("auditor"))
            let signed = password(token)
            for path in [
                "/en/reports", "/sr-Latn/reports/learners", "/sr-Cyrl/reports/documents/S2",
                "/reports/coverage?from=2024-01-01", "/en/reports/reach?format=csv",
                "/en/reports/donor-sheet?format=xlsx", "/en/reports/reach?format=json",
            ] {
                let page = try await browse(path, signed)
                #expect(page.status == 200, "\(path)")
                #expect(page["cache-control"] == "no-store", "\(path)")
                if page["content-type"]?.hasPrefix("text/html") == true {
                    #expect(page["vary"]?.contains("Authorization") == true, "\(path)")
                }
                #expect(!page.text.contains(token), "\(path)")
            }
            let entry = try await browse("/sign-in?language=sr-Latn", signed)
            #expect(entry.status == 303 && entry["location"] == "/sr-Latn/reports")
            let unknown = try await browse("/en/reports/reach?project=NONE", signed)
            #expect(unknown.status == 404 && unknown.text.contains("There is no such thing."))
            #expect(unknown.text.contains("id=\"field-project-problem\""))
            try await mistaken(signed)
            // A role that may not is told so, and is not asked again and again.
            let trainee = password(try demonstration.token("trainee"))
            let refused = try await browse("/reports", trainee)
            #expect(refused.status == 403 && challenges(refused) == [])
            try await Blocking.until("the last request is logged") {
                server.log.contains(#""route":"/sign-in""#)
            }
            let sent = signed["Authorization"]?.dropFirst("Basic ".count) ?? "-"
            #expect(!server.log.contains(token) && !server.log.contains(sent))
        }

        /// A form that was filled in wrongly comes back with what was typed.
        private func mistaken(_ signed: [String: String]) async throws {
            let page = "/en/reports/reach?from=31.02.2024&lsg=Xyz"
            let date = try await browse(page, signed)
            #expect(date.status == 422)
            #expect(date.text.contains("This is no date."))
            #expect(date.text.contains("id=\"field-from-problem\""))
            #expect(date.text.contains("value=\"31.02.2024\"") && date.text.contains("\"Xyz\""))
            let order = try await browse(
                "/sr-Latn/reports/reach?from=2024-03-01&to=2024-02-01",
                signed
            )
            #expect(order.status == 422 && order.text.contains("Ovaj dan je pre početka."))
            let place = try await browse("/sr-Cyrl/reports/coverage?lsg=Xyz", signed)
            #expect(place.status == 404 && place.text.contains("Тога нема."))
            #expect(place.text.contains("id=\"field-lsg-problem\""))
            let file = try await browse("/en/reports/reach?from=31.02.2024&format=csv", signed)
            #expect(file.status == 422 && !file.text.contains("field-from-problem"))
            let trainee = password(try await Demonstration.shared().token("trainee"))
            #expect(try await browse(page, trainee).status != 200)
        }

        @Test("A password writes nothing: the API does not know it")
        func writes() async throws {
            let demonstration = try await Demonstration.shared()
            let server = demonstration.server
            let signed = password(try demonstration.token("administrator"))
            let body: JSON = ["code": "FORGED", "name_sr_cyrl": "Сала", "name_en": "Hall"]
            let refused = try await server.send("POST", "/api/v1/venues", body, fields: signed)
            #expect(refused.status == 401 && refused.code == "bad_token")
            #expect(challenges(refused) == ["Bearer"])
            let read = try await browse("/api/v1/people", signed)
            #expect(read.status == 401)
            #expect(try await server.get("/api/v1/venues/FORGED").status == 404)
            // What is public stays so for a browser that adds its password to every address.
            let all = try await browse("/api/v1/courses", signed)
            #expect(all.status == 200)
            for path in ["/reports", "/sign-in", "/en/reports/reach"] {
                let written = try await server.send("POST", path, body, fields: signed)
                #expect(written.status == 405, "\(path)")
            }
        }

        @Test("Too many wrong tokens from an address have to wait, but not who was right before")
        func wrongTokens() async throws {
            let demonstration = try await Demonstration.shared()
            func ask(_ token: String, from source: String) async throws -> Answer {
                try await demonstration.server.call(
                    HTTPCall(path: "/api/v1/me", fields: ["Authorization": "Bearer \(token)"]),
                    from: source
                )
            }
            let known = try demonstration.token("auditor")
            #expect(try await ask(known, from: "127.0.0.79").status == 200)
            var wrong = try await ask("obk_guess", from: "127.0.0.79")
            #expect(wrong.status == 401)
            for _ in 0..<900 where wrong.status == 401 {
                wrong = try await ask("obk_guess", from: "127.0.0.79")
            }
            #expect(wrong.status == 429 && wrong.code == "too_many_requests")
            #expect(wrong["retry-after"] != nil)
            #expect(try await ask(known, from: "127.0.0.79").status == 200)
            #expect(try await ask("obk_guess", from: "127.0.0.80").status == 401)
        }

        @Test("Too many wrong passwords from one address have to wait, also for the right one")
        func guessing() async throws {
            let demonstration = try await Demonstration.shared()
            let signed = password(try demonstration.token("auditor"))
            func ask(_ fields: [String: String], from source: String) async throws -> Answer {
                try await demonstration.server.call(
                    HTTPCall(path: "/sign-in", fields: fields),
                    from: source
                )
            }
            for _ in 0..<30 {
                let wrong = try await ask(password("obk_guess"), from: "127.0.0.77")
                #expect(wrong.status == 401)
            }
            for fields in [password("obk_guess"), signed] {
                // A slow machine may have earned one more.
                var answer = try await ask(fields, from: "127.0.0.77")
                for _ in 0..<30 where answer.status != 429 {
                    answer = try await ask(password("obk_guess"), from: "127.0.0.77")
                }
                #expect(answer.status == 429 && answer["retry-after"] != nil)
            }
            for _ in 0..<40 {
                #expect(try await ask(signed, from: "127.0.0.78").status == 303)
            }
        }
    }
}
