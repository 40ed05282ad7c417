import Credentials
import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Assessments as data", .centre)
struct AssessmentTests {
    private let centre = TrainingCentre.ofTest

    @Test("A cohort of which nothing is said has a test before and a final one that weighs all")
    func usual() async throws {
        try await Sample.cohort("OBICNA", in: centre)
        let found = try await centre.read { try Assessment.list(cohort: "obicna", in: $0) }
        #expect(found.map(\.code) == ["pre", "final"])
        #expect(found.map(\.weight) == [0, 100])
        #expect(found.map(\.isRequired) == [false, true])
        try await Sample.cohort("BEZ", pass: "none", in: centre)
        let without = try await centre.read { try Assessment.list(cohort: "BEZ", in: $0) }
        #expect(without.map(\.isRequired) == [false, false])
    }

    @Test("Weights, pass marks and what is required decide, and every missing condition is named")
    func standings() async throws {
        try await planned("MERE", people: 4)
        // A passes; B fails one mark; C's score is too low together; D lacks things and was away.
        for (email, scores) in [(0, (80, 70, 60)), (1, (90, 90, 40)), (2, (50, 50, 60))] {
            try await score(email, "test", "\(scores.0)")
            try await score(email, "rad", "\(scores.1)")
            try await practical(email, "\(scores.2)")
        }
        try await score(3, "rad", "10")
        try await centre.importText(
            Sample.attendance("MERE", Sample.emails(3)),
            as: .attendance
        )
        try await centre.importText(
            Sample.attendance("MERE", [Sample.email(3)], mark: "absent"),
            as: .attendance
        )
        let verdicts = try await Sample.reasons("MERE", in: centre)
        #expect(
            verdicts == [
                ["cohort not closed"], ["vezba below pass mark", "cohort not closed"],
                ["score below pass score", "cohort not closed"],
                ["attendance below minimum", "cohort not closed"],
            ]
        )
        try await Sample.close("MERE", in: centre)
        #expect(
            try await Sample.reasons("MERE", in: centre) == [
                [], ["vezba below pass mark"], ["score below pass score"],
                ["attendance below minimum"],
            ]
        )
        let scores = try await Owner.run {
            try $0.rows(
                "SELECT final_score_percent FROM outcomes ORDER BY enrolment_id",
                as: Hundredths?.self
            )
        }
        // 50 × 80 + 30 × 70 + 20 × 60 over 100, and so on.
        #expect(scores == [Hundredths(7_300), Hundredths(8_000), Hundredths(5_200), nil])
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("Closing waits for a required result of whoever attended, whatever it is called")
    func closing() async throws {
        try await planned("MERE", people: 1)
        try await centre.importText(Sample.attendance("MERE", Sample.emails(1)), as: .attendance)
        try await score(0, "test", "80")
        try await practical(0, "80")
        let missing = try await refusal { try await Sample.close("MERE", in: centre) }
        #expect(missing == "results_missing")
        let direct = try await constraint {
            try await centre.sql("UPDATE cohorts SET state = 'closed', closed_on = '2024-02-02'")
        }
        #expect(direct == "cohorts_closed_results_complete")
        try await score(0, "rad", "80")
        try await Sample.close("MERE", in: centre)
    }

    @Test("Of several attempts the best or the last counts; they are in order and not too many")
    func attempts() async throws {
        try await planned("MERE", people: 1)
        for (attempt, points) in [(1, "40"), (2, "90"), (3, "60")] {
            try await score(0, "test", points, attempt: attempt)
        }
        try await score(0, "rad", "90")
        try await score(0, "rad", "30", attempt: 2)
        #expect(try await counted() == ["rad 30.00", "test 90.00"])
        let refused = try await scores(0, "test", "70", attempt: 4)
        #expect(refused.rejected.map(\.field) == ["attempt"])
        let gap = try await constraint {
            try await centre.sql(
                """
                INSERT INTO results (enrolment_id, assessment, score_percent, attempt)
                SELECT enrolment_id, 'rad', 50, 4 FROM results LIMIT 1
                """
            )
        }
        #expect(gap == "results_assessment_of_cohort")
        // An attempt is corrected like every score.
        #expect(
            try await scores(0, "test", "95", attempt: 2).rejected.map(\.field) == ["score_percent"]
        )
        let corrected = try await scores(0, "test", "95", attempt: 2, reason: "računska greška")
        #expect(corrected.updated == 1)
        #expect(try await counted() == ["rad 30.00", "test 95.00"])
    }

    @Test("Practical work has an assessor and another person who verifies, and neither is assessed")
    func practicals() async throws {
        try await planned("MERE", people: 2)
        let file = "cohort_code,email,assessment,score_percent,assessor,verifier\n"
        let one = Sample.email(0)
        for (assessor, verifier) in [
            ("", ""), ("ana@a.example", ""), ("ana@a.example", "ana@a.example"),
            ("ana@a.example", "nobody@a.example"), (one, "ana@a.example"), ("ana@a.example", one),
        ] {
            let report = try await centre.importText(
                file + "MERE,\(one),vezba,80,\(assessor),\(verifier)\n",
                as: .results
            )
            #expect(report.rejected.count == 1, "\(assessor) \(verifier)")
        }
        try await practical(0, "80")
        for columns: SQL in ["NULL, NULL", "1, 1", "1, NULL"] {
            let direct = try await constraint {
                try await centre.sql(
                    """
                    INSERT INTO results (
                        enrolment_id, assessment, score_percent, assessor_id, verifier_id)
                    SELECT max(id), 'vezba', 50, \(columns) FROM enrolments
                    """
                )
            }
            #expect(direct?.hasPrefix("results_") == true, "\(columns.text)")
        }
        let themselves = try await constraint {
            try await centre.sql(
                """
                INSERT INTO results (
                    enrolment_id, assessment, score_percent, assessor_id, verifier_id)
                SELECT max(id), 'vezba', 50, max(person_id), min(person_id) FROM enrolments
                """
            )
        }
        #expect(themselves == "results_practical_assessed_by_two")
    }

    @Test("Prior learning exempts with evidence and a reason, and the other weights decide")
    func exemptions() async throws {
        try await planned("MERE", people: 1)
        try await centre.importText(Sample.attendance("MERE", Sample.emails(1)), as: .attendance)
        try await score(0, "test", "80")
        try await practical(0, "60")
        let centre = centre
        let form = Form([
            "email": Sample.email(0), "assessment": "rad", "evidence": "diploma br. 12/2020",
        ])
        let silent = try await refusal {
            _ = try await centre.write(.clerk) {
                try AssessmentExemption.grant(cohort: "MERE", form, by: .clerk, in: $0)
            }
        }
        #expect(silent == "reason_missing")
        let act = try Act.clerk(because: "priznato ranije učenje")
        _ = try await centre.write(act) {
            try AssessmentExemption.grant(cohort: "MERE", form, by: act, in: $0)
        }
        #expect(try await Sample.reasons("MERE", in: centre) == [["cohort not closed"]])
        // 50 × 80 + 20 × 60 over 70.
        let score = try await centre.value(
            "SELECT final_score_percent FROM standings",
            as: Hundredths.self
        )
        #expect(score == Hundredths(7_429))
        _ = try await centre.write(act) {
            try AssessmentExemption.end(cohort: "MERE", form, by: act, in: $0)
        }
        #expect(
            try await Sample.reasons("MERE", in: centre) == [["rad missing", "cohort not closed"]]
        )
        let before = form.with("assessment", "pre")
        let unknown = try await refusal {
            _ = try await centre.write(act) {
                try AssessmentExemption.grant(cohort: "MERE", before, by: act, in: $0)
            }
        }
        #expect(unknown == "assessment_unknown")
    }

    @Test("With the first result what is measured stays as it is, also when both come at once")
    func frozen() async throws {
        try await planned("MERE", people: 1, isOpen: false)
        try await planned("MERE", people: 0)
        let centre = centre
        let outcomes = await race(2) { number in
            if number == 0 {
                try await planned("MERE", people: 0, weight: "49")
            } else {
                try await score(0, "rad", "50")
            }
        }
        #expect(outcomes.successes >= 1)
        let late = try await refusal { try await planned("MERE", people: 0, weight: "48") }
        #expect(late == "assessments_frozen")
        let unknown = try await scores(0, "final", "50")
        #expect(unknown.rejected.map(\.field) == ["assessment"])
        let direct = try await constraint {
            try await centre.sql("UPDATE cohort_assessments SET weight = 1")
        }
        #expect(direct == "cohort_assessments_frozen")
    }

    @Test("What is measured is fixed with the publication, and named again it is no change")
    func published() async throws {
        try await planned("MERE", people: 1)
        let late = try await refusal { try await planned("MERE", people: 0, weight: "49") }
        #expect(late == "cohort_rules_fixed")
        for attack: SQL in [
            "UPDATE cohort_assessments SET weight = 1", "DELETE FROM cohort_assessments",
        ] {
            let direct = try await constraint { try await centre.sql(attack) }
            #expect(direct == "cohort_assessments_rules_fixed")
        }
        let audited = try await centre.count("audit_entries")
        try await planned("MERE", people: 0)
        #expect(try await centre.count("audit_entries") == audited)
    }

    @Test("A cohort takes over what its version of the course says, and keeps it")
    func courses() async throws {
        try await Sample.cohort("STARA", in: centre)
        let centre = centre
        func plan(_ code: String) async throws {
            let plan = try AssessmentPlan([
                [
                    "code": .string(code), "kind": "assignment", "title": ["sr-Latn": "Rad"],
                    "weight": 100, "required": true,
                ]
            ])
            _ = try await centre.write(.clerk) {
                _ = try plan.enter(course: "KURS", by: .clerk, in: $0)
                _ = try CourseVersion.publish(nil, of: "KURS", by: .clerk, in: $0)
            }
        }
        func codes(_ cohort: String) async throws -> [String] {
            try await centre.read { try Assessment.list(cohort: cohort, in: $0).map(\.code) }
        }
        try await plan("rad")
        try await Sample.cohort("NOVA", in: centre)
        // The version is published: another plan begins the next one.
        try await plan("esej")
        try await Sample.cohort("NAJNOVIJA", in: centre)
        #expect(try await codes("STARA") == ["pre", "final"])
        #expect(try await codes("NOVA") == ["rad"])
        #expect(try await codes("NAJNOVIJA") == ["esej"])
        _ = try await centre.write(.clerk) {
            try CourseVersion.revise("KURS", by: .clerk, in: $0)
        }
        let newest = try await centre.read { try Assessment.list(course: "KURS", in: $0) }
        #expect(newest.map(\.code) == ["esej"])
        let published = try await constraint {
            try await centre.sql(
                """
                UPDATE course_version_assessments SET weight = 1 WHERE code = 'rad'
                """
            )
        }
        #expect(published == "course_versions_published_kept")
    }

    // MARK: Steps

    private func planned(
        _ code: String,
        people: Int,
        weight: String = "50",
        isOpen: Bool = true
    ) async throws {
        let text = """
            [{"code": "ulaz", "kind": "pre", "title": {"sr-Latn": "Ulazni test"}},
             {"code": "test", "kind": "final", "title": {"sr-Latn": "Test"}, "weight": \(weight),
              "required": true, "attempts_max": 3, "counts": "best"},
             {"code": "rad", "kind": "assignment", "title": {"sr-Latn": "Rad"}, "weight": 30,
              "attempts_max": 2},
             {"code": "vezba", "kind": "practical", "title": {"sr-Latn": "Vežba"}, "weight": 20,
              "required": true, "pass_mark_percent": 50}]
            """
        let plan = try AssessmentPlan(JSON.parse(Array(text.utf8)).elements ?? [])
        guard people > 0 else {
            _ = try await centre.write(.clerk) { try plan.enter(cohort: code, by: .clerk, in: $0) }
            return
        }
        try await Sample.cohort(code, plan: plan, isOpen: isOpen, in: centre)
        try await Sample.enrol(Sample.emails(people), in: code, centre)
        try await centre.importText(
            "name,email\nAna Anić,ana@a.example\nBora Borić,bora@b.example\n",
            as: .people
        )
        _ = try await Sample.trainer(of: code, "tara@t.example", in: centre)
    }

    @discardableResult
    private func scores(
        _ person: Int,
        _ assessment: String,
        _ points: String,
        attempt: Int = 1,
        reason: String? = nil
    ) async throws -> ImportReport {
        try await centre.importText(
            """
            cohort_code,email,assessment,score_percent,attempt
            MERE,\(Sample.email(person)),\(assessment),\(points),\(attempt)
            """,
            as: .results,
            reason: reason
        )
    }

    private func score(
        _ person: Int,
        _ assessment: String,
        _ points: String,
        attempt: Int = 1
    ) async throws {
        let report = try await scores(person, assessment, points, attempt: attempt)
        #expect(report.rejected.map(\.problem) == [])
    }

    private func practical(_ person: Int, _ points: String) async throws {
        let report = try await centre.importText(
            """
            cohort_code,email,assessment,score_percent,assessor,verifier
            MERE,\(Sample.email(person)),vezba,\(points),tara@t.example,bora@b.example
            """,
            as: .results
        )
        #expect(report.rejected.map(\.problem) == [])
    }

    private func counted() async throws -> [String] {
        try await Owner.run {
            try $0.rows(
                """
                SELECT assessment || ' ' || score_percent FROM assessment_standings
                WHERE score_percent IS NOT NULL ORDER BY assessment
                """,
                as: String.self
            )
        }
    }
}
