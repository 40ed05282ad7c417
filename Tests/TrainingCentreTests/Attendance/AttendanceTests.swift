import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Marks of attendance", .centre)
struct AttendanceTests {
    private let centre = TrainingCentre.ofTest

    @Test("That nothing is recorded is a state of its own, not absence")
    func notRecorded() async throws {
        try await Sample.cohort("PRIS", in: centre)
        try await Sample.enrol(Sample.emails(2), in: "PRIS", centre)
        try await mark([Sample.email(0)], "absent", days: ["2024-02-01"])
        try await mark([Sample.email(0)], "late", days: ["2024-02-02"])
        let lines = try await centre.read {
            try AttendanceLine.list(cohort: "pris", by: .clerk, in: $0)
        }
        #expect(lines.map(\.mark) == [.absent, nil, .late, nil])
        #expect(
            lines.map { $0.json["mark"]?.text } == [
                "absent", "not recorded", "late", "not recorded",
            ]
        )
    }

    @Test("A correction needs a reason and is a later row")
    func correction() async throws {
        try await Sample.cohort("PRIS", in: centre)
        let one = Sample.emails(1)
        try await Sample.enrol(one, in: "PRIS", centre)
        #expect(try await mark(one, "absent").created == 2)
        #expect(try await mark(one, "absent").unchanged == 2)
        let refused = try await mark(one, "present")
        #expect(refused.rejected.map(\.field) == ["mark", "mark"])
        #expect(try await centre.count("attendance_marks") == 2)
        let corrected = try await mark(one, "present", reason: "bila je na spisku")
        #expect(corrected.updated == 2)
        #expect(try await centre.count("attendance_marks") == 4)
        let marks = try await centre.read {
            try AttendanceLine.list(cohort: "PRIS", by: .clerk, in: $0).map(\.mark)
        }
        #expect(marks == [.present, .present])
        // Also past the domain's code.
        let direct = try await constraint {
            try await centre.sql(
                """
                INSERT INTO attendance_marks (session_id, enrolment_id, mark)
                SELECT session_id, enrolment_id, 'late' FROM attendance_marks LIMIT 1
                """
            )
        }
        #expect(direct == "attendance_marks_first_once")
    }

    @Test(
        "Nobody was present on a day that has not come, and no final test is over before it begins"
    )
    func future() async throws {
        try await Sample.cohort("PRIS", in: centre)
        try await Sample.enrol(Sample.emails(1), in: "PRIS", centre)
        try await centre.sql("UPDATE cohorts SET starts_on = '2999-02-01', ends_on = '2999-02-02'")
        let marks = try await mark(Sample.emails(1), "present", days: ["2999-02-01"])
        #expect(marks.rejected.map(\.field) == ["session_date"])
        let scores = try await centre.importText(
            Sample.results("PRIS", Sample.emails(1)),
            as: .results
        )
        #expect(scores.rejected.map(\.field) == ["assessment"])
        let before = Sample.results("PRIS", Sample.emails(1), "pre")
        #expect(try await centre.importText(before, as: .results).created == 1)
        // Also past the domain's code.
        try await centre.sql(
            "INSERT INTO sessions (cohort_id, held_on, hours) SELECT id, starts_on, 6 FROM cohorts"
        )
        let mark = try await constraint {
            try await centre.sql(
                """
                INSERT INTO attendance_marks (session_id, enrolment_id, mark)
                SELECT sessions.id, enrolments.id, 'present' FROM sessions, enrolments
                """
            )
        }
        #expect(mark == "attendance_marks_session_not_in_future")
        let score = try await constraint {
            try await centre.sql(
                """
                INSERT INTO results (enrolment_id, assessment, score_percent)
                SELECT id, 'final', 100 FROM enrolments
                """
            )
        }
        #expect(score == "results_cohort_has_begun")
    }

    @Test("A score is corrected in the same way")
    func scoreCorrection() async throws {
        try await Sample.cohort("PRIS", in: centre)
        let one = Sample.emails(1)
        try await Sample.enrol(one, in: "PRIS", centre)
        let first = Sample.results("PRIS", one, score: "59,99")
        #expect(try await centre.importText(first, as: .results).rejected.count == 1)
        let quoted = Sample.results("PRIS", one, score: "59.99")
        #expect(try await centre.importText(quoted, as: .results).created == 1)
        #expect(try await centre.importText(quoted, as: .results).unchanged == 1)
        let other = Sample.results("PRIS", one, score: "60.00")
        #expect(try await centre.importText(other, as: .results).rejected.count == 1)
        let corrected = try await centre.importText(other, as: .results, reason: "računska greška")
        #expect(corrected.updated == 1)
        let results = try await centre.read {
            try Result.list(cohort: "PRIS", by: .clerk, in: $0)
        }
        #expect(results.map(\.scorePercent) == [Hundredths(6_000)])
        let direct = try await constraint {
            try await centre.sql(
                """
                INSERT INTO results (enrolment_id, assessment, score_percent)
                SELECT enrolment_id, 'final', 90 FROM results LIMIT 1
                """
            )
        }
        #expect(direct == "results_first_once")
    }

    @Test("Rows that fit no cohort, person, session or length are rejected, the others are not")
    func misfits() async throws {
        try await Sample.cohort("PRIS", in: centre)
        try await Sample.enrol(Sample.emails(2), in: "PRIS", centre)
        let report = try await centre.importText(
            """
            cohort_code,session_date,email,mark,hours
            PRIS,2024-02-01,\(Sample.email(0)),present,6
            PRIS,2024-02-01,\(Sample.email(1)),present,5
            NEMA,2024-02-01,\(Sample.email(1)),present,6
            PRIS,2024-02-01,niko@sample.example,present,6
            PRIS,2024-02-30,\(Sample.email(1)),present,6
            PRIS,2024-02-01,\(Sample.email(1)),maybe,6
            PRIS,2024-02-01,\(Sample.email(1)),present,25
            PRIS,2024-02-01,\(Sample.email(1)),,0
            """,
            as: .attendance
        )
        #expect(report.created == 1)
        #expect(report.rejected.map(\.line) == [3, 4, 5, 6, 7, 8, 9])
        #expect(
            report.rejected.map(\.field) == [
                "hours", "cohort_code", "email", "session_date", "mark", "hours", "mark",
            ]
        )
        #expect(try await centre.count("sessions") == 1)
    }

    @Test("A mark needs no hours: they are the session's, which has to be there")
    func withoutHours() async throws {
        try await Sample.cohort("PRIS", in: centre)
        try await Sample.enrol(Sample.emails(3), in: "PRIS", centre)
        try await centre.sql(
            """
            INSERT INTO sessions (cohort_id, held_on, hours, starts_at, ends_at)
            SELECT id, starts_on, hours, (starts_on + begins) AT TIME ZONE 'Europe/Belgrade',
                (starts_on + begins + interval '4 hours') AT TIME ZONE 'Europe/Belgrade'
            FROM cohorts, (
                VALUES (4::numeric, time '09:00'), (3, time '14:00')) AS times (hours, begins)
            """
        )
        let report = try await centre.importText(
            """
            cohort_code,session_date,session_time,email,mark,hours
            PRIS,2024-02-01,09:00,\(Sample.email(0)),present,
            PRIS,2024-02-01,14:00,\(Sample.email(0)),absent,
            PRIS,2024-02-01,,\(Sample.email(1)),present,3
            PRIS,2024-02-01,,\(Sample.email(1)),present,
            PRIS,2024-02-02,,\(Sample.email(1)),present,
            PRIS,2024-02-02,,\(Sample.email(1)),present,6
            PRIS,2024-02-02,,\(Sample.email(2)),late,
            """,
            as: .attendance
        )
        #expect(report.created == 5)
        #expect(
            report.rejected.map { "\($0.line) \($0.field)" } == ["5 session_time", "6 hours"]
        )
        let hours = try await centre.read {
            try $0.rows(
                """
                SELECT attended_hours FROM attendance_standings AS attended
                JOIN people ON people.id = attended.person_id
                ORDER BY people.email
                """,
                as: Hundredths.self
            )
        }
        #expect(hours == [400, 900, 600].map { Hundredths($0) })
    }

    @Test("Marks of somebody who withdrew later stay as they are, and none comes to them")
    func withdrawn() async throws {
        try await Sample.cohort("PRIS", in: centre)
        let one = Sample.emails(1)
        try await Sample.enrol(one, in: "PRIS", centre)
        try await mark(one, "present")
        try await centre.importText(
            Sample.enrolments("PRIS", one, more: "reason=odustao;status=withdrawn"),
            as: .enrolments
        )
        #expect(try await mark(one, "present").unchanged == 2)
        #expect(try await mark(one, "absent", reason: "greška").rejected.count == 2)
        // A session that only they would have had is not made.
        #expect(try await mark(one, "present", days: ["2024-02-03"]).rejected.count == 1)
        #expect(try await centre.count("sessions") == 2)
    }

    @Test("What was before a withdrawal comes in with a reason; what contradicts it does not")
    func history() async throws {
        try await Sample.cohort("PRIS", in: centre)
        let (gone, absent, here) = (Sample.email(0), Sample.email(1), Sample.email(2))
        try await Sample.enrol([here], in: "PRIS", centre)
        for (email, more) in [
            (gone, "status=withdrawn;withdrawn_on=2024-02-01;held_seat=true"),
            (absent, "status=no-show"),
        ] {
            try await centre.importText(
                Sample.enrolments("PRIS", [email], more: "reason=odlazak;" + more),
                as: .enrolments
            )
        }
        try await mark([here], "present")
        let (first, second) = (["2024-02-01"], ["2024-02-02"])
        let silent = try await mark([gone], "present", days: first)
        #expect(silent.rejected.first?.problem.hasSuffix("is entered with a reason") == true)
        let record = "sa starih spiskova"
        #expect(try await mark([gone], "present", days: first, reason: record).created == 1)
        #expect(try await mark([gone], "late", days: first, reason: record).rejected.count == 1)
        let later = try await mark([gone], "present", days: second, reason: record)
        #expect(later.rejected.map(\.problem) == ["has withdrawn from PRIS on 2024-02-01"])
        #expect(try await mark([gone], "absent", days: second, reason: record).created == 1)
        #expect(try await mark([absent], "present", reason: record).rejected.count == 2)
        #expect(try await mark([absent], "absent", reason: record).created == 2)
        let results = Sample.results("PRIS", [gone])
        #expect(try await centre.importText(results, as: .results).rejected.count == 1)
        #expect(try await centre.importText(results, as: .results, reason: record).created == 1)
        let other = Sample.results("PRIS", [gone], score: "80")
        #expect(try await centre.importText(other, as: .results, reason: record).created == 0)
    }

    @Test("Marks are understood as lists that are kept by hand have them")
    func words() {
        for (words, mark) in [
            (["prisutan", "Prisutna", "Да", "da", "present"], AttendanceMark.present),
            (["odsutan", "Одсутна", "ne", "absent"], .absent),
            (["Закаснио", "kasnio", "late"], .late),
            (["opravdano", "excused", "оправдано одсуство"], .excused),
        ] {
            for word in words {
                var form = Form(["mark": word])
                #expect(form.attendanceMark() == mark, "\(word)")
            }
        }
        var form = Form(["mark": "možda"])
        #expect(form.attendanceMark() == nil && !form.problems.isEmpty)
    }

    @Test("A mark belongs to a session and an enrolment of one cohort")
    func sameCohort() async throws {
        try await Sample.cohort("PRIS", in: centre)
        try await Sample.cohort("DRUGA", in: centre)
        try await Sample.enrol([Sample.email(0)], in: "PRIS", centre)
        try await Sample.enrol([Sample.email(1)], in: "DRUGA", centre)
        try await mark([Sample.email(0)], "present")
        let direct = try await constraint {
            try await centre.sql(
                """
                INSERT INTO attendance_marks (session_id, enrolment_id, mark)
                SELECT sessions.id, enrolments.id, 'late'
                FROM sessions CROSS JOIN enrolments
                WHERE enrolments.cohort_id <> sessions.cohort_id LIMIT 1
                """
            )
        }
        #expect(direct == "attendance_marks_same_cohort")
    }

    @Test("One day has one session")
    func sessions() async throws {
        try await Sample.cohort("PRIS", in: centre)
        let form = Form(["held_on": "01.02.2024.", "hours": "6,5"])
        let session = try await centre.write(.clerk) {
            try Session.create(cohort: "PRIS", form: form, by: .clerk, in: $0)
        }
        #expect(session.hours == Hundredths(650))
        let again = try await refusal {
            _ = try await centre.write(.clerk) {
                try Session.create(cohort: "PRIS", form: form, by: .clerk, in: $0)
            }
        }
        #expect(again == "session_day_taken")
        let listed = try await centre.read { try Session.list(cohort: "pris", in: $0) }
        #expect(listed.map(\.heldOn.description) == ["2024-02-01"])
    }

    @discardableResult
    private func mark(
        _ emails: [String],
        _ mark: String,
        days: [String] = Sample.days,
        reason: String? = nil
    ) async throws -> ImportReport {
        try await centre.importText(
            Sample.attendance("PRIS", emails, mark: mark, days: days),
            as: .attendance,
            reason: reason
        )
    }
}
