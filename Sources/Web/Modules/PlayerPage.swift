import Documents
import TrainingCentre

/// The page in which a module runs; its script does the rest.
struct PlayerPage: PageContent {
    typealias Texts = PlayerText

    let frame: Frame
    /// Where the learner goes afterwards.
    let back: String
    /// Why nothing is recorded; nil where it is.
    let note: String?

    init(_ launch: ModuleLaunch, back: String, in language: Language) {
        frame = Frame(title: launch.module.draft.title[language], path: "")
        let path =
            launch.enrolment.map { ModulePage.path($0, launch.module) }
            ?? ModuleDeskForms.path(launch.module.draft.code)
        self.back = "\(back)/\(language.rawValue)\(path)"
        note =
            switch launch.mode {
            case .normal: nil
            case .review: PlayerText.review(in: language)
            case .preview: PlayerText.preview(in: language)
            }
    }

    static let ownSlots: [String: Slot<PlayerPage>] = [
        "back": .text { $0.back },
        "note": .optional { $0.note },
    ]
}

/// The texts of the player's page that its script does not write.
enum PlayerText: String, TextTable {
    case contents, previous, next, exit, review, preview, scripts

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
        case .preview:
            Titles(
                "Преглед: ништа се не бележи.",
                "Pregled: ništa se ne beleži.",
                "A preview: nothing is recorded."
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
