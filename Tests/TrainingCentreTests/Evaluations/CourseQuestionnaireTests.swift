import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Questionnaires that a course names", .centre)
struct CourseQuestionnaireTests {
    private let centre = TrainingCentre.ofTest

    private func questionnaire(_ code: String, _ kind: String, title: String = "Utisci")
        async throws
    {
        let text = """
            {"code": "\(code)", "kind": "\(kind)", "title": {"sr-Latn": "\(title)", "en": "X"},
             "questions": [{"kind": "scale", "text": {"sr-Latn": "Koliko?", "en": "How?"}}]}
            """
        let draft = try QuestionnaireDraft(JSON.parse(Array(text.utf8)))
        _ = try await centre.write(.clerk) { try draft.enter(by: .clerk, in: $0) }
    }

    private func name(_ json: String) async throws -> [String] {
        let plan = try QuestionnairePlan(JSON.parse(Array(json.utf8)).elements ?? [])
        return try await centre.write(.clerk) {
            try plan.enter(course: "kurs", by: .clerk, in: $0)
        }.map { "\($0.questionnaire) \($0.afterMonths) \($0.openDays)" }
    }

    private func publishCourse() async throws {
        _ = try await centre.write(.clerk) {
            try CourseVersion.publish(nil, of: "KURS", by: .clerk, in: $0)
        }
    }

    private func evaluations(_ cohort: String) async throws -> [String] {
        try await centre.read { try Evaluation.list(cohort: cohort, by: .clerk, in: $0) }.map {
            "\($0.questionnaireCode) v\($0.questionnaireVersion) \($0.opensOn) \($0.followsCohort)"
        }
    }

    private func move(_ cohort: String, to days: [String]) async throws {
        _ = try await centre.write(.clerk) {
            try Cohort.change(
                cohort,
                Form(["starts_on": days[0], "ends_on": days[1]]),
                ifVersion: nil,
                by: .clerk,
                in: $0
            )
        }
    }

    private func confirm(_ cohort: String) async throws {
        _ = try await centre.write(.clerk) { try Cohort.confirm(cohort, by: .clerk, in: $0) }
    }

    private func due() async throws -> [String] {
        try await centre.read { try DueEvaluation.list(by: .clerk, in: $0) }.map {
            "\($0.due.rawValue) \($0.cohortCode) \($0.questionnaireCode)"
        }
    }

    /// A course that asks both, and a published cohort of it in 2061.
    private func named() async throws {
        try await questionnaire("REAKCIJA", "reaction")
        try await questionnaire("PRACENJE", "follow-up")
        try await Sample.cohort("PRE", in: centre)
        let asked = #"[{"questionnaire": "pracenje"}, {"questionnaire": "reakcija"}]"#
        #expect(try await name(asked) == ["REAKCIJA 0 30", "PRACENJE 6 60"])
        try await publishCourse()
        try await Sample.cohort("POSLE", in: centre)
        try await move("POSLE", to: ["2061-08-30", "2061-08-31"])
    }

    @Test("A confirmed cohort is asked by itself, on days that follow its own, and called off not")
    func following() async throws {
        try await named()
        #expect(try await evaluations("POSLE") == [])
        // A newer version of the questionnaire is the one that is asked.
        try await questionnaire("REAKCIJA", "reaction", title: "Novi utisci")
        try await confirm("POSLE")
        #expect(
            try await evaluations("POSLE")
                == ["REAKCIJA v2 2061-08-31 true", "PRACENJE v1 2062-02-28 true"]
        )
        try await move("POSLE", to: ["2061-09-01", "2061-09-02"])
        #expect(
            try await evaluations("POSLE")
                == ["REAKCIJA v2 2061-09-02 true", "PRACENJE v1 2062-03-02 true"]
        )
        // Who moves one by hand has it stay there.
        let follow = try await centre.read {
            try Evaluation.list(cohort: "POSLE", by: .clerk, in: $0)[1].id
        }
        _ = try await centre.write(.clerk) {
            try Evaluation.move(
                follow,
                Form(["opens_on": "2062-01-01"]),
                by: .clerk,
                in: $0
            )
        }
        try await move("POSLE", to: ["2061-10-01", "2061-10-02"])
        #expect(
            try await evaluations("POSLE")
                == ["REAKCIJA v2 2061-10-02 true", "PRACENJE v1 2062-01-01 false"]
        )
        // The cohort of the version before asks nothing.
        try await confirm("PRE")
        #expect(try await evaluations("PRE") == [])
        let act = try Act.clerk(because: "мало пријављених")
        _ = try await centre.write(act) { try Cohort.cancel("POSLE", by: act, in: $0) }
        #expect(try await evaluations("POSLE") == [])
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("A follow-up opens after the training's last day, however it is planned")
    func followUp() async throws {
        try await questionnaire("PRACENJE", "follow-up")
        try await Sample.cohort("PRE", in: centre)
        _ = try await name(#"[{"questionnaire": "pracenje", "after_months": 0}]"#)
        try await publishCourse()
        try await Sample.cohort("POSLE", in: centre)
        try await move("POSLE", to: ["2061-08-30", "2061-08-31"])
        try await confirm("POSLE")
        #expect(try await evaluations("POSLE") == ["PRACENJE v1 2061-09-01 true"])
        let centre = centre
        let id = try await centre.value("SELECT id FROM evaluations", as: ID<Evaluation>.self)
        for day in ["2061-08-31", "2061-08-01"] {
            let refused = try await refusal {
                _ = try await centre.write(.clerk) {
                    try Evaluation.move(id, Form(["opens_on": day]), by: .clerk, in: $0)
                }
            }
            #expect(refused == "evaluation_follow_up_too_early")
            let direct = try await constraint {
                try await centre.sql("UPDATE evaluations SET opens_on = \(day)::text::date")
            }
            #expect(direct == "evaluations_follow_up_after_end")
        }
    }

    @Test("Yesterday ends an evaluation now, also on its first day")
    func endingNow() async throws {
        try await questionnaire("REAKCIJA", "reaction")
        try await Sample.today("DANAS", 1, in: centre)
        let centre = centre
        let ended = try await centre.write(.clerk) {
            let asked = Form(["questionnaire": "reakcija"])
            let made = try Evaluation.create(cohort: "DANAS", asked, by: .clerk, in: $0)
            let yesterday = CalendarDate(dayNumber: made.opensOn.dayNumber - 1)
            let form = Form(["closes_on": yesterday.description])
            return try Evaluation.move(made.id, form, by: .clerk, in: $0)
        }
        #expect(ended.isOver && ended.opensOn == ended.closesOn)
    }

    @Test("What a published version asks stays, and the next version takes it over")
    func versions() async throws {
        try await named()
        let taken = try await constraint {
            try await centre.sql("DELETE FROM course_version_questionnaires")
        }
        #expect(taken == "course_versions_published_kept")
        #expect(try await name(#"[{"questionnaire": "reakcija", "open_days": 14}]"#).count == 1)
        try await publishCourse()
        let next = try await centre.write(.clerk) {
            try CourseVersion.revise("KURS", by: .clerk, in: $0)
        }
        #expect(next.number == 4)
        let asked = try await centre.read { try CourseQuestionnaire.list(course: "KURS", in: $0) }
        #expect(asked.map(\.openDays) == [14])
        for wrong in [
            #"[{"questionnaire": "reakcija", "after_months": 61}]"#, #"[{}]"#,
            #"[{"questionnaire": "reakcija"}, {"questionnaire": "REAKCIJA"}]"#,
            #"[{"questionnaire": "reakcija", "open_days": 0}]"#,
        ] {
            #expect(try await refusal { _ = try await name(wrong) } == "invalid", "\(wrong)")
        }
        #expect(
            try await refusal { _ = try await name(#"[{"questionnaire": "nema"}]"#) }
                == "questionnaire_not_found"
        )
    }

    @Test("What is due is said, and found by the doctor a day later, until people are invited")
    func dueOnes() async throws {
        try await named()
        try await Sample.today("DANAS", 2, in: centre)
        #expect(try await due() == ["put DANAS REAKCIJA"])
        try await confirm("DANAS")
        #expect(try await due() == ["invite DANAS REAKCIJA"])
        #expect(try await Doctor.examine(centre).map(\.subject) == [])
        try await Owner.corrupt("UPDATE evaluations SET opens_on = opens_on - 1")
        #expect(
            try await Doctor.examine(centre).map(\.subject)
                == ["DANAS REAKCIJA: not everybody invited"]
        )
        let chance = centre.chance
        _ = try await centre.write(.clerk) {
            try EvaluationInvitation.make(
                try Evaluation.list(cohort: "DANAS", by: .clerk, in: $0)[0].id,
                renews: false,
                chance: chance,
                by: .clerk,
                in: $0
            )
        }
        #expect(try await due() == [])
        #expect(try await Doctor.examine(centre).map(\.subject) == [])
    }
}
