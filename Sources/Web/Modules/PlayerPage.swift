import Documents
import TrainingCentre

/// The page in which a module runs; its script does the rest.
struct PlayerPage: PageContent {
    typealias Texts = PlayerText

    let frame: Frame
    /// Where the learner goes afterwards.
    let back: String
    /// Whether nothing counts any more.
    let isReview: Bool

    init(_ launch: ModuleLaunch, back: String, in language: Language) {
        frame = Frame(title: launch.module.draft.title[language], path: "")
        let path = ModulePage.path(launch.enrolment, launch.module)
        self.back = "\(back)/\(language.rawValue)\(path)"
        isReview = launch.mode == .review
    }

    static let ownSlots: [String: Slot<PlayerPage>] = [
        "back": .text { $0.back },
        "isReview": .flag { $0.isReview },
    ]
}

/// The texts of the player's page that its script does not write.
enum PlayerText: String, TextTable {
    case contents, previous, next, exit, review, scripts

    var texts: Titles {
        switch self {
        case .contents: Titles("Садржај", "Sadržaj", "Contents")
        case .previous: Titles("Назад", "Nazad", "Previous")
        case .next: Titles("Даље", "Dalje", "Next")
        case .exit: Titles("Изађи", "Izađi", "Exit")
        case .review:
            Titles(
                "Обука је завршена: модул може да се погледа, али се ништа више не бележи.",
                "Obuka je završena: modul može da se pogleda, ali se ništa više ne beleži.",
                "The training is closed: the module can be looked at, and nothing is recorded."
            )
        case .scripts:
            Titles(
                "Модул ради само када прегледач дозвољава скрипте.",
                "Modul radi samo kada pregledač dozvoljava skripte.",
                "The module needs a browser that lets scripts run."
            )
        }
    }
}
