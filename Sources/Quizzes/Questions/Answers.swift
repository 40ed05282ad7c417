/// One answer of several that are shown.
package struct Choice: Hashable, Sendable {
    package var text: QuestionText
    package var weight: Weight
    /// What somebody is told who has chosen it.
    package var feedback: QuestionText

    package init(_ text: QuestionText, _ weight: Weight, feedback: QuestionText = .empty) {
        self.text = text
        self.weight = weight
        self.feedback = feedback
    }
}

/// A statement that is true or false.
package struct TrueFalse: Hashable, Sendable {
    package var isTrue: Bool
    /// What somebody is told who says that it is true.
    package var feedbackOnTrue: QuestionText
    package var feedbackOnFalse: QuestionText

    package init(
        _ isTrue: Bool,
        feedbackOnTrue: QuestionText = .empty,
        feedbackOnFalse: QuestionText = .empty
    ) {
        self.isTrue = isTrue
        self.feedbackOnTrue = feedbackOnTrue
        self.feedbackOnFalse = feedbackOnFalse
    }
}

/// Texts, to each of which a match is chosen from one list.
package struct Matching: Hashable, Sendable {
    /// A text and its match.
    package struct Pair: Hashable, Sendable {
        package var text: QuestionText
        package var match: String

        package init(_ text: QuestionText, _ match: String) {
            self.text = text
            self.match = match
        }
    }

    package var pairs: [Pair]
    /// Matches that are right for nothing.
    package var extra: [String]

    package init(_ pairs: [Pair], extra: [String] = []) {
        self.pairs = pairs
        self.extra = extra
    }

    /// The list to choose from: every match once, in the order in which they were written.
    package var matches: [String] {
        var seen: Set<String> = []
        return (pairs.map(\.match) + extra).filter { seen.insert($0).inserted }
    }
}

/// What may be written as an answer in words.
package struct ShortAnswers: Hashable, Sendable {
    /// A text that counts, and how much.
    package struct Key: Hashable, Sendable {
        /// `*` stands for any text, also for none; `\*` is an asterisk.
        package var pattern: String
        package var weight: Weight
        package var feedback: QuestionText

        package init(_ pattern: String, _ weight: Weight = .whole, feedback: QuestionText = .empty)
        {
            self.pattern = pattern
            self.weight = weight
            self.feedback = feedback
        }
    }

    /// The first that fits counts.
    package var keys: [Key]
    package var isCaseSensitive: Bool
    package var letters: LetterForms

    package init(_ keys: [Key], isCaseSensitive: Bool = false, letters: LetterForms = []) {
        self.keys = keys
        self.isCaseSensitive = isCaseSensitive
        self.letters = letters
    }
}

/// Which other letters than the key's an answer may be written in.
package struct LetterForms: OptionSet, Hashable, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Both scripts of Serbian: Ниш and Niš.
    package static let bothScripts = LetterForms(rawValue: 1)
    /// Letters without their marks: Cacak for Čačak, Djordje and Dorde for Đorđe.
    package static let withoutMarks = LetterForms(rawValue: 2)

    /// The tag by which a file of questions asks for the script of the key; without it both count.
    package static let oneScript = "one-script"

    /// The tags by which a file of questions asks for them, as the formats have no field for it.
    package static let tags: [(tag: String, form: LetterForms)] = [
        ("both-scripts", .bothScripts), ("without-diacritics", .withoutMarks),
    ]
}
