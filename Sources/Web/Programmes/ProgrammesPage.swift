import Documents
import TrainingCentre

/// Programmes with their courses in order: all of them, or one.
struct ProgrammesPage: PageContent {
    typealias Texts = ProgrammeText

    let frame: Frame
    let heading: String
    let programmes: [ProgrammeRow]
    let isEmpty: Bool
    let next: String?

    /// The list, or a part of it with the cursor of the next.
    init(_ programmes: [Programme], next: String?, in language: Language, site: Site) {
        let path = "/programmes"
        heading = ProgrammeText.heading(in: language)
        frame = Frame(
            title: heading,
            path: path,
            canonical: next == nil ? "\(site.publicURL)/\(language.rawValue)\(path)" : nil,
            isListed: true
        )
        self.programmes = programmes.map { ProgrammeRow($0, isLinked: true, in: language) }
        isEmpty = programmes.isEmpty
        self.next = next.map { "/\(language.rawValue)\(path)?cursor=\($0.percentEncoded)" }
    }

    /// One programme.
    init(_ programme: Programme, in language: Language, site: Site) {
        let path = "/programmes/\(programme.draft.code.percentEncoded)"
        heading = programme.draft.title[language]
        frame = Frame(
            title: heading,
            path: path,
            canonical: "\(site.publicURL)/\(language.rawValue)\(path)",
            isListed: true
        )
        programmes = [ProgrammeRow(programme, isLinked: false, in: language)]
        isEmpty = false
        next = nil
    }

    static let ownSlots: [String: Slot<ProgrammesPage>] = [
        "heading": .text { $0.heading },
        "programmes": .list { $0.programmes },
        "isEmpty": .flag { $0.isEmpty },
        "next": .optional { $0.next },
    ]
}

/// A programme with its courses.
struct ProgrammeRow: Slotted {
    let title: String
    let code: String
    /// nil on its own page, whose heading is the title.
    let link: String?
    let kind: String?
    let order: String
    let courses: [LinkRow]

    init(_ programme: Programme, isLinked: Bool, in language: Language) {
        let draft = programme.draft
        title = draft.title[language]
        code = draft.code
        link =
            isLinked
            ? "/\(language.rawValue)/programmes/\(draft.code.percentEncoded)" : nil
        kind =
            draft.kind == .trainingOfTrainers
            ? ProgrammeText.trainingOfTrainers(in: language) : nil
        order =
            draft.order == .enforced
            ? ProgrammeText.enforced(in: language) : ProgrammeText.advisory(in: language)
        courses = zip(draft.courses, programme.courseTitles).map { code, title in
            LinkRow(
                text: title[language],
                link: "/\(language.rawValue)/courses/\(code.percentEncoded)"
            )
        }
    }

    static let slots: [String: Slot<ProgrammeRow>] = [
        "title": .text { $0.title },
        "code": .text { $0.code },
        "link": .optional { $0.link },
        "kind": .optional { $0.kind },
        "order": .text { $0.order },
        "courses": .list { $0.courses },
    ]
}

/// The texts of the pages of programmes.
enum ProgrammeText: String, TextTable {
    case heading, none, next, courses, trainingOfTrainers, enforced, advisory

    var texts: Titles {
        switch self {
        case .heading: Titles("Програми обуке", "Programi obuke", "Training programmes")
        case .none:
            Titles("Нема програма обуке.", "Nema programa obuke.", "There are no programmes.")
        case .next: Titles("Следећи програми", "Sledeći programi", "More")
        case .courses: Titles("Све обуке", "Sve obuke", "All training")
        case .trainingOfTrainers:
            Titles("обука тренера", "obuka trenera", "training of trainers")
        case .enforced:
            Titles(
                "Обуке се похађају овим редом: за сваку треба завршити претходне.",
                "Obuke se pohađaju ovim redom: za svaku treba završiti prethodne.",
                "The courses are taken in this order: each asks for those before it."
            )
        case .advisory:
            Titles(
                "Препоручује се овај редослед обука.",
                "Preporučuje se ovaj redosled obuka.",
                "The courses are best taken in this order."
            )
        }
    }
}
