import Documents
import TrainingCentre

/// The list of handbooks.
struct HandbooksPage: PageContent, ShowsPassages {
    typealias Texts = HandbookText

    let frame: Frame
    let query: String
    let handbooks: [HandbookRow]
    let next: String?
    let passages: PassageList?

    init(
        _ handbooks: [Handbook],
        query: String?,
        next: String?,
        passages: FoundPassages? = nil,
        covers: [String: (edition: HandbookEdition, cover: EditionCover)] = [:],
        in language: Language,
        site: Site
    ) {
        let address = ListAddress(
            path: "/handbooks",
            query: query,
            cursor: next,
            language: language,
            site: site
        )
        frame = address.frame(title: HandbookText.heading(in: language))
        self.query = query ?? ""
        self.handbooks = handbooks.map { handbook in
            HandbookRow(handbook, cover: covers[handbook.draft.code], in: language)
        }
        self.next = address.next
        self.passages = passages.map {
            PassageList(
                $0,
                query: query ?? "",
                path: "/handbooks",
                namesHandbook: true,
                in: language
            )
        }
    }

    static let ownSlots: [String: Slot<HandbooksPage>] = passageSlots.merging(
        [
            "query": .text { $0.query },
            "handbooks": .list { $0.handbooks },
            "isEmpty": .flag { $0.handbooks.isEmpty && $0.passages?.rows.isEmpty != false },
            "next": .optional { $0.next },
        ]
    ) { _, own in own }
}

/// A handbook in the list.
struct HandbookRow: Slotted {
    let title: String
    let code: String
    let link: String
    /// What the handbook is called that took its place.
    let successor: String?
    let cover: CoverRow?

    init(
        _ handbook: Handbook,
        cover: (edition: HandbookEdition, cover: EditionCover)? = nil,
        in language: Language
    ) {
        self.cover = cover.map {
            CoverRow($0.cover, of: $0.edition, size: .small, in: language)
        }
        successor = handbook.successorTitle?[language]
        title = handbook.draft.title[language]
        code = handbook.draft.code
        link = "/\(language.rawValue)/handbooks/\(code.percentEncoded)"
    }

    static let slots: [String: Slot<HandbookRow>] = [
        "title": .text { $0.title },
        "code": .text { $0.code },
        "link": .text { $0.link },
        "successor": .optional { $0.successor },
        "cover": .list { $0.cover.map { [$0] } ?? [] },
    ]
}
