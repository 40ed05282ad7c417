import Documents
import TrainingCentre

/// What the layout prints around every page.
struct Frame: Slotted {
    /// The page's own title; the layout adds the centre's name.
    let title: String
    /// The page's path without a language, percent-encoded, for the language switcher.
    let path: String
    /// The full address that programs and search engines shall use; nil without one.
    let canonical: String?
    /// Whether search engines may list the page.
    let isListed: Bool
    /// Whether somebody of the staff reads it, who has more pages.
    let isStaff: Bool

    init(
        title: String,
        path: String,
        canonical: String? = nil,
        isListed: Bool = false,
        isStaff: Bool = false
    ) {
        self.title = title
        self.path = path
        self.canonical = canonical
        self.isListed = isListed
        self.isStaff = isStaff
    }

    static let slots: [String: Slot<Frame>] = [
        "title": .text { $0.title },
        "path": .text { $0.path },
        "canonical": .optional { $0.canonical },
        "isListed": .flag { $0.isListed },
        "isStaff": .flag { $0.isStaff },
    ]
}

/// A whole page: its own slots, those of the frame, and its texts.
///
/// No own slot has the name of one of the frame: the layout would print it in its place, so
/// `PageLoader` refuses to load such a page.
protocol PageContent: Slotted {
    associatedtype Texts: TextTable
    static var ownSlots: [String: Slot<Self>] { get }
    var frame: Frame { get }
}

extension PageContent {
    static var slots: [String: Slot<Self>] {
        let frame = Frame.slots.compactMapValues { $0.inFrame(of: Self.self) }
        return frame.merging(ownSlots) { frame, _ in frame }
    }
}

extension Slot<Frame> {
    /// The same slot, seen from a page; nil for a list, which the frame has none of.
    fileprivate func inFrame<Whole: PageContent>(of whole: Whole.Type) -> Slot<Whole>? {
        switch self {
        case .text(let text): .text { text($0.frame) }
        case .optional(let text): .optional { text($0.frame) }
        case .flag(let flag): .flag { flag($0.frame) }
        case .markup(let markup): .markup { markup($0.frame) }
        case .rows, .data: nil
        }
    }
}

/// The texts of the layout, which every page may use.
enum FrameText: String, TextTable {
    case centre, place, skip, languages, home, courses, handbooks, projects, trainers, verify
    case footer, menu, reports, own, admin

    var texts: Titles {
        switch self {
        case .centre:
            Titles(
                "Тренинг центар за миграције",
                "Trening centar za migracije",
                "Training Centre for Migration"
            )
        case .place: Titles("Пландиште", "Plandište", "Plandište")
        case .skip: Titles("Пређите на садржај", "Pređite na sadržaj", "Skip to content")
        case .languages: Titles("Језик и писмо", "Jezik i pismo", "Language and script")
        case .menu: Titles("Главни мени", "Glavni meni", "Main menu")
        case .home: Titles("Почетна", "Početna", "Home")
        case .courses: Titles("Обуке", "Obuke", "Training")
        case .handbooks: Titles("Приручници", "Priručnici", "Handbooks")
        case .projects: Titles("Пројекти", "Projekti", "Projects")
        case .trainers: Titles("Тренери", "Treneri", "Trainers")
        case .verify: Titles("Провера уверења", "Provera uverenja", "Verify a certificate")
        case .reports: Titles("Извештаји", "Izveštaji", "Reports")
        case .own: Titles("Моје обуке", "Moje obuke", "My training")
        case .admin: Titles("Послови за данас", "Poslovi za danas", "Today’s work")
        case .footer:
            Titles(
                "Регистар обука и уверења",
                "Registar obuka i uverenja",
                "Register of training and certificates"
            )
        }
    }
}
