import Documents
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Accreditations at the command line")
    struct AccreditationTests {
        @Test("Granted, certified, suspended, reinstated, renewed; the holder is reminded once")
        func life() async throws {
            let home = try await Demonstration.shared().home
            let today = try #require(
                try await home.ok(
                    ["certificate", "draft", "LAP-2023-05", "--kind", "participation", "--dry-run"]
                        + ["--format", "json"]
                ).json["issued_on"]?.text
            )
            let year = try #require(Int(today.prefix(4)))
            func grant(_ until: String, _ course: String = "LAP") async throws -> String {
                let granted = try await home.ok([
                    "accreditation", "grant", Demonstration.trainee, "--course", course, "--from",
                    "2024-01-01", "--until", until, "--basis", "odluka 7", "--format", "json",
                ])
                return try #require(try granted.json["accreditation"]?.wholeNumber).description
            }
            let number = try await grant("\(year + 2)-12-31")
            let issued = try await home.ok(
                ["certificate", "issue", "--accreditation", number, "--format", "json"]
            )
            let id = try #require(try issued.json["issued"]?.elements?.first?["id"]?.text)
            #expect(try await home.run("verify", id).status == 0)
            try await home.ok(["accreditation", "suspend", number, "--reason", "prigovor"])
            let suspended = try await home.run("verify", id, "--format", "json")
            #expect(suspended.status == 1)
            #expect(try suspended.json["status"] == "valid")
            #expect(try suspended.json["suspended_on"]?.text == today)
            let page = try await Demonstration.shared().server.get("/en/c/\(id)")
            #expect(page.text.contains("the accreditation is suspended at present"))
            try await home.ok(["accreditation", "reinstate", number, "--reason", "neosnovano"])
            try await home.ok([
                "accreditation", "renew", number, "--until", "\(year + 5)-12-31", "--basis",
                "odluka 8",
            ])
            let exported = try await home.ok(["certificate", "export", id, "--as", "json"])
            #expect(exported.output.contains("Certification"))
            try await export(id, home)
            try await remind(home, { try await grant($0, "NAR") }, today)
            #expect(try await home.findings() == [])
        }

        /// Its paper and badges in every language, at the command line and from the server.
        private func export(_ id: String, _ home: Home) async throws {
            let server = try await Demonstration.shared().server
            let path = try home.file("trainer", "")
            let forms = [("pdf", "%PDF"), ("svg", "<"), ("png", "\u{FFFD}PNG")]
            for language in Language.allCases.map(\.rawValue) {
                for (form, beginning) in forms {
                    try await home.ok([
                        "certificate", "export", id, "--as", form, "--language", language, "-o",
                        path,
                    ])
                    let bytes = try Data(contentsOf: URL(filePath: path))
                    #expect(String(decoding: bytes.prefix(4), as: UTF8.self).hasPrefix(beginning))
                    let verified = try await home.ok("verify", path, "--format", "json").json
                    #expect(verified["id"]?.text == id, "\(form) \(language)")
                    let answer = try await server.get("/c/\(id).\(form)?language=\(language)")
                    #expect(answer.status == 200)
                    #expect(answer.bytes == Array(bytes), "\(form) \(language)")
                }
            }
        }

        /// A certificate that expires within a month is settled with its reminder.
        private func remind(
            _ home: Home,
            _ grant: (String) async throws -> String,
            _ today: String
        ) async throws {
            let day = try #require(Int(today.suffix(2)))
            let month = try #require(Int(today.dropFirst(5).prefix(2)))
            let year = try #require(Int(today.prefix(4)))
            // The same day of next month, or its 28th.
            let next = month == 12 ? (year + 1, 1) : (year, month + 1)
            let text = [next.1, min(day, 28)].map { $0 < 10 ? "0\($0)" : "\($0)" }
            let number = try await grant("\(next.0)-\(text.joined(separator: "-"))")
            try await home.ok(["certificate", "issue", "--accreditation", number])
            let notices = try await home.ok(["notice", "list", "--format", "json"])
            let mine = try #require(try notices.json.elements).filter {
                $0["person"]?.text == Demonstration.trainee
            }
            #expect(mine.count == 1)
            #expect(mine.first?["text"]?["sr-Cyrl"]?.text?.contains("сертификат тренера") == true)
        }

        @Test(
            "Nothing deletes a certificate: no command, and no method of any address of it",
            arguments: ["delete", "remove", "purge"]
        )
        func deletion(verb: String) async throws {
            let home = try await Demonstration.shared().home
            let id = try #require(
                try await Demonstration.shared().certificates("LAP-2023-02").first
            )
            #expect(try await home.run("certificate", verb, id, "--reason", "test").status == 2)
            for method in ["DELETE", "PUT", "PATCH"] {
                let token = try await Demonstration.shared().token("administrator")
                for path in ["/api/v1/certificates/\(id)", "/c/\(id)", "/c/\(id).json"] {
                    let call = HTTPCall(
                        method: method,
                        path: path,
                        fields: ["Authorization": "Bearer \(token)"]
                    )
                    let answer = try await Demonstration.shared().server.call(call)
                    #expect([404, 405].contains(answer.status), "\(method) \(path)")
                }
            }
            #expect(try await home.run("verify", id).status == 0)
        }
    }
}
