import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("A closed cohort stays as it is", .centre)
struct ClosedCohortTests {
    private let centre = TrainingCentre.ofTest

    @Test("Files with anything new for it are refused row by row, the same again is unchanged")
    func files() async throws {
        try await Sample.closed("KRAJ", 2, in: centre)
        let both = Sample.emails(2)
        for (noun, text) in [
            (ImportedNoun.enrolments, Sample.enrolments("KRAJ", both)),
            (.attendance, Sample.attendance("KRAJ", both)),
            (.results, Sample.results("KRAJ", both)),
        ] {
            let report = try await centre.importText(text, as: noun)
            #expect(report.unchanged == report.read)
        }
        for (noun, text) in [
            (ImportedNoun.enrolments, Sample.enrolments("KRAJ", ["novi@sample.example"])),
            (.enrolments, Sample.enrolments("KRAJ", both, more: "reason=odustao;status=withdrawn")),
            (.enrolments, Sample.enrolments("KRAJ", both, more: "lsg_code=Plandište")),
            (.attendance, Sample.attendance("KRAJ", both, mark: "absent")),
            (.attendance, Sample.attendance("KRAJ", both, days: ["2024-02-09"])),
            (.results, Sample.results("KRAJ", both, score: "99")),
            (.results, Sample.results("KRAJ", both, "pre", score: "40")),
        ] {
            let report = try await centre.importText(text, as: noun, reason: "ispravka")
            #expect(report.rejected.count == report.read, "\(text)")
            #expect(report.rejected.allSatisfy { $0.problem.contains("closed") }, "\(text)")
        }
        let session = Form(["held_on": "2024-02-03", "hours": "6"])
        #expect(
            try await refusal {
                _ = try await centre.write(.clerk) {
                    try Session.create(cohort: "KRAJ", form: session, by: .clerk, in: $0)
                }
            } == "cohort_closed"
        )
        let code = try await centre.value("SELECT min(code) FROM enrolments", as: String.self)
        #expect(
            try await refusal {
                let act = try Act.clerk(because: "odustao")
                _ = try await centre.write(act) {
                    try Enrolment.withdraw(code, on: nil, by: act, in: $0)
                }
            } == "cohort_closed"
        )
        let other = try await centre.importText(
            "cohort_code,course_code,starts_on,ends_on,venue,capacity\n"
                + "KRAJ,KURS,2024-02-01,2024-02-02,Vršac,2\n",
            as: .cohorts
        )
        #expect(other.rejected.count == 1)
    }

    @Test("Statements past the domain's code are refused by the database, by name")
    func statements() async throws {
        try await seatsOfEnded()
        try await Sample.cohort("DRUGA", in: centre)
        let code = Enrolment.codes(1, from: .ofSystem)[0]
        let refused: [(SQL, String)] = [
            (
                """
                INSERT INTO attendance_marks (session_id, enrolment_id, mark, reason)
                SELECT session_id, enrolment_id, 'absent', 'x' FROM attendance_marks LIMIT 1
                """, "attendance_marks_cohort_not_closed"
            ),
            (
                """
                INSERT INTO results (enrolment_id, assessment, score_percent, reason)
                SELECT id, 'final', 10, 'x' FROM enrolments LIMIT 1
                """, "results_cohort_not_closed"
            ),
            (
                """
                INSERT INTO sessions (cohort_id, held_on, hours)
                SELECT id, '2024-02-09', 6 FROM cohorts WHERE code = 'KRAJ'
                """, "sessions_cohort_not_closed"
            ),
            ("UPDATE sessions SET hours = 1", "sessions_cohort_not_closed"),
            (
                """
                UPDATE sessions SET cohort_id = (SELECT id FROM cohorts WHERE code = 'DRUGA')
                """, "42501"
            ),
            ("DELETE FROM sessions", "sessions_cohort_not_closed"),
            (
                """
                INSERT INTO enrolments (
                    cohort_id, person_id, code, status, withdrawn_on, institution, function,
                    target_group, employment, participation)
                SELECT cohort_id, person_id, \(code), 'withdrawn', '2024-02-01', '', '', 'other',
                    'employee', 'first-time'
                FROM enrolments LIMIT 1
                """, "enrolments_cohort_not_closed"
            ),
            (
                "UPDATE enrolments SET status = 'withdrawn', withdrawn_on = '2024-02-01'",
                "enrolments_cohort_not_closed"
            ),
            ("UPDATE enrolments SET lsg_code = '70017'", "enrolments_cohort_not_closed"),
            ("UPDATE enrolments SET sex = 'F'", "enrolments_cohort_not_closed"),
            (
                "UPDATE cohorts SET state = 'published', closed_on = NULL WHERE code = 'KRAJ'",
                "cohorts_closed_kept"
            ),
            ("UPDATE cohorts SET capacity = 50 WHERE code = 'KRAJ'", "cohorts_closed_kept"),
            (
                "UPDATE cohorts SET overbooked = 5 WHERE code = 'KRAJ'",
                "cohorts_overbooked_has_reason"
            ),
            (
                "UPDATE cohorts SET ends_on = '2024-05-01' WHERE code = 'KRAJ'",
                "cohorts_closed_kept"
            ),
            ("UPDATE cohorts SET seats_taken = 0", "42501"),
            ("DELETE FROM cohorts WHERE code = 'KRAJ'", "sessions_cohort_fkey"),
            (
                """
                INSERT INTO outcomes (enrolment_id, attended_hours, total_hours)
                SELECT id, 6, 6 FROM enrolments
                """, "42501"
            ),
        ]
        for (statement, name) in refused {
            let found = try await constraint { try await centre.sql(statement) }
            #expect(found == name, "\(statement)")
        }
        #expect(try await Doctor.examine(centre).map(\.subject) == [])
    }

    @Test("Its seats and how they were given stay as they were")
    func seatStatements() async throws {
        try await seatsOfEnded()
        let refused: [(SQL, String)] = [
            ("UPDATE seat_rules SET promotion = 'automatic'", "seat_rules_cohort_not_closed"),
            ("UPDATE seat_quotas SET is_released = true", "seat_quotas_cohort_not_closed"),
            (
                """
                INSERT INTO seat_quotas (cohort_id, organisation_id, seats, name_until_on)
                SELECT cohorts.id, organisations.id, 1, centre_today()
                FROM cohorts CROSS JOIN organisations
                WHERE cohorts.code = 'KRAJ' AND organisations.code = 'DRUGI'
                """, "seat_quotas_cohort_not_closed"
            ),
        ]
        for (statement, name) in refused {
            let found = try await constraint { try await centre.sql(statement) }
            #expect(found == name, "\(statement)")
        }
    }

    /// A closed cohort with rules and a quota, of which nothing changes any more.
    private func seatsOfEnded() async throws {
        let scene = SeatScene(centre: centre)
        for code in ["PRVI", "DRUGI"] { _ = try await scene.focalPoint(code) }
        for code in ["KRAJ", "OTKAZ"] {
            try await Sample.cohort(code, capacity: 4, in: centre)
            try await scene.rules(code, ["has_waiting_list": "true"])
            try await scene.hold(1, for: "PRVI", code)
        }
        try await Sample.enrol(Sample.emails(2), in: "KRAJ", centre)
        try await Sample.finish("KRAJ", Sample.emails(2), in: centre)
        let act = try Act.clerk(because: "premalo prijava")
        _ = try await centre.write(act) { try Cohort.cancel("OTKAZ", by: act, in: $0) }
        for (code, refused) in [("KRAJ", "cohort_closed"), ("OTKAZ", "cohort_cancelled")] {
            let before = try await scene.seats(code)
            for holder in ["PRVI", "DRUGI"] {
                #expect(
                    try await refusal { try await scene.hold(2, for: holder, code) } == refused
                )
            }
            #expect(
                try await refusal { try await scene.rules(code, ["approval": "centre"]) }
                    == refused
            )
            #expect(try await scene.seats(code).json == before.json)
        }
    }

    @Test("A cohort cannot be entered as closed")
    func bornClosed() async throws {
        try await Sample.cohort("DRUGA", in: centre)
        let refused = try await constraint {
            try await centre.sql(
                """
                INSERT INTO cohorts (
                    code, course_id, starts_on, ends_on, venue, capacity,
                    minimum_attendance_percent, state, closed_on)
                SELECT 'MRTVA', course_id, starts_on, ends_on, venue, capacity,
                    minimum_attendance_percent, 'closed', '2024-02-02'
                FROM cohorts
                """
            )
        }
        #expect(refused == "42501")
    }
}
