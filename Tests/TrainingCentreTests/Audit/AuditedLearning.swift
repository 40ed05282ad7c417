import Credentials
import Documents
import Postgres
import Quizzes
import Testing

@testable import TrainingCentre

/// What happens in a training beside marks and results, so that every table of it has a row.
struct AuditedLearning {
    let centre: TrainingCentre

    /// Tables of it that take no update.
    static let kept = [
        "arrival_keys", "arrivals", "arrival_confirmations",
        "questionnaires", "questions", "question_options", "assessment_exemptions",
    ]

    /// All by the clerk, but for the arrival of a trainee.
    func fill() async throws {
        let codes = try await Sample.today("UCENJE", 1, in: centre)
        try await arrive(codes[0].printed)
        try await evaluate()
        try await assess()
        try await completeModule()
        try await lookAtModule()
        try await takeQuiz()
    }

    /// In a course of its own; the learner's acts are the clerk's here, as all others.
    private func takeQuiz() async throws {
        let person = try await Sample.quiz("KVIZOVI", in: centre)[0]
        let png = "R0lGODlhAQABAAAAACwAAAAAAQABAAA="
        let file = """
            <quiz><question type="shortanswer"><name><text>x</text></name>
            <questiontext format="html"><text><![CDATA[?<img src="@@PLUGINFILE@@/a">]]></text>
            <file name="a" path="/" encoding="base64">\(png)</file></questiontext>
            <answer fraction="100"><text>da</text></answer></question></quiz>
            """
        try await Sample.enterQuestions(
            try QuizFile(Array(file.utf8), as: .moodleXML),
            in: centre
        )
        let actor = Actor(name: Act.clerk.actor.name, personID: person.actor.personID, roles: [])
        let learner = QuizLearner(centre: centre, enrolment: person.enrolment, actor: actor)
        _ = try await learner.begin()
        try await learner.submit(1)
    }

    private func completeModule() async throws {
        let person = try await Sample.modules("MODULI", in: centre)[0]
        _ = try await centre.write(.clerk) {
            _ = try ModuleCompletion.enter(
                "OSNOVE",
                of: person.handle,
                Form([:]),
                by: .clerk,
                in: $0
            )
            // What is in a package needs none to be audited.
            _ = try $0.execute(
                """
                INSERT INTO blobs (digest, bytes, media_type)
                VALUES (repeat('a', 64), 1, 'application/zip')
                """
            )
            _ = try $0.execute(
                """
                INSERT INTO module_versions (module_id, number, blob_id, standard, content)
                SELECT modules.id, 1, blobs.id, CASE kind WHEN 'text' THEN 'web' ELSE kind END, '{}'
                FROM modules, blobs
                WHERE modules.code = 'OSNOVE' AND digest = repeat('a', 64)
                """
            )
            _ = try $0.execute(
                """
                INSERT INTO module_publications (module_version_id)
                SELECT id FROM module_versions
                """
            )
            _ = try $0.execute(
                """
                INSERT INTO module_attempts (enrolment_id, module_id, module_version_id, number)
                SELECT module_completions.enrolment_id, module_versions.module_id,
                    module_versions.id, 1
                FROM module_completions JOIN module_versions USING (module_id)
                """
            )
            _ = try $0.execute(
                """
                INSERT INTO module_launches (attempt_id, hash, actor, mode, ends_at)
                SELECT id, sha256('token'), 'clerk', 'normal', now() + interval '1 hour'
                FROM module_attempts
                """
            )
        }
    }

    /// What there is about the module that was opened, and about a film.
    private func lookAtModule() async throws {
        try await centre.write(.clerk) {
            _ = try $0.execute(
                """
                INSERT INTO module_completion_refusals (attempt_id, completed_on, refusal)
                SELECT id, centre_today(), 'cohort_closed' FROM module_attempts
                """
            )
            _ = try $0.execute(
                """
                INSERT INTO modules (code, title_sr_cyrl, title_sr_latn, title_en, kind, hours)
                VALUES ('FILM', 'Филм', 'Film', 'Film', 'video', 0),
                    ('LEKCIJA', 'Лекција', 'Lekcija', 'Lesson', 'scorm-1.2', 0)
                """
            )
            _ = try $0.execute(
                """
                INSERT INTO module_previews (module_version_id, hash, actor, ends_at)
                SELECT id, sha256('preview'), 'clerk', now() + interval '1 hour'
                FROM module_versions
                """
            )
            _ = try $0.execute(
                """
                INSERT INTO module_watching_rules (module_id, is_skipping_allowed, percent_min)
                SELECT id, true, 90 FROM modules WHERE code = 'FILM'
                """
            )
            _ = try $0.execute(
                """
                INSERT INTO module_silence_rules (module_id, is_done_when_left)
                SELECT id, true FROM modules WHERE code = 'LEKCIJA'
                """
            )
        }
    }

    /// What is measured can still be changed in a cohort that is a draft.
    private func assess() async throws {
        try await Sample.cohort("MERE", isOpen: false, in: centre)
        let act = try Act.clerk(because: "priznato ranije učenje")
        try await centre.write(act) {
            let plan = try AssessmentPlan([
                ["code": "x", "kind": "assignment", "title": ["sr-Latn": "Rad"]]
            ])
            _ = try plan.enter(cohort: "MERE", by: .clerk, in: $0)
            _ = try plan.enter(course: "KURS", by: .clerk, in: $0)
            let form = Form([
                "email": Sample.email(0), "assessment": "final", "evidence": "diploma",
            ])
            _ = try AssessmentExemption.grant(cohort: "UCENJE", form, by: act, in: $0)
        }
    }

    private func evaluate() async throws {
        let chance = centre.chance
        let draft = try QuestionnaireDraft(JSON.parse(Array(EvaluationTests.reaction.utf8)))
        let made = try await centre.write(.clerk) {
            _ = try draft.enter(by: .clerk, in: $0)
            let form = Form(["questionnaire": "REAKCIJA"])
            let id = try Evaluation.create(cohort: "UCENJE", form, by: .clerk, in: $0).id
            return try EvaluationInvitation.make(
                id,
                renews: false,
                chance: chance,
                by: .clerk,
                in: $0
            )
        }
        let code = try #require(made.first?.code)
        _ = try await centre.answer(code.printed, [1: "5"], requestID: "zahtev")
    }

    private func arrive(_ code: String) async throws {
        let chance = centre.chance
        let day = try await Sample.today(in: centre)
        let ticket = try await centre.write(.clerk) {
            _ = try ArrivalScreen.open(day, of: "UCENJE", chance: chance, by: .clerk, in: $0)
            let session = try Session.find(day, of: "UCENJE", in: $0).id
            let key = try #require(try ArrivalKey.find(session, in: $0))
            return ArrivalCode(session: session, text: key.text(.ticket, place: [1])).printed
        }
        _ = try await centre.arrive(code, ticket: ticket, network: [1], requestID: "zahtev")
        _ = try await centre.write(.clerk) {
            try ArrivalConfirmation.enter(day, of: "UCENJE", heads: 1, by: .clerk, in: $0)
        }
    }
}
