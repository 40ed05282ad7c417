import Documents
import TrainingCentre

/// The list of projects.
struct ProjectsPage: PageContent {
    typealias Texts = ProjectText

    let frame: Frame
    let query: String
    let projects: [ProjectRow]
    let isEmpty: Bool
    let next: String?

    init(
        _ projects: [Project],
        query: String?,
        next: String?,
        in language: Language,
        site: Site
    ) {
        let address = ListAddress(
            path: "/projects",
            query: query,
            cursor: next,
            language: language,
            site: site
        )
        frame = address.frame(title: ProjectText.heading(in: language))
        self.query = query ?? ""
        self.projects = projects.map { ProjectRow($0, in: language) }
        isEmpty = projects.isEmpty
        self.next = address.next
    }

    static let ownSlots: [String: Slot<ProjectsPage>] = [
        "query": .text { $0.query },
        "projects": .list { $0.projects },
        "isEmpty": .flag { $0.isEmpty },
        "next": .optional { $0.next },
    ]
}

/// A project in the list.
struct ProjectRow: Slotted {
    let title: String
    let code: String
    let link: String
    let period: String?

    init(_ project: Project, in language: Language) {
        title = project.draft.title[language]
        code = project.draft.code
        link = "/\(language.rawValue)/projects/\(project.draft.code.percentEncoded)"
        period = ProjectPage.period(project.draft.startsOn, project.draft.endsOn, in: language)
    }

    static let slots: [String: Slot<ProjectRow>] = [
        "title": .text { $0.title },
        "code": .text { $0.code },
        "link": .text { $0.link },
        "period": .optional { $0.period },
    ]
}
