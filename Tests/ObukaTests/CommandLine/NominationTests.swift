import Documents
import Foundation
import Testing

extension EndToEnd {
    /// The file of nominations as an institution sent it: Windows-1250, own headers, one error.
    @Suite("Importing nominations as they were received")
    struct NominationTests {
        static let file = "\(Home.checkout)/sql/demo/nominations-as-received.csv"

        @Test(
            "Ten rows: eight new, one known, one wrong; again nothing is new",
            arguments: [
                [], ["--map", "Ime i prezime=name"], ["--map", "name=Ime i prezime"],
                ["--map", "Ime i prezime=name", "--map", "E-mail=email", "--map", "sex=Pol"],
                ["--map", "Ime i prezime=name,E-mail=email"],
            ]
        )
        func imported(map: [String]) async throws {
            let home = try await Demonstration.shared().home
            let command =
                ["import", "enrolments", NominationTests.file, "--cohort", "LAP-2024-15"] + map
                + ["--format", "json"]
            let before = try await home.enrolments("LAP-2024-15").count
            let rehearsal = try await home.run(command + ["--dry-run"])
            #expect(rehearsal.lastErrorLine == "nothing was changed")
            #expect(try await home.enrolments("LAP-2024-15").count == before)
            let first = before == 0 || before == 1
            let outcome = try await home.run(command)
            #expect(outcome.status == 3)
            let report = try outcome.json
            #expect(try rehearsal.json == report)
            #expect(rehearsal.status == 3)
            #expect(report["read"] == 10)
            #expect(report["created"] == (first ? 8 : 0))
            #expect(report["unchanged"] == (first ? 1 : 9))
            #expect(report["updated"] == 0)
            let rejected = try #require(report["rejected"]?.elements)
            #expect(rejected.count == 1)
            #expect(rejected.first?["row"] == 11)
            #expect(rejected.first?["field"] == "lsg_code")
            #expect(rejected.first?["problem"]?.text?.isEmpty == false)
            #expect(try await home.run(command).json["created"] == 0)
            #expect(try await home.findings() == [])
        }

        @Test("A table shows the counts, and the wrong row among the messages")
        func table() async throws {
            let home = try await Demonstration.shared().home
            let outcome = try await home.run(
                "import",
                "enrolments",
                NominationTests.file,
                "--cohort",
                "LAP-2024-15"
            )
            #expect(outcome.output.hasPrefix("10\t"))
            #expect(outcome.error.contains("row 11: lsg_code"))
            #expect(outcome.status == 3)
        }

        @Test("A header with a comma can be mapped, alone and beside others")
        func commaInHeader() async throws {
            let home = try await Demonstration.shared().home
            let file = try home.file(
                "comma.csv",
                "Prezime, ime;Adresa\nPopović Ana;ana@comma.example\n"
            )
            for map in [
                ["--map", "Prezime, ime=name_family_first", "--map", "Adresa=email"],
                ["--map", "name_family_first=Prezime, ime,Adresa=email"],
            ] {
                let outcome = try await home.run(
                    ["import", "people", file, "--dry-run", "--format", "json"] + map
                )
                #expect(outcome.status == 0, "\(outcome.error)")
                #expect(try outcome.json["created"] == 1)
            }
            let directory = try await home.run("import", "people", "/", "--format", "json")
            #expect(directory.status == 2)
            unlink(file)
        }

        @Test("A map of a header that is not there names those that are")
        func wrongMap() async throws {
            let home = try await Demonstration.shared().home
            for map in ["Prezime=name", "Ime i prezime=surname", "nonsense"] {
                let outcome = try await home.run(
                    "import",
                    "enrolments",
                    NominationTests.file,
                    "--cohort",
                    "LAP-2024-15",
                    "--map",
                    map
                )
                #expect(outcome.status == 2, "\(map)")
                #expect(outcome.error.contains("Ime i prezime") || outcome.error.contains("HEADER"))
            }
        }

        @Test("Columns and a preview need no database and change nothing")
        func columnsAndPreview() async throws {
            let home = try Home()
            try await Home.with(home) { home in
                let columns = try await home.ok("import", "enrolments", "x.csv", "--columns")
                #expect(columns.output.hasPrefix("cohort_code,given_name_cyrl,"))
                let preview = try await home.run(
                    "import",
                    "enrolments",
                    NominationTests.file,
                    "--preview",
                    "--format",
                    "json"
                )
                #expect(preview.status == 0)
                #expect(preview.lastErrorLine == "nothing was changed")
                let rows = try #require(try preview.json.elements)
                #expect(rows.first?["name"] == "Vuksan Irić")
                #expect(rows.first?["row"] == 2)
                #expect(!FileManager.default.fileExists(atPath: home.data))
            }
        }
    }
}
