import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("The report on a cascade", .centre)
struct CascadeReportTests {
    private let centre = TrainingCentre.ofTest
    private let graduates = (1...5).map { "trener\($0)@sample.example" }

    /// One training of trainers, five deliveries of 31 seats, three persons in two of them.
    private func oneFiveMany() async throws -> Cascades {
        let cascades = try await Cascades.made(in: centre)
        try await cascades.cohort(
            "TOT-2022",
            of: "TOT",
            on: ["2022-02-07", "2022-02-08"],
            people: graduates + ["pao@sample.example"],
            failing: ["pao@sample.example"]
        )
        try await Sample.close("TOT-2022", in: centre)
        for (index, trainer) in graduates.enumerated() {
            let people = (0..<31).map { "polaznik\(index * 31 + $0 - (index == 4 ? 3 : 0))" }
            let month = index < 3 ? "03" : "04"
            let day = 10 + index * 3
            try await cascades.cohort(
                "OBUKA-\(index + 1)",
                of: "OBUKA",
                on: ["2022-\(month)-\(day)", "2022-\(month)-\(day + 1)"],
                trainers: [trainer],
                people: people.map { "\($0)@sample.example" }
            )
            try await Sample.close("OBUKA-\(index + 1)", in: centre)
        }
        return cascades
    }

    @Test("Statement 21: one training of trainers, five deliveries of its graduates, 152 persons")
    func statement21() async throws {
        let cascades = try await oneFiveMany()
        let qualified = try await centre.read {
            try Qualification.list(course: "OBUKA", page: PageRequest(), by: .clerk, in: $0).items
        }
        #expect(qualified.map(\.email) == graduates)
        #expect(qualified.allSatisfy { $0.cohortCode == "TOT-2022" })
        let report = try await cascades.report("tot-2022")
        #expect(report.graduates == 5)
        #expect(report.total.deliveries == 5)
        #expect(report.total.trainers == 5)
        #expect(report.total.participationsPassed == 155)
        #expect(report.total.personsPassed == 152)
        #expect(report.total.lsgs == 20)
        #expect(report.generations.map(\.generation) == [1])
        #expect(report.branches.map(\.cohortCode) == (1...5).map { "OBUKA-\($0)" })
        #expect(report.branches.map(\.trainers) == graduates.map { [$0] })
        #expect(report.branches.allSatisfy { $0.passed == 31 && $0.parentCode == "TOT-2022" })
        let json = try JSON.parse(report.json.bytes)
        #expect(json["persons_passed"] == 152)
        #expect(json["definition"]?.text?.contains("begun after") == true)
    }

    @Test("A period, a date and what is not closed decide what counts")
    func parameters() async throws {
        let cascades = try await oneFiveMany()
        let march = try await cascades.report("TOT-2022", from: "2022-03-01", to: "2022-03-31")
        #expect(march.total.deliveries == 3)
        #expect(march.total.personsPassed == 93)
        #expect(march.graduates == 5)
        let early = try await cascades.report("TOT-2022", asOf: "2022-03-12")
        #expect(early.total.deliveries == 1)
        // The training and the delivery were entered today.
        #expect(early.recordedLater.deliveries == 2 && early.recordedLater.newestAt != nil)
        #expect(early.json["recorded_later"]?["deliveries"] == 2)
        #expect(march.recordedLater == .nothing)
        let before = try await cascades.report("TOT-2022", asOf: "2022-02-01")
        #expect(before.graduates == 0)
        #expect(before.total.deliveries == 0)
        // Held by a graduate, but going on; and by somebody whom it did not qualify.
        try await cascades.cohort(
            "OBUKA-6",
            of: "OBUKA",
            on: ["2022-05-10", "2022-05-11"],
            trainers: [graduates[0]],
            people: Sample.emails(2)
        )
        try await cascades.cohort(
            "OBUKA-7",
            of: "OBUKA",
            on: ["2022-05-10", "2022-05-11"],
            trainers: ["pao@sample.example"],
            people: Sample.emails(2)
        )
        try await Sample.close("OBUKA-7", in: centre)
        #expect(try await cascades.report("TOT-2022").total.deliveries == 5)
        // The trainer's name on it is frozen: who leaves the cohort later stays who held it.
        try await Sample.close("OBUKA-6", in: centre)
        let act = try Act.clerk(because: "kraj ugovora")
        let graduate = graduates[0]
        _ = try await centre.write(act) {
            try Trainer.dismiss(graduate, from: "OBUKA-6", by: act, in: $0)
        }
        #expect(try await cascades.report("TOT-2022").total.deliveries == 6)
        let refused = try await refusal { _ = try await cascades.report("OBUKA-1") }
        #expect(refused == "no_training_of_trainers")
        #expect(
            try await refusal { _ = try await cascades.report("NEMA") } == "cohort_not_found"
        )
        #expect(
            try await refusal {
                _ = try await cascades.report("TOT-2022", from: "2022-03-01", to: "2022-02-01")
            } == "invalid"
        )
    }

    @Test("It goes over generations, counts nothing twice, and nothing before the qualification")
    func generations() async throws {
        let cascades = try await Cascades.made(in: centre)
        try await cascades.qualify("MASTER", for: ["TOT"])
        let (master, trainer) = ("majstor@sample.example", "trener@sample.example")
        // Taught before anybody was qualified: nobody's branch.
        try await cascades.person(trainer)
        try await cascades.cohort(
            "RANIJE",
            of: "OBUKA",
            on: ["2022-01-10"],
            trainers: [trainer],
            people: Sample.emails(3)
        )
        try await Sample.close("RANIJE", in: centre)
        try await cascades.cohort("M-1", of: "MASTER", on: ["2022-02-01"], people: [master])
        try await Sample.close("M-1", in: centre)
        try await cascades.cohort(
            "T-1",
            of: "TOT",
            on: ["2022-03-01"],
            trainers: [master],
            people: [trainer, "drugi@sample.example"]
        )
        try await Sample.close("T-1", in: centre)
        for (number, people) in [(1, 0..<4), (2, 2..<6)] {
            try await cascades.cohort(
                "O-\(number)",
                of: "OBUKA",
                on: ["2022-04-0\(number)"],
                trainers: [trainer, "drugi@sample.example"],
                people: people.map(Sample.email)
            )
            try await Sample.close("O-\(number)", in: centre)
        }
        let report = try await cascades.report("M-1")
        #expect(report.graduates == 1)
        #expect(report.generations.map(\.generation) == [1, 2])
        #expect(report.generations.map(\.deliveries) == [1, 2])
        #expect(report.generations.map(\.trainers) == [1, 2])
        #expect(report.generations.map(\.personsPassed) == [2, 6])
        #expect(report.generations.map(\.participationsPassed) == [2, 8])
        #expect(report.total.personsPassed == 8)
        #expect(report.total.trainers == 3)
        #expect(report.branches.map(\.parentCode) == ["M-1", "T-1", "T-1"])
        #expect(try await cascades.report("T-1").total.deliveries == 2)
        #expect(try await Doctor.examine(centre).map(\.subject) == [])
    }
}
