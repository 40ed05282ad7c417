import Documents
import Postgres
import Quizzes

/// One go of a learner at a quiz: its questions, what was answered, and what came of it.
package struct QuizAttempt: Sendable {
    package let attempt: ModuleAttempt
    package let enrolment: ID<Enrolment>
    let cohort: ID<Cohort>
    package let module: CourseModuleDraft
    package let rules: QuizRules
    /// In the order in which they are asked.
    package let questions: [QuizAsked]
    package let standing: QuizStanding
    /// Whether the learner asks; else somebody who teaches, or of the staff.
    package let isOwn: Bool

    package var number: Int { attempt.number }
    package var result: QuizResult? { attempt.quiz }

    package var unanswered: [QuizAsked] { questions.filter { !$0.isAnswered } }

    /// The question with which somebody goes on: the first without an answer, else the last.
    package var current: Int { unanswered.first?.number ?? questions.count }

    /// Whether it is told which answers were right, and what their author says to them.
    package var showsFeedback: Bool {
        guard result != nil else { return false }
        if !isOwn { return true }
        return switch rules.feedback {
        case .afterEach: true
        case .afterLast: standing.isFinished
        case .never: false
        }
    }

    /// Whether it is told what would have been right: when nobody can use it any more.
    package var showsRight: Bool { showsFeedback && (!isOwn || standing.isFinished) }

    /// A question by its number; refuses with `QuizError.questionUnknown`.
    package func question(_ number: Int) throws -> QuizAsked {
        guard let question = questions.first(where: { $0.number == number }) else {
            throw QuizError.questionUnknown(number)
        }
        return question
    }

    /// An attempt by its number.
    ///
    /// For the person, the cohort's trainers, the staff and who may read people: not for an
    /// institution. Refuses with `NotFound` and `ModuleError.notOfCourse`.
    package static func find(
        _ number: Int,
        at module: String,
        of enrolment: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> QuizAttempt {
        let access = try EnrolmentAccess(enrolment, by: actor, in: transaction)
        guard access.isOwn || access.isStaff || access.isTrainer || actor.may(.readPeople) else {
            throw NotFound("attempt", "\(number)")
        }
        let draft = try CourseModule.find(module, in: transaction).draft
        try ModuleAttempt.require(draft.code, of: access.id, in: transaction)
        return try find(number, at: draft, of: access, in: transaction)
    }

    static func find(
        _ number: Int,
        at module: CourseModuleDraft,
        of access: EnrolmentAccess,
        in transaction: borrowing Transaction
    ) throws -> QuizAttempt {
        let all = try ModuleAttempt.list(at: module.code, of: access.id, in: transaction)
        guard let attempt = all.first(where: { $0.number == number }),
            let seed = try transaction.value(
                "SELECT seed FROM quiz_attempts WHERE attempt_id = \(attempt.id)",
                as: Int.self
            )
        else { throw NotFound("attempt", "\(number)") }
        return QuizAttempt(
            attempt: attempt,
            enrolment: access.id,
            cohort: access.cohort,
            module: module,
            rules: try Quiz.rules(of: attempt.version, in: transaction),
            questions: try asked(
                in: attempt,
                Draw(seed: UInt64(bitPattern: Int64(seed))),
                in: transaction
            ),
            standing: try QuizStanding.find(
                all,
                at: module.code,
                cohort: access.cohort,
                in: transaction
            ),
            isOwn: access.isOwn
        )
    }

    /// What was last answered to a row of `quiz_draws`.
    static let lastAnswer: SQL = """
        (SELECT answer FROM quiz_answers
            WHERE quiz_answers.attempt_id = quiz_draws.attempt_id
                AND quiz_answers.position = quiz_draws.position
            ORDER BY seq DESC LIMIT 1)
        """

    private static func asked(
        in attempt: ModuleAttempt,
        _ draw: Draw,
        in transaction: borrowing Transaction
    ) throws -> [QuizAsked] {
        let rows = try transaction.rows(
            """
            SELECT quiz_draws.position, quiz_draws.question_id, answered.answer::text,
                quiz_grades.outcome, trim_scale(quiz_grades.points)::text
            FROM quiz_draws
            LEFT JOIN LATERAL \(lastAnswer) AS answered ON true
            LEFT JOIN quiz_grades ON quiz_grades.attempt_id = quiz_draws.attempt_id
                AND quiz_grades.position = quiz_draws.position
            WHERE quiz_draws.attempt_id = \(attempt.id)
            ORDER BY quiz_draws.position
            """,
            as: (
                Int.self, ID<QuizQuestion>.self, String?.self, Grade.Outcome?.self, String?.self
            )
        )
        let questions = Dictionary(
            uniqueKeysWithValues: try QuizQuestion.rows(
                "WHERE quiz_questions.id = ANY(\(rows.map(\.1)))",
                in: transaction
            ).map { ($0.id, $0.question) }
        )
        return try rows.map { row in
            guard let question = questions[row.1] else {
                throw StoredQuestion.Unreadable(member: "question")
            }
            let answer = try row.2.map { try JSON.parse(Array($0.utf8)) } ?? [:]
            return QuizAsked(
                number: row.0,
                question: question,
                draw: draw,
                given: QuizAnswer.given(answer, of: question),
                mark: row.3.flatMap { outcome in
                    row.4.map { QuizMark(outcome: outcome, points: $0) }
                }
            )
        }
    }
}

/// How many attempts at a quiz somebody has made and may still make.
package struct QuizStanding: Sendable {
    package let used: Int
    /// As the version says that is begun with now; nil for as many as one likes.
    package let attemptsMax: Int?
    /// The number of the attempt that is not handed in yet.
    package let open: Int?
    /// Whether the training is closed, so that nothing is begun any more.
    package let isOver: Bool

    package init(used: Int, attemptsMax: Int?, open: Int?, isOver: Bool) {
        self.used = used
        self.attemptsMax = attemptsMax
        self.open = open
        self.isOver = isOver
    }

    /// How many can still be begun; nil for as many as one likes.
    package var left: Int? { attemptsMax.map { max(0, $0 - used) } }

    /// Whether nothing can be answered any more: what was begun before the end still can be.
    package var isFinished: Bool { open == nil && (isOver || left == 0) }

    /// `attempts` are all of somebody in a cohort at one quiz.
    static func find(
        _ attempts: [ModuleAttempt],
        at module: String,
        cohort: ID<Cohort>,
        in transaction: borrowing Transaction
    ) throws -> QuizStanding {
        let state = try transaction.value(
            "SELECT state FROM cohorts WHERE id = \(cohort)",
            as: Cohort.State.self
        )
        let current = try ModuleVersion.list(of: module, in: transaction).first(where: \.isCurrent)
        return QuizStanding(
            used: attempts.count,
            attemptsMax: try current.flatMap {
                try Quiz.rules(of: $0, in: transaction).attemptsMax
            },
            open: attempts.first { $0.quiz == nil }?.number,
            isOver: state == .closed
        )
    }
}

extension Grade.Outcome: SQLValue {}
