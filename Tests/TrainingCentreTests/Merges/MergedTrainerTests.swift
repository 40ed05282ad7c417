import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Two records of one trainer", .centre)
struct MergedTrainerTests {
    private let centre = TrainingCentre.ofTest
    private var merges: Merges { Merges(centre: centre) }
    private let one = Sample.email(0)
    private let two = Sample.email(1)

    private func problems(_ email: String, _ cohort: String) async throws -> [String] {
        try await centre.read {
            try TrainerCheck.make(email, for: cohort, by: .clerk, in: $0).problems
        }
    }

    private func assign(_ email: String, _ time: String, of cohort: String) async throws {
        _ = try await centre.write(.clerk(because: "zamena")) {
            try Session.assign(email, to: time, of: cohort, by: .clerk, in: $0)
        }
    }

    @Test("What one record earned the other may use, counts once, and is apart again unmerged")
    func qualification() async throws {
        let cascades = try await Cascades.made(in: centre)
        try await cascades.cohort("T-1", of: "TOT", on: ["2022-02-01"], people: [one])
        try await Sample.close("T-1", in: centre)
        try await cascades.person(two)
        try await cascades.cohort(
            "O-1",
            of: "OBUKA",
            on: ["2022-03-01"],
            trainers: [two],
            people: [Sample.email(7)]
        )
        let lacking = ["not in the pool", "not qualified", "not accredited"]
        #expect(try await problems(two, "O-1") == lacking)
        // Before the merge the register knows of no graduate who held it.
        try await Sample.close("O-1", in: centre)
        #expect(try await cascades.report("T-1").total.deliveries == 0)
        try await merges.people(two, into: one)
        #expect(try await problems(two, "O-1") == ["not in the pool", "not accredited"])
        let cascade = try await cascades.report("T-1")
        #expect(cascade.total.deliveries == 1 && cascade.total.trainers == 1)
        #expect(cascade.branches.map(\.trainers) == [[one]])
        let twice = try await refusal {
            try await cascades.recognise(two, for: "OBUKA", on: "2022-03-01")
        }
        #expect(twice == "qualified_already")
        try await merges.separate(two)
        #expect(try await problems(two, "O-1") == lacking)
        #expect(try await cascades.report("T-1").total.deliveries == 0)
        // Each qualified by itself: of the two, merged, the list shows the first.
        try await cascades.recognise(two, for: "OBUKA", on: "2022-03-01")
        func listed() async throws -> [String] {
            try await centre.read {
                try Qualification.list(course: nil, page: PageRequest(), by: .clerk, in: $0).items
            }.map(\.email)
        }
        #expect(try await listed() == [one, two])
        try await merges.people(two, into: one)
        #expect(try await listed() == [one])
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("Nobody examines or verifies oneself under another record, before or after a merge")
    func examining() async throws {
        let cascades = try await Cascades.made(in: centre)
        let (other, third) = (Sample.email(2), Sample.email(3))
        for email in [two, other, third] { try await cascades.person(email) }
        try await cascades.person(one)
        try await cascades.recognise(one, for: "OBUKA", on: "2022-01-01")
        let candidacy = try await centre.write(.clerk) { [one] in
            try Candidacy.open(Form(["email": one, "course": "OBUKA"]), by: .clerk, in: $0)
        }.id
        func enter(_ stage: Candidacy.Stage, by examiner: String?) async throws {
            let form = Form([
                "stage": stage.rawValue, "verdict": "pass", "examiner": examiner ?? "",
            ])
            _ = try await centre.write(.clerk) {
                try Candidacy.enter(form, on: candidacy, by: .clerk, in: $0)
            }
        }
        try await enter(.totPassed, by: nil)
        try await merges.people(two, into: one)
        #expect(
            try await refusal { try await enter(.practiceObserved, by: two) } == "own_examiner"
        )
        let open = try await refusal {
            _ = try await centre.write(.clerk) { [two] in
                try Candidacy.open(Form(["email": two, "course": "OBUKA"]), by: .clerk, in: $0)
            }
        }
        #expect(open == "candidacy_open_already")
        try await enter(.practiceObserved, by: other)
        try await enter(.assessed, by: other)
        try await merges.people(third, into: other)
        #expect(try await refusal { try await enter(.verified, by: third) } == "assessor_verifies")
        // The other way round: first examined, then merged.
        #expect(
            try await refusal { try await merges.people(other, into: one) } == "merge_chain"
        )
        try await merges.separate(third)
        try await enter(.verified, by: third)
        for (merged, into) in [(third, other), (other, one)] {
            #expect(
                try await refusal { try await merges.people(merged, into: into) }
                    == "examines_the_other",
                "\(merged)"
            )
        }
        // What somebody got past the rules, the doctor finds.
        try await Owner.corrupt(
            """
            INSERT INTO person_merges (merged_id, into_id, reason, entered_by)
            SELECT merged.id, into_it.id, 'mimo pravila', 'x'
            FROM people AS merged, people AS into_it
            WHERE merged.email = \(third) AND into_it.email = \(other)
            """
        )
        #expect(
            try await Doctor.examine(centre).map(\.check)
                == ["nobody examined, assessed or verified oneself under another record"]
        )
    }

    @Test("An examination and a merge that exclude each other: one of them happens")
    func race() async throws {
        let cascades = try await Cascades.made(in: centre)
        for email in [one, two] { try await cascades.person(email) }
        try await cascades.recognise(one, for: "OBUKA", on: "2022-01-01")
        let (merges, one, two) = (merges, one, two)
        let candidacy = try await centre.write(.clerk) {
            let id = try Candidacy.open(
                Form(["email": one, "course": "OBUKA"]),
                by: .clerk,
                in: $0
            ).id
            return try Candidacy.enter(
                Form(["stage": "tot-passed", "verdict": "pass"]),
                on: id,
                by: .clerk,
                in: $0
            ).id
        }
        let outcomes = await TrainingCentreTests.race(6) { number in
            if number % 2 == 0 {
                try await merges.people(two, into: one)
            } else {
                _ = try await merges.centre.write(.clerk) {
                    try Candidacy.enter(
                        Form(["stage": "practice-observed", "verdict": "pass", "examiner": two]),
                        on: candidacy,
                        by: .clerk,
                        in: $0
                    )
                }
            }
        }
        let successes = outcomes.enumerated().compactMap { number, outcome in
            if case .success = outcome { number % 2 } else { nil }
        }
        #expect(Set(successes).count == 1)
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("Practical work is assessed and verified by two persons, whatever their records")
    func assessing() async throws {
        let plan = try AssessmentPlan([
            ["code": "vezba", "kind": "practical", "title": ["sr-Latn": "Vežba"]]
        ])
        try await Sample.cohort("MERE", plan: plan, in: centre)
        try await Sample.enrol([one], in: "MERE", centre)
        let (ana, anna, iva) = ("ana@a.example", "anna@a.example", "iva@a.example")
        for email in [two, ana, anna, iva] {
            try await centre.importText("name,email\nPetar Petrović,\(email)\n", as: .people)
        }
        _ = try await Sample.trainer(of: "MERE", ana, in: centre)
        try await merges.people(two, into: one)
        try await merges.people(anna, into: ana)
        func score(_ assessor: String, _ verifier: String) async throws -> [String] {
            try await centre.importText(
                "cohort_code,email,assessment,score_percent,assessor,verifier\n"
                    + "MERE,\(one),vezba,80,\(assessor),\(verifier)\n",
                as: .results
            ).rejected.map(\.field)
        }
        #expect(try await score(ana, anna) == ["verifier"])
        #expect(try await score(two, ana) == ["assessor"])
        #expect(try await score(ana, two) == ["verifier"])
        // Past the file's own check, too.
        for (assessor, verifier) in [
            (ana, anna),
            (two, iva),
        ] {
            let direct = try await constraint {
                try await centre.sql(
                    """
                    INSERT INTO results (
                        enrolment_id, assessment, score_percent, assessor_id, verifier_id)
                    SELECT enrolments.id, 'vezba', 80, assessors.id, verifiers.id
                    FROM enrolments, people AS assessors, people AS verifiers
                    WHERE assessors.email = \(assessor) AND verifiers.email = \(verifier)
                    """
                )
            }
            #expect(direct == "results_practical_assessed_by_two")
        }
        #expect(try await score(ana, iva) == [])
        #expect(
            try await refusal { try await merges.people(iva, into: ana) } == "examines_the_other"
        )
        #expect(
            try await refusal { try await merges.people(iva, into: one) } == "examines_the_other"
        )
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("A trainer with two records is at one place at a time, and once in a cohort")
    func teaching() async throws {
        for code in ["A", "B", "C"] { try await Sample.cohort(code, in: centre) }
        for email in [one, two] {
            try await centre.importText("name,email\nTara Tren,\(email)\n", as: .people)
        }
        for (code, begins) in [("A", "09:00"), ("B", "11:00"), ("C", "14:00")] {
            _ = try await centre.write(.clerk) {
                try Session.create(
                    cohort: code,
                    form: Form([
                        "held_on": "2024-02-01", "begins": begins,
                        "ends": begins == "14:00" ? "16:00" : "13:00",
                    ]),
                    by: .clerk,
                    in: $0
                )
            }
        }
        try await assign(one, "2024-02-01T09:00", of: "A")
        try await merges.people(two, into: one)
        #expect(
            try await refusal { try await assign(two, "2024-02-01T11:00", of: "B") }
                == "trainer_taken"
        )
        #expect(
            try await refusal { try await assign(two, "2024-02-01T09:00", of: "A") }
                == "teaches_under_another_record"
        )
        try await assign(two, "2024-02-01T14:00", of: "C")
        #expect(
            try await refusal {
                _ = try await Sample.takeSeat("C", one, name: "Tara Tren", in: centre)
            } == "teaches_cohort"
        )
        let ids = try await centre.database.transaction {
            try $0.rows("SELECT id FROM people ORDER BY email", as: ID<Person>.self)
        }
        let actor = Actor(name: "account 1", personID: ids[0], roles: [.trainer])
        func taught() async throws -> [String] {
            try await centre.read { try Cohort.taught(by: actor, in: $0).map(\.draft.code) }
        }
        #expect(Set(try await taught()) == ["A", "C"])
        try await merges.separate(two)
        #expect(try await taught() == ["A"])
        try await assign(two, "2024-02-01T11:00", of: "B")
        let act = try Act.clerk(because: "greška")
        _ = try await centre.write(.clerk(because: "druga osoba")) { [two] in
            try Trainer.assign(two, to: "A", by: .clerk, in: $0)
        }
        #expect(
            try await refusal { try await merges.people(two, into: one) } == "teach_together"
        )
        _ = try await centre.write(act) { [two] in
            try Trainer.dismiss(two, from: "A", by: act, in: $0)
        }
        // Times that are over are history.
        try await merges.people(two, into: one)
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }
}
