import Documents
import Postgres
import Quizzes
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Quizzes are answered", .centre)
struct QuizAttemptTests {
    let centre = TrainingCentre.ofTest

    private func learners(
        _ cohort: String,
        _ count: Int = 1,
        _ rules: [String: String] = [:],
        draw: [String] = []
    ) async throws -> [QuizLearner] {
        let people = try await Sample.quiz(cohort, count, in: centre)
        try await Sample.enterQuestions(Sample.questions, rules, draw: draw, in: centre)
        return people.map { QuizLearner(centre: centre, enrolment: $0.enrolment, actor: $0.actor) }
    }

    @Test("How far an attempt is says how many questions have an answer, and that it failed")
    func progress() async throws {
        let learner = try await learners("NAPREDAK", 1, ["pass_percent": "60"])[0]
        let standing = {
            try await centre.read {
                try EnrolmentModules.find(learner.enrolment.handle, by: .clerk, in: $0).progress
            }.modules.first
        }
        #expect(try await standing()?.state == .notBegun)
        let attempt = try await learner.begin()
        #expect(try await standing()?.trace?.progressPercent == Hundredths(0))
        try await learner.answerRightly(attempt, but: [.multiple, .numeric, .trueFalse])
        // What is taken back is no answer.
        let first = try #require(try await learner.find(1).questions.first { $0.isAnswered })
        try await learner.answer(1, first.number, .nothing)
        let half = try await standing()
        #expect(half?.state == .inProgress && half?.trace?.progressPercent == Hundredths(3_333))
        try await learner.submit(1)
        #expect(try await standing()?.state == .failed)
        _ = try await learner.begin()
        #expect(try await standing()?.state == .inProgress)
    }

    @Test("All answers right complete the module in the learner's name, who becomes eligible")
    func passes() async throws {
        let learner = try await learners("PROLAZI", 1, ["pass_percent": "60"])[0]
        let lacking = ["module KVIZ not completed", "cohort not closed"]
        #expect(try await Sample.reasons("PROLAZI", in: centre) == [lacking])
        let attempt = try await learner.begin()
        #expect(attempt.questions.count == 6 && attempt.current == 1)
        // Two of six are wrong: four points, and each answer is there when one comes back.
        try await learner.answerRightly(attempt, but: [.multiple, .numeric])
        let found = try await learner.find(1)
        for asked in found.questions where asked.isAnswered {
            #expect(asked.shown == QuizLearner.right(asked) || asked.kind == .shortAnswer)
        }
        #expect(found.unanswered.map(\.kind).count == 2 && found.result == nil)
        #expect(
            try await refusal { _ = try await learner.submit(1, confirmed: false) }
                == "quiz_unanswered"
        )
        let result = try #require(try await learner.submit(1).result)
        #expect(result.points == "4" && result.pointsMax == "6" && result.hasPassed)
        #expect(result.scorePercent == Hundredths(6_666))
        let completion = try #require(
            try await centre.read {
                try EnrolmentModules.find(learner.enrolment.handle, by: .clerk, in: $0).progress
            }.modules.first?.completion
        )
        #expect(completion.source == .here && completion.scorePercent == Hundredths(6_666))
        #expect(completion.evidence == "quiz version 1, attempt 1: 4 of 6 points")
        #expect(try await Sample.reasons("PROLAZI", in: centre) == [["cohort not closed"]])
        let actors = try await centre.value(
            """
            SELECT string_agg(DISTINCT actor, ' ') FROM audit_entries
            WHERE noun IN ('module_completions', 'quiz_attempts', 'quiz_submissions')
            """,
            as: String.self
        )
        #expect(actors == "account 50")
        // Handed in again it is the same; answered again it is refused.
        #expect(try await learner.submit(1).result?.points == "4")
        #expect(
            try await refusal { try await learner.answer(1, 1, .nothing) } == "quiz_submitted"
        )
        // A better attempt counts, a worse one does not.
        let better = try await learner.begin()
        #expect(better.number == 2)
        try await learner.answerRightly(better)
        #expect(try await learner.submit(2).result?.scorePercent == Hundredths(10_000))
        _ = try await learner.begin()
        #expect(try await learner.submit(3).result?.hasPassed == false)
        let best = try await centre.read {
            try EnrolmentModules.find(learner.enrolment.handle, by: .clerk, in: $0).progress
        }.modules.first?.completion
        #expect(best?.scorePercent == Hundredths(10_000))
        let listed = try await centre.read {
            try ModuleAttempt.list(at: "KVIZ", of: learner.enrolment.handle, by: .clerk, in: $0)
        }
        #expect(listed.map(\.isDone) == [false, true, true])
    }

    @Test("Drawing follows from the seed, differs between learners, and stays with the version")
    func draws() async throws {
        let people = try await learners("IZVLACI", 6, [:], draw: ["Основе=1", "Писани=1"])
        var seen: Set<[String]> = []
        for learner in people {
            let attempt = try await learner.begin()
            #expect(attempt.questions.count == 4)
            let again = try await learner.begin()
            #expect(again.number == 1)
            #expect(again.questions.map(\.order) == attempt.questions.map(\.order))
            #expect(again.questions.map(\.question) == attempt.questions.map(\.question))
            seen.insert(attempt.questions.map(\.question.name))
        }
        #expect(seen.count > 1)
        let other = "Ново? {T}"
        try await Sample.enterQuestions(other, ["shuffle": "false"], draw: [], in: centre)
        _ = try await centre.write(.clerk) {
            try ModuleVersion.publish(2, of: "KVIZ", by: .clerk, in: $0)
        }
        #expect(try await people[0].begin().questions.count == 4)
        try await people[0].submit(1)
        #expect(try await people[0].begin().questions.map(\.question.name) == ["Ново?"])
        #expect(try await people[0].find(1).questions.count == 4)
    }

    @Test("Of two who begin at once with one attempt left, one begins, and the other goes on")
    func race() async throws {
        let learner = try await learners("TRKA", 1, ["attempts_max": "2"])[0]
        _ = try await learner.begin()
        try await learner.submit(1)
        let outcomes = await TrainingCentreTests.race(12) { _ in
            let attempt = try await learner.begin()
            #expect(attempt.number == 2)
        }
        #expect(outcomes.successes == 12)
        #expect(try await centre.count("module_attempts") == 2)
        try await learner.submit(2)
        #expect(try await refusal { _ = try await learner.begin() } == "quiz_attempts_used")
        // Around the program, PostgreSQL counts.
        let centre = centre
        let raced = await TrainingCentreTests.race(8) { number in
            try await centre.sql(
                """
                INSERT INTO module_attempts (enrolment_id, module_id, module_version_id, number)
                SELECT \(learner.enrolment.id), module_id, id, \(3 + number % 2)
                FROM module_versions
                """
            )
        }
        #expect(raced.successes == 0)
    }

    @Test("Answers that come at once are all kept, and the last of a question counts")
    func answersAtOnce() async throws {
        let learner = try await learners("ODJEDNOM")[0]
        let attempt = try await learner.begin()
        let number = try #require(attempt.questions.first { $0.kind == .numeric }?.number)
        let outcomes = await TrainingCentreTests.race(12) { place in
            _ = try await learner.answer(1, number, .text("\(place)"))
        }
        #expect(outcomes.successes == 12)
        #expect(try await centre.count("quiz_answers") == 12)
        try await learner.answer(1, number, .text("1.5"))
        try await learner.answer(1, number, .text("1.5"))
        #expect(try await centre.count("quiz_answers") == 13)
        #expect(try await learner.find(1).question(number).shown == .text("1.5"))
    }
}
