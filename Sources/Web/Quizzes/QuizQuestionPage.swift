import Documents
import Quizzes
import TrainingCentre

/// One question of an attempt, with what was answered so far; works without any script.
struct QuizQuestionPage: PageContent {
    typealias Texts = QuizText

    let frame: Frame
    let legend: String
    let text: PageMarkup
    let hint: String
    let fields: [QuizField]
    let words: Words?
    let answered: Int
    let total: Int
    let progress: String
    let steps: [Step]
    let hasPrevious: Bool
    let isLast: Bool
    let action: String
    let key: String
    let problem: String?

    /// What is written instead of chosen.
    struct Words {
        let value: String
        let isNumber: Bool
    }

    /// `given` is what was just sent and not taken, with the reason.
    init(
        _ attempt: QuizAttempt,
        _ asked: QuizAsked,
        given: ShownAnswer? = nil,
        key: String,
        problem: String? = nil,
        in language: Language
    ) {
        let place = QuizAddress(attempt)
        let path = "\(place.path)/questions/\(asked.number)"
        frame = Frame(title: attempt.module.title[language], path: path)
        legend =
            "\(QuizText.question(in: language)) \(asked.number) / \(attempt.questions.count)"
        text = PageMarkup(asked.text, pictures: place.pictures)
        let shown = given ?? asked.shown
        hint = QuizText.hint(asked.kind)(in: language)
        fields = QuizField.list(asked, shown, pictures: place.pictures, in: language)
        words = QuizQuestionPage.words(asked, shown)
        total = attempt.questions.count
        answered = total - attempt.unanswered.count
        progress = "\(QuizText.answered(in: language)): \(answered) / \(total)"
        steps = attempt.questions.map { Step($0, isHere: $0.number == asked.number, language) }
        hasPrevious = asked.number > 1
        isLast = asked.number == total
        action = "/\(language.rawValue)\(path)"
        self.key = key
        self.problem = problem
    }

    private static func words(_ asked: QuizAsked, _ shown: ShownAnswer) -> Words? {
        guard asked.kind == .shortAnswer || asked.kind == .numeric else { return nil }
        let value = if case .text(let text) = shown { text } else { "" }
        return Words(value: value, isNumber: asked.kind == .numeric)
    }

    static let ownSlots: [String: Slot<QuizQuestionPage>] = [
        "legend": .text { $0.legend },
        "text": .markup { $0.text },
        "language": .text { $0.text.language },
        "hint": .text { $0.hint },
        "fields": .list { $0.fields },
        "words": .optional { $0.words?.value },
        "isNumber": .flag { $0.words?.isNumber ?? false },
        "answered": .text { String($0.answered) },
        "total": .text { String($0.total) },
        "progress": .text { $0.progress },
        "steps": .list { $0.steps },
        "hasPrevious": .flag { $0.hasPrevious },
        "isLast": .flag { $0.isLast },
        "action": .text { $0.action },
        "key": .text { $0.key },
        "problem": .optional { $0.problem },
    ]

    /// A button that saves and leads to another question.
    struct Step: Slotted {
        let number: String
        let name: String
        let isAnswered: Bool
        let isHere: Bool

        init(_ asked: QuizAsked, isHere: Bool, _ language: Language) {
            number = String(asked.number)
            isAnswered = asked.isAnswered
            self.isHere = isHere
            let state: QuizText = isAnswered ? .isAnswered : .isUnanswered
            name = "\(QuizText.question(in: language)) \(number): \(state(in: language))"
        }

        static let slots: [String: Slot<Step>] = [
            "number": .text { $0.number },
            "name": .text { $0.name },
            "isAnswered": .flag { $0.isAnswered },
            "isHere": .flag { $0.isHere },
        ]
    }
}

/// Something of a question to tick, or to choose a match for.
struct QuizField: Slotted {
    let name: String
    let value: String
    let id: String
    let label: PageMarkup
    let kind: Kind
    let isChosen: Bool
    let options: [Option]

    enum Kind { case radio, tick, select }

    /// A match that can be chosen.
    struct Option: Slotted {
        let value: String
        let label: String
        let language: String
        let isChosen: Bool

        static let slots: [String: Slot<Option>] = [
            "value": .text { $0.value },
            "label": .text { $0.label },
            "language": .text { $0.language },
            "isChosen": .flag { $0.isChosen },
        ]
    }

    static let slots: [String: Slot<QuizField>] = [
        "name": .text { $0.name },
        "value": .text { $0.value },
        "id": .text { $0.id },
        "label": .markup { $0.label },
        "language": .text { $0.label.language },
        "isRadio": .flag { $0.kind == .radio },
        "isTick": .flag { $0.kind == .tick },
        "isSelect": .flag { $0.kind == .select },
        "isChosen": .flag { $0.isChosen },
        "options": .list { $0.options },
    ]

    /// The fields of a question; none where something is written.
    static func list(
        _ asked: QuizAsked,
        _ shown: ShownAnswer,
        pictures: String,
        in language: Language
    ) -> [QuizField] {
        let labels = asked.choices.map { PageMarkup($0, pictures: pictures) }
        let places: Set<Int> = if case .choices(let places) = shown { places } else { [] }
        return switch asked.kind {
        case .single:
            labels.enumerated().map { place, label in
                radio("choice", "\(place)", label, isChosen: places.contains(place))
            }
        case .multiple:
            labels.enumerated().map { place, label in
                QuizField(
                    name: "choice-\(place)",
                    value: "1",
                    id: "choice-\(place)",
                    label: label,
                    kind: .tick,
                    isChosen: places.contains(place),
                    options: []
                )
            }
        case .trueFalse:
            [(true, QuizText.isTrue), (false, .isFalse)].map { said, word in
                let label = PageMarkup(QuestionText(plain: word(in: language)), pictures: pictures)
                return radio("truth", "\(said)", label, isChosen: shown == .truth(said))
            }
        case .matching: matching(asked, shown, pictures: pictures, in: language)
        case .shortAnswer, .numeric: []
        }
    }

    private static func radio(
        _ name: String,
        _ value: String,
        _ label: PageMarkup,
        isChosen: Bool
    ) -> QuizField {
        QuizField(
            name: name,
            value: value,
            id: "\(name)-\(value)",
            label: label,
            kind: .radio,
            isChosen: isChosen,
            options: []
        )
    }

    private static func matching(
        _ asked: QuizAsked,
        _ shown: ShownAnswer,
        pictures: String,
        in language: Language
    ) -> [QuizField] {
        let chosen: [Int?] = if case .matches(let places) = shown { places } else { [] }
        return asked.pairs.enumerated().map { pair, text in
            let place = chosen.indices.contains(pair) ? chosen[pair] : nil
            let none = Option(
                value: "",
                label: QuizText.choose(in: language),
                language: language.rawValue,
                isChosen: place == nil
            )
            let options = asked.matches.enumerated().map { index, match in
                Option(
                    value: "\(index)",
                    label: match,
                    language: PageMarkup.language(of: match),
                    isChosen: place == index
                )
            }
            return QuizField(
                name: "match-\(pair)",
                value: "",
                id: "match-\(pair)",
                label: PageMarkup(text, pictures: pictures),
                kind: .select,
                isChosen: false,
                options: [none] + options
            )
        }
    }
}

/// Where the pages of an attempt are.
struct QuizAddress {
    /// Below the language.
    let path: String
    /// Of the module.
    let module: String

    init(_ attempt: QuizAttempt) {
        module =
            "/me/enrolments/\(attempt.enrolment.value)/modules/"
            + attempt.module.code.percentEncoded
        path = "\(module)/attempts/\(attempt.number)"
    }

    /// Where the pictures of its questions are.
    var pictures: String { "\(path)/pictures" }
}
