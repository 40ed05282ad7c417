import Credentials
import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Evaluations", .centre)
struct EvaluationTests {
    private let centre = TrainingCentre.ofTest

    @Test("A questionnaire that says something else is another version, and old ones stay")
    func versions() async throws {
        #expect(try await enter(Self.reaction).version == 1)
        #expect(try await enter(Self.reaction).version == 1)
        let other = Self.reaction.replacing("Koliko", with: "Da li")
        #expect(try await enter(other).version == 2)
        let first = try await centre.read { try Questionnaire.find("reakcija", version: 1, in: $0) }
        #expect(first.questions[0].text.srCyrl == "Колико је обука била корисна?")
        #expect(first.questions[1].options.map(\.text.en) == ["Workshop", "Lecture", "Visit"])
        let change = try await constraint {
            try await Owner.run { _ = try $0.execute("UPDATE questions SET text_en = 'x'") }
        }
        #expect(change == "questions_append_only")
        for wrong in [
            "[]", "{}", Self.reaction.replacing("\"scale\"", with: "\"stars\""),
            Self.reaction.replacing("\"options\"", with: "\"choices\""),
        ] {
            #expect(try await refusal { _ = try await enter(wrong) } == "invalid", "\(wrong)")
        }
    }

    @Test("An answer is given once, on its days, and every question that has to be is answered")
    func once() async throws {
        let (evaluation, codes) = try await open(3)
        let centre = centre
        #expect(
            try await refusal { try await answer(codes[0], [2: "1"]) } == "invalid"
        )
        for wrong in [[1: "6"], [1: "x"], [1: "4", 2: "4"], [1: "4", 9: "1"]] {
            #expect(try await refusal { try await answer(codes[0], wrong) } == "invalid")
        }
        // Past the domain's own check, too.
        let hash = EvaluationInvitation.hash(codes[0])
        let direct = try await constraint {
            try await centre.sql("SELECT answer_evaluation(\(hash), '{}', '{}', '{}', '{}')")
        }
        #expect(direct == "evaluation_answers_fit_questions")
        let outcomes = await race(6) { _ in
            _ = try await centre.answer(codes[0].printed, [1: "4"], requestID: "x")
        }
        #expect(outcomes.successes == 1)
        #expect(
            try await refusal { try await answer(codes[0], [1: "4"]) } == "evaluation_answered"
        )
        #expect(try await centre.count("evaluation_invitations") == 3)
        #expect(try await tally("evaluation_id") == 1)
        try await Owner.corrupt("UPDATE evaluations SET opens_on = opens_on + 1")
        #expect(try await refusal { try await answer(codes[1], [1: "4"]) } == "evaluation_not_open")
        #expect(
            try await refusal {
                _ = try await centre.evaluationSheet("0000-0000-0000-0000")
            } == "evaluation_not_found"
        )
        let listed = try await centre.read {
            try EvaluationInvitation.list(evaluation, by: .clerk, in: $0)
        }
        #expect(listed.map(\.isUsed) == [true, false, false])
        #expect(listed.allSatisfy { $0.code == nil })
    }

    @Test("Nothing in the database leads from a code, a person or a moment to an answer")
    func apart() async throws {
        let (_, codes) = try await open(6)
        var last: [String] = []
        for (index, code) in codes.enumerated() {
            try await answer(code, [1: "\(index % 5 + 1)", 3: "odgovor broj \(index)"])
            let rows = try await Owner.run {
                try $0.rows(
                    """
                    SELECT xmin::text || ' ' || cmin::text, coalesce(words, ''), id::text
                    FROM evaluation_answers ORDER BY ctid
                    """,
                    as: (String.self, String.self, String.self)
                )
            }
            // All come from one transaction, whichever came first; none keeps its key.
            #expect(Set(rows.map(\.0)).count == 1)
            #expect(Set(rows.map(\.2)).isDisjoint(with: last))
            last = rows.map(\.2)
        }
        // No order of entry remains: six rows in the order of their answers are one in 720.
        var orders: Set<[String]> = []
        for _ in 0..<3 {
            try await mixAgain()
            orders.insert(
                try await Owner.run {
                    try $0.rows(
                        """
                        SELECT words FROM evaluation_answers
                        WHERE words IS NOT NULL ORDER BY ctid
                        """,
                        as: String.self
                    )
                }
            )
        }
        #expect(orders.count >= 2)
    }

    @Test("An answer stands alone: no column, no audit, and no way for the service to change it")
    func alone() async throws {
        let (_, codes) = try await open(2)
        try await answer(codes[0], [1: "4", 2: "1", 3: "sve je bilo dobro"])
        let columns = try await Owner.run {
            try $0.rows(
                """
                SELECT column_name::text FROM information_schema.columns
                WHERE table_name = 'evaluation_answers' ORDER BY 1
                """,
                as: String.self
            )
        }
        #expect(
            columns == ["evaluation_id", "id", "option_id", "question_id", "scale", "words"]
        )
        let audited = try await centre.value(
            "SELECT count(*) FROM audit_entries WHERE noun = 'evaluation_answers'",
            as: Int.self
        )
        #expect(audited == 0)
        // The service can neither add nor change an answer by itself, nor say that a code is used.
        for statement: SQL in [
            "DELETE FROM evaluation_answers", "UPDATE evaluation_answers SET scale = 5",
            "UPDATE evaluation_invitations SET is_used = false",
            "INSERT INTO evaluation_answers (evaluation_id, question_id, scale) VALUES (1, 1, 1)",
            "SELECT id FROM evaluation_answers",
        ] {
            #expect(try await constraint { try await centre.sql(statement) } == "42501")
        }
    }

    @Test("Results come when it is over, hide fewer than five, and it stays over")
    func results() async throws {
        let (evaluation, codes) = try await open(12)
        for (index, code) in codes.enumerated() {
            try await answer(
                code,
                [1: index < 6 ? "5" : "4", 2: index < 7 ? "1" : index < 11 ? "2" : "3"]
            )
        }
        let centre = centre
        #expect(
            try await refusal {
                _ = try await centre.read {
                    try EvaluationResults.find(evaluation, by: .clerk, in: $0)
                }
            } == "evaluation_results_not_yet"
        )
        try await end()
        let found = try await centre.read {
            try EvaluationResults.find(evaluation, by: .clerk, in: $0)
        }
        #expect(found.questions[0].counts == [0, 0, 0, 6, 6])
        #expect(found.questions[0].mean == Hundredths(450))
        #expect(found.questions[0].answered == 12)
        #expect(found.questions[1].counts == [7, nil, nil])
        #expect(found.questions[2].answered == nil)
        let reopened = try await refusal {
            _ = try await centre.write(.clerk) {
                try Evaluation.move(
                    evaluation,
                    Form(["closes_on": "2999-01-01"]),
                    by: .clerk,
                    in: $0
                )
            }
        }
        #expect(reopened == "evaluation_over")
        let trainee = Actor(name: "account 9", roles: [.trainee])
        #expect(
            try await refusal {
                _ = try await centre.read {
                    try EvaluationResults.find(evaluation, by: trainee, in: $0)
                }
            } == "not_allowed"
        )
    }

    @Test("From the results of a course, a small cohort's do not follow by subtraction")
    func course() async throws {
        let centre = centre
        for (code, count) in [("VELIKA", 8), ("MALA", 3)] {
            let (_, codes) = try await open(count, in: code)
            for code in codes { try await answer(code, [1: count == 3 ? "1" : "5"]) }
        }
        try await end()
        let found = try await centre.read {
            try EvaluationResults.find(
                course: "KURS",
                questionnaire: "REAKCIJA",
                by: .clerk,
                in: $0
            )
        }
        #expect(found.cohorts.count == 2)
        #expect(found.questions[0].answered == 8)
        #expect(found.questions[0].counts == [0, 0, 0, 0, 8])
        #expect(found.questions[0].mean == Hundredths(500))
    }

    @Test("A code that was renewed counts no more, and who answered gets no new one")
    func renewed() async throws {
        let (evaluation, codes) = try await open(2)
        try await answer(codes[0], [1: "3"])
        let again = try await invite(evaluation, renews: true)
        #expect(again.count == 1)
        #expect(
            try await refusal { try await answer(codes[1], [1: "3"]) } == "evaluation_not_found"
        )
        try await answer(try #require(again[0].code), [1: "3"])
        #expect(try await invite(evaluation, renews: true).isEmpty)
    }

    // MARK: Steps

    static let reaction = """
        {"code": "REAKCIJA", "kind": "reaction", "title": {"sr-Latn": "Utisci", "en": "Reaction"},
         "questions": [
           {"kind": "scale", "required": true,
            "text": {"sr-Latn": "Koliko je obuka bila korisna?", "en": "How useful was it?"}},
           {"kind": "choice", "text": {"sr-Latn": "Šta je bilo najbolje?", "en": "What was best?"},
            "options": [{"text": {"sr-Latn": "Radionica", "en": "Workshop"}},
                        {"text": {"sr-Latn": "Predavanje", "en": "Lecture"}},
                        {"text": {"sr-Latn": "Poseta", "en": "Visit"}}]},
           {"kind": "text", "text": {"sr-Latn": "Šta biste promenili?", "en": "What to change?"}}]}
        """

    private func enter(_ text: String) async throws -> Questionnaire {
        let draft = try QuestionnaireDraft(JSON.parse(Array(text.utf8)))
        return try await centre.write(.clerk) { try draft.enter(by: .clerk, in: $0) }
    }

    /// An open evaluation of a cohort with so many people, and their codes.
    private func open(
        _ count: Int,
        in cohort: String = "OCENA"
    ) async throws -> (ID<Evaluation>, [VerificationID]) {
        try await Sample.today(cohort, count, in: centre)
        _ = try await enter(Self.reaction)
        let made = try await centre.write(.clerk) {
            try Evaluation.create(
                cohort: cohort,
                Form(["questionnaire": "reakcija"]),
                by: .clerk,
                in: $0
            )
        }
        return (made.id, try await invite(made.id).compactMap(\.code))
    }

    private func invite(
        _ evaluation: ID<Evaluation>,
        renews: Bool = false
    ) async throws -> [EvaluationInvitation] {
        let chance = centre.chance
        return try await centre.write(.clerk) {
            try EvaluationInvitation.make(
                evaluation,
                renews: renews,
                chance: chance,
                by: .clerk,
                in: $0
            )
        }
    }

    private func answer(
        _ code: VerificationID,
        _ answers: EvaluationSheet.Answers
    ) async throws {
        _ = try await centre.answer(code.printed, answers, requestID: "zahtev")
    }

    /// As if the days of all evaluations had passed.
    private func end() async throws {
        try await Owner.corrupt(
            "UPDATE evaluations SET opens_on = opens_on - 90, closes_on = closes_on - 90"
        )
    }

    /// Answers as one more person who says nothing new: everything is written anew.
    private func mixAgain() async throws {
        try await Owner.corrupt("UPDATE evaluation_invitations SET is_used = false")
        let hash = try await Owner.run {
            try $0.value("SELECT code_hash FROM evaluation_invitations LIMIT 1", as: [UInt8].self)
        }
        let question = try await Owner.run {
            try $0.value("SELECT id FROM questions WHERE position = 1", as: Int.self)
        }
        try await centre.sql(
            """
            SELECT answer_evaluation(
                \(hash), ARRAY[\(question)]::bigint[], '{3}', '{NULL}', '{NULL}')
            """
        )
    }

    private func tally(_ column: String) async throws -> Int {
        try await centre.value(
            "SELECT count(\(identifier: column)) FROM evaluation_answers",
            as: Int.self
        )
    }
}
