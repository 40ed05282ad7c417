import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Trainers of cohorts", .centre)
struct TrainerTests {
    private let centre = TrainingCentre.ofTest

    /// The account of somebody who is known to the centre.
    private func actor(_ email: String, _ role: Role) async throws -> Actor {
        _ = try await centre.write(.clerk) {
            try Account.create(email: email, role: role, organisation: nil, by: .clerk, in: $0)
        }
        return try await centre.read { try Account.actor(email: email, in: $0) }
    }

    @Test("A trainer sees and records in the cohorts that are theirs, and in no other")
    func ownCohorts() async throws {
        try await Sample.cohort("MOJA", in: centre)
        try await Sample.cohort("TUDJA", in: centre)
        for code in ["MOJA", "TUDJA"] { try await Sample.enrol(Sample.emails(1), in: code, centre) }
        try await centre.importText("name,email\nTara Tren,t@a.example\n", as: .people)
        let trainer = try await actor("t@a.example", .trainer)
        #expect(try await refusal { try await read("MOJA", trainer) } == "not_allowed")
        _ = try await centre.write(.clerk(because: "nema drugog")) {
            try Trainer.assign("t@a.example", to: "moja", by: .clerk, in: $0)
        }
        #expect(try await refusal { try await read("MOJA", trainer) } == nil)
        #expect(try await refusal { try await read("TUDJA", trainer) } == "not_allowed")
        #expect(try await record("MOJA", trainer) == 2)
        #expect(try await refusal { _ = try await record("TUDJA", trainer) } == "not_allowed")
        let taught = try await centre.read { try Cohort.taught(by: trainer, in: $0) }
        #expect(taught.map(\.draft.code) == ["MOJA"])
        // What belongs to the centre stays with its staff.
        #expect(
            try await refusal {
                _ = try await centre.write(Act(by: trainer)) {
                    try Cohort.close("MOJA", on: nil, by: trainer, in: $0)
                }
            } == "not_allowed"
        )
    }

    @Test("Without the role, and after the dismissal, a trainer sees nothing any more")
    func roleAndDismissal() async throws {
        try await Sample.cohort("MOJA", in: centre)
        try await centre.importText("name,email\nTara Tren,t@a.example\n", as: .people)
        _ = try await centre.write(.clerk(because: "nema drugog")) {
            try Trainer.assign("t@a.example", to: "MOJA", by: .clerk, in: $0)
        }
        let trainee = try await actor("t@a.example", .trainee)
        #expect(try await refusal { try await read("MOJA", trainee) } == "not_allowed")
        let trainer = try await actor("t@a.example", .trainer)
        #expect(try await refusal { try await read("MOJA", trainer) } == nil)
        let act = try Act.clerk(because: "kraj ugovora")
        _ = try await centre.write(act) {
            try Trainer.dismiss("t@a.example", from: "MOJA", by: act, in: $0)
        }
        #expect(try await refusal { try await read("MOJA", trainer) } == "not_allowed")
    }

    @Test("Nobody teaches and learns in one cohort, whoever enters it and in whatever order")
    func apart() async throws {
        try await Sample.cohort("MOJA", in: centre)
        try await Sample.enrol(Sample.emails(1), in: "MOJA", centre)
        func assign(_ email: String) async throws {
            _ = try await centre.write(.clerk(because: "nema drugog")) {
                try Trainer.assign(email, to: "MOJA", by: .clerk, in: $0)
            }
        }
        #expect(try await refusal { try await assign(Sample.email(0)) } == "teaches_cohort")
        try await centre.importText("name,email\nTara Tren,t@a.example\n", as: .people)
        try await assign("t@a.example")
        #expect(
            try await refusal {
                _ = try await Sample.takeSeat("MOJA", "t@a.example", name: "Tara Tren", in: centre)
            } == "teaches_cohort"
        )
        let file =
            "cohort_code,name,email\nMOJA,Tara Tren,t@a.example\nMOJA,Ana Novak,a@a.example\n"
        let report = try await centre.importText(file, as: .enrolments)
        #expect(report.created == 1)
        #expect(report.rejected.map(\.field) == ["email"])
        // Somebody who gave the seat back may teach.
        _ = try await centre.importText(
            "cohort_code,name,email,status,reason\nMOJA,Ana Novak,a@a.example,withdrawn,odustala\n",
            as: .enrolments
        )
        try await assign("a@a.example")
        let direct = try await constraint {
            try await centre.sql(
                """
                INSERT INTO enrolments (
                    cohort_id, person_id, code, status, institution, function, target_group,
                    employment, participation)
                SELECT cohort_id, person_id, reverse(code), 'waiting', '', '', 'other',
                    'employee', 'first-time'
                FROM enrolments WHERE status = 'withdrawn'
                """
            )
        }
        #expect(direct == "cohort_trainers_not_enrolled")
    }

    @Test("A trainer takes no seat by that role")
    func noSeat() async throws {
        try await Sample.cohort("TUDJA", in: centre)
        try await centre.importText("name,email\nTara Tren,t@a.example\n", as: .people)
        let trainer = try await actor("t@a.example", .trainer)
        let chance = centre.chance
        #expect(
            try await refusal {
                _ = try await centre.write(Act(by: trainer)) {
                    try Enrolment.takeSeat(
                        cohort: "TUDJA",
                        form: Form([:]),
                        chance: chance,
                        by: trainer,
                        in: $0
                    )
                }
            } == "not_allowed"
        )
    }

    private func read(_ code: String, _ actor: Actor) async throws {
        try await centre.read {
            _ = try Enrolment.list(cohort: code, page: PageRequest(), by: actor, in: $0)
            _ = try AttendanceLine.list(cohort: code, by: actor, in: $0)
            _ = try Result.list(cohort: code, by: actor, in: $0)
            _ = try Eligibility.list(cohort: code, kind: .completion, by: actor, in: $0)
            _ = try Trainer.list(cohort: code, by: actor, in: $0)
        }
    }

    /// How many marks were entered; also a score.
    private func record(_ code: String, _ actor: Actor) async throws -> Int {
        let marks = Array(Sample.attendance(code, Sample.emails(1)).utf8)
        let scores = Array(Sample.results(code, Sample.emails(1)).utf8)
        let entered = try await centre.importFile(marks, as: .attendance, by: actor)
        #expect(try await centre.importFile(scores, as: .results, by: actor).created == 1)
        return entered.created
    }
}
