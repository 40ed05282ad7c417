import Documents
import Foundation
import Testing

extension EndToEnd {
    @Suite("The course of the demonstration that goes on")
    struct LivingDemonstrationTests {
        private func json(_ arguments: String...) async throws -> JSON {
            let home = try await Demonstration.shared().home
            return try await home.ok(arguments + ["--format", "json"]).json
        }

        private func rows(_ arguments: String...) async throws -> [JSON] {
            let home = try await Demonstration.shared().home
            return try await home.ok(arguments + ["--format", "json"]).json.elements ?? []
        }

        @Test("A programme qualified five, one is on the way to a right, and two taught by theirs")
        func trainers() async throws {
            let qualified = try await rows("qualification", "list", "--course", "PRIHVAT")
            let grounds = qualified.filter { $0["programme"] == "PUT-TRENERA" }
            #expect(grounds.map { $0["cohort"]?.text } == Array(repeating: "TRENER-2-A", count: 5))
            let cascade = try await json("report", "cascade", "TRENER-2-A")
            #expect(cascade["deliveries"] == 1)
            #expect(cascade["persons_passed"] == 11)
            let home = try await Demonstration.shared().home
            let said = try await home.ok(["report", "cascade", "TRENER-2-A"])
            #expect(said.error.contains(", 1 delivery by "))
            #expect(said.error.contains(", 11 persons passed, "))
            let candidacies = try await rows("candidacy", "list")
            #expect(candidacies.count { $0["course"] == "PRIHVAT" } == 1)
            let check = try await json(
                "trainer",
                "check",
                "zorana.kalajic@leskovac.example",
                "--cohort",
                "PRIHVAT-B"
            )
            #expect(check["may_teach"] == true)
        }

        @Test("Seats are held and offered, people wait, and nominations wait for the centre")
        func seats() async throws {
            let seats = try await json("cohort", "seats", "PRIHVAT-B")
            let counts = ["confirmed", "offered", "unnamed", "waiting", "free"]
            #expect(counts.map { seats[$0]?.wholeNumber } == [4, 1, 1, 2, 0])
            let proposed = try await json("cohort", "seats", "PRIHVAT-C")
            #expect((proposed["endorsed"]?.wholeNumber ?? 0) >= 3)
            let wishes = try await rows("interest", "list", "--course", "PRIHVAT")
            #expect(wishes.count == 2)
            let sessions = try await rows("session", "list", "--cohort", "PRIHVAT-B")
            #expect(sessions.compactMap { $0["room"]?.text }.count == 6)
        }

        @Test("The cohort of the README is yet to come and takes nominations without a reason")
        func tour() async throws {
            let home = try await Demonstration.shared().home
            let report = try await home.run(
                "import",
                "enrolments",
                "\(Home.checkout)/sql/demo/nominations-as-received.csv",
                "--cohort",
                "PRIHVAT-D",
                "--dry-run",
                "--format",
                "json"
            )
            #expect(report.status == 3)
            #expect(try report.json["created"] == 8)
            let sessions = try await rows("session", "list", "--cohort", "PRIHVAT-D")
            #expect(sessions.count == 3)
        }

        @Test("Modules are required: who lacks one is told so, and others go through them")
        func modules() async throws {
            let modules = try await rows("course", "modules", "PRIHVAT")
            #expect(modules.prefix(2).allSatisfy { $0["required"] == true })
            #expect(modules.count { $0["required"] == true } == 2 && modules.count > 2)
            let verdicts = try await rows("certificate", "eligible", "PRIHVAT-A")
            let lacking = verdicts.filter { $0["eligible"] == false }
            #expect(
                lacking.map { $0["reasons"] } == [
                    ["final below pass score", "module PRIHVAT-M2 not completed"]
                ]
            )
            let progress = try await rows("module", "progress", "--cohort", "PRIHVAT-B")
            let completed = progress.compactMap { $0["completed"]?.wholeNumber }
            #expect(completed.sorted() == [0, 0, 2, 2])
        }

        @Test("A questionnaire has results, a follow-up takes answers, and people learned")
        func learning() async throws {
            let evaluations = try await rows("evaluation", "list", "PRIHVAT-A")
            #expect(evaluations.map { $0["questionnaire"]?.text } == ["UTISCI", "PRIMENA"])
            #expect(evaluations.map { $0["over"] == true } == [true, false])
            let number = try #require(evaluations.first?["evaluation"]?.wholeNumber)
            let results = try await json("evaluation", "results", String(number))
            #expect(results["answered"] == 11)
            let gain = try await json("assessment", "gain", "--cohort", "PRIHVAT-A")
            #expect(gain["participations"] == 12)
            let due = try await rows("evaluation", "due")
            #expect(due.count { $0["cohort"] == "PRIHVAT-A" } == 0)
        }
    }
}
