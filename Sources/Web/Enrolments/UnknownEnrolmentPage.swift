import Documents
import TrainingCentre

/// The answer for an enrolment code that belongs to nobody.
struct UnknownEnrolmentPage: PageContent {
    typealias Texts = UnknownEnrolmentText

    let frame: Frame
    let icon = Icon.question.strokes
    let explanation: String
    let typed: String
    let hasTyped: Bool

    init(typed: String, isMistyped: Bool, in language: Language) {
        let typed = TypedCode(typed)
        let explanation: UnknownEnrolmentText =
            !isMistyped ? .unknown : typed.hasLengthOfCode ? .mistyped : .length
        self.explanation = explanation(in: language)
        self.typed = typed.text
        hasTyped = !typed.text.isEmpty
        frame = Frame(
            title: UnknownEnrolmentText.heading(in: language),
            path: hasTyped ? "/e/" + typed.percentEncoded : "/"
        )
    }

    static let ownSlots: [String: Slot<UnknownEnrolmentPage>] = [
        "icon": .text { $0.icon },
        "explanation": .text { $0.explanation },
        "typed": .text { $0.typed },
        "hasTyped": .flag { $0.hasTyped },
    ]
}

/// The texts of the page of an unknown enrolment code.
enum UnknownEnrolmentText: String, TextTable {
    case heading, mistyped, length, unknown, youTyped, correct, enrolmentLabel, enrolmentCheck,
        whereIs

    var texts: Titles {
        switch self {
        case .heading:
            Titles("Упис није пронађен", "Upis nije pronađen", "The enrolment was not found")
        case .mistyped:
            Titles(
                "Код изгледа погрешно унет: контролни знак не одговара осталима.",
                "Kod izgleda pogrešno unet: kontrolni znak ne odgovara ostalima.",
                "The code looks mistyped: its check symbol does not fit the others."
            )
        case .length:
            Titles(
                "Код има 16 знакова, а унето је више или мање.",
                "Kod ima 16 znakova, a uneto je više ili manje.",
                "The code has 16 symbols; more or fewer were entered."
            )
        case .unknown:
            Titles(
                "Код је правилно написан, али не припада ниједном упису.",
                "Kod je pravilno napisan, ali ne pripada nijednom upisu.",
                "The code is well formed, but it belongs to no enrolment."
            )
        case .youTyped: Titles("Унели сте", "Uneli ste", "You entered")
        case .correct: Titles("Исправите код", "Ispravite kod", "Correct the code")
        case .enrolmentLabel: Titles("Код уписа", "Kod upisa", "Enrolment code")
        case .enrolmentCheck: Titles("Погледајте упис", "Pogledajte upis", "See the enrolment")
        case .whereIs:
            Titles(
                "Код стоји у свакој поруци Тренинг центра о вашем упису и има 16 знакова.",
                "Kod stoji u svakoj poruci Trening centra o vašem upisu i ima 16 znakova.",
                "The code stands in every message of the Training Centre about your enrolment and "
                    + "has 16 symbols."
            )
        }
    }
}
