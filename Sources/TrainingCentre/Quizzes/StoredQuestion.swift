import Documents
import Quizzes

/// A question as it is kept: the one place that writes and reads it.
///
/// An object with `kind`, `name`, `category` (names, the widest first), `identifier`, `tags`,
/// `text`, `general_feedback`, `feedback` (`right`, `partly_right`, `wrong`), `shuffle_answers`
/// and, by kind: `choices` (`text`, `weight`, `feedback`); `is_true`, `feedback_on_true`,
/// `feedback_on_false`; `pairs` (`text`, `match`) and `extra`; `keys` (`pattern`, `weight`,
/// `feedback`), `case_sensitive` and `letters`; `numbers` (`value` and `tolerance`, or
/// `everything`; `weight`, `feedback`). Weights are percents, and they and numbers are texts, so
/// that they stay exact. Texts are the markup of `QuestionText`, cleaned again when they are read.
/// Its points stand beside it.
struct StoredQuestion {
    let question: Question

    init(_ question: Question) { self.question = question }

    /// Something that is no question as it is written here: somebody has changed it.
    struct Unreadable: Error {
        let member: String
    }

    var json: JSON {
        .object(
            [
                JSON.Member("kind", .string(question.kind.rawValue)),
                JSON.Member("name", .string(question.name)),
                JSON.Member("category", .array(question.category.map(JSON.string))),
                JSON.Member("identifier", JSON(question.identifier)),
                JSON.Member("tags", .array(question.tags.map(JSON.string))),
                JSON.Member("text", question.text.json),
                JSON.Member("general_feedback", question.generalFeedback.json),
                JSON.Member(
                    "feedback",
                    [
                        "right": question.outcome.right.json,
                        "partly_right": question.outcome.partlyRight.json,
                        "wrong": question.outcome.wrong.json,
                    ]
                ),
                JSON.Member("shuffle_answers", .bool(question.shufflesAnswers)),
            ] + members(of: question.answers)
        )
    }

    private func members(of answers: Question.Answers) -> [JSON.Member] {
        switch answers {
        case .single(let choices), .multiple(let choices):
            [JSON.Member("choices", .array(choices.map(\.json)))]
        case .trueFalse(let truth):
            [
                JSON.Member("is_true", .bool(truth.isTrue)),
                JSON.Member("feedback_on_true", truth.feedbackOnTrue.json),
                JSON.Member("feedback_on_false", truth.feedbackOnFalse.json),
            ]
        case .matching(let matching):
            [
                JSON.Member(
                    "pairs",
                    .array(
                        matching.pairs.map { ["text": $0.text.json, "match": .string($0.match)] }
                    )
                ), JSON.Member("extra", .array(matching.extra.map(JSON.string))),
            ]
        case .shortAnswer(let short):
            [
                JSON.Member("keys", .array(short.keys.map(\.json))),
                JSON.Member("case_sensitive", .bool(short.isCaseSensitive)),
                JSON.Member(
                    "letters",
                    .array(
                        LetterForms.tags.filter { short.letters.contains($0.form) }.map {
                            .string($0.tag)
                        }
                    )
                ),
            ]
        case .numeric(let numbers): [JSON.Member("numbers", .array(numbers.map(\.json)))]
        }
    }

    /// Reads what `json` wrote; throws `Unreadable`.
    init(_ json: JSON, points: Points) throws {
        guard let kind = Question.Kind(rawValue: try json.text("kind")) else {
            throw Unreadable(member: "kind")
        }
        var question = Question(
            name: try json.text("name"),
            text: try json.markup("text"),
            answers: try StoredQuestion.answers(kind, json)
        )
        question.category = try json.list("category").map { $0.text ?? "" }
        question.identifier = json["identifier"]?.text
        question.tags = try json.list("tags").map { $0.text ?? "" }
        question.generalFeedback = try json.markup("general_feedback")
        let feedback = json["feedback"] ?? .null
        question.outcome = Question.Outcome(
            right: try feedback.markup("right"),
            partlyRight: try feedback.markup("partly_right"),
            wrong: try feedback.markup("wrong")
        )
        question.shufflesAnswers = json["shuffle_answers"] != false
        question.points = points
        self.question = question
    }

    private static func answers(_ kind: Question.Kind, _ json: JSON) throws -> Question.Answers {
        switch kind {
        case .single: .single(try json.list("choices").map(Choice.init(stored:)))
        case .multiple: .multiple(try json.list("choices").map(Choice.init(stored:)))
        case .trueFalse:
            .trueFalse(
                TrueFalse(
                    json["is_true"] == true,
                    feedbackOnTrue: try json.markup("feedback_on_true"),
                    feedbackOnFalse: try json.markup("feedback_on_false")
                )
            )
        case .matching:
            .matching(
                Matching(
                    try json.list("pairs").map {
                        Matching.Pair(try $0.markup("text"), try $0.text("match"))
                    },
                    extra: try json.list("extra").map { $0.text ?? "" }
                )
            )
        case .shortAnswer:
            .shortAnswer(
                ShortAnswers(
                    try json.list("keys").map(ShortAnswers.Key.init(stored:)),
                    isCaseSensitive: json["case_sensitive"] == true,
                    letters: LetterForms(
                        LetterForms.tags.filter { tag, _ in
                            json["letters"]?.elements?.contains(.string(tag)) == true
                        }.map(\.form)
                    )
                )
            )
        case .numeric: .numeric(try json.list("numbers").map(NumericAnswer.init(stored:)))
        }
    }
}

extension QuestionText {
    fileprivate var json: JSON { .string(html) }
}

extension JSON {
    fileprivate func text(_ name: String) throws -> String {
        guard let text = self[name]?.text else { throw StoredQuestion.Unreadable(member: name) }
        return text
    }

    fileprivate func markup(_ name: String) throws -> QuestionText {
        QuestionText(stored: try text(name))
    }

    fileprivate func list(_ name: String) throws -> [JSON] {
        guard let list = self[name]?.elements else {
            throw StoredQuestion.Unreadable(member: name)
        }
        return list
    }

    fileprivate func weight() throws -> Weight {
        guard let weight = Weight(try text("weight")) else {
            throw StoredQuestion.Unreadable(member: "weight")
        }
        return weight
    }

    fileprivate func number(_ name: String) throws -> Number {
        guard let number = Number(try text(name)) else {
            throw StoredQuestion.Unreadable(member: name)
        }
        return number
    }
}

extension Choice {
    fileprivate var json: JSON {
        [
            "text": .string(text.html), "weight": .string(weight.percent),
            "feedback": .string(feedback.html),
        ]
    }

    fileprivate init(stored json: JSON) throws {
        self.init(
            try json.markup("text"),
            try json.weight(),
            feedback: try json.markup("feedback")
        )
    }
}

extension ShortAnswers.Key {
    fileprivate var json: JSON {
        [
            "pattern": .string(pattern), "weight": .string(weight.percent),
            "feedback": .string(feedback.html),
        ]
    }

    fileprivate init(stored json: JSON) throws {
        self.init(
            try json.text("pattern"),
            try json.weight(),
            feedback: try json.markup("feedback")
        )
    }
}

extension NumericAnswer {
    fileprivate var json: JSON {
        let which: [JSON.Member] =
            switch accepted {
            case .everything: [JSON.Member("everything", true)]
            case .around(let value, let tolerance):
                [
                    JSON.Member("value", .string(value.text)),
                    JSON.Member("tolerance", .string(tolerance.text)),
                ]
            }
        return .object(
            which + [
                JSON.Member("weight", .string(weight.percent)),
                JSON.Member("feedback", .string(feedback.html)),
            ]
        )
    }

    fileprivate init(stored json: JSON) throws {
        self.init(
            json["everything"] == true
                ? .everything
                : .around(try json.number("value"), tolerance: try json.number("tolerance")),
            try json.weight(),
            feedback: try json.markup("feedback")
        )
    }
}
