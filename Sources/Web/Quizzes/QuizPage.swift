import Documents
import TrainingCentre

/// A quiz of a learner's own course: its rules, the attempts so far, and the button that begins.
struct QuizPage: PageContent {
    typealias Texts = QuizText

    let frame: Frame
    let course: String
    let need: String
    let state: String
    let isCompleted: Bool
    let facts: [FactRow]
    let feedback: String?
    let attempts: [QuizAttemptRow]
    let action: String
    let key: String
    /// What the button says; nil where nothing can be begun.
    let open: String?
    /// Why not, or what to know before.
    let heed: String?

    init(_ found: OwnQuiz, key: String, in language: Language) {
        let own = found.own
        let path = ModulePage.path(own.enrolment, own.module)
        let standing = ModuleProgressRow(own.standing, in: language)
        frame = Frame(title: own.standing.title[language], path: path)
        course = own.course[language]
        (need, isCompleted) = (standing.need, standing.isCompleted)
        state = standing.state
        facts = QuizPage.facts(found, in: language)
        feedback = found.rules.map { QuizText($0.feedback)(in: language) }
        attempts = own.attempts.map { QuizAttemptRow($0, below: path, in: language) }
        action = "/\(language.rawValue)\(path)"
        self.key = key
        let verb: QuizText =
            found.standing.open != nil ? .goOn : own.attempts.isEmpty ? .begin : .again
        open = found.canGoOn ? verb(in: language) : nil
        heed = QuizPage.heed(found, standing.refusal, in: language)
    }

    private static func heed(
        _ found: OwnQuiz,
        _ refusal: String?,
        in language: Language
    ) -> String? {
        if let obstacle = found.own.obstacle { return ModulePageText(obstacle)(in: language) }
        if let refusal { return refusal }
        if found.standing.isOver { return QuizText.over(in: language) }
        return found.standing.isFinished ? QuizText.noneLeft(in: language) : nil
    }

    private static func facts(_ found: OwnQuiz, in language: Language) -> [FactRow] {
        guard let rules = found.rules else { return [] }
        let standing = found.standing
        let of = standing.attemptsMax.map { " / \($0)" } ?? ""
        var facts: [(QuizText, String)] = [
            (.questions, "\(found.drawn)"),
            (.passMark, rules.passPercent.percent(in: language)),
            (.attemptsMade, "\(standing.used)\(of)"),
        ]
        let best = found.own.attempts.compactMap(\.quiz?.scorePercent).max()
        if let best { facts.append((.best, best.percent(in: language))) }
        return facts.map { FactRow(name: $0.0(in: language), value: $0.1) }
    }

    static let ownSlots: [String: Slot<QuizPage>] = [
        "course": .text { $0.course },
        "need": .text { $0.need },
        "state": .text { $0.state },
        "isCompleted": .flag { $0.isCompleted },
        "facts": .list { $0.facts },
        "hasFacts": .flag { !$0.facts.isEmpty },
        "feedback": .optional { $0.feedback },
        "attempts": .list { $0.attempts },
        "hasAttempts": .flag { !$0.attempts.isEmpty },
        "action": .text { $0.action },
        "key": .text { $0.key },
        "open": .optional { $0.open },
        "heed": .optional { $0.heed },
    ]
}

/// An attempt in the list of those that were made.
struct QuizAttemptRow: Slotted {
    let title: String
    let link: String
    let state: String
    let hasPassed: Bool

    init(_ attempt: ModuleAttempt, below path: String, in language: Language) {
        title = "\(attempt.number). " + QuizText.attempt(in: language)
        link = "/\(language.rawValue)\(path)/attempts/\(attempt.number)"
        hasPassed = attempt.quiz?.hasPassed ?? false
        guard let result = attempt.quiz else {
            state = PartStateText.incomplete(in: language)
            return
        }
        let word: PartStateText = result.hasPassed ? .passed : .failed
        state = "\(word(in: language)) (\(result.scorePercent.percent(in: language)))"
    }

    static let slots: [String: Slot<QuizAttemptRow>] = [
        "title": .text { $0.title },
        "link": .text { $0.link },
        "state": .text { $0.state },
        "hasPassed": .flag { $0.hasPassed },
    ]
}
