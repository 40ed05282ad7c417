import Documents
import TrainingCentre

/// What was found inside of handbooks, on the list of them and on the page of one.
struct PassageList: Sendable {
    let query: String
    let rows: [PassageRow]
    let unsearched: [UnsearchedRow]
    /// Where the next passages are.
    let next: String?

    /// The passages of a page whose address without a language is `path`.
    init(
        _ found: FoundPassages,
        query: String,
        path: String,
        namesHandbook: Bool,
        in language: Language
    ) {
        self.query = query
        rows = found.page.items.map {
            PassageRow($0, namesHandbook: namesHandbook, in: language)
        }
        unsearched = found.unsearched.map { UnsearchedRow($0, in: language) }
        next = found.page.next.map { position in
            let cursor = Cursor.text(position).percentEncoded
            return "/\(language.rawValue)\(path)?q=\(query.percentEncoded)&passages=\(cursor)"
        }
    }
}

/// A page that shows what was found inside of handbooks.
protocol ShowsPassages: Slotted {
    /// Nil when nothing was looked for.
    var passages: PassageList? { get }
}

extension ShowsPassages {
    static var passageSlots: [String: Slot<Self>] {
        [
            "hasSearch": .flag { $0.passages != nil },
            "nothingInside": .flag { $0.passages?.rows.isEmpty ?? false },
            "passages": .list { $0.passages?.rows ?? [] },
            "nextPassages": .optional { $0.passages?.next },
            "unsearched": .list { $0.passages?.unsearched ?? [] },
        ]
    }
}

/// A passage with what is marked in it, and where it is read.
struct PassageRow: Slotted {
    let place: String
    let edition: String
    let languageTag: String
    let link: String
    let title: String?
    let pieces: [PassagePiece]

    init(_ found: HandbookPassage, namesHandbook: Bool, in language: Language) {
        let isPDF = found.edition.mediaType == .pdf
        let word = isPDF ? HandbookText.page : .chapter
        place = "\(word.texts[language]) \(found.number)"
        let spoken = HandbookText.name(ofLanguage: found.edition.languageTag, in: language)
        let about = "\(spoken), \(HandbookText.version.texts[language])"
        edition =
            namesHandbook ? "\(found.edition.handbookTitle[language]): \(about)" : about
        version = found.edition.versionLabel
        languageTag = found.edition.languageTag
        link = found.path
        title = found.title
        pieces = found.passage.pieces.map(PassagePiece.init)
    }

    private let version: String

    static let slots: [String: Slot<PassageRow>] = [
        "place": .text { $0.place },
        "edition": .text { $0.edition },
        "version": .text { $0.version },
        "languageTag": .text { $0.languageTag },
        "link": .text { $0.link },
        "title": .optional { $0.title },
        "pieces": .list { $0.pieces },
    ]
}

/// A piece of a passage, which is marked or not.
struct PassagePiece: Slotted {
    let text: String
    let isMarked: Bool

    static let slots: [String: Slot<PassagePiece>] = [
        "text": .text { $0.text },
        "isMarked": .flag { $0.isMarked },
    ]
}

/// An edition that could not be looked through.
struct UnsearchedRow: Slotted {
    let edition: String
    let reason: String

    init(_ edition: SearchedEdition, in language: Language) {
        let spoken = HandbookText.name(ofLanguage: edition.languageTag, in: language)
        self.edition = "\(edition.handbookTitle[language]), \(spoken)"
        let text: HandbookText =
            switch edition.text {
            case .read, .waiting: .beingRead
            case .unreadable(.noText): .noTextFound
            case .unreadable(.encrypted): .encrypted
            case .readerMissing, .unreadable: .unreadable
            }
        reason = text.texts[language]
    }

    static let slots: [String: Slot<UnsearchedRow>] = [
        "edition": .text { $0.edition },
        "reason": .text { $0.reason },
    ]
}
