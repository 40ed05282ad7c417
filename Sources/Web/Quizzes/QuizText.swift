import Quizzes
import TrainingCentre

/// The texts of the pages of a quiz.
enum QuizText: String, TextTable {
    case back, begin, goOn, again, over, noneLeft, attempts, attempt
    case questions, passMark, attemptsMade, best, afterEach, afterLast, never
    case question, yourAnswer, choose, isTrue, isFalse, answered, isAnswered, isUnanswered
    case next, previous, later, finish, steps
    case ofOne, ofSeveral, ofPairs, ofWords, ofNumbers, ofTruth
    case ready, missing, confirm, confirmFirst, submit, check, passed, failed
    case score, points, left, right, partlyRight, wrong, given, rightWas, nothing, said
    case tooLong, doesNotFit

    init(_ feedback: QuizRules.Feedback) {
        self =
            switch feedback {
            case .afterEach: .afterEach
            case .afterLast: .afterLast
            case .never: .never
            }
    }

    init(_ outcome: Grade.Outcome) {
        self =
            switch outcome {
            case .right: .right
            case .partlyRight: .partlyRight
            case .wrong: .wrong
            }
    }

    /// How a kind of question is answered.
    static func hint(_ kind: Question.Kind) -> QuizText {
        switch kind {
        case .single: .ofOne
        case .multiple: .ofSeveral
        case .trueFalse: .ofTruth
        case .matching: .ofPairs
        case .shortAnswer: .ofWords
        case .numeric: .ofNumbers
        }
    }

    var texts: Titles { ofStart ?? ofQuestion ?? ofHints ?? ofAttempt }

    private var ofStart: Titles? {
        switch self {
        case .back: Titles("Моје обуке", "Moje obuke", "My training")
        case .begin: Titles("Почните квиз", "Počnite kviz", "Begin the quiz")
        case .goOn: Titles("Наставите квиз", "Nastavite kviz", "Continue the quiz")
        case .again: Titles("Покушајте поново", "Pokušajte ponovo", "Try again")
        case .over:
            Titles(
                "Обука је завршена и квиз се више не решава.",
                "Obuka je završena i kviz se više ne rešava.",
                "The training is closed, and the quiz is not taken any more."
            )
        case .noneLeft:
            Titles(
                "Искористили сте све покушаје.",
                "Iskoristili ste sve pokušaje.",
                "You have used all attempts."
            )
        case .attempts: Titles("Покушаји", "Pokušaji", "Attempts")
        case .attempt: Titles("покушај", "pokušaj", "attempt")
        case .questions: Titles("Питања", "Pitanja", "Questions")
        case .passMark: Titles("Пролаз од", "Prolaz od", "Passed from")
        case .attemptsMade: Titles("Покушаји", "Pokušaji", "Attempts made")
        case .best: Titles("Најбољи резултат", "Najbolji rezultat", "Best result")
        case .afterEach:
            Titles(
                "После сваког покушаја видећете шта је тачно, а шта није. Рачуна се најбољи.",
                "Posle svakog pokušaja videćete šta je tačno, a šta nije. Računa se najbolji.",
                "After each attempt you see what was right and what was not. The best one counts."
            )
        case .afterLast:
            Titles(
                "Шта је тачно видећете када искористите све покушаје. Рачуна се најбољи.",
                "Šta je tačno videćete kada iskoristite sve pokušaje. Računa se najbolji.",
                "You see what was right when all attempts are used. The best one counts."
            )
        case .never:
            Titles(
                "Видећете само резултат. Рачуна се најбољи покушај.",
                "Videćete samo rezultat. Računa se najbolji pokušaj.",
                "You see the result alone. The best attempt counts."
            )
        default: nil
        }
    }

    private var ofQuestion: Titles? {
        switch self {
        case .question: Titles("Питање", "Pitanje", "Question")
        case .yourAnswer: Titles("Ваш одговор", "Vaš odgovor", "Your answer")
        case .choose: Titles("– изаберите –", "– izaberite –", "– choose –")
        case .isTrue: Titles("Тачно", "Tačno", "True")
        case .isFalse: Titles("Нетачно", "Netačno", "False")
        case .answered: Titles("Одговорено", "Odgovoreno", "Answered")
        case .isAnswered: Titles("одговорено", "odgovoreno", "answered")
        case .isUnanswered: Titles("без одговора", "bez odgovora", "no answer")
        case .next: Titles("Сачувај и даље", "Sačuvaj i dalje", "Save and next")
        case .previous: Titles("Претходно", "Prethodno", "Previous")
        case .later: Titles("Наставићу касније", "Nastaviću kasnije", "Continue later")
        case .finish: Titles("Сачувај и заврши", "Sačuvaj i završi", "Save and finish")
        case .steps:
            Titles(
                "Сачувај и пређи на питање",
                "Sačuvaj i pređi na pitanje",
                "Save and go to question"
            )
        case .tooLong:
            Titles(
                "Одговор је предугачак: највише 1.000 знакова.",
                "Odgovor je predugačak: najviše 1.000 znakova.",
                "The answer is too long: at most 1,000 characters."
            )
        case .doesNotFit:
            Titles(
                "Одговор није сачуван: отворите питање поново.",
                "Odgovor nije sačuvan: otvorite pitanje ponovo.",
                "The answer is not saved: open the question again."
            )
        default: nil
        }
    }

    private var ofHints: Titles? {
        switch self {
        case .ofOne:
            Titles("Изаберите један одговор.", "Izaberite jedan odgovor.", "Choose one answer.")
        case .ofSeveral:
            Titles(
                "Означите све тачне одговоре.",
                "Označite sve tačne odgovore.",
                "Tick every right answer."
            )
        case .ofTruth:
            Titles(
                "Да ли је тврдња тачна?",
                "Da li je tvrdnja tačna?",
                "Is the statement true?"
            )
        case .ofPairs:
            Titles("Спојите парове.", "Spojite parove.", "Choose what belongs to each.")
        case .ofWords:
            Titles("Одговорите кратко.", "Odgovorite kratko.", "Answer in a few words.")
        case .ofNumbers:
            Titles(
                "Упишите број; децимале после зареза или тачке.",
                "Upišite broj; decimale posle zareza ili tačke.",
                "Write a number; decimals after a point or a comma."
            )
        default: nil
        }
    }

    private var ofAttempt: Titles {
        switch self {
        case .ready:
            Titles(
                "Проверите одговоре пре предаје.",
                "Proverite odgovore pre predaje.",
                "Check your answers before you hand them in."
            )
        case .missing:
            Titles("Питања без одговора", "Pitanja bez odgovora", "Questions without an answer")
        case .confirm:
            Titles(
                "Предајем и са питањима без одговора.",
                "Predajem i sa pitanjima bez odgovora.",
                "I hand it in with questions that have no answer."
            )
        case .confirmFirst:
            Titles(
                "Још није предато: одговорите на сва питања, или потврдите да предајете без њих.",
                "Još nije predato: odgovorite na sva pitanja, ili potvrdite da predajete bez njih.",
                "Not handed in yet: answer all questions, or confirm that you hand it in without."
            )
        case .submit: Titles("Предајте квиз", "Predajte kviz", "Hand in the quiz")
        case .check:
            Titles("Вратите се на питања", "Vratite se na pitanja", "Back to the questions")
        case .passed:
            Titles("Положили сте квиз.", "Položili ste kviz.", "You have passed the quiz.")
        case .failed:
            Titles(
                "Овај покушај није довољан за пролаз.",
                "Ovaj pokušaj nije dovoljan za prolaz.",
                "This attempt is not enough to pass."
            )
        case .score: Titles("Резултат", "Rezultat", "Result")
        case .points: Titles("Поени", "Poeni", "Points")
        case .left: Titles("Преостало покушаја", "Preostalo pokušaja", "Attempts left")
        case .right: Titles("тачно", "tačno", "right")
        case .partlyRight: Titles("делимично тачно", "delimično tačno", "partly right")
        case .wrong: Titles("нетачно", "netačno", "wrong")
        case .given: Titles("Ваш одговор", "Vaš odgovor", "Your answer")
        case .rightWas: Titles("Тачан одговор", "Tačan odgovor", "Right answer")
        case .said: Titles("Објашњење", "Objašnjenje", "Explanation")
        default: Titles("нема одговора", "nema odgovora", "no answer")
        }
    }
}
