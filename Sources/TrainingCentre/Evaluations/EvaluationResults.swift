import Documents
import Postgres

/// What came of a questionnaire, without anything that tells of fewer than five people.
package struct EvaluationResults: Sendable {
    package let questionnaire: Questionnaire
    /// The cohorts whose evaluations are counted.
    package let cohorts: [String]
    package let invited: Int
    package let answered: Int
    package let questions: [QuestionResult]

    /// One question's answers.
    package struct QuestionResult: Sendable {
        package let question: Questionnaire.Question
        /// nil when fewer than five answered.
        package let answered: Int?
        /// Of a scale; nil where it would tell what is hidden.
        package let mean: Hundredths?
        /// For each value or option; nil where it is hidden.
        package let counts: [Int?]
        /// In no order; empty when fewer than five answered.
        package let words: [String]
    }

    /// What the numbers are, for whoever reads them.
    package static let definition =
        "answers of one version of a questionnaire, of evaluations that are over; counts under 5 "
        + "are null, and so are others from which these would follow"

    /// The results of one evaluation.
    ///
    /// Refuses with `AccessError.notAllowed`, `NotFound`, and `EvaluationError.resultsNotYet`
    /// while somebody can still answer.
    package static func find(
        _ id: ID<Evaluation>,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> EvaluationResults {
        let evaluation = try Evaluation.find(id, in: transaction)
        let cohort = try Cohort.id(of: evaluation.cohortCode, in: transaction)
        try actor.require(.readReports, orTeaching: [cohort], in: transaction)
        guard evaluation.isOver else { throw EvaluationError.resultsNotYet }
        let questionnaire = try Questionnaire.find(
            evaluation.questionnaireCode,
            version: evaluation.questionnaireVersion,
            in: transaction
        )
        return try results(of: [evaluation], questionnaire, in: transaction)
    }

    /// The results of a version of a questionnaire in all cohorts of a course that are over with
    /// it, the newest version unless one is named.
    ///
    /// Refuses with `AccessError.notAllowed` and `NotFound`.
    package static func find(
        course code: String,
        questionnaire name: String,
        version: Int? = nil,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> EvaluationResults {
        try actor.require(.readReports)
        let course = try Course.find(code, in: transaction).draft.code
        let questionnaire = try Questionnaire.find(name, version: version, in: transaction)
        let evaluations = try Evaluation.rows(
            """
            WHERE questionnaires.id = \(questionnaire.id) AND closes_on < centre_today()
                AND cohorts.course_id = (SELECT id FROM courses WHERE code = \(course))
            ORDER BY cohorts.starts_on, cohorts.id
            """,
            in: transaction
        )
        return try results(of: evaluations, questionnaire, in: transaction)
    }

    private static func results(
        of evaluations: [Evaluation],
        _ questionnaire: Questionnaire,
        in transaction: borrowing Transaction
    ) throws -> EvaluationResults {
        let tallies = try AnswerTally.find(evaluations.map(\.id), in: transaction)
        return EvaluationResults(
            questionnaire: questionnaire,
            cohorts: evaluations.map(\.cohortCode),
            invited: evaluations.reduce(0) { $0 + $1.invited },
            answered: evaluations.reduce(0) { $0 + $1.answered },
            questions: questionnaire.questions.map { question in
                AnswerTally.result(
                    of: question,
                    evaluations.map { tallies[$0.id]?[question.id] ?? AnswerTally() }
                )
            }
        )
    }
}

extension EvaluationResults {
    package var json: JSON {
        [
            "questionnaire": .string(questionnaire.code),
            "version": .integer(questionnaire.version), "title": questionnaire.title.json,
            "cohorts": .array(cohorts.map(JSON.string)), "invited": .integer(invited),
            "answered": .integer(answered), "questions": .array(questions.map(\.json)),
            "definition": .string(Self.definition),
        ]
    }
}

extension EvaluationResults.QuestionResult {
    package var json: JSON {
        let labels: [JSON] =
            question.kind == .scale
            ? (1...5).map { Titles(srCyrl: "\($0)", srLatn: "\($0)", en: "\($0)").json }
            : question.options.map(\.text.json)
        return [
            "question": .integer(question.position), "kind": .string(question.kind.rawValue),
            "text": question.text.json, "answered": JSON(answered), "mean": mean?.json ?? .null,
            "counts": .array(
                zip(labels, counts).map { ["label": $0, "count": JSON($1)] }
            ),
            "words": .array(words.map(JSON.string)),
        ]
    }
}
