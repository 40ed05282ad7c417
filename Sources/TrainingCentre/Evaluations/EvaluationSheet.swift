import Credentials
import Documents
import Postgres

/// A questionnaire before the one who has a code for it.
package struct EvaluationSheet: Sendable {
    package let code: VerificationID
    package let questionnaire: Questionnaire
    package let courseTitle: Titles
    package let state: State
    package let closesOn: CalendarDate

    /// Whether it can be answered, or why not.
    package enum State: Sendable {
        case open, answered, notYet, over
    }

    package var json: JSON {
        [
            "course": courseTitle.json, "questionnaire": questionnaire.json,
            "closes_on": closesOn.json, "answered": .bool(state == .answered),
            "open": .bool(state == .open),
        ]
    }

    /// What somebody answers, by the question's position: a number from 1, or words.
    package typealias Answers = [Int: String]

    /// Limits of answers.
    package enum Limits {
        package static let wordsMax = 2_000
    }

    fileprivate static func find(
        _ code: VerificationID,
        in transaction: borrowing Transaction
    ) throws -> EvaluationSheet? {
        let row = try transaction.row(
            """
            SELECT evaluations.questionnaire_id, courses.title_sr_cyrl, courses.title_sr_latn,
                courses.title_en, is_used, opens_on, closes_on, centre_today()
            FROM evaluation_invitations
            JOIN evaluations ON evaluations.id = evaluation_id
            JOIN cohorts ON cohorts.id = evaluations.cohort_id
            JOIN courses ON courses.id = cohorts.course_id
            WHERE code_hash = \(EvaluationInvitation.hash(code))
            """,
            as: (
                ID<Questionnaire>.self, String.self, String.self, String.self, Bool.self,
                CalendarDate.self, CalendarDate.self, CalendarDate.self
            )
        )
        guard let (id, srCyrl, srLatn, en, isUsed, opensOn, closesOn, today) = row,
            let questionnaire = try Questionnaire.rows("WHERE id = \(id)", in: transaction).first
        else { return nil }
        return EvaluationSheet(
            code: code,
            questionnaire: questionnaire,
            courseTitle: Titles(srCyrl: srCyrl, srLatn: srLatn, en: en),
            state: isUsed
                ? .answered : today < opensOn ? .notYet : today > closesOn ? .over : .open,
            closesOn: closesOn
        )
    }
}

extension Actor {
    /// Somebody without an account, who has the code of an invitation.
    fileprivate static let invitation = Actor(name: "evaluation code", roles: [])
}

extension TrainingCentre {
    /// The sheet that a code opens, however it was typed.
    ///
    /// Refuses with `NotFound` a code that opens none.
    package func evaluationSheet(_ typed: String) async throws -> EvaluationSheet {
        guard case .id(let code) = VerificationID.reading(typed) else {
            throw NotFound("evaluation", "with this code")
        }
        return try await read { (transaction: borrowing Transaction) in
            guard let sheet = try EvaluationSheet.find(code, in: transaction) else {
                throw NotFound("evaluation", "with this code")
            }
            return sheet
        }
    }

    /// Takes the answers of a sheet, once.
    ///
    /// They are stored apart from the code, each for itself, and nothing says which belong
    /// together, whose they are or when they were given. That the code was used is all that
    /// remains. Refuses with `NotFound`, `InvalidForm`, which names questions as `q1`, and
    /// `EvaluationError`.
    package func answer(
        _ typed: String,
        _ answers: EvaluationSheet.Answers,
        requestID: String
    ) async throws -> EvaluationSheet {
        let sheet = try await evaluationSheet(typed)
        let given = try GivenAnswers(answers, to: sheet.questionnaire)
        let hash = EvaluationInvitation.hash(sheet.code)
        return try await write(Act(by: .invitation, requestID: requestID)) {
            (transaction: borrowing Transaction) in
            do {
                _ = try transaction.execute(
                    """
                    SELECT answer_evaluation(
                        \(hash), \(given.questions), \(given.scales), \(given.options),
                        \(given.words))
                    """
                )
            } catch {
                throw (error as? PostgresError).flatMap(EvaluationError.init) ?? error
            }
            guard let answered = try EvaluationSheet.find(sheet.code, in: transaction) else {
                throw NotFound("evaluation", "with this code")
            }
            return answered
        }
    }
}

/// Answers that fit their questions, in columns; each has one of the three values.
private struct GivenAnswers: Sendable {
    private(set) var questions: [ID<Questionnaire.Question>] = []
    private(set) var scales: [Int?] = []
    private(set) var options: [ID<Questionnaire.Option>?] = []
    private(set) var words: [String?] = []

    init(_ answers: EvaluationSheet.Answers, to questionnaire: Questionnaire) throws {
        var form = Form(
            Dictionary(uniqueKeysWithValues: answers.map { ("q\($0.key)", $0.value) })
        )
        for position in answers.keys
        where !questionnaire.questions.contains(where: { $0.position == position }) {
            form.refuse("q\(position)", "is no question")
        }
        for question in questionnaire.questions {
            let field = "q\(question.position)"
            guard form.has(field) else {
                if question.isRequired { form.refuse(field, "is missing", .missing) }
                continue
            }
            switch question.kind {
            case .scale:
                append(question, scale: form.integer(field, in: 1...5))
            case .choice:
                let number = form.integer(field, in: 1...max(1, question.options.count))
                append(question, option: question.options[number - 1].id)
            case .text:
                let text = form.text(field, lengthMax: EvaluationSheet.Limits.wordsMax)
                append(question, words: text)
            }
        }
        try form.check()
    }

    private mutating func append(
        _ question: Questionnaire.Question,
        scale: Int? = nil,
        option: ID<Questionnaire.Option>? = nil,
        words text: String? = nil
    ) {
        questions.append(question.id)
        scales.append(scale)
        options.append(option)
        words.append(text)
    }
}
