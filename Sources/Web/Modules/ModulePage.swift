import Documents
import Postgres
import TrainingCentre

/// One module of a learner's own course, with the button that opens it.
struct ModulePage: PageContent {
    typealias Texts = ModulePageText

    let frame: Frame
    let course: String
    let need: String
    let state: String
    let isCompleted: Bool
    let facts: [FactRow]
    let parts: [PartRow]
    /// Where its buttons send to, and the key that shows that they are ours.
    let action: String
    let key: String
    /// What the first button says; nil where nothing can be opened.
    let open: String?
    let canBeginAgain: Bool
    /// What the learner should know before.
    let heed: String?
    let problem: String?

    init(_ found: OwnModule, key: String, problem: String?, in language: Language) {
        let path = ModulePage.path(found.enrolment, found.module)
        let standing = ModuleProgressRow(found.standing, in: language)
        frame = Frame(title: found.standing.title[language], path: path)
        course = found.course[language]
        let last = found.attempts.first
        (need, isCompleted) = (standing.need, standing.isCompleted)
        state = standing.state
        facts = ModulePage.facts(found, last, in: language)
        parts =
            last.map { attempt in
                attempt.parts.filter(\.isVisible).map { PartRow($0, of: attempt, in: language) }
            } ?? []
        action = "/\(language.rawValue)\(path)"
        self.key = key
        self.problem = problem
        let verb: ModulePageText = found.isOver ? .look : last == nil ? .begin : .goOn
        open = found.obstacle == nil ? verb(in: language) : nil
        canBeginAgain = found.obstacle == nil && last != nil && !found.isOver
        heed =
            found.obstacle.map { ModulePageText($0)(in: language) }
            ?? standing.refusal
            ?? (found.isOver
                ? ModulePageText.over(in: language)
                : found.hasNewerVersion ? ModulePageText.newer(in: language) : nil)
    }

    /// Below the language.
    static func path(_ enrolment: ID<Enrolment>, _ module: CourseModule) -> String {
        "/me/enrolments/\(enrolment.value)/modules/\(module.draft.code.percentEncoded)"
    }

    private static func facts(
        _ found: OwnModule,
        _ last: ModuleAttempt?,
        in language: Language
    ) -> [FactRow] {
        var facts: [FactRow] = []
        let hours = found.module.draft.hours
        if hours.value > 0 {
            facts.append(
                FactRow(
                    name: CohortText.sessionHours(in: language),
                    value: hours.written(in: language)
                )
            )
        }
        guard let last else { return facts }
        facts.append(
            FactRow(name: ModulePageText.attempt(in: language), value: "\(last.number).")
        )
        if let score = last.scorePercent {
            facts.append(
                FactRow(
                    name: ModulePageText.score(in: language),
                    value: score.percent(in: language)
                )
            )
        }
        let minutes = last.standings.values.map(\.seconds).reduce(0, +) / 60
        let unit = language == .serbianCyrillic ? "мин" : "min"
        facts.append(
            FactRow(name: ModulePageText.spent(in: language), value: "\(minutes)\u{A0}\(unit)")
        )
        return facts
    }

    static let ownSlots: [String: Slot<ModulePage>] = [
        "course": .text { $0.course },
        "need": .text { $0.need },
        "state": .text { $0.state },
        "isCompleted": .flag { $0.isCompleted },
        "facts": .list { $0.facts },
        "hasFacts": .flag { !$0.facts.isEmpty },
        "parts": .list { $0.parts },
        "hasParts": .flag { $0.parts.count > 1 },
        "action": .text { $0.action },
        "key": .text { $0.key },
        "open": .optional { $0.open },
        "canBeginAgain": .flag { $0.canBeginAgain },
        "heed": .optional { $0.heed },
        "problem": .optional { $0.problem },
    ]
}

/// A part of a module, and where the learner stands with it.
struct PartRow: Slotted {
    let title: String
    /// Empty for a heading.
    let state: String
    let isDone: Bool

    init(_ part: ModulePart, of attempt: ModuleAttempt, in language: Language) {
        title = part.title
        state =
            part.launch == nil
            ? "" : PartStateText(rawValue: attempt.status(of: part))?(in: language) ?? ""
        isDone = part.launch != nil && attempt.isDone(part)
    }

    static let slots: [String: Slot<PartRow>] = [
        "title": .text { $0.title },
        "state": .text { $0.state },
        "isDone": .flag { $0.isDone },
    ]
}

/// Where somebody stands with a part, in words; by what `ModuleAttempt.status` says.
enum PartStateText: String, TextTable {
    case notAttempted = "not attempted"
    case incomplete, completed, unknown, passed, failed

    var texts: Titles {
        switch self {
        case .notAttempted: Titles("није отворено", "nije otvoreno", "not opened")
        case .incomplete, .unknown: Titles("у току", "u toku", "in progress")
        case .completed: Titles("завршено", "završeno", "completed")
        case .passed: Titles("положено", "položeno", "passed")
        case .failed: Titles("није положено", "nije položeno", "failed")
        }
    }
}

/// The texts of the page of one's own module.
enum ModulePageText: String, TextTable {
    case back, parts, begin, goOn, look, again, againNote, attempt, score, spent
    case noSeat, cancelled, empty, notPlayed, playerMissing, over, newer, hostMissing

    init(_ obstacle: OwnModule.Obstacle) {
        self =
            switch obstacle {
            case .noSeat: .noSeat
            case .cancelled: .cancelled
            case .empty: .empty
            case .notPlayed: .notPlayed
            case .playerMissing: .playerMissing
            }
    }

    var texts: Titles {
        switch self {
        case .back: Titles("Моје обуке", "Moje obuke", "My training")
        case .parts: Titles("Делови", "Delovi", "Parts")
        case .begin: Titles("Почните", "Počnite", "Begin")
        case .goOn: Titles("Наставите", "Nastavite", "Continue")
        case .look: Titles("Погледајте", "Pogledajte", "Look at it")
        case .again: Titles("Почните испочетка", "Počnite ispočetka", "Begin anew")
        case .againNote:
            Titles(
                "Нови покушај почиње од почетка; оно што је завршено остаје завршено.",
                "Novi pokušaj počinje od početka; ono što je završeno ostaje završeno.",
                "Another attempt begins at the start; what is completed stays completed."
            )
        case .attempt: Titles("Покушај", "Pokušaj", "Attempt")
        case .score: Titles("Постигнуто", "Postignuto", "Reached")
        case .spent: Titles("Проведено", "Provedeno", "Spent")
        default: obstacles
        }
    }

    private var obstacles: Titles {
        switch self {
        case .noSeat:
            Titles(
                "Модул отвара ко има место у обуци.",
                "Modul otvara ko ima mesto u obuci.",
                "The module is for those who have a seat in the training."
            )
        case .cancelled:
            Titles("Обука је отказана.", "Obuka je otkazana.", "The training is cancelled.")
        case .empty:
            Titles(
                "Модул још нема садржај: центар ће га поставити.",
                "Modul još nema sadržaj: centar će ga postaviti.",
                "The module has no content yet: the centre will hand it in."
            )
        case .over:
            Titles(
                "Обука је завршена: модул може да се погледа, али се ништа више не бележи.",
                "Obuka je završena: modul može da se pogleda, ali se ništa više ne beleži.",
                "The training is closed: the module can be looked at, and nothing is recorded."
            )
        case .newer:
            Titles(
                "Настављате са верзијом са којом сте почели; нови покушај почиње новијом.",
                "Nastavljate sa verzijom sa kojom ste počeli; novi pokušaj počinje novijom.",
                "You continue with the version you began with; another attempt begins a newer one."
            )
        case .playerMissing:
            Titles(
                "Модул се не може отворити: администратор још није поставио приказивач за H5P.",
                "Modul se ne može otvoriti: administrator još nije postavio prikazivač za H5P.",
                "The module cannot be opened: the administrator has not installed a player of H5P."
            )
        case .hostMissing:
            Titles(
                "Модули се не могу отворити: администратор још није подесио њихову адресу.",
                "Moduli se ne mogu otvoriti: administrator još nije podesio njihovu adresu.",
                "Modules cannot be opened: the administrator has not set their address yet."
            )
        default:
            Titles(
                "Овај модул се не отвара овде: центар ће рећи како се завршава.",
                "Ovaj modul se ne otvara ovde: centar će reći kako se završava.",
                "This module is not opened here: the centre says how it is done."
            )
        }
    }
}
