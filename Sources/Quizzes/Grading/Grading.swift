/// What somebody has answered.
package enum GivenAnswer: Hashable, Sendable {
    case nothing
    /// Choices by their places in the question, from 0: one for a single choice, any for several.
    case choices(Set<Int>)
    case truth(Bool)
    /// The match that was chosen, by the place of the pair in the question, from 0.
    case matches([Int: String])
    /// What was written in answer to a question in words or in numbers.
    case text(String)
}

/// How right an answer is, and what is said to it.
package struct Grade: Hashable, Sendable {
    /// From 0 to 1.
    package let fraction: Double
    /// What is said to just this answer, in the order of the question; what is said to everybody is
    /// the question's own.
    package let feedback: [QuestionText]

    /// How right it is in words.
    package enum Outcome: String, CaseIterable, Sendable {
        case right, wrong
        case partlyRight = "partly_right"
    }

    package var outcome: Outcome {
        if fraction == 1 { return .right }
        return fraction == 0 ? .wrong : .partlyRight
    }

    fileprivate init(_ fraction: Double, _ feedback: [QuestionText] = []) {
        self.fraction = fraction
        self.feedback = feedback.filter { !$0.isEmpty }
    }

    static let wrong = Grade(0)
}

extension Question {
    /// Marks an answer; the same answer to the same question always gets the same.
    ///
    /// An answer of another kind than the question, or with places that it does not have, is wrong.
    package func grade(_ given: GivenAnswer) -> Grade {
        let grade =
            switch (answers, given) {
            case (.single(let choices), .choices(let places)) where places.count == 1:
                Self.grade(choices, places)
            case (.multiple(let choices), .choices(let places)): Self.grade(choices, places)
            case (.trueFalse(let truth), .truth(let said)):
                Grade(
                    said == truth.isTrue ? 1 : 0,
                    [said ? truth.feedbackOnTrue : truth.feedbackOnFalse]
                )
            case (.matching(let matching), .matches(let chosen)): Self.grade(matching, chosen)
            case (.shortAnswer(let short), .text(let text)): Self.grade(short, text)
            case (.numeric(let numbers), .text(let text)): Self.grade(numbers, text)
            default: Grade.wrong
            }
        let said =
            switch grade.outcome {
            case .right: outcome.right
            case .partlyRight: outcome.partlyRight
            case .wrong: outcome.wrong
            }
        return Grade(grade.fraction, grade.feedback + [said])
    }

    /// The sum of what was chosen, never below 0.
    private static func grade(_ choices: [Choice], _ places: Set<Int>) -> Grade {
        guard places.allSatisfy(choices.indices.contains) else { return .wrong }
        let chosen = places.sorted().map { choices[$0] }
        return Grade(Weight.fraction(of: chosen.map(\.weight)), chosen.map(\.feedback))
    }

    /// The share of the pairs that are right.
    private static func grade(_ matching: Matching, _ chosen: [Int: String]) -> Grade {
        let right = matching.pairs.indices.count { place in
            chosen[place].map { $0 == matching.pairs[place].match } ?? false
        }
        return Grade(Double(right) / Double(max(matching.pairs.count, 1)))
    }

    /// The first key that fits counts.
    private static func grade(_ short: ShortAnswers, _ text: String) -> Grade {
        let written = WrittenAnswer(text)
        guard !written.isEmpty, let key = short.keys.first(where: { written.fits($0, short) })
        else { return .wrong }
        return Grade(Weight.fraction(of: [key.weight]), [key.feedback])
    }

    private static func grade(_ numbers: [NumericAnswer], _ text: String) -> Grade {
        let number = Number(text)
        guard !WrittenAnswer(text).isEmpty,
            let fit = numbers.first(where: { $0.accepted.fits(number) })
        else { return .wrong }
        return Grade(Weight.fraction(of: [fit.weight]), [fit.feedback])
    }
}
