import Credentials
import Documents
import TrainingCentre

/// A questionnaire to answer, in one language and script.
struct EvaluationPage: PageContent {
    typealias Texts = EvaluationText

    let frame: Frame
    let heading: String
    let training: String
    let lead: String
    /// Whether it can be answered; without that there are no questions.
    let isOpen: Bool
    let isWrong: Bool
    let code: String
    let questions: [Question]

    init(
        _ sheet: EvaluationSheet,
        given: EvaluationSheet.Answers,
        wrong: Set<String>,
        in language: Language
    ) {
        heading = sheet.questionnaire.title[language]
        training = sheet.courseTitle[language]
        let state: EvaluationText =
            switch sheet.state {
            case .open: .lead
            case .answered: .answered
            case .notYet: .notYet
            case .over: .over
            }
        lead = state(in: language)
        isOpen = sheet.state == .open
        isWrong = isOpen && !wrong.isEmpty
        code = sheet.code.printed
        questions =
            isOpen
            ? sheet.questionnaire.questions.map { question in
                Question(
                    question,
                    given: given[question.position],
                    isWrong: wrong.contains("q\(question.position)"),
                    in: language
                )
            } : []
        frame = Frame(title: heading, path: "/q/" + code)
    }

    static let ownSlots: [String: Slot<EvaluationPage>] = [
        "heading": .text { $0.heading },
        "training": .text { $0.training },
        "lead": .text { $0.lead },
        "isOpen": .flag { $0.isOpen },
        "isWrong": .flag { $0.isWrong },
        "code": .text { $0.code },
        "questions": .list { $0.questions },
    ]

    /// One question with its field.
    struct Question: Slotted {
        let name: String
        let text: String
        /// What the ends of a scale mean; nil for other kinds.
        let scale: String?
        let isWords: Bool
        let isRequired: Bool
        let isWrong: Bool
        let words: String
        let choices: [Choice]

        init(
            _ question: Questionnaire.Question,
            given: String?,
            isWrong: Bool,
            in language: Language
        ) {
            let name = "q\(question.position)"
            self.name = name
            text = question.text[language]
            scale = question.kind == .scale ? EvaluationText.scale(in: language) : nil
            isWords = question.kind == .text
            isRequired = question.isRequired
            self.isWrong = isWrong
            words = question.kind == .text ? given ?? "" : ""
            let labels =
                question.kind == .scale
                ? (1...5).map(String.init) : question.options.map { $0.text[language] }
            choices = labels.enumerated().map { index, label in
                Choice(
                    name: name,
                    value: String(index + 1),
                    label: label,
                    isChosen: given == String(index + 1)
                )
            }
        }

        static let slots: [String: Slot<Question>] = [
            "name": .text { $0.name },
            "text": .text { $0.text },
            "scale": .optional { $0.scale },
            "isWords": .flag { $0.isWords },
            "isRequired": .flag { $0.isRequired },
            "isWrong": .flag { $0.isWrong },
            "words": .text { $0.words },
            "choices": .list { $0.choices },
        ]
    }

    /// Something to choose.
    struct Choice: Slotted {
        let name: String
        let value: String
        let label: String
        let isChosen: Bool

        static let slots: [String: Slot<Choice>] = [
            "name": .text { $0.name },
            "value": .text { $0.value },
            "label": .text { $0.label },
            "isChosen": .flag { $0.isChosen },
        ]
    }
}

/// The texts of a questionnaire's page.
enum EvaluationText: String, TextTable {
    case lead, answered, notYet, over, wrong, required, missing, scale, send, privacy

    var texts: Titles {
        switch self {
        case .lead:
            Titles(
                "Шта мислите о обуци? Одговара се само једном.",
                "Šta mislite o obuci? Odgovara se samo jednom.",
                "What do you think of the training? You can answer once."
            )
        case .answered:
            Titles(
                "Упитник је попуњен. Хвала вам!",
                "Upitnik je popunjen. Hvala vam!",
                "The questionnaire is answered. Thank you!"
            )
        case .notYet:
            Titles(
                "Упитник још није отворен. Сачувајте ову адресу.",
                "Upitnik još nije otvoren. Sačuvajte ovu adresu.",
                "The questionnaire is not open yet. Keep this address."
            )
        case .over:
            Titles(
                "Упитник је затворен и више се не попуњава.",
                "Upitnik je zatvoren i više se ne popunjava.",
                "The questionnaire is closed and cannot be answered any more."
            )
        case .wrong:
            Titles(
                "Ништа још није послато: на означена питања треба одговорити.",
                "Ništa još nije poslato: na označena pitanja treba odgovoriti.",
                "Nothing is sent yet: the marked questions need an answer."
            )
        case .required: Titles("обавезно", "obavezno", "required")
        case .missing:
            Titles(
                "Одговорите на ово питање.",
                "Odgovorite na ovo pitanje.",
                "Answer this question."
            )
        case .scale:
            Titles(
                "1 значи „нимало“, а 5 „потпуно“.",
                "1 znači „nimalo“, a 5 „potpuno“.",
                "1 means “not at all” and 5 “completely”."
            )
        case .send: Titles("Пошаљите одговоре", "Pošaljite odgovore", "Send the answers")
        case .privacy:
            Titles(
                "Одговори се чувају без имена, времена и редоследа: нико не може сазнати ко је шта "
                    + "одговорио. Зна се само ко је попунио упитник. Не пишите имена.",
                "Odgovori se čuvaju bez imena, vremena i redosleda: niko ne može saznati ko je šta "
                    + "odgovorio. Zna se samo ko je popunio upitnik. Ne pišite imena.",
                "Answers are kept without a name, a time or an order: nobody can tell who answered "
                    + "what. Only who has answered is known. Write no names."
            )
        }
    }
}
