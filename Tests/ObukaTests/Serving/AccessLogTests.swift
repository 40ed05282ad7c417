import Documents
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("The access log")
    struct AccessLogTests {
        @Test(
            "Every line is JSON with a route template; no ID, code, address, name or token is in it"
        )
        func nothingPrivate() async throws {
            let demonstration = try await Demonstration.shared()
            let secrets = try await secrets(demonstration)
            #expect(secrets.count > 500)
            try await ask(demonstration)
            try await Blocking.until("the last request is logged") {
                demonstration.server.log.contains("/api/v1/certificates/{id}/revocation")
            }
            let log = demonstration.server.log
            for secret in secrets { #expect(!log.contains(secret), "\(secret)") }
            let templates = /^(-|\/|(\/[A-Za-z0-9.-]+|\/\{[a-z]+\}(\.[a-z]+)?)+\/?)$/
            for line in demonstration.server.running.error.split(separator: "\n") {
                let entry = try JSON.parse(Array(line.utf8))
                guard entry["message"] == "request" else { continue }
                let route = try #require(entry["route"]?.text)
                #expect(route.wholeMatch(of: templates) != nil, "\(route)")
                #expect(!route.contains("LAP"))
                #expect(entry["status"]?.integer != nil)
                #expect(entry["request_id"]?.text?.isEmpty == false)
            }
        }

        /// Everything of the demonstration that is private or names a person, as typed or sent.
        private func secrets(_ demonstration: Demonstration) async throws -> Set<String> {
            let home = demonstration.home
            var secrets = Set(demonstration.tokens.values)
            let certificates = try await home.ok("certificate", "list", "--format", "json").json
            let people = try await home.ok("person", "list", "--format", "json").json
            for certificate in certificates["certificates"]?.elements ?? [] {
                secrets.insert(certificate["id"]?.text ?? "-")
                secrets.insert(certificate["number"]?.text ?? "-")
            }
            for enrolment in try await home.enrolments("LAP-2024-14") {
                secrets.insert(enrolment["code"]?.text ?? "-")
            }
            for person in people.elements ?? [] {
                for name in ["email", "family_name_latn", "family_name_cyrl"] {
                    secrets.insert(person[name]?.text ?? "-")
                }
            }
            // The compact form and small letters are the same secret.
            for secret in secrets where secret.contains("-") && !secret.contains("@") {
                secrets.insert(secret.replacing("-", with: ""))
                secrets.insert(secret.lowercased())
            }
            secrets.subtract(["-", ""])
            return secrets
        }

        /// Asks in every way in which a secret can be part of a request.
        private func ask(_ demonstration: Demonstration) async throws {
            let (server, token) = (demonstration.server, try demonstration.token("staff"))
            let id = try #require(try await demonstration.certificates("LAP-2023-06").first)
            for path in [
                "/c/\(id)", "/c/\(id.lowercased())", "/C/\(id)", "/c/\(id).json", "/en/c/\(id)",
                "/verify?id=\(id)", "/e/\(id)", "/e?code=\(id)", "/e/\(id).ics", "/nowhere/\(id)",
                "/c/\(id)/\(id)", "/c/\(id).exe", "/api/v1/people?q=Trifun%20Batini%C4%87",
                "/api/v1/people?q=\(Demonstration.trainee)", "/%\(id)", "/\(id)%00",
            ] {
                _ = try await server.get(
                    path,
                    token: token,
                    fields: ["Referer": "https://obuka.example/c/\(id)", "User-Agent": id]
                )
            }
            _ = try await server.send(
                "POST",
                "/api/v1/cohorts/LAP-2024-15/enrolments",
                ["email": "x", "name": "Batinić"],
                token: token
            )
            // A known ID and wrong content, so that nothing changes.
            let last = try await server.send(
                "POST",
                "/api/v1/certificates/\(id)/revocation",
                ["class": "whim"],
                token: token
            )
            #expect(last.status == 422)
        }
    }
}
