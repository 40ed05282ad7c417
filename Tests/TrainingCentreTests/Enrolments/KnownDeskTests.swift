import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Who is enrolled without a word of the desk", .centre)
struct KnownDeskTests {
    private let centre = TrainingCentre.ofTest
    private var scene: SeatScene { SeatScene(centre: centre) }

    private func take(
        _ cohort: String,
        _ values: [String: String],
        by actor: Actor = .clerk
    ) async throws -> Enrolment {
        let (centre, chance) = (centre, centre.chance)
        return try await centre.write(Act(by: actor)) {
            try Enrolment.takeSeat(
                cohort: cohort,
                form: Form(values),
                chance: chance,
                by: actor,
                in: $0
            )
        }
    }

    @Test("An enrolment for an organisation says where, though it names no desk")
    func organisation() async throws {
        for code in ["A", "B"] { try await scene.cohort(code, capacity: 2) }
        _ = try await scene.focalPoint("SVOJA")
        try await centre.sql("UPDATE organisations SET lsg_code = '70041' WHERE code = 'SVOJA'")
        let email = "ana@a.example"
        _ = try await take(
            "A",
            ["email": email, "name": "Ana Anić", "organisation": "SVOJA", "function": "pravnik"]
        )
        // As enrolments were entered once.
        try await Owner.corrupt("UPDATE enrolments SET lsg_code = NULL, institution = ''")
        let facts = try await take("B", ["email": email]).facts
        #expect(facts.lsgCode == "70041" && facts.institution == "Uprava")
        #expect(facts.function == "pravnik")
    }

    @Test("Has the municipality, institution and function of the newest enrolment")
    func newest() async throws {
        for code in ["A", "B", "C", "D", "E"] { try await scene.cohort(code, capacity: 2) }
        let email = "ana@a.example"
        let first = try await take(
            "A",
            [
                "email": email, "name": "Ana Anić", "lsg_code": "70068",
                "institution": "Opštinska uprava", "function": "poverenik",
            ]
        )
        #expect(first.facts.targetGroup == .commissioner)
        let second = try await take("B", ["email": email])
        #expect(second.facts == first.facts)
        #expect(
            try await centre.read { try second.remarks(by: .clerk, in: $0) } == []
        )
        let other = try await take("C", ["email": email, "institution": "Dom zdravlja"])
        #expect(other.facts.lsgCode == nil && other.facts.function.isEmpty)
        // The newest now says an institution, and no municipality.
        let third = try await take("D", ["email": email, "function": "pravnik"])
        #expect(third.facts.institution == "Dom zdravlja" && third.facts.function == "pravnik")
        #expect(third.facts.lsgCode == nil && third.facts.targetGroup == .other)
        _ = try await centre.write(.clerk) {
            try Account.create(
                email: email,
                role: .trainee,
                organisation: nil,
                by: .clerk,
                in: $0
            )
        }
        let own = try await centre.read { try Account.actor(email: email, in: $0) }
        #expect(try await take("E", [:], by: own).facts == third.facts)
    }
}
