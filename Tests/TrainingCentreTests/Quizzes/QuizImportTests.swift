import Documents
import Foundation
import Postgres
import Quizzes
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Files of questions become quizzes", .centre)
struct QuizImportTests {
    let centre = TrainingCentre.ofTest

    private static let png =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5E"
        + "rkJggg=="

    private static func xml(_ text: String) -> String {
        """
        <quiz><question type="truefalse"><name><text>слика</text></name>
        <questiontext format="html"><text><![CDATA[\(text)]]></text>
        <file name="a.png" path="/" encoding="base64">\(png)</file></questiontext>
        <answer fraction="100"><text>true</text></answer>
        <answer fraction="0"><text>false</text></answer></question></quiz>
        """
    }

    @Test("Categories become pools, rules are kept, and every kind is read again as it was")
    func enter() async throws {
        _ = try await Sample.quiz("UVOZ", in: centre)
        let quiz = try await Sample.enterQuestions(
            Sample.questions,
            ["attempts_max": "3", "pass_percent": "75,5", "feedback": "after-last"],
            draw: ["Основе=1"],
            in: centre
        )
        #expect(quiz.pools.map(\.name) == ["Основе", "Изрази", "Писани"])
        #expect(quiz.pools.map(\.drawn) == [1, nil, nil] && quiz.drawn == 5)
        #expect(quiz.rules.attemptsMax == 3 && quiz.rules.passPercent == Hundredths(7_550))
        #expect(quiz.version.isCurrent && quiz.version.json["standard"] == "quiz")
        let written = try GIFTReader.read(Array(Sample.questions.utf8)).questions
        #expect(quiz.pools.flatMap(\.questions).map(\.question) == written)
        #expect(Set(written.map(\.kind)) == Set(Question.Kind.allCases))
        // Other rules are another version, which keeps the questions; the same again is none.
        let changes: [[String: String]] = [
            ["attempts_max": "any", "feedback": "never"], ["feedback": "never"],
        ]
        for rules in changes {
            let changed = try await centre.write(.clerk) {
                try Quiz.change("KVIZ", rules: Form(rules), by: .clerk, in: $0)
            }
            #expect(changed.version.number == 2 && !changed.version.isCurrent)
            #expect(
                changed.rules.attemptsMax == nil && changed.pools.map(\.drawn) == [1, nil, nil]
            )
            #expect(changed.pools.flatMap(\.questions).map(\.question) == written)
        }
    }

    @Test("A wrong question is told with all others that are, and nothing is half taken in")
    func refused() async throws {
        _ = try await Sample.quiz("LOSE", in: centre)
        let text = "Dobro? {T}\n\nBez odgovora? {}\n\nOtvoreno? {=a\n\nIste? {=a ~a}\n"
        let refused = #expect(throws: QuizFileRefused.self) {
            try QuizFile(Array(text.utf8), as: .gift)
        }
        #expect(refused?.code == "questions_refused")
        #expect(refused?.fields.map(\.field) == ["line 5", "line 7"])
        #expect(refused?.fields.last?.problem.contains("(answer_twice)") == true)
        #expect(QuizFileRefused.codes.contains("questions_not_moodle"))
        // What cannot be marked by itself is left out where there is something else.
        let kept = try QuizFile(Array("Dobro? {T}\n\nBez odgovora? {}\n".utf8), as: .gift)
        #expect(kept.questions.count == 1)
        #expect(kept.warnings.elements?.map { $0["code"] } == ["question_left_out"])
        let none = #expect(throws: QuizFileRefused.self) {
            try QuizFile(Array("Bez odgovora? {}\n".utf8), as: .gift)
        }
        #expect(none?.fields.map(\.field) == ["line 1"])
        for (bytes, code) in [
            (Array("<html/>".utf8), "questions_not_moodle"), ([0xFF, 0xFE], "questions_not_utf8"),
            (Array("<quiz/>".utf8), "questions_none"),
        ] as [([UInt8], String)] {
            let whole = #expect(throws: QuizFileRefused.self) {
                try QuizFile(bytes, as: .moodleXML)
            }
            #expect(whole?.code == code)
        }
        let rules: [([String: String], [String], String)] = [
            ([:], ["Нема=1"], "quiz_pool_unknown"), ([:], ["Основе=3"], "quiz_pool_too_small"),
            ([:], ["Основе"], "invalid"), (["feedback": "after-last"], [], "invalid"),
            (["pass_percent": "0"], [], "invalid"), (["attempts_max": "0"], [], "invalid"),
            ([:], ["Основе=0", "Изрази=0", "Писани=0"], "quiz_without_points"),
        ]
        for (values, draw, code) in rules {
            let found = try await refusal {
                try await Sample.enterQuestions(Sample.questions, values, draw: draw, in: centre)
            }
            #expect(found == code, "\(values) \(draw)")
        }
        #expect(try await centre.count("module_versions") == 0)
        _ = try await centre.importText(
            "code,title_sr_latn,kind\nTEKST,Tekst,text\n",
            as: .modules
        )
        let file = try QuizFile(Array(Sample.questions.utf8), as: .gift)
        let other = try await refusal {
            try await centre.write(.clerk) {
                _ = try Quiz.enter(
                    file,
                    into: "TEKST",
                    rules: Form([:]),
                    keepingIn: nil,
                    by: .clerk,
                    in: $0
                )
            }
        }
        #expect(other == "module_of_other_kind")
    }

    @Test("Pictures are kept by their content; what is hostile in a text is gone")
    func pictures() async throws {
        _ = try await Sample.quiz("SLIKE", in: centre)
        let text = """
            <p onclick="x()">Да <img src="@@PLUGINFILE@@/a.png" onerror="x()" alt="п"><script>x()\
            </script><a href="javascript:x()">и</a><img src="https://zlo.example/x.png"></p>
            """
        let file = try QuizFile(Array(Self.xml(text).utf8), as: .moodleXML)
        let quiz = try await Sample.enterQuestions(file, in: centre)
        let question = try #require(quiz.pools.first?.questions.first?.question)
        let digest = try #require(question.pictures.first)
        #expect(question.text.html == "<p>Да <img src=\"picture:\(digest)\" alt=\"п\">и</p>")
        let blob = try #require(
            try await centre.read { try QuizPicture.list(of: quiz.version, in: $0) }.first
        )
        #expect(blob.digest == digest && blob.mediaType == .png && Sample.pictures.holds(blob))
        let warnings = quiz.json["warnings"]?.elements ?? []
        #expect(warnings.compactMap { $0["code"]?.text } == ["picture_elsewhere"])
        // Whoever changes what is stored shows no markup of his own.
        let hostile: JSON = [
            "kind": "true_false", "name": "x", "category": [], "tags": [], "is_true": true,
            "text": "<p>Да<script>x()</script><img src=\"//zlo.example\" onerror=\"x()\"></p>",
            "general_feedback": "", "feedback": ["right": "", "partly_right": "", "wrong": ""],
            "feedback_on_true": "", "feedback_on_false": "",
        ]
        #expect(try StoredQuestion(hostile, points: .one).question.text.html == "<p>Да</p>")
        // What was taken is given back, pictures too, and is taken again as it is.
        let blobs = Sample.pictures
        let exported = try await centre.read {
            try Quiz.export(nil, of: "KVIZ", from: blobs, by: .clerk, in: $0)
        }
        let again = try QuizFile(exported, as: .moodleXML)
        #expect(again.questions == [question] && again.pictures.map(\.digest) == [digest])
    }

    @Test("A published version takes nothing more, and PostgreSQL refuses what cannot be asked")
    func attacks() async throws {
        _ = try await Sample.quiz("NAPADI", in: centre)
        try await Sample.enterQuestions(in: centre)
        let centre = centre
        func refused(_ sql: SQL) async throws -> String? {
            try await constraint { try await centre.sql(sql) }
        }
        let kept = "quizzes_published_kept"
        #expect(
            try await refused(
                """
                INSERT INTO quiz_pools (module_version_id, position, name)
                SELECT id, 9, 'X' FROM module_versions
                """
            ) == kept
        )
        #expect(
            try await refused(
                """
                INSERT INTO quiz_questions (
                    module_version_id, pool_id, position, kind, points, question)
                SELECT module_version_id, pool_id, 99, kind, points, question
                FROM quiz_questions LIMIT 1
                """
            ) == kept
        )
        #expect(
            try await refused(
                """
                INSERT INTO module_versions (module_id, number, blob_id, standard, content)
                SELECT module_id, 2, NULL, 'web', '{}' FROM module_versions
                """
            ) == "module_versions_of_kind"
        )
        for change: SQL in [
            "UPDATE quiz_questions SET points = 2", "UPDATE quizzes SET attempts_max = 9",
            "DELETE FROM quiz_pools",
        ] { #expect(try await refused(change) == "42501") }
    }
}
