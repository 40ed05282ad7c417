import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Programmes that train trainers", .centre)
struct QualifyingProgrammeTests {
    private let centre = TrainingCentre.ofTest

    private func programme(_ kind: String = "training-of-trainers") async throws {
        let form = Form(
            ["code": "PUT", "title_sr_latn": "Put trenera", "kind": kind],
            lists: ["courses": ["MASTER", "TOT"]]
        )
        _ = try await centre.write(.clerk) {
            try Programme.create(form, by: .clerk, in: $0)
        }
    }

    private func qualify(_ courses: [String]) async throws -> [String] {
        try await centre.write(.clerk) {
            try Programme.qualify(
                by: "put",
                Form([:], lists: ["courses": courses]),
                by: .clerk,
                in: $0
            )
        }
    }

    private func change(_ fields: [String: String]) async throws {
        _ = try await centre.write(.clerk) {
            try Programme.change("PUT", Form(fields), ifVersion: nil, by: .clerk, in: $0)
        }
    }

    private func bases() async throws -> [String] {
        try await centre.read {
            try Qualification.list(course: "OBUKA", page: PageRequest(), by: .clerk, in: $0).items
        }.map { "\($0.email) \($0.programmeCode ?? "-") \($0.cohortCode ?? "-")" }
    }

    @Test("Who has passed all courses is qualified by the last of them, whichever it is; and leads")
    func completing() async throws {
        let cascades = try await Cascades.made(in: centre)
        try await cascades.qualify("TOT", for: [])
        try await programme()
        #expect(try await qualify(["OBUKA"]) == ["OBUKA"])
        let (a, b, c) = (Sample.email(0), Sample.email(1), Sample.email(2))
        try await cascades.cohort("T-1", of: "TOT", on: ["2022-02-01"], people: [a, b])
        try await Sample.close("T-1", in: centre)
        #expect(try await bases() == [])
        try await cascades.cohort(
            "M-1",
            of: "MASTER",
            on: ["2022-03-01"],
            people: [a, b, c],
            failing: [b]
        )
        try await Sample.close("M-1", in: centre)
        #expect(try await bases() == ["\(a) PUT M-1"])
        // In the other order, under another record of the same person.
        try await cascades.person(Sample.email(3))
        try await Merges(centre: centre).people(c, into: Sample.email(3))
        try await cascades.cohort(
            "T-2",
            of: "TOT",
            on: ["2022-04-01"],
            people: [Sample.email(3), a]
        )
        try await Sample.close("T-2", in: centre)
        #expect(try await bases() == ["\(a) PUT M-1", "\(Sample.email(3)) PUT T-2"])
        // What a graduate holds comes of the cohort that completed the programme.
        try await cascades.cohort(
            "O-1",
            of: "OBUKA",
            on: ["2022-05-01"],
            trainers: [a],
            people: [Sample.email(7), Sample.email(8)]
        )
        try await Sample.close("O-1", in: centre)
        let cascade = try await cascades.report("M-1")
        #expect(cascade.branches.map(\.cohortCode) == ["O-1"])
        #expect(cascade.total.personsPassed == 2)
        #expect(try await cascades.report("T-1").total.deliveries == 0)
        let problems = try await centre.read {
            try TrainerCheck.make(a, for: "O-1", by: .clerk, in: $0).problems
        }
        #expect(!problems.contains("not qualified"))
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("Only a training of trainers qualifies, and it stays one as long as it does")
    func kinds() async throws {
        _ = try await Cascades.made(in: centre)
        try await programme("programme")
        #expect(
            try await refusal { _ = try await qualify(["OBUKA"]) } == "programme_trains_no_trainers"
        )
        let direct = try await constraint {
            try await centre.sql(
                """
                INSERT INTO qualifying_programmes (programme_id, qualifies_for_id)
                SELECT programmes.id, courses.id FROM programmes, courses
                """
            )
        }
        #expect(direct == "qualifying_programmes_programme_fkey")
        try await change(["kind": "training-of-trainers"])
        #expect(try await refusal { _ = try await qualify(["NEMA"]) } == "invalid")
        #expect(try await qualify(["obuka", "tot"]) == ["OBUKA", "TOT"])
        #expect(
            try await refusal { try await change(["kind": "programme"]) } == "programme_qualifies"
        )
        #expect(try await qualify([]) == [])
        try await change(["kind": "programme"])
    }
}
