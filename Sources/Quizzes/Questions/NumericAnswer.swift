import Foundation

/// A number that counts as an answer, and how much.
package struct NumericAnswer: Hashable, Sendable {
    /// Which numbers fit.
    package enum Accepted: Hashable, Sendable {
        /// Those that are no farther from a value than a tolerance, which is not negative.
        ///
        /// A range is one too: its middle, and half its length.
        case around(Number, tolerance: Number)
        /// Every answer, also one that is no number.
        case everything
    }

    package var accepted: Accepted
    package var weight: Weight
    package var feedback: QuestionText

    package init(
        _ accepted: Accepted,
        _ weight: Weight = .whole,
        feedback: QuestionText = .empty
    ) {
        self.accepted = accepted
        self.weight = weight
        self.feedback = feedback
    }
}

extension NumericAnswer.Accepted {
    /// The numbers from one to another; nil when there are none.
    package init?(from low: Number, through high: Number) {
        guard low <= high else { return nil }
        let middle = (low.value + high.value) / 2
        self = .around(Number(middle), tolerance: Number(high.value - middle))
    }

    package func fits(_ number: Number?) -> Bool {
        switch self {
        case .everything: true
        case .around(let value, let tolerance):
            number.map { abs($0.value - value.value) <= tolerance.value } ?? false
        }
    }
}
