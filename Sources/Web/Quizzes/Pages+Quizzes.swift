import Documents
import TrainingCentre

extension Pages {
    /// A quiz of a learner's own course.
    func quiz(
        _ found: OwnQuiz,
        key: String,
        language: Language
    ) -> [UInt8] {
        quizPages[language].render(QuizPage(found, key: key, in: language))
    }

    /// One question of an attempt.
    func quizQuestion(_ page: QuizQuestionPage, language: Language) -> [UInt8] {
        quizQuestionPages[language].render(page)
    }

    /// An attempt before it is handed in, and its result afterwards.
    func quizAttempt(
        _ found: QuizAttempt,
        key: String,
        problem: String? = nil,
        language: Language
    ) -> [UInt8] {
        quizAttemptPages[language].render(
            QuizAttemptPage(found, key: key, problem: problem, in: language)
        )
    }
}
