import Documents
import SerbianText
import TrainingCentre

/// What came of a training of trainers, as a tree and a table.
struct CascadePage: PageContent {
    typealias Texts = CascadeText

    let frame: Frame
    let code: String
    let course: String
    let coursePage: String
    let summary: String
    let asOf: String
    let period: String?
    /// What the report of a past day counts that was recorded after it; nil for today's.
    let recordedLater: String?
    let file: String
    let tree: CascadeDrawing
    let generations: [CascadeCountRow]
    let branches: [CascadeBranchRow]
    let hasBranches: Bool

    init(_ report: CascadeReport, query: String?, in language: Language, site: Site) {
        let path = "/cohorts/\(report.cohort.code.percentEncoded)/cascade"
        let search = query.map { $0.isEmpty ? "" : "?\($0)" } ?? ""
        frame = Frame(title: CascadeText.heading(in: language), path: path + search)
        code = report.cohort.code
        course = report.courseTitle[language]
        coursePage =
            "/\(language.rawValue)/courses/\(report.cohort.courseCode.percentEncoded)"
        let words = CascadeWords(language)
        summary = [
            words.graduates(report.graduates), words.deliveries(report.total.deliveries),
            words.persons(report.total.personsPassed), words.lsgs(report.total.lsgs),
        ].joined(separator: " → ")
        asOf = report.asOf.written(in: language)
        period = CascadePage.period(report.parameters, in: language)
        recordedLater =
            report.recordedLater == .nothing
            ? nil
            : "\(RecordedLater.title[language]): \(report.recordedLater.text[language])"
        file = path + ".csv" + search
        tree = CascadeDrawing(report, words)
        generations = report.generations.map(CascadeCountRow.init)
        branches = report.branches.enumerated().map { number, branch in
            CascadeBranchRow(number, branch, in: language)
        }
        hasBranches = !branches.isEmpty
    }

    private static func period(
        _ parameters: CascadeReport.Parameters,
        in language: Language
    ) -> String? {
        guard parameters.from != nil || parameters.to != nil else { return nil }
        let ends = [parameters.from, parameters.to].map { $0?.written(in: language) ?? "…" }
        return ends.joined(separator: " – ")
    }

    static let ownSlots: [String: Slot<CascadePage>] = [
        "code": .text { $0.code },
        "course": .text { $0.course },
        "coursePage": .text { $0.coursePage },
        "summary": .text { $0.summary },
        "asOf": .text { $0.asOf },
        "period": .optional { $0.period },
        "recordedLater": .optional { $0.recordedLater },
        "file": .text { $0.file },
        "width": .text { String($0.tree.width) },
        "height": .text { String($0.tree.height) },
        "lines": .list { $0.tree.lines },
        "boxes": .list { $0.tree.boxes },
        "isCut": .flag { $0.tree.isCut },
        "generations": .list { $0.generations },
        "branches": .list { $0.branches },
        "hasBranches": .flag { $0.hasBranches },
    ]
}

/// The counts of one generation.
struct CascadeCountRow: Slotted {
    let counts: CascadeReport.Counts

    init(_ counts: CascadeReport.Counts) {
        self.counts = counts
    }

    static let slots: [String: Slot<CascadeCountRow>] = [
        "generation": .text { String($0.counts.generation ?? 0) },
        "trainers": .text { String($0.counts.trainers) },
        "deliveries": .text { String($0.counts.deliveries) },
        "participations": .text { String($0.counts.participationsPassed) },
        "persons": .text { String($0.counts.personsPassed) },
        "lsgs": .text { String($0.counts.lsgs) },
    ]
}

/// One delivery in the table; a box of the tree leads to it.
struct CascadeBranchRow: Slotted {
    let number: Int
    let branch: CascadeReport.Branch
    let dates: String

    init(_ number: Int, _ branch: CascadeReport.Branch, in language: Language) {
        self.number = number
        self.branch = branch
        dates = branch.startsOn.written(to: branch.endsOn, in: language)
    }

    static let slots: [String: Slot<CascadeBranchRow>] = [
        "id": .text { "branch-\($0.number)" },
        "generation": .text { String($0.branch.generation) },
        "code": .text { $0.branch.cohortCode },
        "course": .text { $0.branch.courseCode },
        "dates": .text { $0.dates },
        "after": .text { $0.branch.parentCode },
        "passed": .text { String($0.branch.passed) },
        "lsgs": .text { String($0.branch.lsgs) },
    ]
}

/// Counted things in the language of a page.
struct CascadeWords {
    private let language: Language

    init(_ language: Language) {
        self.language = language
    }

    func graduates(_ count: Int) -> String {
        phrase(count, ("тренер", "тренера", "тренера"), ("trainer", "trainers"))
    }

    func deliveries(_ count: Int) -> String {
        phrase(
            count,
            ("реализација", "реализације", "реализација"),
            ("delivery", "deliveries")
        )
    }

    func persons(_ count: Int) -> String {
        phrase(count, ("полазник", "полазника", "полазника"), ("person", "persons"))
    }

    func lsgs(_ count: Int) -> String {
        phrase(
            count,
            (
                "јединица локалне самоуправе", "јединице локалне самоуправе",
                "јединица локалне самоуправе"
            ),
            ("local self-government", "local self-governments")
        )
    }

    private func phrase(
        _ count: Int,
        _ serbian: (one: String, few: String, many: String),
        _ english: (one: String, many: String)
    ) -> String {
        switch language {
        case .english: "\(count) \(count == 1 ? english.one : english.many)"
        case .serbianCyrillic:
            SerbianCount.phrase(count, one: serbian.one, few: serbian.few, many: serbian.many)
        case .serbianLatin:
            SerbianText.latin(
                SerbianCount.phrase(count, one: serbian.one, few: serbian.few, many: serbian.many)
            )
        }
    }
}
