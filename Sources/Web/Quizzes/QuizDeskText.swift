import Quizzes
import SerbianText
import TrainingCentre

/// The texts of what staff see of a quiz.
enum QuizDeskText: String, TextTable {
    case questions, number, name, kind, points, pool
    case upload, uploadText, file, fileHint
    case rules, rulesText, attempts, attemptsHint, pass, shuffle, feedback
    case afterEach, afterLast, never
    case single, multiple, trueFalse, matching, shortAnswer, numeric

    init(_ kind: Question.Kind) {
        self =
            switch kind {
            case .single: .single
            case .multiple: .multiple
            case .trueFalse: .trueFalse
            case .matching: .matching
            case .shortAnswer: .shortAnswer
            case .numeric: .numeric
            }
    }

    init(_ feedback: QuizRules.Feedback) {
        self =
            switch feedback {
            case .afterEach: .afterEach
            case .afterLast: .afterLast
            case .never: .never
            }
    }

    /// How many questions an attempt has.
    static func drawn(_ count: Int) -> Titles {
        let phrase = SerbianCount.phrase(count, one: "питање", few: "питања", many: "питања")
        let cyrillic = "У сваком покушају: \(phrase)."
        return Titles(
            cyrillic,
            SerbianText.latin(cyrillic),
            "In each attempt: \(count) \(count == 1 ? "question" : "questions")."
        )
    }

    var texts: Titles {
        switch self {
        case .questions:
            Titles(
                "Питања најновије верзије",
                "Pitanja najnovije verzije",
                "Questions of the newest version"
            )
        case .number: Titles("Редни број", "Redni broj", "Number")
        case .name: Titles("Назив", "Naziv", "Name")
        case .kind: Titles("Врста", "Vrsta", "Kind")
        case .points: Titles("Бодови", "Bodovi", "Points")
        case .pool: Titles("Група (колико се бира)", "Grupa (koliko se bira)", "Pool (drawn)")
        case .upload: Titles("Датотека са питањима", "Datoteka sa pitanjima", "A file of questions")
        case .uploadText:
            Titles(
                "Прва верзија се одмах објављује, а свака следећа дугметом. Ако једно питање није "
                    + "исправно, не узима се ниједно.",
                "Prva verzija se odmah objavljuje, a svaka sledeća dugmetom. Ako jedno pitanje "
                    + "nije ispravno, ne uzima se nijedno.",
                "The first version is published at once, every later one by a button. One wrong "
                    + "question, and none is taken."
            )
        case .file: ModuleDeskText.packageFile.texts
        case .fileHint:
            Titles(
                "GIFT као .txt или Moodle XML као .xml, у UTF-8. До 50 MiB.",
                "GIFT kao .txt ili Moodle XML kao .xml, u UTF-8. Do 50 MiB.",
                "GIFT as .txt or Moodle XML as .xml, in UTF-8. At most 50 MiB."
            )
        default: ofRules
        }
    }

    private var ofRules: Titles {
        switch self {
        case .rules: Titles("Правила квиза", "Pravila kviza", "Rules of the quiz")
        case .rulesText:
            Titles(
                "Друга правила су нова верзија. Ко је почео, наставља са својом верзијом.",
                "Druga pravila su nova verzija. Ko je počeo, nastavlja sa svojom verzijom.",
                "Other rules are a new version. Who has begun goes on with the version of then."
            )
        case .attempts: Titles("Број покушаја", "Broj pokušaja", "Number of attempts")
        case .attemptsHint:
            Titles(
                "Од 1 до 100, или „any“ за колико год.",
                "Od 1 do 100, ili „any“ za koliko god.",
                "From 1 to 100, or “any” for as many as one likes."
            )
        case .pass:
            Titles(
                "Положен од (% бодова)",
                "Položen od (% bodova)",
                "Passed from (% of the points)"
            )
        case .shuffle:
            Titles(
                "Питања насумичним редом",
                "Pitanja nasumičnim redom",
                "Questions in an order of chance"
            )
        case .feedback:
            Titles(
                "Када се казује шта је тачно",
                "Kada se kazuje šta je tačno",
                "When it is told what was right"
            )
        case .afterEach:
            Titles("после сваког покушаја", "posle svakog pokušaja", "after each attempt")
        case .afterLast:
            Titles(
                "после последњег покушаја",
                "posle poslednjeg pokušaja",
                "after the last attempt"
            )
        case .never: Titles("никада", "nikada", "never")
        default: kinds
        }
    }

    private var kinds: Titles {
        switch self {
        case .single: Titles("један од више", "jedan od više", "one of several")
        case .multiple: Titles("више од више", "više od više", "several of several")
        case .trueFalse: Titles("тачно или нетачно", "tačno ili netačno", "true or false")
        case .matching: Titles("спајање", "spajanje", "matching")
        case .shortAnswer: Titles("кратак одговор", "kratak odgovor", "short answer")
        default: Titles("број", "broj", "number")
        }
    }
}
