import Documents
import SerbianText

/// A column of a report: its name for programs, its title for people, and what stands in it.
///
/// One name means one kind of count everywhere: persons, participations, LSGs and deliveries are
/// four different things and never share a column.
package struct ReportColumn: Sendable {
    package let name: String
    package let title: Titles
    package let kind: Kind

    /// How the text that the statement gives for a cell is read.
    package enum Kind: Sendable {
        /// A code, the same in every language.
        case code
        /// Written as it stands: a name or title that the statement chose by language.
        case text
        /// A proper noun that is stored in one script; it follows the script of the report.
        case name
        /// A word of a closed list, such as a target group; programs get the code.
        case word([String: Titles])
        /// A target group: its words are those of the catalogue, by which `ReportRun` reads it.
        static let targetGroup = Kind.word([:])
        case count
        /// A number of persons that is left out where it would point at them.
        case guardedCount
        /// A number with up to two decimals.
        case decimal
        case date
    }

    /// A cell for people: words of closed lists in the language, everything else as it stands.
    package func words(_ cell: String?, in language: Language) -> String {
        guard let cell else {
            if case .guardedCount = kind { return Words.hidden[language] }
            return ""
        }
        if case .word(let words) = kind {
            return (words[cell] ?? ReportColumn.assessment(cell))?[language] ?? cell
        }
        return cell
    }

    init(_ name: String, _ kind: Kind, sr: String, en: String) {
        self.name = name
        self.kind = kind
        title = Titles(sr: sr, en: en)
    }

    /// The column, whose cells are words of a list that the database has.
    func with(words: [String: Titles]) -> ReportColumn {
        ReportColumn(name, .word(words), title)
    }

    private init(_ name: String, _ kind: Kind, _ title: Titles) {
        self.name = name
        self.kind = kind
        self.title = title
    }

    /// Whether the cells are numbers, which stand to the right.
    package var isNumber: Bool {
        switch kind {
        case .count, .guardedCount, .decimal: true
        case .code, .text, .name, .word, .date: false
        }
    }
}

extension Titles {
    /// A text written in Cyrillic, whose Latin form follows letter by letter, and in English.
    init(sr cyrillic: String, en: String) {
        self.init(srCyrl: cyrillic, srLatn: SerbianText.latin(cyrillic), en: en)
    }
}

// The columns that several reports have.
extension ReportColumn {
    static let deliveries = ReportColumn("deliveries", .count, sr: "Реализације", en: "Deliveries")
    static let lsgs = ReportColumn("lsgs", .count, sr: "Општине и градови", en: "LSGs")
    static let personsEnrolled = ReportColumn(
        "persons_enrolled",
        .count,
        sr: "Уписана лица",
        en: "Persons enrolled"
    )
    static let personsAttended = ReportColumn(
        "persons_attended",
        .count,
        sr: "Лица са довољним присуством",
        en: "Persons with enough attendance"
    )
    static let personsPassed = ReportColumn(
        "persons_passed",
        .count,
        sr: "Лица која су успешно прошла",
        en: "Persons who passed"
    )
    static let participationsPassed = ReportColumn(
        "participations_passed",
        .count,
        sr: "Успешна учешћа",
        en: "Participations passed"
    )
    static let lsgCode = ReportColumn("lsg_code", .code, sr: "Шифра", en: "Code")
    static let lsg = ReportColumn("lsg", .text, sr: "Општина или град", en: "LSG")
    static let district = ReportColumn("district", .text, sr: "Управни округ", en: "District")
    static let institution = ReportColumn(
        "institution",
        .name,
        sr: "Институција",
        en: "Institution"
    )
    static let function = ReportColumn("function", .name, sr: "Функција", en: "Function")
    static let cohortCode = ReportColumn("cohort_code", .code, sr: "Група", en: "Cohort")
    static let course = ReportColumn("course", .text, sr: "Обука", en: "Course")
    static let venue = ReportColumn("venue", .name, sr: "Место", en: "Venue")
    static let firstOn = ReportColumn("first_on", .date, sr: "Први дан", en: "First day")
    static let lastOn = ReportColumn("last_on", .date, sr: "Последњи дан", en: "Last day")
    static let sex = ReportColumn("sex", .word(Words.sex), sr: "Пол", en: "Sex")
    static let targetGroup = ReportColumn(
        "target_group",
        .targetGroup,
        sr: "Циљна група",
        en: "Target group"
    )

    /// The words of closed lists, by their codes.
    enum Words {
        static let hidden = Titles(sr: "скривено", en: "hidden")
        static let sex = [
            "F": Titles(sr: "жене", en: "women"), "M": Titles(sr: "мушкарци", en: "men"),
            "unknown": Titles(sr: "није наведено", en: "not stated"),
        ]
    }

    /// What an assessment of a course did to an outcome: it is named by its code.
    fileprivate static func assessment(_ problem: String) -> Titles? {
        for (ending, serbian) in [
            (" missing", "нема резултата"), (" below pass mark", "испод прага"),
        ] where problem.hasSuffix(ending) {
            let code = String(problem.dropLast(ending.count))
            let words = Titles(sr: serbian, en: String(ending.dropFirst()))
            return Titles(
                srCyrl: "\(code): \(words.srCyrl)",
                srLatn: "\(code): \(words.srLatn)",
                en: "\(code): \(words.en)"
            )
        }
        return nil
    }
}
