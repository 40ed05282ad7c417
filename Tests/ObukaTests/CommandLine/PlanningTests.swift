import Documents
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Projects, activities and plans at the command line")
    struct PlanningTests {
        private func json(_ words: String...) async throws -> JSON {
            let home = try await Demonstration.shared().home
            return try await home.ok(words + ["--format", "json"]).json
        }

        @Test("Statement 12: the project's page has 25 trainings, 70 LSGs, 13 centres, 4000 users")
        func statement12() async throws {
            let server = try await Demonstration.shared().server
            let pages = [
                (
                    "sr-Cyrl",
                    [
                        "25 обука", "70 јединица локалне самоуправе",
                        "13 прихватних и азилних центара", "више од 4000 корисника",
                        "планирано 60, остварено 70", "Швајцарска агенција за развој и сарадњу",
                    ]
                ), ("sr-Latn", ["25 obuka", "više od 4000 korisnika", "Trgovina ljudima"]),
                ("en", ["25 trainings", "more than 4000 users", "promised 60, achieved 70"]),
            ]
            for (language, texts) in pages {
                let page = try await server.get("/\(language)/projects/SDC-CAP")
                #expect(page.status == 200)
                for text in texts { #expect(page.text.contains(text), "\(language): \(text)") }
            }
            let activities = try await server.get("/sr-Cyrl/projects/SDC-CAP").text
            #expect(!activities.contains("Радионица: Радионице"), "a kind that the title says")
            #expect(activities.contains("Уручивање сертификата: Свечано"))
            let list = try await server.get("/sr-Latn/projects?q=MPTF")
            #expect(list.text.contains("/sr-Latn/projects/MMPTF-EVB"))
            #expect(!list.text.contains("/projects/SDC-CAP"))
            #expect(try await server.get("/projects/NONE").status == 404)
            let plan = try await server.get("/sr-Cyrl/projects/UK-ASYLUM")
            #expect(plan.text.contains("Јачање капацитета све три инстанце у поступку азила"))
            #expect(plan.text.matches(of: #/<li>/#).count >= 10)
        }

        @Test("Targets, coverage, the summary of a visit and the list of a ceremony are printed")
        func printed() async throws {
            let home = try await Demonstration.shared().home
            let targets = try await json("project", "targets", "SDC-CAP")
            #expect(targets.elements?.first?["promised"] == 60)
            #expect(targets.elements?.first?["achieved"] == 70)
            let coverage = try await json("plan", "coverage", "PLAN-2017")
            let deliveries = coverage["areas"]?.elements?.map {
                $0["deliveries"]?.wholeNumber ?? -1
            }
            #expect(deliveries == [0, 0, 0, 0, 0, 4, 0, 0, 2, 5])
            let summary = try await home.ok(
                "activity",
                "summary",
                "GRUZIJA-2024",
                "--language",
                "sr-Cyrl"
            )
            #expect(summary.output.contains("Студијска посета"))
            #expect(summary.output.contains("Домаћини: "))
            #expect(summary.output.contains("Мисија ИОМ у Грузији"))
            #expect(!summary.output.contains("IOM"))
            let ceremony = try await json("activity", "ceremony", "DODELA-2024")
            #expect(Set((ceremony.elements ?? []).compactMap { $0["lsg"]?.text }).count == 70)
        }

        @Test("A venue is created, changed and shown; wrong fields and dry runs change nothing")
        func writing() async throws {
            let home = try await Demonstration.shared().home
            let fields = ["code=SALA", "name_sr_cyrl=Сала општине", "name_en=Town hall"]
            let rehearsed = try await home.ok(["venue", "create", "--dry-run"] + fields)
            #expect(rehearsed.error.contains("nothing was changed"))
            #expect(try await home.run("venue", "show", "SALA").status == 5)
            try await home.ok(["venue", "create"] + fields)
            #expect(try await home.run(["venue", "create"] + fields).status == 6)
            let wrong = [
                ["colour=red"], ["name_en"], ["name_en=A", "name_en=B"],
            ]
            for words in wrong {
                #expect(try await home.run(["venue", "change", "SALA"] + words).status == 2)
            }
            try await home.ok("venue", "change", "SALA", "aliases=Hala|Hala 2", "lsg_code=80349")
            let shown = try await json("venue", "show", "sala")
            #expect(shown["aliases"] == ["Hala", "Hala 2"])
            #expect(shown["name"]?["sr-Latn"] == "Sala opštine")
            try await home.ok("venue", "change", "SALA", "lsg_code=")
            #expect(try await json("venue", "show", "SALA")["lsg_code"] == .null)
        }

        @Test("Two people are merged and separated at the command line")
        func merging() async throws {
            let home = try await Demonstration.shared().home
            let (one, two) = ("donatela.bradic@iom.example", "donatella.bradic@iom.example")
            let file = try home.file(
                "double.csv",
                "name,email\nDonatela Bradić,\(one)\nDonatella Bradić,\(two)\n"
            )
            try await home.ok("import", "people", file)
            #expect(try await home.run("person", "merge", two, one).status == 2)
            try await home.ok("person", "merge", two, one, "--reason", "ista osoba")
            let again = try await home.run("person", "merge", one, two, "--reason", "ista osoba")
            #expect(again.status == 6)
            for query in ["Donatela", "Donatella"] {
                let found = try await json("person", "list", "-q", "\(query) Bradić")
                #expect(found.elements?.compactMap { $0["email"]?.text } == [one], "\(query)")
            }
            let merges = try await json("person", "merges", two)
            #expect(merges.elements?.first?["into_email"]?.text == one)
            // The ids that it says name the same two people.
            let id = try #require(merges.elements?.first?["merged"]?.integer)
            #expect(try await json("person", "merges", String(id)) == merges)
            try await home.ok("person", "unmerge", two, "--reason", "nije ista")
            let both = try await json("person", "list", "-q", "Bradić")
            let emails = (both.elements ?? []).compactMap { $0["email"]?.text }
            #expect(Set(emails).isSuperset(of: [one, two]))
            #expect(try await home.findings() == [])
        }
    }
}
