import Documents
import TrainingCentre

/// A page on which somebody who is signed in fills something in.
struct FormPage: PageContent {
    typealias Texts = FormText

    let frame: Frame
    let heading: String
    let lead: String?
    let back: LinkRow
    /// What was done just now.
    let notice: String?
    /// What somebody should look at of it.
    let heed: String?
    let facts: [FactRow]
    /// Why nothing can be done now.
    let why: String?
    let lacking: Lacking?
    let problems: [LinkRow]
    let forms: [FormSection]
    let report: [RowReportSection]
    let told: [PageTable]
    let tables: [PageTable]
    let afterwards: [PageTable]
    let people: [NomineeRow]

    /// What stands on such a page.
    struct Content: Sendable {
        var heading: Titles
        var lead: String?
        /// The address of the page, below the language.
        let path: String
        let back: (text: Titles, path: String)
        var notice: String?
        /// What somebody should look at of what was done.
        var heed: String?
        /// Why nothing can be done now; nil where there is a form.
        var why: Titles?
        var lacking: Lacking?
        /// What was wrong with a form that the page has no longer.
        var problems = FormProblems()
        var facts: [FactRow] = []
        var forms: [PageFormDescription] = []
        var report: [RowReportSection] = []
        /// What a form did just now, below the heading.
        var told: [PageTable] = []
        /// Above the forms.
        var tables: [PageTable] = []
        /// Below them.
        var afterwards: [PageTable] = []
        var people: [NomineeRow] = []
        var isStaff = false
    }

    /// `key` makes the key of each form.
    init(_ content: Content, in language: Language, key: () -> String) {
        heading = content.heading[language]
        frame = Frame(title: heading, path: content.path, isStaff: content.isStaff)
        lead = content.lead
        back = LinkRow(
            text: content.back.text[language],
            link: "/\(language.rawValue)\(content.back.path)"
        )
        notice = content.notice
        heed = content.heed
        facts = content.facts
        forms = content.forms.map { FormSection($0, key: key(), in: language) }
        why = content.why?[language]
        lacking = content.lacking
        problems =
            content.problems.general.map { LinkRow(text: $0[language], link: nil) }
            + content.forms.flatMap { FormPage.problems(of: $0, in: language) }
        report = content.report
        told = content.told
        tables = content.tables
        afterwards = content.afterwards
        people = content.people
    }

    /// What is wrong, in the order of the fields, each with where it stands.
    private static func problems(
        of form: PageFormDescription,
        in language: Language
    ) -> [LinkRow] {
        form.problems.general.map { LinkRow(text: $0[language], link: nil) }
            + form.fields.compactMap { field in
                form.problems.fields[field.name].map { problem in
                    LinkRow(
                        text: "\(field.label[language]): \(problem[language])",
                        link: "#" + FieldRow.id(field.name, in: form.id)
                    )
                }
            }
    }

    static let ownSlots: [String: Slot<FormPage>] = [
        "heading": .text { $0.heading },
        "lead": .optional { $0.lead },
        "back": .text { $0.back.link ?? "/" },
        "backText": .text { $0.back.text },
        "notice": .optional { $0.notice },
        "heed": .optional { $0.heed },
        "facts": .list { $0.facts },
        "hasFacts": .flag { !$0.facts.isEmpty },
        "isWrong": .flag { !$0.problems.isEmpty },
        "problems": .list { $0.problems },
        "why": .optional { $0.why },
        "lackingTitle": .optional { $0.lacking?.title },
        "lacking": .list { $0.lacking?.rows ?? [] },
        "lackingMore": .optional { $0.lacking?.more },
        "forms": .list { $0.forms },
        "hasUpload": .flag { page in page.forms.contains { $0.form.isUpload } },
        "report": .list { $0.report },
        "told": .list { $0.told },
        "tables": .list { $0.tables },
        "afterwards": .list { $0.afterwards },
        "people": .list { $0.people },
        "hasPeople": .flag { !$0.people.isEmpty },
    ]
}

/// The texts of pages with forms.
enum FormText: String, TextTable {
    case wrong, required, name, function, status, enrolment, people, line, column, value, problem
    case alone

    var texts: Titles {
        switch self {
        case .wrong:
            Titles(
                "Ништа није сачувано. Исправите ово и пошаљите поново:",
                "Ništa nije sačuvano. Ispravite ovo i pošaljite ponovo:",
                "Nothing is saved. Put this right and send it again:"
            )
        case .required: Titles("обавезно", "obavezno", "required")
        case .alone: Titles("Пријава и њен ток", "Prijava i njen tok", "Application and history")
        case .name: CohortText.name.texts
        case .function: NominationText.function.texts
        case .status: CohortText.status.texts
        case .enrolment: CohortText.enrolment.texts
        case .people: Titles("Предложени до сада", "Predloženi do sada", "Nominated so far")
        case .line: Titles("Ред", "Red", "Line")
        case .column: Titles("Колона", "Kolona", "Column")
        case .value: Titles("Стоји", "Stoji", "Found")
        case .problem: Titles("Шта не ваља", "Šta ne valja", "What is wrong")
        }
    }
}
