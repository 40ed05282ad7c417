import Quizzes

/// A question in short lines, for tables of what was read.
enum Outline {
    static func of(_ question: Question) -> String {
        var lines = ["\(question.kind.rawValue) \(question.name)", question.text.html]
        if !question.category.isEmpty {
            lines[0] += " in " + question.category.joined(separator: " > ")
        }
        switch question.answers {
        case .single(let choices), .multiple(let choices):
            lines += choices.map { line($0.weight, $0.text.html, $0.feedback) }
        case .trueFalse(let truth):
            lines.append(line(truth.isTrue ? .whole : .none, "true", truth.feedbackOnTrue))
            lines.append(line(truth.isTrue ? .none : .whole, "false", truth.feedbackOnFalse))
        case .matching(let matching):
            lines += matching.pairs.map { "\($0.text.html) -> \($0.match)" }
            lines += matching.extra.map { "-> \($0)" }
        case .shortAnswer(let short):
            if short.isCaseSensitive { lines.append("capitals count") }
            if !short.letters.contains(.bothScripts) { lines.append("one script") }
            if short.letters.contains(.withoutMarks) { lines.append("without marks") }
            lines += short.keys.map { line($0.weight, $0.pattern, $0.feedback) }
        case .numeric(let numbers):
            lines += numbers.map { line($0.weight, accepted($0.accepted), $0.feedback) }
        }
        if !question.generalFeedback.isEmpty { lines.append("## \(question.generalFeedback.html)") }
        return lines.joined(separator: "\n")
    }

    private static func line(_ weight: Weight, _ text: String, _ feedback: QuestionText) -> String {
        "\(weight.percent) \(text)" + (feedback.isEmpty ? "" : " # \(feedback.html)")
    }

    private static func accepted(_ accepted: NumericAnswer.Accepted) -> String {
        switch accepted {
        case .everything: "*"
        case .around(let value, let tolerance): "\(value.text) ± \(tolerance.text)"
        }
    }
}
