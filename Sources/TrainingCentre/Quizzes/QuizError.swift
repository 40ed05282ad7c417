import Postgres

/// Why a quiz is not entered, begun, answered or handed in.
package enum QuizError: Refusal {
    case noQuiz(CourseModule.Kind)
    case poolUnknown(String)
    case tooFew(pool: String, wanted: Int, questions: Int)
    case pointless
    case cohortClosed
    case noneLeft
    case submitted
    case unanswered(Int)
    case questionUnknown(Int)
    case answerOfOtherKind
    case answerTooLong
    case answerTooOften

    /// The refusal behind a constraint of the tables of quizzes.
    init?(_ error: PostgresError) {
        switch error.constraint {
        case "quiz_attempts_cohort_not_closed": self = .cohortClosed
        case "quiz_attempts_left", "quiz_attempts_one_at_a_time": self = .noneLeft
        case "quiz_answers_attempt_open", "quiz_submissions_once": self = .submitted
        case "quiz_answers_answer_length": self = .answerTooLong
        case "quiz_answers_seq_range": self = .answerTooOften
        case "quizzes_worth_points": self = .pointless
        default: return nil
        }
    }

    package var kind: RefusalKind {
        switch self {
        case .poolUnknown, .tooFew, .pointless, .answerOfOtherKind, .answerTooLong: .invalid
        case .questionUnknown: .notFound
        default: .conflict
        }
    }

    package var code: String {
        switch self {
        case .noQuiz: "module_of_other_kind"
        case .poolUnknown: "quiz_pool_unknown"
        case .tooFew: "quiz_pool_too_small"
        case .pointless: "quiz_without_points"
        case .cohortClosed: "cohort_closed"
        case .noneLeft: "quiz_attempts_used"
        case .submitted: "quiz_submitted"
        case .unanswered: "quiz_unanswered"
        case .questionUnknown: "quiz_question_not_found"
        case .answerOfOtherKind: "quiz_answer_of_other_kind"
        case .answerTooLong: "quiz_answer_too_long"
        case .answerTooOften: "quiz_answer_too_often"
        }
    }

    package var column: String {
        switch self {
        case .poolUnknown, .tooFew: "draw"
        default: ""
        }
    }

    package var message: String { ofContent ?? ofAttempts }

    private var ofContent: String? {
        switch self {
        case .noQuiz(let kind):
            "the module is of the kind \(kind.rawValue) and no quiz: enter a module of the kind "
                + "quiz for it"
        case .poolUnknown(let name):
            "the questions have no category “\(name)”: `obuka quiz show` lists those that they have"
        case .tooFew(let pool, let wanted, let questions):
            "\(wanted) questions cannot be drawn from “\(pool)”, which has \(questions)"
        case .pointless:
            "what may be drawn is worth no point: give questions points above 0, and draw some"
        default: nil
        }
    }

    private var ofAttempts: String {
        switch self {
        case .cohortClosed: "the training is closed, and its quizzes are not begun any more"
        case .noneLeft: "all attempts at this quiz are used"
        case .submitted: "the attempt is handed in and stays as it is"
        case .unanswered(let count):
            "\(count) of the questions have no answer: answer them, or say “confirmed” to hand it "
                + "in all the same"
        case .questionUnknown(let number): "the attempt has no question \(number)"
        case .answerOfOtherKind: "the answer is of another kind than the question"
        case .answerTooLong: "an answer has at most \(QuizAnswer.Limits.lengthMax) characters"
        case .answerTooOften: "the question was answered a thousand times: hand the quiz in"
        default: code
        }
    }
}
