import Documents
import TrainingCentre

/// The answer for an ID that the register does not hold.
struct UnknownCertificatePage: PageContent {
    typealias Texts = UnknownCertificateText

    let frame: Frame
    let icon = Icon.question.strokes
    let heading: String
    let explanation: String
    let isMistyped: Bool
    /// The state as a word for the style sheet: a mistyped code accuses nobody.
    let state: String
    let typed: String

    /// Mistyped means that the ID cannot exist: its length, a symbol or the check symbol is wrong.
    init(typed: String, isMistyped: Bool, in language: Language) {
        let typed = TypedCode(typed)
        let heading: UnknownCertificateText = isMistyped ? .mistyped : .unknown
        let explanation: UnknownCertificateText =
            !isMistyped ? .unknownMeans : typed.hasLengthOfCode ? .mistypedMeans : .lengthMeans
        self.heading = heading(in: language)
        self.explanation = explanation(in: language)
        self.isMistyped = isMistyped
        state = isMistyped ? "mistyped" : "unknown"
        self.typed = typed.text
        frame = Frame(title: self.heading, path: "/c/" + typed.percentEncoded)
    }

    static let ownSlots: [String: Slot<UnknownCertificatePage>] = [
        "icon": .text { $0.icon },
        "heading": .text { $0.heading },
        "explanation": .text { $0.explanation },
        "state": .text { $0.state },
        "isMistyped": .flag { $0.isMistyped },
        "typed": .text { $0.typed },
    ]
}

/// The texts of the page of an unknown ID.
enum UnknownCertificateText: String, TextTable {
    case mistyped, mistypedMeans, lengthMeans, unknown, unknownMeans, youTyped, correct, label,
        check
    case looksAlike, forged, never, address

    var texts: Titles {
        switch self {
        case .mistyped, .mistypedMeans, .lengthMeans, .unknown, .unknownMeans: answer
        case .youTyped: Titles("Унели сте", "Uneli ste", "You entered")
        case .correct: Titles("Исправите код", "Ispravite kod", "Correct the code")
        case .label: Titles("Код за проверу", "Kod za proveru", "Verification code")
        case .check: Titles("Проверите", "Proverite", "Verify")
        case .looksAlike, .forged, .never, .address: advice
        }
    }

    private var answer: Titles {
        switch self {
        case .mistyped:
            Titles(
                "Код изгледа погрешно унет",
                "Kod izgleda pogrešno unet",
                "The code looks mistyped"
            )
        case .mistypedMeans:
            Titles(
                "Такав код не може да постоји: контролни знак не одговара осталима. "
                    + "То не говори ништа о документу.",
                "Takav kod ne može da postoji: kontrolni znak ne odgovara ostalima. "
                    + "To ne govori ništa o dokumentu.",
                "No such code can exist: its check symbol does not fit the others. "
                    + "This says nothing about the document."
            )
        case .lengthMeans:
            Titles(
                "Код има 16 знакова, а унето је више или мање. "
                    + "То не говори ништа о документу.",
                "Kod ima 16 znakova, a uneto je više ili manje. "
                    + "To ne govori ništa o dokumentu.",
                "The code has 16 symbols; more or fewer were entered. "
                    + "This says nothing about the document."
            )
        case .unknown:
            Titles(
                "Документ није у регистру",
                "Dokument nije u registru",
                "The document is not in the register"
            )
        default:
            Titles(
                "Код је правилно написан, али није издат. "
                    + "Документ са овим кодом није издао Тренинг центар за миграције.",
                "Kod je pravilno napisan, ali nije izdat. "
                    + "Dokument sa ovim kodom nije izdao Trening centar za migracije.",
                "The code is well formed, but it was never issued. "
                    + "The Training Centre for Migration did not issue a document with this code."
            )
        }
    }

    private var advice: Titles {
        switch self {
        case .looksAlike:
            Titles(
                "Препишите свих 16 знакова са документа. Код није број у регистру; "
                    + "има само цифре и слова А, С, Е, Н, К, М, Р, Т и Х.",
                "Prepišite svih 16 znakova sa dokumenta. Kod nije broj u registru; "
                    + "ima samo cifre i slova A, C, E, H, K, M, P, T i X.",
                "Copy all 16 symbols from the document. The code is not the register number; "
                    + "it has only digits and the letters A, C, E, H, K, M, P, T and X."
            )
        case .forged:
            Titles(
                "Документ је фалсификован или га је издао неко други. "
                    + "Не прихватајте га као доказ о обуци у овом центру.",
                "Dokument je falsifikovan ili ga je izdao neko drugi. "
                    + "Ne prihvatajte ga kao dokaz o obuci u ovom centru.",
                "The document is forged, or somebody else issued it. "
                    + "Do not accept it as proof of training at this centre."
            )
        case .never:
            Titles(
                "Из регистра се ништа не брише: и опозвани и истекли документи се налазе у њему.",
                "Iz registra se ništa ne briše: i opozvani i istekli dokumenti se nalaze u njemu.",
                "Nothing is ever deleted from the register: revoked and expired documents are "
                    + "still found in it."
            )
        default:
            Titles(
                "Ако је код преписан са папира, упоредите га још једном знак по знак.",
                "Ako je kod prepisan sa papira, uporedite ga još jednom znak po znak.",
                "If the code was copied from paper, compare it once more, symbol by symbol."
            )
        }
    }
}
