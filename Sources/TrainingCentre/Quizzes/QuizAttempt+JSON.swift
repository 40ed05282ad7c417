import Documents
import Quizzes

extension QuizAttempt {
    /// What its learner may see of it now.
    ///
    /// Choices and matches stand in the order in which they are shown, and answers name them by
    /// their places there, from 0. Pictures in texts are `picture:` and a digest.
    package var json: JSON {
        [
            "attempt": .integer(number), "module": .string(module.code),
            "version": .integer(attempt.version.number),
            "begun_at": .string(attempt.begunAt.rfc3339),
            "attempts_left": JSON(standing.left),
            "answered": .integer(questions.count - unanswered.count),
            "result": result?.json ?? .null,
            "questions": .array(questions.map(json)),
        ]
    }

    private func json(_ asked: QuizAsked) -> JSON {
        [
            "question": .integer(asked.number), "kind": .string(asked.kind.rawValue),
            "text": .string(asked.text.html), "points": .number(asked.points),
            "choices": .array(asked.choices.map { .string($0.html) }),
            "pairs": .array(asked.pairs.map { .string($0.html) }),
            "matches": .array(asked.matches.map(JSON.string)),
            "given": asked.shown.json, "answered": .bool(asked.isAnswered),
            "told": showsFeedback ? told(asked) : .null,
        ]
    }

    private func told(_ asked: QuizAsked) -> JSON {
        [
            "outcome": JSON(asked.mark?.outcome.rawValue),
            "points": asked.mark.map { .number($0.points) } ?? .null,
            "feedback": .array(asked.feedback.map { .string($0.html) }),
            "right": showsRight ? .array(asked.right.map { .string($0.html) }) : .null,
        ]
    }
}

extension ShownAnswer {
    var json: JSON {
        switch self {
        case .nothing: .null
        case .choices(let places): ["choices": .array(places.sorted().map(JSON.integer))]
        case .truth(let said): ["truth": .bool(said)]
        case .matches(let places): ["matches": .array(places.map { JSON($0) })]
        case .text(let text): ["text": .string(text)]
        }
    }

    /// Reads `choices`, `truth`, `matches` or `text` of an object; nothing when it has none.
    package init(_ json: JSON) {
        if let choices = json["choices"]?.elements {
            self = .choices(Set(choices.compactMap(\.wholeNumber)))
        } else if case .bool(let said) = json["truth"] {
            self = .truth(said)
        } else if let places = json["matches"]?.elements {
            self = .matches(places.map(\.wholeNumber))
        } else if let text = json["text"]?.text {
            self = .text(text)
        } else {
            self = .nothing
        }
    }
}

extension QuizAsked {
    /// What its author says to this answer, and to everybody.
    package var feedback: [QuestionText] {
        (question.grade(given).feedback + [question.generalFeedback]).filter { !$0.isEmpty }
    }

    /// What would have been right: of several ways the one that is worth most.
    package var right: [QuestionText] {
        switch question.answers {
        case .single(let choices):
            choices.max { $0.weight < $1.weight }.map { [$0.text] } ?? []
        case .multiple(let choices): choices.filter { $0.weight > .none }.map(\.text)
        case .trueFalse(let truth): [QuestionText(plain: truth.isTrue ? "✓" : "✗")]
        case .matching(let matching):
            matching.pairs.map { QuestionText(plain: "\($0.text.plain) → \($0.match)") }
        case .shortAnswer(let short):
            short.keys.max { $0.weight < $1.weight }.map { [QuestionText(plain: $0.pattern)] } ?? []
        case .numeric(let numbers):
            numbers.max { $0.weight < $1.weight }.map { [QuestionText(plain: $0.accepted.words)] }
                ?? []
        }
    }

    /// Whether a statement is true; nil for other kinds.
    package var truth: Bool? {
        if case .trueFalse(let truth) = question.answers { truth.isTrue } else { nil }
    }
}

extension NumericAnswer.Accepted {
    fileprivate var words: String {
        switch self {
        case .everything: "*"
        case .around(let value, let tolerance):
            tolerance == .zero ? value.text : "\(value.text) ± \(tolerance.text)"
        }
    }
}
