import Documents
import Foundation
import Testing

extension EndToEnd {
    @Suite("The course of the demonstration that goes on")
    struct LivingDemonstrationTests {
        private func json(_ arguments: String...) async throws -> JSON {
            try await Demonstration.shared().home.ok(arguments + ["--format", "json"]).json
        }

        @Test("A programme qualified five, one is on the way to a right, and two taught by theirs")
        func trainers() async throws {
            let qualified = try await json("qualification", "list", "--course", "PRIHVAT")
            let grounds = try #require(qualified.elements).filter {
                $0["programme"] == "PUT-TRENERA"
            }
            #expect(grounds.count == 5)
            #expect(grounds.allSatisfy { $0["cohort"] == "TRENER-2-A" })
            let cascade = try await json("report", "cascade", "TRENER-2-A")
            #expect(cascade["deliveries"] == 1 && cascade["persons_passed"] == 11)
            let candidacies = try await json("candidacy", "list")
            #expect(candidacies.elements?.contains { $0["course"] == "PRIHVAT" } == true)
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
            #expect(seats["confirmed"] == 4 && seats["offered"] == 1 && seats["unnamed"] == 1)
            #expect(seats["waiting"] == 2 && seats["free"] == 0)
            let proposed = try await json("cohort", "seats", "PRIHVAT-C")
            #expect((proposed["endorsed"]?.wholeNumber ?? 0) >= 3)
            let wishes = try await json("interest", "list", "--course", "PRIHVAT")
            #expect(wishes.elements?.count == 2)
            let sessions = try await json("session", "list", "--cohort", "PRIHVAT-B")
            #expect(sessions.elements?.count == 6)
            #expect(sessions.elements?.allSatisfy { $0["room"]?.text != nil } == true)
        }

        @Test(
            "A questionnaire has results, a follow-up takes answers, and people learned something"
        )
        func learning() async throws {
            let evaluations = try #require(
                try await json("evaluation", "list", "PRIHVAT-A").elements
            )
            #expect(evaluations.map { $0["questionnaire"]?.text } == ["UTISCI", "PRIMENA"])
            #expect(evaluations.map { $0["over"] == true } == [true, false])
            let number = try #require(evaluations[0]["evaluation"]?.wholeNumber)
            let results = try await json("evaluation", "results", String(number))
            #expect(results["answered"] == 11)
            let gain = try await json("assessment", "gain", "--cohort", "PRIHVAT-A")
            #expect(gain["participations"] == 12)
            let due = try await json("evaluation", "due")
            #expect(due.elements?.contains { $0["cohort"] == "PRIHVAT-A" } == false)
        }
    }
}
