import Documents
import TrainingCentre

/// The list of reports.
struct ReportsPage: PageContent {
    typealias Texts = ReportText

    let frame: Frame
    let reports: [Row]
    let footnote: String?
    let documents: [Row]
    /// Whether nobody is signed in, who could see more.
    let offersSignIn: Bool

    /// One report in the list.
    struct Row: Slotted {
        let name: String
        let link: String
        let about: String

        static let slots: [String: Slot<Row>] = [
            "name": .text { $0.name }, "link": .text { $0.link }, "about": .text { $0.about },
        ]
    }

    init(
        _ reports: [Report],
        documents: [String] = [],
        offersSignIn: Bool = false,
        isStaff: Bool = false,
        in language: Language
    ) {
        self.offersSignIn = offersSignIn
        frame = Frame(
            title: ReportText.heading(in: language),
            path: "/reports",
            isStaff: isStaff
        )
        self.reports =
            reports.map {
                Row(
                    name: $0.title[language],
                    link: "/\(language.rawValue)/reports/\($0.name.rawValue)",
                    about: $0.definition[language]
                )
            }
            + (!isStaff
                ? []
                : [
                    Row(
                        name: EditionUseText.heading(in: language),
                        link: "/\(language.rawValue)/handbook-uses",
                        about: EditionUseText.lead(in: language)
                    )
                ])
        footnote = Report.footnote(of: reports, in: language)
        self.documents = documents.map {
            Row(
                name: $0,
                link: "/\(language.rawValue)/reports/documents/\($0.percentEncoded)",
                about: ""
            )
        }
    }

    static let ownSlots: [String: Slot<ReportsPage>] = [
        "reports": .list { $0.reports }, "hasDocuments": .flag { !$0.documents.isEmpty },
        "footnote": .optional { $0.footnote },
        "documents": .list { $0.documents }, "offersSignIn": .flag { $0.offersSignIn },
    ]
}
