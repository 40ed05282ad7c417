import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Who has passed", .centre)
struct PassingTests {
    private let centre = TrainingCentre.ofTest

    /// Ten sessions of two hours, so that each is ten per cent.
    private static let tenDays = (1...10).map { "2024-02-\($0 < 10 ? "0" : "")\($0)" }

    @Test(
        "Both bounds are included; late counts as present, excused stays in the denominator",
        arguments: [
            (["present": 10], "75", nil), (["present": 8, "absent": 2], "75", nil),
            (["present": 7, "absent": 3], "75", "attendance below minimum"),
            (["late": 8, "absent": 2], "75", nil),
            (["present": 8, "excused": 2], "75", nil),
            (["present": 7, "excused": 3], "75", "attendance below minimum"),
            (["excused": 10], "75", "attendance below minimum"),
            (["present": 8, "absent": 2], "60", nil),
            (["present": 8, "absent": 2], "59.99", "final below pass score"),
            (["present": 8, "absent": 2], "100", nil),
            (["present": 7, "late": 1, "excused": 1, "absent": 1], "60", nil),
        ] as [([String: Int], String, String?)]
    )
    func bounds(marks: [String: Int], score: String, problem: String?) async throws {
        try await Sample.cohort("GRAN", in: centre)
        let one = Sample.emails(1)
        try await Sample.enrol(one, in: "GRAN", centre)
        var days = Self.tenDays[...]
        for (mark, count) in marks {
            let some = Array(days.prefix(count))
            days = days.dropFirst(count)
            try await centre.importText(
                Sample.attendance("GRAN", one, mark: mark, days: some, hours: "2"),
                as: .attendance
            )
        }
        try await centre.importText(Sample.results("GRAN", one, score: score), as: .results)
        #expect(try await reasons() == [problem, "cohort not closed"].compactMap(\.self))
        try await Sample.close("GRAN", in: centre)
        #expect(try await reasons() == [problem].compactMap(\.self))
    }

    @Test("Hours count, not sessions, and a third of a per cent too little is too little")
    func hours() async throws {
        try await Sample.cohort("GRAN", minimum: 67, in: centre)
        let one = Sample.emails(1)
        try await Sample.enrol(one, in: "GRAN", centre)
        for (day, mark, hours) in [("01", "present", "4"), ("02", "absent", "2")] {
            try await centre.importText(
                Sample.attendance(
                    "GRAN",
                    one,
                    mark: mark,
                    days: ["2024-02-\(day)"],
                    hours: hours
                ),
                as: .attendance
            )
        }
        try await centre.importText(Sample.results("GRAN", one), as: .results)
        #expect(try await reasons().first == "attendance below minimum")
    }

    @Test(
        "A share of odd hours is compared as it is",
        arguments: [("2.52", "0.63", nil), ("2.51", "0.63", "attendance below minimum")]
            as [(String, String, String?)]
    )
    func oddHours(attended: String, missed: String, problem: String?) async throws {
        try await Sample.cohort("GRAN", in: centre)
        let one = Sample.emails(1)
        try await Sample.enrol(one, in: "GRAN", centre)
        for (day, mark, hours) in [("01", "present", attended), ("02", "absent", missed)] {
            let file = Sample.attendance(
                "GRAN",
                one,
                mark: mark,
                days: ["2024-02-\(day)"],
                hours: hours
            )
            try await centre.importText(file, as: .attendance)
        }
        try await centre.importText(Sample.results("GRAN", one), as: .results)
        #expect(try await reasons() == [problem, "cohort not closed"].compactMap(\.self))
    }

    @Test("A weighted score is compared unrounded, and one that fails never looks as if it passed")
    func unrounded() async throws {
        let plan = try AssessmentPlan(
            ["prvi", "drugi"].map { code in
                [
                    "code": .string(code), "kind": "assignment", "title": ["sr-Latn": "Rad"],
                    "weight": 50, "required": true,
                ]
            }
        )
        try await Sample.cohort("GRAN", plan: plan, in: centre)
        try await Sample.enrol(Sample.emails(3), in: "GRAN", centre)
        try await centre.importText(Sample.attendance("GRAN", Sample.emails(3)), as: .attendance)
        for (number, first) in ["59.99", "60", "60.01"].enumerated() {
            let one = [Sample.email(number)]
            for (code, score) in [("prvi", first), ("drugi", "60")] {
                try await centre.importText(
                    Sample.results("GRAN", one, code, score: score),
                    as: .results
                )
            }
        }
        try await Sample.close("GRAN", in: centre)
        let verdicts = try await Sample.reasons("GRAN", in: centre)
        #expect(verdicts == [["score below pass score"], [], []])
        let shown = try await centre.database.transaction {
            try $0.rows(
                "SELECT final_score_percent FROM outcomes ORDER BY enrolment_id",
                as: Hundredths?.self
            )
        }
        #expect(shown == [Hundredths(5_999), Hundredths(6_000), Hundredths(6_001)])
        #expect(try await Doctor.examine(centre).map(\.check) == [])
        // What was frozen while scores were rounded first stays, and is no finding.
        try await Owner.corrupt(
            """
            UPDATE outcomes SET final_score_percent = 60, problem = NULL, problems = '{}'
            WHERE final_score_percent < 60
            """
        )
        #expect(try await Doctor.examine(centre).map(\.check) == [])
        try await Owner.corrupt(
            "UPDATE outcomes SET final_score_percent = 60.02 WHERE final_score_percent = 60"
        )
        #expect(try await Doctor.examine(centre).count == 2)
    }

    @Test("Without a final test attendance decides; a pass score of zero still wants a result")
    func withoutFinal() async throws {
        try await Sample.cohort("BEZ", pass: "none", in: centre)
        try await Sample.cohort("NULA", pass: "0", in: centre)
        for code in ["BEZ", "NULA"] {
            try await Sample.enrol(Sample.emails(1), in: code, centre)
            try await centre.importText(
                Sample.attendance(code, Sample.emails(1)),
                as: .attendance
            )
        }
        #expect(try await reasons("BEZ") == ["cohort not closed"])
        #expect(try await reasons("NULA") == ["final missing", "cohort not closed"])
        try await Sample.close("BEZ", in: centre)
        #expect(
            try await refusal { try await Sample.close("NULA", in: centre) } == "results_missing"
        )
    }

    @Test("A cohort keeps the rules that it began with")
    func rulesAreCopied() async throws {
        try await Sample.cohort("PRAV", minimum: 80, pass: "60", in: centre)
        try await centre.importText(
            """
            code,title_sr_latn,title_en,minimum_attendance_percent,pass_score_percent
            KURS,Ljudska prava,Human rights,100,100
            """,
            as: .courses
        )
        let cohort = try await Sample.found("PRAV", in: centre)
        #expect(cohort.draft.minimumAttendancePercent == 80)
        #expect(cohort.draft.passScorePercent == .some(60))
        // A new cohort that says nothing takes those of its course, once they are published.
        _ = try await centre.write(.clerk) {
            try CourseVersion.publish(nil, of: "KURS", by: .clerk, in: $0)
        }
        try await centre.importText(
            "cohort_code,course_code,starts_on,ends_on,venue,capacity\n"
                + "NOVA,KURS,2024-02-01,2024-02-02,Plandište,20\n",
            as: .cohorts
        )
        let new = try await Sample.found("NOVA", in: centre)
        #expect(new.draft.minimumAttendancePercent == 100)
        #expect(new.draft.passScorePercent == .some(100))
    }

    private func reasons(_ code: String = "GRAN") async throws -> [String] {
        let list = try await centre.read {
            try Eligibility.list(cohort: code, kind: .completion, by: .clerk, in: $0)
        }
        return try #require(list.first).reasons
    }
}
