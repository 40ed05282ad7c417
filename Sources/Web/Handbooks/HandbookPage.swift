import Documents
import TrainingCentre

/// One handbook with the editions that can be read.
struct HandbookPage: PageContent, ShowsPassages {
    typealias Texts = HandbookText

    let frame: Frame
    let title: String
    let code: String
    let editions: [EditionRow]
    let courses: [LabelledRow]
    let query: String
    let searchPath: String
    let passages: PassageList?

    init(
        _ handbook: Handbook,
        editions: [HandbookEdition],
        courses: [Course],
        query: String? = nil,
        passages: FoundPassages? = nil,
        in language: Language,
        site: Site
    ) {
        let draft = handbook.draft
        let path = "/handbooks/\(draft.code.percentEncoded)"
        frame = Frame(
            title: draft.title[language],
            path: path + (query.map { "?q=\($0.percentEncoded)" } ?? ""),
            canonical: query == nil ? "\(site.publicURL)/\(language.rawValue)\(path)" : nil,
            isListed: query == nil
        )
        title = draft.title[language]
        code = draft.code
        self.query = query ?? ""
        searchPath = path
        self.passages = passages.map {
            PassageList(
                $0,
                query: query ?? "",
                path: path,
                namesHandbook: false,
                in: language
            )
        }
        self.editions = editions.map { EditionRow($0, in: language) }
        self.courses = courses.map { course in
            LabelledRow(
                course.draft.title[language],
                link: "/\(language.rawValue)/courses/\(course.draft.code.percentEncoded)"
            )
        }
    }

    static let ownSlots: [String: Slot<HandbookPage>] = passageSlots.merging(
        [
            "handbookTitle": .text { $0.title },
            "code": .text { $0.code },
            "editions": .list { $0.editions },
            "isEmpty": .flag { $0.editions.isEmpty },
            "courses": .list { $0.courses },
            "hasCourses": .flag { !$0.courses.isEmpty },
            "canBeSearched": .flag { !$0.editions.isEmpty },
            "query": .text { $0.query },
            "searchPath": .text { $0.searchPath },
        ]
    ) { _, own in own }
}

/// An edition in the page of its handbook.
struct EditionRow: Slotted {
    let language: String
    let languageTag: String
    let version: String
    let licence: String
    let file: String
    /// Where everybody reads it; nil when one has to sign in.
    let link: String?

    init(_ edition: HandbookEdition, in language: Language) {
        let draft = edition.draft
        self.language = HandbookText.name(ofLanguage: draft.languageTag, in: language)
        languageTag = draft.languageTag
        version =
            language == .english
            ? "\(draft.versionLabel), \(draft.year)" : "\(draft.versionLabel), \(draft.year)."
        licence = draft.licence
        file = edition.file.map { EditionRow.size(of: $0, in: language) } ?? ""
        link =
            draft.access == .open
            ? "/handbooks/\(draft.handbookCode.percentEncoded)/\(draft.code.percentEncoded)" : nil
    }

    /// `PDF, 1,2 MB`: millions of bytes, rounded, at least a tenth.
    private static func size(of file: Blob, in language: Language) -> String {
        let tenths = max(1, (file.bytes + 50_000) / 100_000)
        let comma = language == .english ? "." : ","
        return "\(file.mediaType.fileExtension.uppercased()), "
            + "\(tenths / 10)\(comma)\(tenths % 10) MB"
    }

    static let slots: [String: Slot<EditionRow>] = [
        "language": .text { $0.language },
        "languageTag": .text { $0.languageTag },
        "version": .text { $0.version },
        "licence": .text { $0.licence },
        "file": .text { $0.file },
        "link": .optional { $0.link },
    ]
}
