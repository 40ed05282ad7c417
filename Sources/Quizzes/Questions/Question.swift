/// A question as a bank of questions keeps it: what is asked, what is right, and what is said to
/// whom.
package struct Question: Hashable, Sendable {
    /// How a question is answered.
    package enum Kind: String, CaseIterable, Sendable {
        case single, multiple, matching, numeric
        case trueFalse = "true_false"
        case shortAnswer = "short_answer"
    }

    /// What can be answered, by kind.
    package enum Answers: Hashable, Sendable {
        /// One of several is chosen.
        case single([Choice])
        /// As many of several as one likes are chosen.
        case multiple([Choice])
        case trueFalse(TrueFalse)
        case matching(Matching)
        case shortAnswer(ShortAnswers)
        /// The first that a number fits counts.
        case numeric([NumericAnswer])
    }

    package var name: String
    /// The names of the categories that it is in, the widest first.
    package var category: [String] = []
    package var text: QuestionText
    package var answers: Answers
    /// What everybody is told afterwards.
    package var generalFeedback = QuestionText.empty
    /// What is said beside that, by how right the answer was.
    package var outcome = Outcome()
    /// What it counts in a quiz.
    package var points = Points.one
    /// Whether answers are shown in an order of chance, where there is an order.
    package var shufflesAnswers = true
    /// The author's own number of it.
    package var identifier: String?
    package var tags: [String] = []

    /// What is said to whom, by how right the whole answer was.
    package struct Outcome: Hashable, Sendable {
        package var right = QuestionText.empty
        package var partlyRight = QuestionText.empty
        package var wrong = QuestionText.empty

        package init(
            right: QuestionText = .empty,
            partlyRight: QuestionText = .empty,
            wrong: QuestionText = .empty
        ) {
            self.right = right
            self.partlyRight = partlyRight
            self.wrong = wrong
        }
    }

    package init(name: String, text: QuestionText, answers: Answers) {
        self.name = name
        self.text = text
        self.answers = answers
    }

    package var kind: Kind {
        switch answers {
        case .single: .single
        case .multiple: .multiple
        case .trueFalse: .trueFalse
        case .matching: .matching
        case .shortAnswer: .shortAnswer
        case .numeric: .numeric
        }
    }

    /// Every text that may hold markup and pictures.
    package var texts: [QuestionText] {
        let own = [text, generalFeedback, outcome.right, outcome.partlyRight, outcome.wrong]
        return own + answers.texts
    }

    /// The digests of the pictures that it shows.
    package var pictures: Set<String> { Set(texts.flatMap(\.pictures)) }
}

extension Question.Answers {
    fileprivate var texts: [QuestionText] {
        switch self {
        case .single(let choices), .multiple(let choices):
            choices.flatMap { [$0.text, $0.feedback] }
        case .trueFalse(let truth): [truth.feedbackOnTrue, truth.feedbackOnFalse]
        case .matching(let matching): matching.pairs.map(\.text)
        case .shortAnswer(let short): short.keys.map(\.feedback)
        case .numeric(let numbers): numbers.map(\.feedback)
        }
    }
}
