import Quizzes

/// A question of an attempt, in the order in which its answers are shown, and what was answered.
package struct QuizAsked: Sendable {
    /// Counted from 1 within the attempt.
    package let number: Int
    /// With what is right: not for the learner.
    let question: Question
    /// The places of choices, or of matches to choose from, as they are shown.
    let order: [Int]
    let given: GivenAnswer
    /// What it got; nil until the attempt is handed in.
    package let mark: QuizMark?

    init(number: Int, question: Question, draw: Draw, given: GivenAnswer, mark: QuizMark?) {
        self.number = number
        self.question = question
        self.given = given
        self.mark = mark
        order = QuizAsked.order(of: question, draw, at: number - 1)
    }

    /// As the draw says; matches that shall keep their order stand in that of the alphabet, as
    /// they were written they would say which belongs to what.
    private static func order(of question: Question, _ draw: Draw, at place: Int) -> [Int] {
        let order = draw.order(of: question, at: place)
        guard !question.shufflesAnswers, !question.matches.isEmpty else { return order }
        return order.sorted { question.matches[$0] < question.matches[$1] }
    }

    package var kind: Question.Kind { question.kind }
    package var text: QuestionText { question.text }
    package var points: String { question.points.text }

    package var isAnswered: Bool {
        switch given {
        case .nothing: false
        case .choices(let places): !places.isEmpty
        case .truth: true
        case .matches(let chosen): chosen.count == pairs.count
        case .text(let text): !text.allSatisfy(\.isWhitespace)
        }
    }

    /// The choices as they are shown; empty for other kinds.
    package var choices: [QuestionText] {
        switch question.answers {
        case .single(let choices), .multiple(let choices): order.map { choices[$0].text }
        default: []
        }
    }

    /// The texts to which a match is chosen; empty for other kinds.
    package var pairs: [QuestionText] {
        if case .matching(let matching) = question.answers {
            matching.pairs.map(\.text)
        } else {
            []
        }
    }

    /// The matches as they are shown.
    package var matches: [String] {
        let matches = question.matches
        return matches.isEmpty ? [] : order.map { matches[$0] }
    }

    /// What was answered, by the places that are shown.
    package var shown: ShownAnswer {
        switch given {
        case .nothing: .nothing
        case .choices(let places):
            .choices(Set(order.indices.filter { places.contains(order[$0]) }))
        case .truth(let said): .truth(said)
        case .text(let text): .text(text)
        case .matches(let chosen):
            .matches(pairs.indices.map { pair in chosen[pair].flatMap(matches.firstIndex(of:)) })
        }
    }

    /// What an answer is by the places that the question has things in.
    ///
    /// Refuses with `QuizError.answerOfOtherKind`, also places that are not shown, and
    /// `.answerTooLong`.
    func given(by shown: ShownAnswer) throws -> GivenAnswer {
        switch (question.kind, shown) {
        case (_, .nothing): return .nothing
        case (.single, .choices(let places)) where places.count <= 1,
            (.multiple, .choices(let places)):
            guard places.allSatisfy(order.indices.contains) else { break }
            return places.isEmpty ? .nothing : .choices(Set(places.map { order[$0] }))
        case (.trueFalse, .truth(let said)): return .truth(said)
        case (.matching, .matches(let chosen)):
            let places = chosen.compactMap(\.self)
            guard chosen.count <= pairs.count, places.allSatisfy(order.indices.contains) else {
                break
            }
            let pairs = chosen.enumerated().compactMap { pair, place in
                place.map { (pair, matches[$0]) }
            }
            return pairs.isEmpty ? .nothing : .matches(Dictionary(uniqueKeysWithValues: pairs))
        case (.shortAnswer, .text(let text)), (.numeric, .text(let text)):
            guard text.unicodeScalars.count <= QuizAnswer.Limits.lengthMax else {
                throw QuizError.answerTooLong
            }
            let kept = String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\0" }))
            return kept.allSatisfy(\.isWhitespace) ? .nothing : .text(kept)
        default: break
        }
        throw QuizError.answerOfOtherKind
    }
}

/// What an answer got.
package struct QuizMark: Sendable {
    package let outcome: Grade.Outcome
    /// A number without zeros at the end, with a point.
    package let points: String
}
