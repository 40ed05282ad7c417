import Documents
import Testing

extension EndToEnd {
    @Suite("Accounts at the command line")
    struct AccountTests {
        @Test("An account is listed, shown, loses a role, is disabled and enabled again")
        func life() async throws {
            let demonstration = try await Demonstration.shared()
            let home = demonstration.home
            let email = "life@obuka.example"
            let token = try await home.token(email, "staff")
            try await home.ok("account", "create", "--email", email, "--role", "auditor")
            let list = try await home.ok("account", "list", "--format", "json").json
            let row = try #require(list.elements?.first { $0["email"]?.text == email })
            let id = try #require(row["id"]?.text)
            #expect(id.hasPrefix("account "))
            #expect(row["roles"] == ["auditor", "staff"])
            #expect(row["active_tokens"] == 1)
            #expect(row["disabled"] == false)
            #expect(try await home.ok("account", "list", "--limit", "2").lines.count == 2)
            for name in [[email], [id], id.split(separator: " ").map(String.init)] {
                let shown = try await home.run(["account", "show"] + name + ["--format", "json"])
                #expect(try shown.json == row)
            }
            let less = try await changed(home, "revoke-role", email, "--role", "auditor")
            #expect(less["roles"] == ["staff"])

            #expect(try await people(demonstration, token) == 200)
            let disabled = try await changed(home, "disable", email)
            #expect(disabled["disabled"] == true)
            #expect(disabled["active_tokens"] == 0)
            #expect(try await people(demonstration, token) == 401)
            let refused = try await home.run("token", "create", "--email", email)
            #expect(refused.status == 6)
            #expect(refused.error.contains("obuka account enable"))
            #expect(try await home.run("person", "list", "--as", email).status == 4)
            #expect(try await changed(home, "enable", email)["disabled"] == false)
            #expect(try await people(demonstration, token) == 401)
        }

        @Test("A token that is revoked is shown as it is then")
        func revokedToken() async throws {
            let home = try await Demonstration.shared().home
            _ = try await home.token("revoked@obuka.example", "staff")
            let list = try await home.ok("token", "list", "--format", "json").json.elements
            let row = try #require(list?.first { $0["account"]?.text == "revoked@obuka.example" })
            let id = try #require(row["id"]?.wholeNumber)
            let revoke = ["token", "revoke", "\(id)", "--reason", "test", "--format", "json"]
            let revoked = try await home.run(revoke).json
            #expect(revoked["id"]?.wholeNumber == id)
            #expect(revoked["revoked"] == true)
            #expect(try await home.run(revoke).json == revoked)
        }

        private func changed(_ home: Home, _ verb: String, _ email: String, _ more: String...)
            async throws -> JSON
        {
            let command = ["account", verb, "--email", email] + more
            let missing = try await home.run(command)
            #expect(missing.status == 2)
            let outcome = try await home.run(command + ["--reason", "test", "--format", "json"])
            #expect(outcome.status == 0, "\(outcome.error)")
            return try outcome.json
        }

        /// The status of a request that needs the role of staff.
        private func people(_ demonstration: Demonstration, _ token: String) async throws -> Int {
            try await demonstration.server.get("/api/v1/people?limit=1", token: token).status
        }
    }
}
