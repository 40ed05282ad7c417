import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("The reach report", .centre)
struct ReachReportTests {
    private let centre = TrainingCentre.ofTest

    @Test(
        "A project is found by its code and by every name and spelling",
        arguments: [
            "SDC-CAP", "sdc-cap",
            "Јачање капацитета и партнерства за управљање миграцијама у Србији",
            "jacanje kapaciteta i partnerstva za upravljanje migracijama u srbiji",
            "JAČANJE KAPACITETA I PARTNERSTAVA ZA UPRAVLJANJE MIGRACIJAMA U SRBIJI",
            "Јачање капацитета и партнерстава за управљање миграцијама у Србији",
            "strengthening capacities and partnerships for migration management in serbia",
        ]
    )
    func projectNames(name: String) async throws {
        try await Demonstration.load(into: centre)
        try await Demonstration.closeAll(in: centre)
        #expect(try await report(.init(project: name)).deliveries == 14)
    }

    @Test("An unknown project or course is refused, and so is a name of several projects")
    func unknown() async throws {
        try await Demonstration.load(into: centre)
        #expect(
            try await refusal { _ = try await report(.init(project: "NEMA")) }
                == "project_not_found"
        )
        #expect(
            try await refusal { _ = try await report(.init(course: "NEMA")) } == "course_not_found"
        )
        try await centre.importText(
            "code,title_sr_latn,aliases\nDRUGI,Drugi projekat,Jačanje kapaciteta i partnerstva za "
                + "upravljanje migracijama u Srbiji|SDC-CAP\n",
            as: .projects
        )
        let refused = await #expect(throws: InvalidForm.self) {
            _ = try await report(
                .init(
                    project: "Јачање капацитета и партнерства за управљање миграцијама у Србији"
                )
            )
        }
        #expect(refused?.fields.first?.problem.contains("DRUGI, SDC-CAP") == true)
        // A code is a code, whatever another project is also called.
        #expect(try await report(.init(project: "SDC-CAP")).deliveries == 0)
    }

    @Test("As of a date, closing and withdrawal count from their days on")
    func asOf() async throws {
        try await Sample.cohort("DAN", in: centre)
        let people = Sample.emails(3)
        try await Sample.enrol(people, in: "DAN", centre)
        try await centre.importText(
            Sample.enrolments(
                "DAN",
                [people[2]],
                more: "reason=odustao;status=withdrawn;withdrawn_on=2024-03-10"
            ),
            as: .enrolments
        )
        try await centre.importText(Sample.attendance("DAN", Array(people[..<2])), as: .attendance)
        try await centre.importText(Sample.results("DAN", [people[0]]), as: .results)
        try await centre.importText(Sample.results("DAN", [people[1]], score: "10"), as: .results)
        try await Sample.close("DAN", on: Sample.day("2024-03-05"), in: centre)
        let counts: [(String, Int, Int, Int)] = [
            ("2024-03-04", 0, 0, 0), ("2024-03-05", 1, 3, 1), ("2024-03-09", 1, 3, 1),
            ("2024-03-10", 1, 2, 1), ("2026-01-01", 1, 2, 1),
        ]
        for (day, deliveries, enrolled, passed) in counts {
            let found = try await report(.init(asOf: Sample.day(day)))
            #expect(found.deliveries == deliveries, "\(day)")
            #expect(found.personsEnrolled == enrolled, "\(day)")
            #expect(found.personsPassed == passed, "\(day)")
            #expect(found.asOf == (try Sample.day(day)))
        }
    }

    @Test("A period takes a delivery by its last session, both ends included")
    func period() async throws {
        try await Sample.closed("DAN", 2, in: centre)
        for (from, to, count) in [
            ("2024-02-02", "2024-02-02", 1), ("2024-02-01", "2024-02-01", 0),
            ("2024-02-03", "2024-12-31", 0), ("2024-01-01", "2024-02-02", 1),
        ] {
            let found = try await report(.init(from: Sample.day(from), to: Sample.day(to)))
            #expect(found.deliveries == count, "\(from)–\(to)")
        }
    }

    @Test("Persons, participations and LSGs are three counts, by the facts of the enrolment")
    func counts() async throws {
        for code in ["PRVA", "DRUGA"] {
            try await Sample.cohort(code, in: centre)
            let lsg = code == "PRVA" ? "70068" : "70017"
            let one = Sample.enrolments(code, [Sample.email(0)], more: "lsg_code=\(lsg)")
            try await centre.importText(one, as: .enrolments)
            try await Sample.finish(code, [Sample.email(0)], in: centre)
        }
        let before = try await report(.init())
        #expect(before.personsPassed == 1)
        #expect(before.participationsPassed == 2)
        #expect(before.lsgs == 2)
        #expect(before.personsPassedMale == 1)
        // A later change of the person, and a revocation, change no number.
        try await centre.sql("UPDATE people SET sex = 'F'")
        let id = try #require(try await Sample.issue("PRVA", in: centre).issued.first).id
        try await Register(centre: centre).revoke(id)
        let after = try await report(.init())
        #expect(after.json.bytes == before.json.bytes)
    }

    private func report(_ parameters: ReportParameters) async throws -> ReachReport {
        try await centre.read { try ReachReport.make(parameters, by: .clerk, in: $0) }
    }
}
