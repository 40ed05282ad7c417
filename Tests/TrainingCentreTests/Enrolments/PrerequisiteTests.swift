import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("What a course asks for is asked of everybody who wants a seat", .centre)
struct PrerequisiteTests {
    private let centre = TrainingCentre.ofTest
    private var scene: SeatScene { SeatScene(centre: centre) }

    private func message(_ body: () async throws -> Void) async throws -> String {
        do {
            try await body()
            return ""
        } catch {
            guard let refusal = error as? any Refusal else { throw error }
            return "\(refusal.code): \(refusal.message)"
        }
    }

    private func programme(_ order: String) async throws {
        try await centre.importText("code,title_sr_latn\nUVOD,Uvod\n", as: .courses)
        try await centre.importText(
            "code,title_sr_latn,title_en,course_order,courses\nPUT,Put,Path,\(order),UVOD|KURS\n",
            as: .programmes
        )
    }

    @Test("The order that a programme enforces binds every way in; the advised one binds none")
    func order() async throws {
        try await scene.cohort("RED", capacity: 9)
        try await programme("enforced")
        let own = try await scene.focalPoint("SVOJA")
        let says =
            "prerequisites_missing: the person lacks what this course asks for: "
            + "the programme PUT has the course UVOD before it; staff may go past it with a reason"
        #expect(
            try await message { _ = try await Sample.takeSeat("RED", Sample.email(1), in: centre) }
                == says
        )
        #expect(
            try await message { _ = try await scene.nominate(2, "RED", by: own) } == says
        )
        let report = try await centre.importText(
            "cohort_code,email,name,reason\nRED,a@a.example,Ana Prva,\n"
                + "RED,b@a.example,Ana Druga,nosi diplomu\n",
            as: .enrolments
        )
        #expect(report.rejected.map { "\($0.code): \($0.problem)" } == [says])
        #expect(report.created == 1)
        let reasons = try await centre.read {
            try $0.rows("SELECT reason FROM enrolment_events", as: String?.self)
        }
        #expect(reasons == ["nosi diplomu"])
        try await centre.importText("name,email\nAna Peta,d@a.example\n", as: .people)
        let direct = try await constraint {
            try await centre.sql(
                """
                INSERT INTO enrolments (
                    cohort_id, person_id, code, status, institution, function, target_group,
                    employment, participation)
                SELECT cohort_id, (SELECT id FROM people WHERE email = 'd@a.example'),
                    reverse(code), 'applied', '', '', 'other', 'employee', 'first-time'
                FROM enrolments
                """
            )
        }
        #expect(direct == "enrolments_prerequisites_met")
        try await programme("advisory")
        #expect(
            try await Sample.takeSeat("RED", Sample.email(1), in: centre).status == .confirmed
        )
    }

    @Test("A course that another asks for has to be passed, whatever the cohort's policy")
    func course() async throws {
        try await centre.importText("code,title_sr_latn\nUVOD,Uvod\nKURS,Kurs\n", as: .courses)
        try await centre.importText(
            "course_code,prerequisite_courses\nKURS,UVOD\n",
            as: .courseVersions
        )
        try await scene.cohort("TRAZI", capacity: 3, SeatScene.waitingList)
        #expect(
            try await message {
                _ = try await Sample.takeSeat("TRAZI", Sample.email(1), in: centre)
            }.contains("the course UVOD is not passed")
        )
        // A training that is over asks nobody any more.
        try await scene.cohort("BILA", capacity: 3, inDays: -30)
        try await Sample.enrol(Sample.emails(2), in: "BILA", centre)
    }
}
