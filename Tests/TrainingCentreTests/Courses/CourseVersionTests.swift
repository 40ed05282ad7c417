import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Versions of a course", .centre)
struct CourseVersionTests {
    private let centre = TrainingCentre.ofTest

    private func newest() async throws -> CourseVersion {
        try await centre.read { try CourseVersion.find(nil, of: "KURS", in: $0) }
    }

    @discardableResult
    private func change(
        _ number: Int,
        _ fields: [String: String],
        lists: [String: [String]] = [:]
    ) async throws -> CourseVersion {
        let form = Form(fields, lists: lists)
        return try await centre.write(.clerk) {
            try CourseVersion.change(
                number,
                of: "kurs",
                form,
                ifVersion: nil,
                by: .clerk,
                in: $0
            )
        }
    }

    @Test("A draft is edited freely, says all that was entered, and keeps what is left out")
    func draft() async throws {
        try await Sample.cohort("VERZIJA", isOpen: false, in: centre)
        try await centre.importText("code,title_sr_latn\nUVOD,Uvod\n", as: .courses)
        try await centre.importText("code,name_sr_latn\nKIRS,Komesarijat\n", as: .organisations)
        let version = try await change(
            1,
            [
                "eqf_level": "5", "hours_online": "4", "hours_face_to_face": "12,5",
                "prerequisites_sr_latn": "Godina dana rada", "experience_months": "12",
                "requires_evaluation": "true", "prerequisite_courses": "uvod",
                "target_groups": "commissioner|council-member", "languages": "sr|en",
                "authors": "KIRS",
            ],
            lists: ["outcomes_sr_latn": ["Piše plan", "Vodi sastanak"]]
        )
        #expect(version.number == 1 && !version.isPublished)
        #expect(version.draft.eqfLevel == 5)
        #expect(version.draft.hoursFaceToFace == Hundredths(1_250))
        #expect(version.draft.outcomes.map(\.srCyrl) == ["Пише план", "Води састанак"])
        #expect(version.draft.prerequisites?.srCyrl == "Година дана рада")
        #expect(version.draft.prerequisiteCourses == ["UVOD"])
        #expect(version.draft.targetGroups == ["commissioner", "council-member"])
        let again = try await change(1, ["eqf_level": "none"])
        #expect(again.draft.eqfLevel == nil)
        #expect(again.draft.outcomes == version.draft.outcomes)
        #expect(again.draft.authors == ["KIRS"] && again.draft.requiresEvaluation)
        #expect(
            try await refusal { try await change(1, ["authors": "NEMA"]) } == "invalid"
        )
        #expect(
            try await refusal { try await change(1, ["languages": "xx"]) } == "language_unknown"
        )
    }

    @Test("A published version never changes, neither its row nor what hangs on it")
    func published() async throws {
        try await Sample.cohort("VERZIJA", isOpen: false, in: centre)
        try await change(1, ["target_groups": "other"], lists: ["outcomes_sr_latn": ["Piše plan"]])
        _ = try await centre.write(.clerk) { try Cohort.publish("VERZIJA", by: .clerk, in: $0) }
        #expect(try await newest().isPublished, "what is public is published with its cohort")
        #expect(
            try await refusal { try await change(1, ["eqf_level": "4"]) }
                == "course_version_published"
        )
        let attacks: [SQL] = [
            "UPDATE course_versions SET eqf_level = 3", "DELETE FROM course_version_outcomes",
            "DELETE FROM course_version_target_groups",
            """
            INSERT INTO course_version_prerequisites (course_version_id, course_id)
            SELECT id, course_id FROM course_versions
            """,
            """
            INSERT INTO course_version_outcomes (
                course_version_id, position, text_sr_cyrl, text_sr_latn, text_en)
            SELECT id, 2, 'x', 'x', 'x' FROM course_versions
            """,
        ]
        for attack in attacks {
            #expect(
                try await constraint { try await centre.sql(attack) }
                    == "course_versions_published_kept"
            )
        }
    }

    @Test("A rule changed after publication makes a new version; a cohort keeps its own")
    func rules() async throws {
        try await Sample.cohort("PRVA", minimum: 80, in: centre)
        try await centre.importText(
            "code,title_sr_latn,minimum_attendance_percent\nKURS,Ljudska prava,90\n",
            as: .courses
        )
        let second = try await newest()
        #expect(second.number == 2 && !second.isPublished)
        #expect(second.draft.minimumAttendancePercent == 90)
        try await Sample.cohort("DRUGA", isOpen: false, in: centre)
        #expect(try await Sample.found("PRVA", in: centre).draft.courseVersion == 1)
        #expect(
            try await Sample.found("DRUGA", in: centre).draft.courseVersion == 1,
            "what is being drafted is planned with by name alone"
        )
        try await change(2, ["minimum_attendance_percent": "70"])
        let course = try await centre.read { try Course.find("KURS", in: $0) }
        #expect(course.draft.minimumAttendancePercent == 70, "the course says what its newest says")
        let first = try await centre.read { try CourseVersion.find(1, of: "KURS", in: $0) }
        #expect(first.draft.minimumAttendancePercent == 80)
        #expect(
            try await constraint {
                try await centre.sql(
                    """
                    UPDATE cohorts SET course_version_id = (
                        SELECT id FROM course_versions WHERE number = 2)
                    WHERE code = 'PRVA'
                    """
                )
            } == "cohorts_course_version_kept"
        )
        try await centre.importText("code,title_sr_latn\nDRUGI,Drugi kurs\n", as: .courses)
        #expect(
            try await constraint {
                try await centre.sql(
                    """
                    UPDATE cohorts SET course_id = (SELECT id FROM courses WHERE code = 'DRUGI')
                    WHERE code = 'PRVA'
                    """
                )
            } == "cohorts_course_version_kept"
        )
    }

    private func plan(_ code: String, version: Int?) async throws {
        let report = try await centre.importText(
            """
            cohort_code,course_code,course_version,starts_on,ends_on,venue,capacity
            \(code),KURS,\(version.map(String.init) ?? ""),2024-02-01,2024-02-02,Plandište,20
            """,
            as: .cohorts
        )
        #expect(report.rejected.map(\.problem) == [])
    }

    private func open(_ code: String) async throws -> Cohort {
        try await centre.write(.clerk) { try Cohort.publish(code, by: .clerk, in: $0) }
    }

    @Test("No cohort publishes a draft of changed rules, and one planned with it follows it")
    func drafted() async throws {
        try await Sample.cohort("PRVA", in: centre)
        _ = try await centre.write(.clerk) { try CourseVersion.revise("KURS", by: .clerk, in: $0) }
        try await change(2, ["minimum_attendance_percent": "90"])
        try await plan("DRUGA", version: nil)
        #expect(try await open("DRUGA").draft.courseVersion == 1)
        #expect(try await Sample.found("DRUGA", in: centre).draft.minimumAttendancePercent == 80)
        try await plan("TRECA", version: 2)
        #expect(try await Sample.found("TRECA", in: centre).draft.minimumAttendancePercent == 90)
        do {
            _ = try await open("TRECA")
            Issue.record("a cohort opened with a draft")
        } catch let refusal as CohortError {
            #expect(refusal.code == "cohort_version_is_draft")
            #expect(refusal.message.contains("version 2 of KURS"))
            #expect(refusal.message.contains("obuka course publish KURS"))
        }
        #expect(try await !newest().isPublished)
        #expect(
            try await constraint {
                try await centre.sql("UPDATE cohorts SET state = 'published' WHERE code = 'TRECA'")
            } == "cohorts_course_version_published"
        )
        // The draft goes on, and its cohort asks what it says, until somebody publishes it.
        try await change(2, ["minimum_attendance_percent": "70", "pass_score_percent": "55"])
        var third = try await Sample.found("TRECA", in: centre).draft
        #expect(third.minimumAttendancePercent == 70 && third.passScorePercent == 55)
        _ = try await centre.write(.clerk) {
            try CourseVersion.publish(2, of: "KURS", by: .clerk, in: $0)
        }
        third = try await open("TRECA").draft
        #expect(third.courseVersion == 2 && third.minimumAttendancePercent == 70)
        #expect(try await Sample.found("DRUGA", in: centre).draft.minimumAttendancePercent == 80)
        try await plan("CETVRTA", version: nil)
        #expect(try await Sample.found("CETVRTA", in: centre).draft.courseVersion == 2)
    }

    private func measured(_ cohort: String) async throws -> [String] {
        try await centre.read {
            try $0.rows(
                """
                SELECT asked.code || ' ' || asked.weight
                FROM cohort_assessments AS asked JOIN cohorts ON cohorts.id = asked.cohort_id
                WHERE cohorts.code = \(cohort) ORDER BY asked.position
                """,
                as: String.self
            )
        }
    }

    private static func assessments(_ weights: [Int]) throws -> AssessmentPlan {
        try AssessmentPlan(
            weights.enumerated().map { index, weight in
                [
                    "code": .string("rad-\(index + 1)"), "kind": "assignment",
                    "title": ["sr-Latn": "Rad"], "weight": .integer(weight),
                ]
            }
        )
    }

    @Test("A draft cohort measures what its draft version says, unless it has a plan of its own")
    func measuredAsDrafted() async throws {
        try await Sample.cohort("PRVA", in: centre)
        let before = try await measured("PRVA")
        _ = try await centre.write(.clerk) { try CourseVersion.revise("KURS", by: .clerk, in: $0) }
        for code in ["DRUGA", "TRECA", "PRAZNA"] { try await plan(code, version: 2) }
        try await plan("STARA", version: 1)
        func ask(_ weights: [Int], of cohort: String? = nil) async throws {
            let plan = try Self.assessments(weights)
            _ = try await centre.write(.clerk) {
                if let cohort {
                    try plan.enter(cohort: cohort, by: .clerk, in: $0)
                } else {
                    try plan.enter(course: "KURS", by: .clerk, in: $0)
                }
            }
        }
        try await ask([100])
        #expect(try await measured("DRUGA") == ["rad-1 100"])
        try await ask([60, 40], of: "TRECA")
        try await ask([], of: "PRAZNA")
        try await ask([30, 70])
        #expect(try await measured("DRUGA") == ["rad-1 30", "rad-2 70"])
        #expect(try await measured("TRECA") == ["rad-1 60", "rad-2 40"])
        #expect(try await measured("PRAZNA") == [])
        for code in ["PRVA", "STARA"] { #expect(try await measured(code) == before) }
        try await ask([])
        #expect(try await measured("DRUGA") == [])
    }

    @Test("A new version begins with what the newest says; there is one draft at a time")
    func revising() async throws {
        try await Sample.cohort("PRVA", isOpen: false, in: centre)
        try await change(
            1,
            ["eqf_level": "5", "target_groups": "other"],
            lists: ["outcomes_sr_latn": ["Piše plan"]]
        )
        _ = try await centre.write(.clerk) { try Cohort.publish("PRVA", by: .clerk, in: $0) }
        let outcomes = await race(6) { _ in
            _ = try await centre.write(.clerk) {
                try CourseVersion.revise("KURS", by: .clerk, in: $0)
            }
        }
        #expect(outcomes.successes == 1)
        let second = try await newest()
        let first = try await centre.read { try CourseVersion.find(1, of: "KURS", in: $0) }
        #expect(second.number == 2 && second.draft.outcomes == first.draft.outcomes)
        #expect(second.draft.eqfLevel == 5 && second.draft.targetGroups == ["other"])
    }

    @Test("Everybody is told the rules of the published version, staff what is being drafted")
    func shownRules() async throws {
        try await Sample.cohort("PRVA", isOpen: false, in: centre)
        _ = try await centre.write(.clerk) { try Cohort.publish("PRVA", by: .clerk, in: $0) }
        let before = try await centre.read { try Course.find("KURS", in: $0).draft }
        let form = Form(["pass_score_percent": "10", "minimum_attendance_percent": "10"])
        _ = try await centre.write(.clerk) {
            try Course.change("KURS", form, ifVersion: nil, by: .clerk, in: $0)
        }
        #expect(try await newest().number == 2)
        let (shown, listed, drafted) = try await centre.read {
            (
                try Course.find("KURS", publicOnly: true, in: $0).draft,
                try Course.list(matching: nil, page: PageRequest(), publicOnly: true, in: $0).items,
                try Course.find("KURS", in: $0).draft
            )
        }
        #expect(shown == before && listed.map(\.draft) == [before])
        #expect(drafted.passScorePercent == 10 && drafted.minimumAttendancePercent == 10)
    }

    @Test("An import changes the draft, or begins a version; the same file again changes nothing")
    func importing() async throws {
        try await Sample.cohort("PRVA", isOpen: false, in: centre)
        let file = """
            course_code,eqf_level,outcomes_sr_latn,outcomes_en,languages
            KURS,5,Piše plan|Vodi sastanak,Writes a plan|Leads a meeting,sr|en
            NEMA,5,,,
            KURS,9,,,
            """
        let first = try await centre.importText(file, as: .courseVersions)
        #expect(first.updated == 1 && first.rejected.map(\.line) == [3, 4])
        #expect(
            try await newest().draft.outcomes.map(\.en) == ["Writes a plan", "Leads a meeting"]
        )
        #expect(try await centre.importText(file, as: .courseVersions).unchanged == 1)
        _ = try await centre.write(.clerk) {
            try CourseVersion.publish(nil, of: "KURS", by: .clerk, in: $0)
        }
        #expect(try await centre.importText(file, as: .courseVersions).unchanged == 1)
        let other = file.replacing("KURS,5", with: "KURS,6")
        #expect(try await centre.importText(other, as: .courseVersions).created == 1)
        #expect(try await newest().number == 2)
    }

    @Test("Numbered versions come in order, and what is published says the same or is refused")
    func numbered() async throws {
        try await centre.importText("code,title_sr_latn\nNIZ,Niz\n", as: .courses)
        func enter(_ rows: String) async throws -> [String] {
            let report = try await centre.importText(
                "course_code,number,year,assessments_code,assessments_kind,"
                    + "assessments_title_sr_latn,published_on\n" + rows,
                as: .courseVersions
            )
            return report.rejected.map { "\($0.line) \($0.field) \($0.code)" }
        }
        #expect(
            try await enter("NIZ,3,2024,,,,\nNIZ,2,2022,,,,\n") == [
                "2 number invalid", "3 number invalid",
            ]
        )
        #expect(
            try await enter("NIZ,1,2020,,,,2099-01-01\n")
                == ["2 published_on course_version_published_out_of_order"]
        )
        #expect(
            try await enter("NIZ,1,2020,pre|pre,pre|pre,A|B,\n") == [
                "2 assessments_code invalid"
            ]
        )
        #expect(
            try await enter("NIZ,2,2022,final,final,Kraj,2022-01-01\nNIZ,1,2020,,,,2020-02-03\n")
                == []
        )
        #expect(
            try await enter("NIZ,3,2023,,,,2021-01-01\nNIZ,1,2019,,,,2020-02-03\n") == [
                "2 published_on course_version_published_out_of_order",
                "3 course_code course_version_published",
            ]
        )
        let known = try await centre.read { try CourseVersion.list(course: "NIZ", in: $0) }
        #expect(known.map(\.number) == [2, 1])
        #expect(known.map { $0.publishedOn?.description } == ["2022-01-01", "2020-02-03"])
        let measured = try await centre.value(
            "SELECT count(*) FROM course_version_assessments",
            as: Int.self
        )
        #expect(measured == 1, "each version measures what its row says")
    }

    @Test("A body accredits a version after its publication, under one register number")
    func accrediting() async throws {
        try await Sample.cohort("PRVA", in: centre)
        let form = Form([
            "register_number": "152-02-1/2024", "accredited_on": "2024-01-15",
            "ends_on": "2027-01-14", "body_sr_latn": "Nacionalna akademija za javnu upravu",
        ])
        let enter = {
            try await centre.write(.clerk) {
                try CourseVersion.accredit(nil, of: "KURS", form, by: .clerk, in: $0)
            }
        }
        let version = try await enter()
        #expect(version.accreditations.map(\.registerNumber) == ["152-02-1/2024"])
        #expect(version.accreditations.first?.startsOn.description == "2024-01-15")
        #expect(try await refusal { _ = try await enter() } == "course_accredited_already")
    }
}
