import Documents
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Batches at the command line")
    struct BatchTests {
        @Test("Drafted, approved by another, issued by number, handed out, revoked from a file")
        func life() async throws {
            let home = try await Demonstration.shared().home
            let cohort = "LAP-2023-03"
            let drafted = try await home.ok(
                ["certificate", "draft", cohort, "--kind", "participation", "--format", "json"]
            )
            let batch = try #require(try drafted.json["batch"]?.wholeNumber).description
            let count = try #require(try drafted.json["candidates"]?.elements?.count)
            let own = try await home.run(["certificate", "approve", batch, "--format", "json"])
            #expect(own.status == 4)
            #expect(try own.problem["code"] == "own_draft")
            try await home.ok(["certificate", "approve", batch, "--as", "staff@obuka.example"])
            let issued = try await home.ok(
                ["certificate", "issue", "--batch", batch, "--format", "json"]
            )
            let ids = try #require(try issued.json["issued"]?.elements).compactMap {
                $0["id"]?.text
            }
            #expect(ids.count == count)
            try await home.ok([
                "certificate", "ceremony", batch, "--on", "2062-05-05", "--place", "Plandište",
            ])
            let today = try #require(try drafted.json["issued_on"]?.text)
            try await home.ok(["certificate", "hand-over", ids[0], "--on", today])
            let list = try await home.ok(["certificate", "ceremony-list", batch])
            #expect(list.lines.count == count)
            #expect(list.lines.count { $0.hasSuffix(today) } == 1)
            try await revoke(ids, batch, home)
            let shown = try await home.ok(
                ["certificate", "batches", "show", batch, "--format", "json"]
            )
            #expect(try shown.json["revoked"]?.wholeNumber == count)
            #expect(try shown.json["entered_by"]?.text?.hasPrefix("os ") == true)
            #expect(try shown.json["decided_by"] == "staff@obuka.example")
            #expect(try shown.json["ceremony"]?["place"] == "Plandište")
        }

        /// Two from a file with a wrong row in it, the others as a batch.
        private func revoke(_ ids: [String], _ batch: String, _ home: Home) async throws {
            let text = "id,class\n\(ids[0]),misconduct\nNO-SUCH,\n\(ids[1]),\n\(ids[1]),\n"
            let file = try home.file("revocations.csv", text)
            let command = [
                "certificate", "revoke", "--file", file, "--reason", "po spisku", "--format",
                "json",
            ]
            let rehearsed = try await home.run(command + ["--dry-run"])
            #expect(rehearsed.status == 3)
            #expect(rehearsed.lastErrorLine == "nothing was changed")
            #expect(try await home.run("verify", ids[0]).status == 0)
            let done = try await home.run(command)
            #expect(done.status == 3)
            #expect(try done.json["revoked"]?.elements?.count == 2)
            #expect(try done.json["unchanged"] == 1)
            #expect(try done.json["rejected"]?.elements?.first?["row"] == 3)
            let again = try await home.run(command)
            #expect(try again.json["unchanged"] == 3)
            let whole = try await home.ok([
                "certificate", "revoke", "--batch", batch, "--class", "issued-in-error",
                "--reason", "pogrešan spisak", "--format", "json",
            ])
            #expect(try whole.json["revoked"]?.elements?.count == ids.count - 2)
            #expect(try whole.json["unchanged"] == 2)
            let verified = try await home.run("verify", ids[0], "--format", "json")
            #expect(try verified.json["reason_class"] == "misconduct")
        }

        @Test(
            "Wrong uses are told so",
            arguments: [
                (["certificate", "revoke", "--reason", "test"], 2),
                (["certificate", "revoke", "X", "--batch", "1", "--reason", "test"], 2),
                (["certificate", "revoke", "--file", "missing.csv", "--reason", "test"], 5),
                (["certificate", "revoke", "--batch", "987654", "--reason", "test"], 5),
                (["certificate", "issue"], 2), (["certificate", "issue", "X", "--batch", "1"], 2),
                (["certificate", "issue", "--batch", "1", "--kind", "completion"], 2),
                (["certificate", "issue", "--batch", "987654"], 5),
                (["certificate", "issue", "--batch", "1"], 6),
                (["certificate", "draft", "LAP-2024-15"], 6),
                (["certificate", "reject", "1"], 2),
                (["certificate", "batches", "show", "987654"], 5),
                (["setting", "set", "colour", "on"], 5),
                (["setting", "set", "certificates.second-person", "maybe"], 2),
                (["setting", "set", "certificates.second-person", "off"], 2),
            ] as [([String], Int32)]
        )
        func wrong(command: [String], status: Int32) async throws {
            let home = try await Demonstration.shared().home
            let outcome = try await home.run(command)
            #expect(outcome.status == status, "\(outcome.error)")
            #expect(outcome.output.isEmpty)
        }

        @Test("Where a second person has to approve, the command says so and how")
        func secondPerson() async throws {
            let home = try await Demonstration.shared().home
            let setting = ["setting", "set", "certificates.second-person"]
            try await home.ok(setting + ["on"])
            let refused = try await home.run(
                ["certificate", "issue", "LAP-2023-04", "--kind", "participation"]
            )
            try await home.ok(setting + ["off", "--reason", "kraj probe"])
            #expect(refused.status == 6)
            #expect(refused.error.contains("a second person has to approve this batch"))
            #expect(try await home.ok(["setting", "list"]).output.contains("off"))
        }
    }
}
