import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Closing a cohort", .centre)
struct ClosingTests {
    private let centre = TrainingCentre.ofTest

    @Test("It is refused while a mark is missing, and says whose and when")
    func marksMissing() async throws {
        try await Sample.cohort("ZAT", in: centre)
        try await Sample.enrol(Sample.emails(2), in: "ZAT", centre)
        #expect(
            try await refusal { try await Sample.close("ZAT", in: centre) }
                == "cohort_has_no_session"
        )
        try await centre.importText(
            Sample.attendance("ZAT", [Sample.email(0)]),
            as: .attendance
        )
        try await centre.importText(Sample.results("ZAT", Sample.emails(2)), as: .results)
        let refused = await #expect(throws: CohortError.self) {
            try await Sample.close("ZAT", in: centre)
        }
        #expect(refused?.code == "marks_missing")
        #expect(refused?.message.contains("\(Sample.email(1)) on 2024-02-01") == true)
        #expect(refused?.message.contains(Sample.email(0)) == false)
        #expect(
            try await constraint {
                try await centre.sql(
                    "UPDATE cohorts SET state = 'closed', closed_on = '2024-02-02'"
                )
            } == "cohorts_closed_marks_complete"
        )
    }

    @Test("Marks of somebody who withdrew are not waited for")
    func withdrawn() async throws {
        try await Sample.cohort("ZAT", in: centre)
        try await Sample.enrol(Sample.emails(2), in: "ZAT", centre)
        try await centre.importText(
            Sample.enrolments("ZAT", [Sample.email(1)], more: "reason=odustao;status=withdrawn"),
            as: .enrolments
        )
        try await Sample.finish("ZAT", [Sample.email(0)], in: centre)
        let problems = try await centre.database.transaction {
            try $0.rows("SELECT problem FROM outcomes ORDER BY enrolment_id", as: String?.self)
        }
        #expect(problems == [nil, "withdrawn"])
    }

    @Test("A final result is waited for when attendance is enough, a pre-test never")
    func resultsMissing() async throws {
        try await Sample.cohort("ZAT", in: centre)
        try await Sample.enrol(Sample.emails(3), in: "ZAT", centre)
        let (passing, absent) = (Sample.emails(2), [Sample.email(2)])
        try await centre.importText(Sample.attendance("ZAT", passing), as: .attendance)
        try await centre.importText(
            Sample.attendance("ZAT", absent, mark: "absent"),
            as: .attendance
        )
        try await centre.importText(Sample.results("ZAT", passing, "pre"), as: .results)
        try await centre.importText(Sample.results("ZAT", [passing[0]]), as: .results)
        let refused = await #expect(throws: CohortError.self) {
            try await Sample.close("ZAT", in: centre)
        }
        #expect(refused?.code == "results_missing")
        #expect(refused?.message.contains(passing[1]) == true)
        #expect(refused?.message.contains(absent[0]) == false)
        #expect(
            try await constraint {
                try await centre.sql(
                    "UPDATE cohorts SET state = 'closed', closed_on = '2024-02-02'"
                )
            } == "cohorts_closed_results_complete"
        )
        try await centre.importText(Sample.results("ZAT", [passing[1]]), as: .results)
        try await Sample.close("ZAT", in: centre)
    }

    @Test("The date is that of the last session unless given; never before it or in the future")
    func dates() async throws {
        try await Sample.cohort("ZAT", in: centre)
        try await Sample.enrol(Sample.emails(1), in: "ZAT", centre)
        try await centre.importText(Sample.attendance("ZAT", Sample.emails(1)), as: .attendance)
        try await centre.importText(Sample.results("ZAT", Sample.emails(1)), as: .results)
        let early = try Sample.day("2024-02-01")
        #expect(
            try await refusal { try await Sample.close("ZAT", on: early, in: centre) }
                == "session_after_closing"
        )
        let today = try await centre.value("SELECT centre_today()", as: CalendarDate.self)
        let tomorrow = CalendarDate(dayNumber: today.dayNumber + 1)
        #expect(
            try await refusal { try await Sample.close("ZAT", on: tomorrow, in: centre) }
                == "closing_in_future"
        )
        try await Sample.close("ZAT", in: centre)
        let cohort = try await Sample.found("ZAT", in: centre)
        #expect(cohort.closedOn == (try Sample.day("2024-02-02")))
        #expect(cohort.state == .closed)
    }

    @Test("Closing again changes nothing; with another date it is refused")
    func twice() async throws {
        try await Sample.closed("ZAT", 2, in: centre)
        let audited = try await centre.count("audit_entries")
        let version = try await Sample.found("ZAT", in: centre).version
        try await Sample.close("ZAT", in: centre)
        try await Sample.close("ZAT", on: Sample.day("2024-02-02"), in: centre)
        #expect(try await centre.count("audit_entries") == audited)
        #expect(try await Sample.found("ZAT", in: centre).version == version)
        let other = try Sample.day("2024-03-01")
        #expect(
            try await refusal { try await Sample.close("ZAT", on: other, in: centre) }
                == "cohort_closed"
        )
        #expect(try await centre.count("outcomes") == 2)
    }

    @Test("Ten people close at once: it is closed once")
    func concurrently() async throws {
        try await Sample.cohort("ZAT", in: centre)
        try await Sample.enrol(Sample.emails(3), in: "ZAT", centre)
        try await centre.importText(Sample.attendance("ZAT", Sample.emails(3)), as: .attendance)
        try await centre.importText(Sample.results("ZAT", Sample.emails(3)), as: .results)
        let outcomes = await race(10) { _ in try await Sample.close("ZAT", in: centre) }
        #expect(outcomes.successes == 10)
        #expect(try await centre.count("outcomes") == 3)
    }

    @Test("A mark entered while the cohort is being closed is counted or refused, never lost")
    func markMeetsClosing() async throws {
        for round in 0..<12 {
            let code = "ZAT\(round)"
            try await Sample.cohort(code, in: centre)
            let one = Sample.emails(1)
            try await Sample.enrol(one, in: code, centre)
            try await centre.importText(
                Sample.attendance(code, one, mark: "absent"),
                as: .attendance
            )
            let outcomes = await race(2) { number in
                if number == 0 { return try await Sample.close(code, in: centre) }
                let report = try await centre.importText(
                    Sample.attendance(code, one, mark: "present"),
                    as: .attendance,
                    reason: "bio je tu"
                )
                if !report.rejected.isEmpty { throw CohortError.closed }
            }
            let marks = try await centre.value(
                """
                SELECT count(*) FROM attendance_marks
                JOIN sessions ON sessions.id = session_id JOIN cohorts ON cohorts.id = cohort_id
                WHERE code = \(code) AND mark = 'present'
                """,
                as: Int.self
            )
            // With the marks he is present but lacks a result, so that closing is refused.
            let isClosed = try await Sample.found(code, in: centre).state == .closed
            #expect(marks == (isClosed ? 0 : 2))
            #expect(outcomes.successes == 1)
        }
        #expect(try await Doctor.examine(centre).map(\.subject) == [])
    }

    @Test("A mark written past the domain's code while another session closes is refused")
    func directMarkMeetsClosing() async throws {
        for round in 0..<10 {
            let code = "ZAT\(round)"
            try await Sample.cohort(code, pass: "none", in: centre)
            try await Sample.enrol(Sample.emails(1), in: code, centre)
            try await centre.importText(Sample.attendance(code, Sample.emails(1)), as: .attendance)
            _ = await race(4) { number in
                if number == 2 {
                    return try await centre.sql(
                        """
                        UPDATE cohorts SET state = 'closed', closed_on = '2024-02-02'
                        WHERE code = \(code)
                        """
                    )
                }
                try await centre.sql(
                    """
                    INSERT INTO attendance_marks (session_id, enrolment_id, mark, reason)
                    SELECT sessions.id, enrolments.id, 'absent', 'spisak'
                    FROM sessions JOIN cohorts ON cohorts.id = sessions.cohort_id
                    JOIN enrolments ON enrolments.cohort_id = cohorts.id
                    WHERE cohorts.code = \(code)
                    """
                )
            }
        }
        // The frozen outcome agrees with the marks that there are.
        #expect(try await Doctor.examine(centre).map(\.subject) == [])
    }
}
