import Documents
import Quizzes
import SerbianText
import TrainingCentre

/// Why a question of a file is not taken, as its author understands it.
///
/// In English the reader of questions says it itself.
enum QuestionWording {
    /// How many are named on a page.
    private static let shownMax = 10

    static func titles(_ refused: QuizFileRefused) -> Titles {
        guard !refused.questions.isEmpty else {
            let cyrillic = files[refused.code] ?? "Датотека не може да се прочита."
            return Titles(cyrillic, SerbianText.latin(cyrillic), refused.message)
        }
        let shown = refused.questions.prefix(shownMax)
        let lines = shown.map { "ред \($0.line): \(words[$0.code] ?? "")" }
        let cyrillic = "Није узето ниједно питање – " + lines.joined(separator: "; ") + "."
        return Titles(
            cyrillic,
            SerbianText.latin(cyrillic),
            "No question is taken. " + shown.map(\.message).joined(separator: " ")
        )
    }

    static let files = [
        "questions_none": "У датотеци нема питања.",
        "questions_too_large": "Датотека је превелика: поделите је.",
        "questions_not_utf8": "Датотека није у UTF-8: поново је сачувајте као „UTF-8“.",
        "questions_too_many_questions": "У датотеци је превише питања: поделите је.",
        "questions_invalid": "XML није исправан: поново извезите питања.",
        "questions_declares": "XML наводи тип документа или ентитете, који се не читају.",
        "questions_not_moodle": "Ово није Moodle XML: извезите питања у том формату.",
    ]

    /// What is wrong with a question, behind the number of its line.
    static let words: [QuestionRefusal.Code: String] = [
        .kindNotTaken: "врста питања која не може сама да се оцени",
        .bracesOpen: "заграда „{“ нема свој крај",
        .bracesUnopened: "заграда „}“ нема свој почетак",
        .bracesTwice: "више од једног пара заграда: између питања иде празан ред",
        .nameOpen: "назив који почиње са „::“ нема свој крај",
        .answersBeginWithout: "испред првог одговора нема „=“ ни „~“",
        .pairIncomplete: "пару недостаје друга половина („->“)",
        .weightInvalid: "тежина није број од -100 до 100",
        .numberInvalid: "одговор није број",
        .rangeInvalid: "опсег бројева није исправан",
        .pointsInvalid: "бодови нису исправан број",
        .truthUnknown: "није речено да ли је тачно или нетачно",
        .textMissing: "питање нема текст",
        .textTooLong: "текст је предугачак",
        .lineTooLong: "назив или одговор је предугачак",
        .answersMissing: "нема одговора",
        .answersTooFew: "понуђен је само један одговор",
        .answersTooMany: "превише одговора",
        .answerTwice: "исти одговор стоји двапут",
        .nothingRight: "ниједан одговор није тачан",
        .matchesTooFew: "потребна су бар два пара",
        .elementsTooMany: "питање има превише делова",
    ]
}
