import Documents
import Postgres
import Quizzes
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("What learners are told of a quiz", .centre)
struct QuizFeedbackTests {
    let centre = TrainingCentre.ofTest

    private func learner(_ cohort: String, _ rules: [String: String]) async throws -> QuizLearner {
        let person = try await Sample.quiz(cohort, in: centre)[0]
        let quiz = try await Sample.enterQuestions(Sample.questions, rules, in: centre)
        _ = try await centre.write(.clerk) {
            try ModuleVersion.publish(quiz.version.number, of: "KVIZ", by: .clerk, in: $0)
        }
        return QuizLearner(centre: centre, enrolment: person.enrolment, actor: person.actor)
    }

    /// Words that only who knows the answers has.
    private static let secrets = [
        "Тачно, у", "Не, општина", "Тако је", "право на помоћ", "Београд",
    ]

    private func secrets(_ attempt: QuizAttempt) -> [String] {
        let text = String(decoding: attempt.json.bytes, as: UTF8.self)
        return Self.secrets.filter { text.contains($0) }
    }

    @Test("Nothing of what is right is told before the rules allow it")
    func after() async throws {
        for (rules, told) in [
            (["feedback": "after-each", "attempts_max": "2"], [true, true]),
            (["feedback": "after-last", "attempts_max": "2"], [false, true]),
            (["feedback": "never", "attempts_max": "2"], [false, false]),
        ] {
            let code = "REC-\(rules["feedback"]?.uppercased() ?? "")"
            let learner = try await learner(code, rules)
            var attempt = try await learner.begin()
            #expect(secrets(attempt) == [])
            try await learner.answerRightly(attempt)
            #expect(try await secrets(learner.find(1)) == [])
            attempt = try await learner.submit(1)
            #expect(attempt.showsFeedback == told[0] && !attempt.showsRight)
            #expect(!secrets(attempt).isEmpty == told[0])
            #expect(!secrets(attempt).contains("Београд"))
            // While the last one is open, of the first nothing more is told.
            _ = try await learner.begin()
            #expect(try await learner.find(1).showsFeedback == told[0])
            #expect(try await learner.find(1).showsRight == false)
            try await learner.submit(2)
            #expect(try await learner.find(1).showsFeedback == told[1])
            #expect(try await learner.find(1).showsRight == told[1])
            #expect(try await secrets(learner.find(1)).contains("Београд") == told[1])
            // Who teaches or is of the staff sees what was answered.
            #expect(try await learner.find(1, by: .clerk).showsRight)
        }
    }

    @Test("The places of answers tell nothing of the order in which they were written")
    func order() async throws {
        let learner = try await learner("RASPORED", [:])
        let right = "Канцеларија за азил"
        var places: Set<Int> = []
        for number in 1...12 {
            let attempt = try await learner.begin()
            let asked = try #require(attempt.questions.first { $0.kind == .single })
            places.insert(try #require(asked.choices.map(\.plain).firstIndex(of: right)))
            try await learner.submit(number)
        }
        #expect(places == [0, 1, 2])
        let kept = "Шта коме? {=б -> 2 =а -> 1}"
        var question = try GIFTReader.read(Array(kept.utf8)).questions[0]
        question.shufflesAnswers = false
        let asked = QuizAsked(
            number: 1,
            question: question,
            draw: Draw(seed: 1),
            given: .nothing,
            mark: nil
        )
        #expect(asked.matches == ["1", "2"] && asked.pairs.map(\.plain) == ["б", "а"])
        #expect(try asked.given(by: .matches([1, 0])) == .matches([0: "2", 1: "1"]))
    }

    @Test("Who is not the learner neither begins nor answers; what does not fit is refused")
    func refused() async throws {
        let learner = try await learner("ODBIJA", [:])
        let attempt = try await learner.begin()
        let single = try #require(attempt.questions.first { $0.kind == .single }?.number)
        let matching = try #require(attempt.questions.first { $0.kind == .matching }?.number)
        let words = try #require(attempt.questions.first { $0.kind == .shortAnswer }?.number)
        let wrong: [(Int, ShownAnswer, String)] = [
            (single, .choices([0, 1]), "quiz_answer_of_other_kind"),
            (single, .choices([3]), "quiz_answer_of_other_kind"),
            (single, .choices([-1]), "quiz_answer_of_other_kind"),
            (single, .text("а"), "quiz_answer_of_other_kind"),
            (matching, .matches([0, 1, 0]), "quiz_answer_of_other_kind"),
            (matching, .matches([7]), "quiz_answer_of_other_kind"),
            (words, .text(String(repeating: "а", count: 1_001)), "quiz_answer_too_long"),
            (7, .nothing, "quiz_question_not_found"), (0, .nothing, "quiz_question_not_found"),
            (Int.min, .nothing, "quiz_question_not_found"),
            (Int.max, .nothing, "quiz_question_not_found"),
        ]
        for (number, answer, code) in wrong {
            #expect(try await refusal { try await learner.answer(1, number, answer) } == code)
        }
        try await learner.answer(1, words, .text(String(repeating: "\u{1F600}", count: 1_000)))
        try await learner.answer(1, words, .text("a\0b"))
        #expect(try await learner.find(1).question(words).shown == .text("ab"))
        #expect(
            try await refusal { try await learner.answer(1, single, .nothing, by: .clerk) }
                == "not_allowed"
        )
        let outsider = Actor(name: "account 9", roles: [.trainee])
        #expect(
            try await refusal { _ = try await learner.find(1, by: outsider) }
                == "enrolment_not_found"
        )
        let missing = try await refusal { try await learner.answer(2, 1, .nothing) }
        #expect(missing == "attempt_not_found")
        try await Sample.close("ODBIJA", in: centre)
        // What was begun before may be handed in, and completes nothing any more.
        try await learner.answerRightly(attempt)
        #expect(try await learner.submit(1).result?.hasPassed == true)
        #expect(try await centre.count("module_completions") == 0)
        #expect(try await refusal { _ = try await learner.begin() } == "cohort_closed")
    }

    @Test("PostgreSQL itself refuses marks that cannot be")
    func attacks() async throws {
        let learner = try await learner("OCENE", [:])
        let attempt = try await learner.begin()
        let centre = centre
        func refused(_ sql: SQL) async throws -> String? {
            try await constraint { try await centre.sql(sql) }
        }
        let submit: SQL = "INSERT INTO quiz_submissions (attempt_id) VALUES (\(attempt.attempt.id))"
        #expect(try await refused(submit) == "quiz_submissions_all_marked")
        #expect(
            try await refused(
                """
                INSERT INTO quiz_grades (attempt_id, position, outcome, points)
                VALUES (\(attempt.attempt.id), 1, 'right', 1.5)
                """
            ) == "quiz_grades_points_of_question"
        )
        try await learner.submit(1)
        #expect(
            try await refused(
                """
                INSERT INTO quiz_answers (attempt_id, position, seq, answer)
                VALUES (\(attempt.attempt.id), 1, 1, '{}')
                """
            ) == "quiz_answers_attempt_open"
        )
        #expect(try await refused(submit) == "quiz_submissions_once")
        #expect(
            try await refused("UPDATE quiz_submissions SET points = points_max") == "42501"
        )
    }
}
