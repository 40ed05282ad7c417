import Documents
import Foundation
import Glibc
import Testing

extension EndToEnd {
    @Suite("Exit codes, formats and errors of commands")
    struct ExitCodeTests {
        @Test(
            "Exit codes say what went wrong, and the problem object the same",
            arguments: [
                (["import", "people", "missing.csv"], 5, "file_not_found"),
                (["verify", "missing.json"], 5, "file_not_found"),
                (["verify", "missing/certificate"], 5, "file_not_found"),
                (["verify", "/etc"], 1, "failure"),
                (["template", "export", "badge", "-o", "/missing/badge.json"], 1, "failure"),
                (["verify", "0000-0000-0000-0000", "--fields", "colour"], 2, "usage"),
                (["cohort", "show", "NO-SUCH"], 5, "cohort_not_found"),
                (["certificate", "issue", "NO-SUCH"], 5, "cohort_not_found"),
                (["certificate", "issue", "LAP-2024-15"], 6, "cohort_not_closed"),
                (["cohort", "close", "LAP-2023-01", "--on", "2025-01-01"], 6, "cohort_closed"),
                (["report", "reach", "--course", "NO-SUCH"], 5, "course_not_found"),
                (["cohort", "list", "--as", "nobody@obuka.example"], 5, "account_not_found"),
                (["account", "create", "--email", "a@b.example", "--role", "king"], 2, "usage"),
                (["account", "show", "nobody@obuka.example"], 5, "account_not_found"),
                (["token", "revoke", "987654", "--reason", "test"], 5, "token_not_found"),
                (["cohort", "list", "--fields", "code,colour"], 2, "usage"),
                (["import", "enrolments"], 2, "usage"),
                (["import", "dragons", "x.csv"], 2, "usage"),
                (["certificate", "revoke", "0000-0000-0000-0000"], 2, "usage"),
                (
                    ["certificate", "revoke", "0000-0000-0000-0000", "--reason", "test"], 5,
                    "certificate_not_found"
                ),
                (["certificate", "list", "--cohort", "NO-SUCH"], 5, "cohort_not_found"),
                (["cohort", "list", "--set", "LISTEN=nowhere"], 2, "setting"),
                (["cohort", "list", "--set", "LOOPS=many"], 2, "setting"),
                (["frobnicate"], 2, "usage"), (["cohort", "--frobnicate"], 2, "usage"),
            ] as [([String], Int32, String)]
        )
        func codes(command: [String], status: Int32, code: String) async throws {
            let home = try await Demonstration.shared().home
            let plain = try await home.run(command)
            #expect(plain.status == status)
            #expect(plain.output.isEmpty)
            #expect(!plain.error.isEmpty)
            let outcome = try await home.run(command + ["--format", "json"])
            #expect(outcome.status == status)
            #expect(outcome.output.isEmpty)
            let problem = try outcome.problem
            #expect(problem["code"]?.text == code)
            #expect(problem["detail"]?.text?.isEmpty == false)
            #expect(problem["status"]?.integer != nil)
        }

        @Test("An account with too small a role is refused")
        func notAllowed() async throws {
            let demonstration = try await Demonstration.shared()
            let home = demonstration.home
            let certificate = try #require(
                try await demonstration.certificates("LAP-2023-02").first
            )
            for role in ["auditor@obuka.example", Demonstration.trainee] {
                for command in [
                    ["certificate", "issue", "LAP-2023-01"], ["cohort", "open", "LAP-2024-15"],
                    ["certificate", "revoke", certificate, "--reason", "test"],
                    ["account", "create", "--email", "x@obuka.example", "--role", "staff"],
                    ["account", "list"], ["account", "show", Demonstration.trainee],
                    ["token", "create", "--email", Demonstration.trainee],
                    ["import", "enrolments", NominationTests.file, "--cohort", "LAP-2024-15"],
                ] {
                    let outcome = try await home.run(
                        command + ["--as", role, "--format", "json"]
                    )
                    #expect(outcome.status == 4, "\(role) \(command)")
                    #expect(try outcome.problem["code"] == "not_allowed")
                }
            }
            let people = try await home.run("person", "list", "--as", Demonstration.trainee)
            #expect(people.status == 4)
            #expect(try await home.run("verify", certificate).status == 0)
        }

        @Test("One list in every format, with some of its columns")
        func formats() async throws {
            let home = try await Demonstration.shared().home
            let fields = [
                "cohort", "list", "-q", "LAP", "--fields", "code,capacity", "--format",
            ]
            let json = try await home.run(fields + ["json"]).json
            #expect(json.elements?.count == 15)
            #expect(json.elements?.first == ["code": "LAP-2023-01", "capacity": 20])
            let lines = try await home.run(fields + ["ndjson"]).lines
            #expect(lines.first == #"{"code":"LAP-2023-01","capacity":20}"#)
            #expect(lines.count == 15)
            let csv = try await home.run(fields + ["csv"]).output.split(separator: "\r\n")
            #expect(csv.first == "code,capacity")
            #expect(csv.dropFirst().first == "LAP-2023-01,20")
            let table = try await home.run(fields + ["table"]).lines
            #expect(table.first == "LAP-2023-01\t20")
            let list = try await home.ok(
                "certificate",
                "list",
                "--cohort",
                "LAP-2023-01",
                "--fields",
                "number",
                "--format",
                "json"
            ).json
            #expect(list["certificates"]?.elements?.first?.members?.map(\.name) == ["number"])
        }

        @Test("A rehearsal does everything and changes nothing")
        func dryRuns() async throws {
            let demonstration = try await Demonstration.shared()
            let home = demonstration.home
            let certificate = try #require(
                try await demonstration.certificates("LAP-2023-02").first
            )
            let keys = try await home.ok("key", "list").output
            let key = try #require(keys.split(separator: "\t").first.map(String.init))
            let files = try FileManager.default.contentsOfDirectory(atPath: "\(home.data)/keys")
            for command in [
                ["certificate", "revoke", certificate, "--reason", "test"],
                [
                    "certificate", "replace", certificate, "--name-cyrl", "Ана Пробић",
                    "--name-latn", "Ana Probić", "--reason", "test",
                ],
                [
                    "certificate", "replace", certificate, "--name-cyrl", "Џон Смит",
                    "--name-latn", "John Smith", "--names-differ", "--reason", "test",
                ],
                ["cohort", "open", "LAP-2024-15"],
                ["key", "create", "--purpose", "proof"],
                ["key", "create", "--purpose", "document"],
                ["key", "revoke", key, "--reason", "test"],
                ["account", "create", "--email", "new@obuka.example", "--role", "staff"],
                ["account", "disable", "--email", "staff@obuka.example", "--reason", "test"],
            ] {
                let outcome = try await home.run(command + ["--dry-run", "--format", "json"])
                #expect(outcome.status == 0, "\(command)")
                #expect(outcome.lastErrorLine == "nothing was changed")
                #expect(try outcome.json.members?.isEmpty == false)
            }
            #expect(try await home.run("verify", certificate).status == 0)
            #expect(try await home.ok("key", "list").output == keys)
            let left = try FileManager.default.contentsOfDirectory(atPath: "\(home.data)/keys")
            #expect(Set(left) == Set(files))
            #expect(try await home.run("person", "list", "--as", "new@obuka.example").status == 5)
        }

        @Test("A column that this answer does not have is empty, and a trouble names its file")
        func absentColumns() async throws {
            let demonstration = try await Demonstration.shared()
            let home = demonstration.home
            let id = try #require(try await demonstration.certificates("LAP-2023-02").first)
            let path = "\(home.directory)/columns.json"
            try await home.ok("certificate", "export", id, "--as", "json", "-o", path)
            for subject in [id, path] {
                let verified = try await home.ok("verify", subject, "--fields", "status,reason")
                #expect(verified.output == "valid\t\n")
            }
            let directory = try await home.run("verify", "/etc")
            #expect(directory.lastErrorLine == "obuka: /etc cannot be read: Is a directory")
            let rows = try await home.run("import", "enrolments", "/etc")
            #expect(rows.status == 2)
            #expect(rows.error.contains("/etc cannot be read: Is a directory"))
            let nowhere = try await home.run(
                ["certificate", "export", id, "--as", "json", "-o", "/missing/file"]
            )
            #expect(
                nowhere.lastErrorLine
                    == "obuka: /missing/file cannot be written: No such file or directory"
            )
            let help = try await home.ok("certificate", "export", "--help").output
            #expect(help.contains("--as json|jwt|pdf|svg|png|tlog-proof"))
            let kinds = try await home.ok("venue", "create", "--help").output
                .split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(kinds.contains("other by default. One of: "))
            #expect(kinds.contains("reception-centre"))
        }

        @Test("An interrupt during a long import ends it with 130 and changes nothing")
        func interrupted() async throws {
            let home = try await Demonstration.shared().home
            let rows = (0..<60_000).map {
                "Prekid,Prekidić,Прекид,Прекидић,prekid.\($0)@interrupted.example"
            }
            let header = "given_name_latn,family_name_latn,given_name_cyrl,family_name_cyrl,email"
            let file = try home.file("people.csv", ([header] + rows).joined(separator: "\n"))
            let running = try home.start(["import", "people", file])
            try await Blocking.until("reading") { running.error.contains("60000 rows") }
            running.signal(SIGINT)
            let outcome = try await running.end()
            #expect(outcome.status == 130)
            #expect(outcome.lastErrorLine == "cancelled: nothing was changed")
            let found = try await home.ok("person", "list", "-q", "Prekidić", "--limit", "5")
            #expect(found.lines == [])
            unlink(file)
        }

        @Test("Text goes through in both directions, and folded")
        func text() async throws {
            let home = try await Demonstration.shared().home
            let latin = try await home.run("text", "latin", input: "Љубица Ђорђевић\nЊегош\n")
            #expect(latin.output == "Ljubica Đorđević\nNjegoš\n")
            let cyrillic = try await home.run("text", "cyrillic", input: "Ljubica Đorđević\n")
            #expect(cyrillic.output == "Љубица Ђорђевић\n")
            let folded = try await home.run("text", "fold", input: "Љубица Ђорђевић\n")
            let other = try await home.run("text", "fold", input: "Ljubica Đorđević\n")
            #expect(folded.output == other.output)
            #expect(folded.output.utf8.allSatisfy { $0 < 128 })
        }

        @Test("The schema is up to date, and its plan changes nothing")
        func plan() async throws {
            let home = try await Demonstration.shared().home
            let plan = try await home.ok("db", "migrate", "--plan")
            #expect(plan.output.isEmpty)
            #expect(plan.lastErrorLine == "0 pending; nothing was changed")
            #expect(try await home.ok("db", "migrate").lastErrorLine == "nothing to do")
        }

        @Test("In an empty directory the plan lists every migration and makes none")
        func planFromEmpty() async throws {
            try await Home.with(try Home()) { home in
                let plan = try await home.ok("db", "migrate", "--plan")
                let files = try FileManager.default.contentsOfDirectory(
                    atPath: "\(Home.checkout)/sql/migrations"
                )
                #expect(plan.lines.count == files.count)
                #expect(plan.lastErrorLine == "\(files.count) pending; nothing was changed")
                let again = try await home.ok("db", "migrate", "--plan")
                #expect(again.lines == plan.lines)
            }
        }
    }
}
