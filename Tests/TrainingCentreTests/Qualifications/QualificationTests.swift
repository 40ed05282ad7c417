import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Qualifications of trainers", .centre)
struct QualificationTests {
    private let centre = TrainingCentre.ofTest

    private func close(_ code: String) async throws {
        try await Sample.close(code, in: centre)
    }

    @Test("Closing a training of trainers qualifies who passed, once and for good")
    func closing() async throws {
        let cascades = try await Cascades.made(in: centre)
        try await cascades.qualify("TOT", for: ["OBUKA", "MASTER"])
        let people = ["ana@sample.example", "iva@sample.example", "pao@sample.example"]
        try await cascades.person(people[1])
        try await cascades.recognise(people[1], for: "OBUKA", on: "2020-01-01")
        try await cascades.cohort(
            "T-1",
            of: "TOT",
            on: ["2022-02-01"],
            people: people,
            failing: [people[2]]
        )
        #expect(try await centre.count("qualifications") == 1)
        try await close("T-1")
        #expect(try await bases("OBUKA") == ["iva@sample.example", "T-1 ana@sample.example"])
        #expect(try await bases("MASTER").count == 2)
        // Again, by the same or another course: nothing new.
        try await cascades.cohort("T-2", of: "TOT", on: ["2022-03-01"], people: people)
        try await close("T-2")
        #expect(
            try await bases("OBUKA") == [
                "iva@sample.example", "T-1 ana@sample.example", "T-2 pao@sample.example",
            ]
        )
        // What a course qualifies for later changes nothing that was closed.
        try await cascades.qualify("TOT", for: [])
        #expect(try await bases("OBUKA").count == 3)
        let twice = try await refusal {
            try await cascades.recognise(people[0], for: "OBUKA", on: "2022-03-01")
        }
        #expect(twice == "qualified_already")
        #expect(try await Doctor.examine(centre).map(\.subject) == [])
    }

    @Test("Nobody says without a closing that somebody passed, and nobody takes it away")
    func forgery() async throws {
        let cascades = try await Cascades.made(in: centre)
        try await cascades.cohort("T-1", of: "TOT", on: ["2022-02-01"], people: Sample.emails(1))
        for statement in [
            """
            INSERT INTO qualifications (person_id, course_id, enrolment_id, qualified_on)
            SELECT person_id, 1, id, '2022-02-01' FROM enrolments
            """,
            "DELETE FROM qualifications", "UPDATE qualifications SET qualified_on = '2020-01-01'",
            "INSERT INTO engagements (cohort_id) SELECT id FROM cohorts",
        ] as [SQL] {
            let refused = try await constraint { try await centre.sql(statement) }
            #expect(refused == "42501", "\(statement)")
        }
        try await close("T-1")
        let owner = try await constraint {
            try await Owner.run {
                try Act.clerk.begin(in: $0)
                _ = try $0.execute("DELETE FROM qualifications")
            }
        }
        #expect(owner == "qualifications_append_only")
        let tomorrow = try await refusal {
            try await cascades.recognise(Sample.email(0), for: "MASTER", on: "2099-01-01")
        }
        #expect(tomorrow == "qualified_in_future")
    }

    @Test("A field has no code of a course, and the other way round")
    func codes() async throws {
        _ = try await Cascades.made(in: centre)
        let fields = "code,title_sr_latn,courses\nAZIL,Azil,OBUKA|tot\nTOT,Obuka trenera,\n"
        let report = try await centre.importText(fields, as: .fields)
        #expect(report.created == 1)
        #expect(report.rejected.map(\.line) == [3])
        let azil = try await centre.read { try Field.find("azil", in: $0).draft }
        #expect(azil.courses == ["OBUKA", "TOT"])
        #expect(azil.title.srCyrl == "Азил")
        #expect(try await centre.importText(fields, as: .fields).unchanged == 1)
        let course = try await centre.importText("code,title_sr_latn\nAZIL,Azil\n", as: .courses)
        #expect(course.rejected.count == 1)
        let wrong = try await centre.importText(
            "code,title_sr_latn,courses\nPLAN,Planiranje,NEMA\n",
            as: .fields
        )
        #expect(wrong.rejected.map(\.field) == ["courses"])
        #expect(try await centre.count("fields") == 1)
    }

    @Test("Statement 25: contract staff take part, teach and are counted besides employees")
    func statement25() async throws {
        let cascades = try await Cascades.made(in: centre)
        let trainer = "trener@sample.example"
        try await centre.importText(
            "name,email,employment,courses\nTara Tren,\(trainer),engaged,OBUKA\n",
            as: .trainers
        )
        try await cascades.cohort(
            "O-1",
            of: "OBUKA",
            on: ["2022-02-01", "2022-02-02"],
            trainers: [trainer],
            people: Sample.emails(2)
        )
        let mixed =
            "cohort_code,name,email,employment\nO-1,Petar Petrović,\(Sample.email(0)),employee\n"
        #expect(try await centre.importText(mixed, as: .enrolments).rejected.isEmpty)
        try await close("O-1")
        let enrolled = try await centre.read {
            try Enrolment.list(cohort: "O-1", page: PageRequest(), by: .clerk, in: $0).items
        }
        #expect(enrolled.map(\.facts.employment) == [.employee, .engaged])
        let engaged = try await centre.read {
            try Engagement.list(.init(), page: PageRequest(), by: .clerk, in: $0).items
        }
        #expect(engaged.map(\.email) == [trainer])
        #expect(engaged.first?.employment == .engaged)
        #expect(engaged.first?.hours == Hundredths(1_200))
    }

    /// Who is qualified for a course, each behind the cohort that gave it, in the order of entry.
    private func bases(_ course: String) async throws -> [String] {
        try await centre.read {
            try Qualification.list(course: course, page: PageRequest(), by: .clerk, in: $0).items
        }.map { ($0.cohortCode.map { "\($0) " } ?? "") + $0.email }
    }
}
