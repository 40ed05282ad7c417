import Postgres

/// A report: its name, what it means, its columns and the one statement that makes its rows.
///
/// Rows are counted from stored rows as of a date, and nothing typed later changes what was so
/// then: a delivery counts from the date of its closing, a withdrawal from its own.
package struct Report: Sendable {
    package let name: Name
    package let title: Titles
    /// What the numbers mean, printed with them.
    package let definition: Titles
    package let columns: [ReportColumn]
    /// The parameters beyond project, course, area, LSG, period, as-of date and language.
    package let options: Set<Option>
    /// What its reader has to be allowed.
    let permission: Permission
    /// A statement of one column: the row's cells as an array of texts, in the order of `columns`.
    ///
    /// nil for reach, whose one row is also its sentence.
    let statement: (@Sendable (ReportScope) -> SQL)?

    init(
        _ name: Name,
        title: Titles,
        definition: Titles,
        columns: [ReportColumn],
        options: Set<Option> = [],
        permission: Permission = .readReports,
        statement: (@Sendable (ReportScope) -> SQL)? = nil
    ) {
        self.name = name
        self.title = title
        self.definition = definition
        self.columns = columns
        self.options = options
        self.permission = permission
        self.statement = statement
    }

    /// The reports there are, in the order in which people look for them.
    package enum Name: String, CaseIterable, Sendable {
        case reach, coverage, deliveries, months
        case targetGroups = "target-groups"
        case sexes, lsgs, institutions, projects, areas, targets, cascades
        case deliveryLog = "delivery-log"
        case learners
        case donorSheet = "donor-sheet"
    }

    /// A parameter that only some reports take.
    package enum Option: Sendable {
        case cityMunicipalities, kosovo, edition, training
    }

    /// Whether its page may be shown to everybody, when the centre's setting says so.
    package var isPublic: Bool { name == .reach || name == .coverage }

    package static let all = Name.allCases.map(named)

    /// The report of a name.
    package static func named(_ name: Name) -> Report {
        switch name {
        case .reach: .reach
        case .coverage: .coverage
        case .deliveries: .deliveries
        case .months: .months
        case .targetGroups: .targetGroups
        case .sexes: .sexes
        case .lsgs: .lsgs
        case .institutions: .institutions
        case .projects: .projects
        case .areas: .areas
        case .targets: .targets
        case .cascades: .cascades
        case .deliveryLog: .deliveryLog
        case .learners: .learners
        case .donorSheet: .donorSheet
        }
    }
}

/// What the definitions of several reports say.
enum ReportDefinition {
    static let delivery = Titles(
        sr: "Реализација је закључена група; припада периоду по дану последњег сусрета. Када је "
            + "приказ за једну општину, реализације су оне у којима је неко из ње. ",
        en: "A delivery is a closed cohort; it belongs to a period by the day of its last session. "
            + "Limited to an LSG, deliveries are those with somebody of it. "
    )
    static let passed = Titles(
        sr: "Успешно је прошао ко је при закључењу групе испунио све услове обуке, као што су "
            + "довољно часова и положен завршни тест. ",
        en: "Passed is what was frozen when the cohort was closed: every condition of the course "
            + "met, such as enough hours attended and a final score at or above the pass score. "
    )
    static let facts = Titles(
        sr: "Општина, институција, функција, циљна група и пол су они са уписа. ",
        en: "LSG, institution, function, target group and sex are those of the enrolment. "
    )
    static let institution = Titles(
        sr: "Институција која је писана различитим писмом или словима броји се као једна у својој "
            + "општини, под именом које је најчешће уписано. ",
        en: "An institution that was written in two scripts or in other letters is one within its "
            + "LSG, under the name that was entered most often. "
    )
    static let enrolled = Titles(
        sr: "Уписан је ко до дана пресека није одустао. ",
        en: "Enrolled is who had not withdrawn by the as-of date. "
    )
}

extension Titles {
    static func + (left: Titles, right: Titles) -> Titles {
        Titles(
            srCyrl: left.srCyrl + right.srCyrl,
            srLatn: left.srLatn + right.srLatn,
            en: left.en + right.en
        )
    }
}
