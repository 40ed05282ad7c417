import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Programmes", .centre)
struct ProgrammeTests {
    private let centre = TrainingCentre.ofTest

    private func recognise(_ months: String, of email: String, for course: String) async throws {
        let form = Form(["email": email, "months": months, "basis": "Допис 12-3/2024"])
        try await centre.write(.clerk) {
            _ = try Experience.recognise(course: course, form, by: .clerk, in: $0)
        }
    }

    private func missing(_ email: String, _ course: String) async throws -> [MissingPrerequisite] {
        try await centre.read {
            try MissingPrerequisite.list(person: email, course: course, by: .clerk, in: $0)
        }
    }

    @Test("A programme keeps its courses in order; another order is another row of a file")
    func order() async throws {
        try await centre.importText(
            "code,title_sr_latn\nA,Prva\nB,Druga\nC,Treća\n",
            as: .courses
        )
        let file = """
            code,title_sr_latn,kind,course_order,courses
            TOT,Obuka trenera,training-of-trainers,enforced,C|A|B
            X,Program,programme,advisory,A|NEMA
            Y,Program,programme,advisory,A|A
            """
        let report = try await centre.importText(file, as: .programmes)
        #expect(report.created == 1 && report.rejected.map(\.line) == [3, 4])
        #expect(try await centre.importText(file, as: .programmes).unchanged == 1)
        let changed = try await centre.importText(
            "code,courses\nTOT,B|A|C\n",
            as: .programmes
        )
        #expect(changed.updated == 1)
        let programme = try await centre.read { try Programme.find("tot", in: $0) }
        #expect(programme.draft.courses == ["B", "A", "C"])
        #expect(programme.courseTitles.map(\.srCyrl) == ["Друга", "Прва", "Трећа"])
    }

    @Test("What somebody lacks: courses asked for, an enforced order, and experience")
    func prerequisites() async throws {
        try await Sample.closed("PROSLA", 1, in: centre)
        let (passed, other) = (Sample.email(0), "novi@sample.example")
        try await centre.importText("name,email\nNovi Neko,\(other)\n", as: .people)
        try await centre.importText(
            "code,title_sr_latn\nB,Druga\nC,Treća\nD,Četvrta\n",
            as: .courses
        )
        try await centre.importText(
            "course_code,prerequisite_courses,experience_months\nB,KURS|C,12\n",
            as: .courseVersions
        )
        try await centre.importText(
            """
            code,title_sr_latn,course_order,courses
            RED,Red,enforced,KURS|D
            SAVET,Savet,advisory,C|D
            """,
            as: .programmes
        )
        let course = { (code: String) in
            MissingPrerequisite(
                kind: .course,
                courseCode: code,
                programmeCode: nil,
                experienceMonths: nil
            )
        }
        let experience = MissingPrerequisite(
            kind: .experience,
            courseCode: nil,
            programmeCode: nil,
            experienceMonths: 12
        )
        #expect(try await missing(passed, "B") == [course("C"), experience])
        #expect(try await missing(other, "B") == [course("C"), course("KURS"), experience])
        #expect(try await missing(passed, "D") == [])
        #expect(
            try await missing(other, "D") == [
                MissingPrerequisite(
                    kind: .programmeOrder,
                    courseCode: "KURS",
                    programmeCode: "RED",
                    experienceMonths: nil
                )
            ]
        )
        #expect(try await missing(other, "KURS") == [])

        try await recognise("11", of: other, for: "B")
        #expect(try await missing(other, "B") == [course("C"), course("KURS"), experience])
        try await recognise("12", of: other, for: "B")
        #expect(try await missing(other, "B") == [], "experience stands for the courses")
    }

    private func publishCourse() async throws {
        _ = try await centre.write(.clerk) {
            try CourseVersion.publish(nil, of: "KURS", by: .clerk, in: $0)
        }
    }

    @Test("A cohort asks for what its version asks for, of all records, and experience counts")
    func ownVersion() async throws {
        let scene = SeatScene(centre: centre)
        let policy = ["has_waiting_list": "true", "promotion": "automatic-if-eligible"]
        try await Sample.closed("PROSLA", 1, in: centre)
        try await centre.importText("code,title_sr_latn\nUVOD,Uvod\n", as: .courses)
        try await centre.importText(
            "course_code,experience_months\nKURS,12\n",
            as: .courseVersions
        )
        try await publishCourse()
        try await scene.cohort("STARA", capacity: 2, policy)
        try await centre.importText(
            "course_code,prerequisite_courses\nKURS,UVOD\n",
            as: .courseVersions
        )
        try await publishCourse()
        try await scene.cohort("NOVA", capacity: 2, policy)
        try await centre.importText("code,title_sr_latn\nTRECI,Treći\n", as: .courses)
        try await centre.importText(
            "course_code,prerequisite_courses\nTRECI,KURS\n",
            as: .courseVersions
        )
        #expect(
            try await Sample.takeSeat("STARA", Sample.email(6), in: centre).status == .waiting
        )
        try await centre.importText("name,email\nPetar Petrović,\(Sample.email(5))\n", as: .people)
        try await recognise("12", of: Sample.email(5), for: "KURS")
        let old = try await Sample.takeSeat("STARA", Sample.email(5), in: centre)
        // Whoever waits before lacks something, so the seat is offered to the next.
        #expect(old.status == .offered)
        let new = try await Sample.takeSeat("NOVA", Sample.email(6), in: centre)
        #expect(new.status == .waiting)
        // Who passed under another record has passed.
        #expect(try await missing(Sample.email(5), "TRECI").map(\.courseCode) == ["KURS"])
        let act = try Act.clerk(because: "isti čovek")
        _ = try await centre.write(act) {
            try Merge<Person>.enter(Sample.email(0), into: Sample.email(5), by: act, in: $0)
        }
        #expect(try await missing(Sample.email(5), "TRECI") == [])
    }
}
