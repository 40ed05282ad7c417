import Postgres

/// The answers to one question in one evaluation, counted.
struct AnswerTally: Sendable {
    /// By scale value or by option; shorter than the options when the last were not chosen.
    private var counts: [Int: Int] = [:]
    private var words: [String] = []

    private var total: Int { counts.values.reduce(0, +) + words.count }

    /// The tallies of evaluations, by question.
    static func find(
        _ evaluations: [ID<Evaluation>],
        in transaction: borrowing Transaction
    ) throws -> [ID<Evaluation>: [ID<Questionnaire.Question>: AnswerTally]] {
        var tallies: [ID<Evaluation>: [ID<Questionnaire.Question>: AnswerTally]] = [:]
        for (evaluation, question, value, count) in try transaction.rows(
            """
            SELECT evaluation_id, evaluation_answers.question_id,
                coalesce(scale, question_options.position), count(*)
            FROM evaluation_answers
            LEFT JOIN question_options ON question_options.id = option_id
            WHERE evaluation_id = ANY(\(evaluations)) AND words IS NULL
            GROUP BY 1, 2, 3
            """,
            as: (ID<Evaluation>.self, ID<Questionnaire.Question>.self, Int.self, Int.self)
        ) {
            tallies[evaluation, default: [:]][question, default: AnswerTally()].counts[value] =
                count
        }
        for (evaluation, question, words) in try transaction.rows(
            """
            SELECT evaluation_id, question_id, words
            FROM evaluation_answers
            WHERE evaluation_id = ANY(\(evaluations)) AND words IS NOT NULL
            ORDER BY evaluation_id, question_id, words COLLATE "C"
            """,
            as: (ID<Evaluation>.self, ID<Questionnaire.Question>.self, String.self)
        ) {
            tallies[evaluation, default: [:]][question, default: AnswerTally()].words.append(words)
        }
        return tallies
    }

    /// What can be told of a question over several evaluations, of which each may be told alone.
    ///
    /// Evaluations with fewer than five answers are left out: their answers would be what is left
    /// when the others are taken from all. For the same reason a count over all is shown only if it
    /// is hidden in none of them or in several that together come to five, and the mean likewise.
    static func result(
        of question: Questionnaire.Question,
        _ tallies: [AnswerTally]
    ) -> EvaluationResults.QuestionResult {
        let told = tallies.filter { $0.total >= CellSuppression.shownMin }
        let total = told.reduce(0) { $0 + $1.total }
        guard total > 0 else {
            return EvaluationResults.QuestionResult(
                question: question,
                answered: nil,
                mean: nil,
                counts: [Int?](repeating: nil, count: size(of: question)),
                words: []
            )
        }
        let values = 0..<size(of: question)
        let each = told.map { tally in values.map { tally.counts[$0 + 1] ?? 0 } }
        let shownEach = each.map(CellSuppression.shown)
        let sums = values.map { value in each.reduce(0) { $0 + $1[value] } }
        var shown = CellSuppression.shown(sums)
        if told.count > 1 {
            shown = hidden(shown, sums: sums, each: each, shownEach: shownEach)
        }
        let meansEach = zip(each, shownEach).map { CellSuppression.allowsMean($0, shown: $1) }
        let hiddenMeans = meansEach.count { !$0 }
        let allowsMean =
            question.kind == .scale && CellSuppression.allowsMean(sums, shown: shown)
            && (told.count == 1 || hiddenMeans != 1)
        return EvaluationResults.QuestionResult(
            question: question,
            answered: total,
            mean: allowsMean ? mean(sums) : nil,
            counts: shown,
            words: told.flatMap(\.words)
        )
    }

    private static func size(of question: Questionnaire.Question) -> Int {
        switch question.kind {
        case .scale: 5
        case .choice: question.options.count
        case .text: 0
        }
    }

    /// Hides what would follow from the results of the single evaluations.
    private static func hidden(
        _ shown: [Int?],
        sums: [Int],
        each: [[Int]],
        shownEach: [[Int?]]
    ) -> [Int?] {
        var shown = shown
        for value in shown.indices {
            let hidden = each.indices.filter { shownEach[$0][value] == nil }
            let sum = hidden.reduce(0) { $0 + each[$1][value] }
            if !hidden.isEmpty, hidden.count < 2 || sum < CellSuppression.shownMin {
                shown[value] = nil
            }
        }
        // One alone would follow from the others and the total.
        let gone = shown.indices.filter { shown[$0] == nil }
        if gone.count == 1 || gone.count > 1 && gone.reduce(0, { $0 + sums[$1] }) < 5 {
            let rest = shown.indices.filter { shown[$0] != nil }
            if let next = rest.min(by: { sums[$0] < sums[$1] }) { shown[next] = nil }
        }
        return shown
    }

    private static func mean(_ sums: [Int]) -> Hundredths {
        let total = sums.reduce(0, +)
        let weighted = sums.enumerated().reduce(0) { $0 + ($1.offset + 1) * $1.element }
        return Hundredths((weighted * 100 + total / 2) / total)
    }
}
