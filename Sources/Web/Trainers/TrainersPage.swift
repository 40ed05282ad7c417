import Documents
import TrainingCentre

/// Trainers who chose to be listed, and how to apply.
struct TrainersPage: PageContent {
    typealias Texts = TrainersText

    let frame: Frame
    let trainers: [TrainerRow]
    let isEmpty: Bool

    init(_ trainers: [PublicTrainer], in language: Language, site: Site) {
        frame = Frame(
            title: TrainersText.heading(in: language),
            path: "/trainers",
            canonical: "\(site.publicURL)/\(language.rawValue)/trainers",
            isListed: true
        )
        self.trainers = trainers.map { TrainerRow($0, in: language) }
        isEmpty = trainers.isEmpty
    }

    static let ownSlots: [String: Slot<TrainersPage>] = [
        "trainers": .list { $0.trainers },
        "isEmpty": .flag { $0.isEmpty },
    ]
}

/// A trainer in the public list.
struct TrainerRow: Slotted {
    let name: String
    let bio: String?
    let subjects: String?
    let languages: String?

    init(_ trainer: PublicTrainer, in language: Language) {
        name = language == .serbianCyrillic ? trainer.nameCyrl : trainer.nameLatn
        bio = trainer.bio?[language]
        let titles = trainer.subjects.map { $0[language] }
        subjects = titles.isEmpty ? nil : titles.joined(separator: "; ")
        let known = trainer.languages.compactMap { SpokenLanguage(rawValue: $0)?(in: language) }
        languages = known.isEmpty ? nil : known.joined(separator: ", ")
    }

    static let slots: [String: Slot<TrainerRow>] = [
        "name": .text { $0.name },
        "bio": .optional { $0.bio },
        "subjects": .optional { $0.subjects },
        "languages": .optional { $0.languages },
    ]
}

/// The names of languages in which people teach here; others are not named in public.
enum SpokenLanguage: String, TextTable {
    case sr, en, hu, sq, ro, sk, bs, hr, mk, bg, de, fr, it, es, ru, uk, ar, fa, ps, tr

    var texts: Titles {
        switch self {
        case .sr: Titles("српски", "srpski", "Serbian")
        case .en: Titles("енглески", "engleski", "English")
        case .hu: Titles("мађарски", "mađarski", "Hungarian")
        case .sq: Titles("албански", "albanski", "Albanian")
        case .ro: Titles("румунски", "rumunski", "Romanian")
        case .sk: Titles("словачки", "slovački", "Slovak")
        case .bs: Titles("босански", "bosanski", "Bosnian")
        case .hr: Titles("хрватски", "hrvatski", "Croatian")
        case .mk: Titles("македонски", "makedonski", "Macedonian")
        case .bg: Titles("бугарски", "bugarski", "Bulgarian")
        case .de: Titles("немачки", "nemački", "German")
        case .fr: Titles("француски", "francuski", "French")
        case .it: Titles("италијански", "italijanski", "Italian")
        case .es: Titles("шпански", "španski", "Spanish")
        case .ru: Titles("руски", "ruski", "Russian")
        case .uk: Titles("украјински", "ukrajinski", "Ukrainian")
        case .ar: Titles("арапски", "arapski", "Arabic")
        case .fa: Titles("персијски", "persijski", "Persian")
        case .ps: Titles("паштунски", "paštunski", "Pashto")
        case .tr: Titles("турски", "turski", "Turkish")
        }
    }
}
