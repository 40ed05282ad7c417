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
    /// The handbook that took its place.
    let successor: LabelledRow?
    let query: String
    let searchPath: String
    /// What programs read of it.
    let data: JSON
    let passages: PassageList?

    init(
        _ handbook: Handbook,
        editions: [HandbookEdition],
        courses: [Course],
        cohorts: [String: [CohortHeading]] = [:],
        covers: [String: EditionCover] = [:],
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
        data = HandbookData(handbook: handbook, editions: editions, site: site).json(in: language)
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
        self.editions = editions.map { edition in
            EditionRow(
                edition,
                cohorts: cohorts[edition.draft.code] ?? [],
                cover: covers[edition.draft.code],
                in: language
            )
        }
        successor = handbook.successorTitle.map { title in
            let code = (draft.supersededBy ?? "").percentEncoded
            return LabelledRow(
                title[language],
                link: "/\(language.rawValue)/handbooks/\(code)"
            )
        }
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
            "successor": .list { $0.successor.map { [$0] } ?? [] },
            "hasCourses": .flag { !$0.courses.isEmpty },
            "canBeSearched": .flag { !$0.editions.isEmpty },
            "data": .data { $0.data },
            "query": .text { $0.query },
            "searchPath": .text { $0.searchPath },
        ]
    ) { _, own in own }
}
