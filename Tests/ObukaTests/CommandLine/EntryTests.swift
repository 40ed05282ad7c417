import Documents
import TestSupport
import Testing

extension EndToEnd {
    @Suite("People and sessions entered by hand, and reports in a language, at the command line")
    struct EntryTests {
        private func json(_ words: [String]) async throws -> JSON {
            try await Demonstration.shared().home.ok(words + ["--format", "json"]).json
        }

        @Test("A person is entered in one script, confirmed, corrected; refusals have their codes")
        func person() async throws {
            let home = try await Demonstration.shared().home
            let email = "ljubica.rukic@entry.example"
            let entry = ["person", "create", "email=\(email)", "name=Ljubica Rukić", "sex=F"]
            let rehearsed = try await home.ok(entry + ["--dry-run"])
            #expect(rehearsed.error.hasSuffix("nothing was changed\n"))
            #expect(try await home.run("person", "show", email).status == 5)
            let made = try await json(entry)
            #expect(made["family_name_cyrl"] == "Рукић" && made["proposed_script"] == "cyrillic")
            let twice = try await home.run(entry + ["--format", "json"])
            #expect(try twice.status == 6 && twice.problem["code"] == "email_taken")

            let change = ["person", "change", email]
            #expect(try await json(change)["proposed_script"] == .null)
            let name = ["family_name_cyrl=Нукић", "family_name_latn=Nukić"]
            let unexplained = try await home.run(change + name + ["--format", "json"])
            #expect(try unexplained.status == 2 && unexplained.problem["code"] == "reason_missing")
            let changed = try await json(change + name + ["sex=", "--reason", "udaja"])
            #expect(changed["family_name_latn"] == "Nukić" && changed["sex"] == .null)
            let both = change + ["sex=M", "--sex", "F", "--reason", "proba"]
            #expect(try await home.run(both).status == 2)

            for wrong in [["name=Ana Anić"], ["email=x", "name=Ana Anić"], ["colour=red"]] {
                #expect(try await home.run(["person", "create"] + wrong).status == 2, "\(wrong)")
            }
            let unknown = [
                "person", "change", "nobody@entry.example", "sex=M", "--reason", "proba",
            ]
            #expect(try await home.run(unknown).status == 5)
            try await home.ok(
                "account",
                "create",
                "--email",
                "gost@entry.example",
                "--role",
                "auditor"
            )
            let other = ["person", "create", "email=a@entry.example", "name=Ana Anić"]
            let forbidden = try await home.run(other + ["--as", "gost@entry.example"])
            #expect(forbidden.status == 4)
        }

        @Test("A cohort that a command is about is named by its code or as --cohort, once")
        func cohort() async throws {
            let home = try await Demonstration.shared().home
            for command in [
                ["session", "list"], ["enrolment", "list"], ["attendance", "list"],
                ["cohort", "clashes"], ["cohort", "seats"], ["certificate", "eligible"],
                ["person", "confirm", "--dry-run"],
            ] {
                let short = try await home.ok(command + ["PRIHVAT-A"]).output
                #expect(try await home.ok(command + ["--cohort", "PRIHVAT-A"]).output == short)
                #expect(try await home.run(command).status == 2, "\(command)")
                let both = command + ["PRIHVAT-A", "--cohort", "PRIHVAT-A"]
                #expect(try await home.run(both).status == 2, "\(command)")
            }
        }

        @Test("A session is added, moved and taken out again; its trainers come and go")
        func session() async throws {
            let home = try await Demonstration.shared().home
            try await home.ok(
                "cohort",
                "create",
                "code=UNOS-1",
                "course_code=AZIL",
                "starts_on=2063-05-07",
                "ends_on=2063-05-08",
                "venue=Plandište",
                "capacity=12"
            )
            let cohort = ["--cohort", "UNOS-1"]
            let entry = ["session", "create", "held_on=2063-05-07", "begins=09:00", "ends=15:00"]
            let rehearsed = try await home.ok(entry + cohort + ["--dry-run"])
            #expect(rehearsed.error.hasSuffix("nothing was changed\n"))
            #expect(try await json(["session", "list"] + cohort) == [])
            #expect(try await json(entry + cohort)["hours"]?.wholeNumber == 6)
            let twice = try await home.run(entry + cohort + ["--format", "json"])
            #expect(try twice.status == 6 && twice.problem["code"] == "session_day_taken")

            let change = ["session", "change", "2063-05-07", "held_on=8.5.2063."] + cohort
            #expect(try await home.run(change).status == 2)
            let moved = try await json(change + ["ends=14:00", "hours=5", "--reason", "sala"])
            #expect(moved["held_on"] == "2063-05-08" && moved["ends"] == "14:00")
            #expect(moved["warnings"] == [])
            let early = ["session", "create", "held_on=2063-05-06", "hours=2"] + cohort
            let said = try await home.ok(early + ["--dry-run"]).error
            #expect(said.contains("note: 2063-05-06 is outside the days of UNOS-1, 2063-05-07 to"))
            let away = ["session", "change", "2063-05-08", "held_on=2064-01-01"] + cohort
            #expect(try await home.run(away + ["--reason", "proba"]).status == 6)
            #expect(
                try await home.run(
                    ["session", "change", "x", "hours=1", "--reason", "proba"] + cohort
                )
                .status == 5
            )
            let wrong = ["session", "create", "held_on=2063-05-07", "begins=09:00"] + cohort
            #expect(try await home.run(wrong).status == 2)

            try await home.ok("person", "create", "email=t@entry.example", "name=Toma Rukić")
            let day = ["2063-05-08", "--trainer", "t@entry.example"] + cohort
            let taught = try await json(["session", "assign"] + day + ["--reason", "zamena"])
            #expect(taught.elements?.count == 1)
            #expect(try await home.run(["session", "dismiss"] + day).status == 2)
            #expect(try await json(["session", "trainers", "2063-05-08"] + cohort) == taught)
            try await home.ok(["session", "dismiss"] + day + ["--reason", "bolest"])
            #expect(try await json(["session", "trainers", "2063-05-08"] + cohort) == [])

            let end = ["session", "cancel", "2063-05-08"] + cohort
            #expect(try await home.run(end).status == 2)
            try await home.ok(end + ["--reason", "nema sale"])
            #expect(try await json(["session", "list"] + cohort) == [])
            #expect(try await home.findings() == [])
        }

        @Test("Every report is printed in the language that is asked for")
        func languages() async throws {
            let home = try await Demonstration.shared().home
            let period = ["report", "reach", "--from", "2024-01-01", "--to", "2024-02-29"]
            let cyrillic = try await json(period + ["--language", "sr-Cyrl"])
            #expect(cyrillic["definition"]?.text?.hasPrefix("Реализација је") == true)
            #expect(try await json(period)["definition"]?.text?.hasPrefix("A delivery") == true)
            let row = try await home.ok(period + ["--language", "sr-Cyrl", "--fields", "sentence"])
            #expect(row.output.contains("4 обуке"))
            let server = try await Demonstration.shared().server
            let token = try await Demonstration.shared().token("auditor")
            for name in ["reach", "cascade/NAR-TOT-2022"] {
                let path = "/api/v1/reports/\(name)?language=sr-Latn"
                let answer = try await server.get(path, token: token).json
                #expect(answer["definition"]?.text?.contains("uspešno pro") == true, "\(name)")
            }
            for name in ["coverage", "learners", "cascades", "donor-sheet", "areas"] {
                let csv = try await home.ok(
                    "report",
                    name,
                    "--language",
                    "sr-Cyrl",
                    "--format",
                    "csv"
                )
                #expect(csv.output.contains { ("а"..."ш").contains($0) }, "\(name)")
            }
            let tree = ["report", "cascade", "NAR-TOT-2022", "--language", "sr-Cyrl"]
            #expect(try await json(tree)["definition"]?.text?.hasPrefix("Тренери су") == true)
            #expect(try await home.run("report", "reach", "--language", "de").status == 2)
        }
    }
}
