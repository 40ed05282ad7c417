import Documents
import Quizzes
import TrainingCentre

/// An attempt as a whole: what is not answered yet, and the button that hands it in; afterwards its
/// result, and as much of the answers as the rules allow.
struct QuizAttemptPage: PageContent {
    typealias Texts = QuizText

    let frame: Frame
    let back: String
    let lead: String
    let isOpen: Bool
    let steps: [Step]
    let goOn: String
    /// How many have no answer, in a sentence; nil when all have one.
    let unanswered: String?
    let hasPassed: Bool
    let facts: [FactRow]
    let told: [Told]
    let feedback: String?
    /// The page from which another attempt is begun; nil when there is none left.
    let again: String?
    let action: String
    let key: String
    let problem: String?

    init(
        _ attempt: QuizAttempt,
        key: String,
        problem: String? = nil,
        in language: Language
    ) {
        let place = QuizAddress(attempt)
        let root = "/\(language.rawValue)\(place.path)"
        frame = Frame(title: attempt.module.title[language], path: place.path)
        back = "/\(language.rawValue)\(place.module)"
        let result = attempt.result
        isOpen = result == nil
        hasPassed = result?.hasPassed ?? false
        let word: QuizText =
            result.map { $0.hasPassed ? .passed : .failed } ?? .ready
        lead = word(in: language)
        steps = attempt.questions.map { Step($0, below: root, in: language) }
        goOn = "\(root)/questions/\(attempt.current)"
        let missing = attempt.unanswered.count
        unanswered =
            isOpen && missing > 0
            ? "\(QuizText.missing(in: language)): \(missing)" : nil
        facts = QuizAttemptPage.facts(attempt, in: language)
        told =
            attempt.showsFeedback
            ? attempt.questions.map { Told($0, of: attempt, in: language) } : []
        feedback =
            isOpen || attempt.showsFeedback ? nil : QuizText(attempt.rules.feedback)(in: language)
        let isFinished = attempt.standing.isFinished
        again = isOpen || isFinished ? nil : back
        action = "\(root)/submission"
        self.key = key
        self.problem = problem
    }

    private static func facts(_ attempt: QuizAttempt, in language: Language) -> [FactRow] {
        guard let result = attempt.result else { return [] }
        let points =
            [result.points, result.pointsMax].map { $0.decimal(in: language) }
            .joined(separator: " / ")
        var facts: [(QuizText, String)] = [
            (.score, result.scorePercent.percent(in: language)), (.points, points),
            (.passMark, attempt.rules.passPercent.percent(in: language)),
        ]
        if let left = attempt.standing.left { facts.append((.left, "\(left)")) }
        return facts.map { FactRow(name: $0.0(in: language), value: $0.1) }
    }

    static let ownSlots: [String: Slot<QuizAttemptPage>] = [
        "back": .text { $0.back },
        "lead": .text { $0.lead },
        "isOpen": .flag { $0.isOpen },
        "steps": .list { $0.steps },
        "goOn": .text { $0.goOn },
        "unanswered": .optional { $0.unanswered },
        "hasPassed": .flag { $0.hasPassed },
        "facts": .list { $0.facts },
        "told": .list { $0.told },
        "feedback": .optional { $0.feedback },
        "again": .optional { $0.again },
        "action": .text { $0.action },
        "key": .text { $0.key },
        "problem": .optional { $0.problem },
    ]

    /// A question in the list of what was answered.
    struct Step: Slotted {
        let title: String
        let link: String
        let state: String
        let isAnswered: Bool

        init(_ asked: QuizAsked, below root: String, in language: Language) {
            title = "\(QuizText.question(in: language)) \(asked.number)"
            link = "\(root)/questions/\(asked.number)"
            isAnswered = asked.isAnswered
            state = (isAnswered ? QuizText.isAnswered : .isUnanswered)(in: language)
        }

        static let slots: [String: Slot<Step>] = [
            "title": .text { $0.title },
            "link": .text { $0.link },
            "state": .text { $0.state },
            "isAnswered": .flag { $0.isAnswered },
        ]
    }
}

/// A question of an attempt that is marked, with what is said to its answer.
struct Told: Slotted {
    let title: String
    let outcome: String
    let isRight: Bool
    let points: String
    let text: PageMarkup
    let given: [Line]
    let feedback: [Line]
    /// Empty while it is not told.
    let right: [Line]

    init(_ asked: QuizAsked, of attempt: QuizAttempt, in language: Language) {
        let pictures = QuizAddress(attempt).pictures
        title = "\(QuizText.question(in: language)) \(asked.number)"
        let mark = asked.mark?.outcome ?? .wrong
        outcome = QuizText(mark)(in: language)
        isRight = mark == .right
        points =
            [asked.mark?.points ?? "0", asked.points].map { $0.decimal(in: language) }
            .joined(separator: " / ")
        text = PageMarkup(asked.text, pictures: pictures)
        given = Told.given(asked, pictures, language)
        feedback = asked.feedback.map { Line(PageMarkup($0, pictures: pictures)) }
        let isTruth = asked.truth.map { ($0 ? QuizText.isTrue : .isFalse)(in: language) }
        let right = isTruth.map { [QuestionText(plain: $0)] } ?? asked.right
        self.right =
            attempt.showsRight ? right.map { Line(PageMarkup($0, pictures: pictures)) } : []
    }

    private static func given(
        _ asked: QuizAsked,
        _ pictures: String,
        _ language: Language
    ) -> [Line] {
        let texts: [QuestionText] =
            switch asked.shown {
            case .nothing: [QuestionText(plain: QuizText.nothing(in: language))]
            case .choices(let places): places.sorted().map { asked.choices[$0] }
            case .truth(let said):
                [QuestionText(plain: (said ? QuizText.isTrue : .isFalse)(in: language))]
            case .text(let text): [QuestionText(plain: text)]
            case .matches(let places):
                zip(asked.pairs, places).map { pair, place in
                    let match = place.map { asked.matches[$0] } ?? "–"
                    return QuestionText(plain: "\(pair.plain) → \(match)")
                }
            }
        return texts.map { Line(PageMarkup($0, pictures: pictures)) }
    }

    /// A text in a list.
    struct Line: Slotted {
        let text: PageMarkup

        init(_ text: PageMarkup) { self.text = text }

        static let slots: [String: Slot<Line>] = [
            "text": .markup { $0.text },
            "language": .text { $0.text.language },
        ]
    }

    static let slots: [String: Slot<Told>] = [
        "title": .text { $0.title },
        "outcome": .text { $0.outcome },
        "isRight": .flag { $0.isRight },
        "points": .text { $0.points },
        "text": .markup { $0.text },
        "language": .text { $0.text.language },
        "given": .list { $0.given },
        "feedback": .list { $0.feedback },
        "hasFeedback": .flag { !$0.feedback.isEmpty },
        "right": .list { $0.right },
        "hasRight": .flag { !$0.right.isEmpty },
    ]
}

extension String {
    /// A number with a point, with the decimal sign of the language.
    fileprivate func decimal(in language: Language) -> String {
        language == .english ? self : replacing(".", with: ",")
    }
}
