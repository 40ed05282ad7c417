import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Who assesses and verifies", .centre)
struct AssessorTests {
    private let centre = TrainingCentre.ofTest

    /// A cohort with practical work and three people, a trainer, and somebody who verifies.
    private func scene() async throws {
        let plan = try AssessmentPlan([
            [
                "code": "vezba", "kind": "practical", "title": ["sr-Latn": "Vežba"],
                "weight": 100, "required": true,
            ]
        ])
        try await Sample.cohort("VEZBE", plan: plan, in: centre)
        try await Sample.enrol(Sample.emails(3), in: "VEZBE", centre)
        try await centre.importText(
            "name,email\nAna Anić,ana@a.example\nBora Borić,bora@b.example\n",
            as: .people
        )
        _ = try await Sample.trainer(of: "VEZBE", "tara@t.example", in: centre)
    }

    /// What is wrong with a row of practical work; nil when nothing is.
    private func problem(_ assessor: String, _ verifier: String) async throws -> FieldProblem? {
        try await centre.importText(
            """
            cohort_code,email,assessment,score_percent,assessor,verifier
            VEZBE,\(Sample.email(0)),vezba,80,\(assessor),\(verifier)
            """,
            as: .results
        ).rejected.first.map { FieldProblem($0.field, $0.problem) }
    }

    /// The constraint that refuses the same past the import.
    private func refused(_ assessor: String, _ verifier: String) async throws -> String? {
        try await constraint {
            try await centre.sql(
                """
                INSERT INTO results (
                    enrolment_id, assessment, score_percent, assessor_id, verifier_id)
                SELECT min(id), 'vezba', 50,
                    (SELECT id FROM people WHERE email = \(assessor)),
                    (SELECT id FROM people WHERE email = \(verifier))
                FROM enrolments
                """
            )
        }
    }

    private func accredit(_ email: String, _ day: String) async throws {
        let form = Form([
            "email": email, "course": "KURS", "basis": "Odluka direktora", "starts_on": day,
            "ends_on": "2027-01-01",
        ])
        _ = try await centre.write(.clerk) { try Accreditation.grant(form, by: .clerk, in: $0) }
    }

    private func merge(_ email: String, into other: String) async throws {
        let act = try Act.clerk(because: "isti čovek")
        _ = try await centre.write(act) {
            try Merge<Person>.enter(email, into: other, by: act, in: $0)
        }
    }

    @Test("Nobody who is enrolled assesses or verifies in the cohort, nor under another record")
    func apart() async throws {
        try await scene()
        let (one, two) = (Sample.email(1), Sample.email(2))
        #expect(try await problem(one, two)?.field == "assessor")
        #expect(try await problem("tara@t.example", two)?.field == "verifier")
        #expect(try await refused("tara@t.example", two) == "results_assessors_not_enrolled")
        #expect(try await refused(one, "bora@b.example") == "results_assessors_not_enrolled")
        try await merge("bora@b.example", into: one)
        #expect(try await problem("tara@t.example", "bora@b.example")?.field == "verifier")
        #expect(
            try await refused("tara@t.example", "bora@b.example")
                == "results_assessors_not_enrolled"
        )
        #expect(try await problem("tara@t.example", "ana@a.example") == nil)
    }

    @Test("Who has verified in a cohort takes no seat in it, and is not merged with who has one")
    func later() async throws {
        try await scene()
        #expect(try await problem("tara@t.example", "ana@a.example") == nil)
        let centre = centre
        #expect(
            try await refusal {
                _ = try await Sample.takeSeat(
                    "VEZBE",
                    "ana@a.example",
                    name: "Ana Anić",
                    in: centre
                )
            } == "assesses_cohort"
        )
        #expect(
            try await refusal { try await merge("ana@a.example", into: Sample.email(1)) }
                == "assessed_the_other"
        )
        // Two who have nothing to do with each other are no case of it.
        try await merge("ana@a.example", into: "bora@b.example")
        #expect(try await problem("tara@t.example", "bora@b.example") == nil)
    }

    @Test("Practical work is assessed by a trainer of the cohort or who is accredited for it")
    func register() async throws {
        try await scene()
        let found = try #require(try await problem("ana@a.example", "bora@b.example"))
        #expect(found.field == "assessor")
        #expect(found.problem.contains("accredited"))
        #expect(
            try await refused("ana@a.example", "bora@b.example") == "results_assessor_of_register"
        )
        // The right counts that there was when the cohort ended.
        try await accredit("ana@a.example", "2024-01-01")
        try await accredit("bora@b.example", "2024-03-01")
        #expect(
            try await refused("bora@b.example", "ana@a.example") == "results_assessor_of_register"
        )
        #expect(try await problem("ana@a.example", "bora@b.example") == nil)
    }
}
