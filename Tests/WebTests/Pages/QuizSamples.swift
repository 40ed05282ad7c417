import Documents
import Foundation
import Quizzes

@testable import TrainingCentre
@testable import Web

extension Sample {
    /// Pages of a quiz: new, in progress, with what is wrong, passed and failed, and none left.
    static func quizzes(_ pages: Pages, in language: Language) throws -> [(String, [UInt8])] {
        var all: [(String, [UInt8])] = []
        let open = try attempt(result: nil)
        for asked in open.questions {
            for problem in [nil, "1 < 2"] {
                let page = QuizQuestionPage(
                    open,
                    asked,
                    key: "form-1-2-3",
                    problem: problem,
                    in: language
                )
                let name = "quiz \(asked.kind)"
                all.append((name, pages.quizQuestion(page, language: language)))
            }
        }
        for (left, result) in [(2, nil), (0, true), (2, false), (0, false)] as [(Int, Bool?)] {
            let attempt = try attempt(result: result, left: left)
            let html = pages.quizAttempt(attempt, key: "form-1-2-3", language: language)
            all.append(("quiz attempt", html))
            let own = own([attempt.attempt], standing: attempt.standing, attempt.rules)
            all.append(("quiz", pages.quiz(own, key: "form-1-2-3", language: language)))
        }
        let standing = QuizStanding(used: 0, attemptsMax: nil, open: nil, isOver: true)
        let none = own([], standing: standing, nil)
        all.append(("quiz", pages.quiz(none, key: "k", language: language)))
        return all
    }

    private static let picture = String(repeating: "a", count: 64)

    static var quizQuestions: [Question] {
        get throws {
            let text = """
                ::1:: [html]<p>Шта <b>је</b><script>x()</script>? 5 < 7</p> {=[html]<i>А</i>#Да.
                ~Б\\<c ####Опште}

                ::2:: Више? {~%50%А ~%50%Б ~%-100%В}

                ::3:: Да ли? {T#Не.#Да.}

                ::4:: Шта коме? {=а -> Б =в -> Г\\<д}

                ::5:: Реч? {=Београд}

                ::6:: Број? {#1.5:0.5}
                """
            var questions = try GIFTReader.read(Array(text.utf8)).questions
            questions[0].text = QuestionText(
                stored: questions[0].text.html + "<img src=\"picture:\(picture)\" alt=\"Слика\">"
            )
            return questions
        }
    }

    private static func attempt(result: Bool?, left: Int = 2) throws -> QuizAttempt {
        let given: [GivenAnswer] = [
            .choices([1]), .choices([0, 2]), .truth(true), .matches([0: "Б"]),
            .text("\"Београд\" <b>"), .nothing,
        ]
        let questions = try zip(quizQuestions, given).enumerated().map { place, pair in
            QuizAsked(
                number: place + 1,
                question: pair.0,
                draw: Draw(seed: 7),
                given: pair.1,
                mark: result.map { _ in
                    QuizMark(outcome: Grade.Outcome.allCases[place % 3], points: "0.5")
                }
            )
        }
        let standing = QuizStanding(
            used: 1,
            attemptsMax: 1 + left,
            open: result == nil ? 1 : nil,
            isOver: false
        )
        return QuizAttempt(
            attempt: moduleAttempt(result),
            enrolment: ID(8),
            cohort: ID(1),
            module: quizModule.draft,
            rules: QuizRules(
                attemptsMax: 1 + left,
                passPercent: Hundredths(6_050),
                shuffles: true,
                feedback: .afterEach
            ),
            questions: questions,
            standing: standing,
            isOwn: true
        )
    }

    private static let quizModule = CourseModule(
        draft: CourseModuleDraft(
            code: "KVIZ-1",
            title: Titles("Провера знања", "Provera znanja", "A test"),
            kind: .quiz,
            hours: Hundredths(0)
        ),
        version: 1
    )

    private static func moduleAttempt(_ hasPassed: Bool?) -> ModuleAttempt {
        let moment = Date(timeIntervalSince1970: 0)
        return ModuleAttempt(
            id: ID(1),
            number: 1,
            version: ModuleVersion(
                id: ID(1),
                moduleCode: "KVIZ-1",
                number: 1,
                standard: nil,
                file: nil,
                content: [:],
                createdAt: moment,
                enteredOn: day("1970-01-01"),
                isCurrent: true
            ),
            begunAt: moment,
            standings: [:],
            quiz: hasPassed.map { hasPassed in
                QuizResult(
                    points: "4.5",
                    pointsMax: "6",
                    scorePercent: Hundredths(7_500),
                    hasPassed: hasPassed,
                    submittedAt: moment
                )
            },
            refused: nil
        )
    }

    private static func own(
        _ attempts: [ModuleAttempt],
        standing: QuizStanding,
        _ rules: QuizRules?
    ) -> OwnQuiz {
        OwnQuiz(
            own: OwnModule(
                enrolment: ID(8),
                cohort: ID(1),
                course: course,
                module: quizModule,
                standing: ModuleStanding(
                    code: "KVIZ-1",
                    title: quizModule.draft.title,
                    isRequired: true,
                    completion: nil
                ),
                attempts: attempts,
                obstacle: rules == nil ? .empty : nil,
                isOver: false
            ),
            rules: rules,
            drawn: 6,
            standing: standing
        )
    }
}
