import Documents
import TrainingCentre

/// One cohort: what it is, when and where, how to get a seat, and for those who may its people.
struct CohortPage: PageContent {
    typealias Texts = CohortText

    let frame: Frame
    let courseTitle: String
    let coursePage: String
    let code: String
    let facts: [FactRow]
    let applying: [LinkRow]
    /// Whether somebody can apply now.
    let isTaking: Bool
    let meetings: [MeetingRow]
    let trainers: String?
    let editions: [ReadingRow]
    /// The page of who has read them; nil for who does not see people.
    let readers: String?
    let participants: [ParticipantRow]?
    /// The heading of the column of modules; nil where nobody has any.
    let modulesTitle: String?
    let missingTitle: String
    /// The address of the next page of them.
    let next: String?
    let page: String
    let reports: [ReportLink]
    /// What staff do with the cohort.
    let forms: [ReportLink]

    /// A report on the cohort, or a form about the cohort, in a list.
    struct ReportLink: Slotted {
        let text: String
        let link: String

        static let slots: [String: Slot<ReportLink>] = [
            "text": .text { $0.text }, "link": .text { $0.link },
        ]
    }

    init(
        _ found: CohortOverview,
        for reader: CohortReader,
        in language: Language,
        site: Site
    ) {
        let draft = found.cohort.draft
        let prefix = "/\(language.rawValue)"
        let path = "/cohorts/\(draft.code.percentEncoded)"
        let course = draft.courseCode.percentEncoded
        frame = Frame(
            title: "\(found.course[language]), "
                + draft.startsOn.written(to: draft.endsOn, in: language),
            path: path,
            canonical: "\(site.publicURL)\(prefix)\(path)",
            isListed: found.cohort.state != .draft && found.participants == nil,
            isStaff: reader.isStaff
        )
        courseTitle = found.course[language]
        coursePage = "\(prefix)/courses/\(course)"
        code = draft.code
        facts = CohortPage.facts(found, in: language, site: site)
        isTaking = reader.applies && CohortPage.applying(found).contains(.who)
        applying = CohortPage.applying(found).map { LinkRow(text: $0(in: language), link: nil) }
        let taken = reader.decides && found.participants != nil ? draft.code : nil
        meetings = found.meetings.map { MeetingRow($0, of: taken, in: language, site: site) }
        trainers =
            found.trainers.isEmpty
            ? nil : found.trainers.map { $0.written(in: language) }.joined(separator: ", ")
        editions = found.editions.map { ReadingRow($0, in: language) }
        readers = found.participants == nil ? nil : "\(prefix)\(path)/handbooks"
        let hasModules = found.participants?.contains { !$0.modules.isEmpty } == true
        participants = found.participants?.map {
            ParticipantRow(
                $0,
                cohort: reader.decides ? draft.code : nil,
                hasModules: hasModules,
                in: language,
                site: site
            )
        }
        modulesTitle = hasModules ? ModuleText.modules(in: language) : nil
        missingTitle = ModuleText.missing(in: language)
        page = prefix + path
        next = found.nextParticipants.map { "\(prefix)\(path)?cursor=\(Cursor.text($0))" }
        reports = CohortPage.reports(reader, of: draft.code, hasModules, in: language)
        forms =
            reader.manages
            ? CohortPage.desks.map {
                ReportLink(text: $0.1(in: language), link: "\(prefix)\(path)/\($0.0)")
            } : []
    }

    private static let desks: [(String, DecisionText)] = [
        ("decisions", .decisions), ("state", .steps), ("closing", .closing),
        ("certificates", .certificates),
    ]

    private static func reports(
        _ reader: CohortReader,
        of code: String,
        _ hasModules: Bool,
        in language: Language
    ) -> [ReportLink] {
        let names: [Report.Name] = reader.seesReports ? [.learners, .deliveryLog] : []
        let asked = names.map { name in
            ReportLink(
                text: Report.named(name).title[language],
                link: "/\(language.rawValue)/reports/\(name.rawValue)"
                    + "?cohort=\(code.percentEncoded)"
            )
        }
        let progress = ReportLink(
            text: CohortModulesText.heading(in: language),
            link: "/\(language.rawValue)\(CohortModulesPage.path(code))"
        )
        return asked + (hasModules ? [progress] : [])
    }

    static let ownSlots: [String: Slot<CohortPage>] = [
        "courseTitle": .text { $0.courseTitle },
        "coursePage": .text { $0.coursePage },
        "code": .text { $0.code },
        "facts": .list { $0.facts },
        "calendar": .text { $0.page + ".ics" },
        "applying": .list { $0.applying },
        "isTaking": .flag { $0.isTaking },
        "application": .text { $0.page + "/application" },
        "meetings": .list { $0.meetings },
        "hasMeetings": .flag { !$0.meetings.isEmpty },
        "trainers": .optional { $0.trainers },
        "editions": .list { $0.editions },
        "hasEditions": .flag { !$0.editions.isEmpty || $0.readers != nil },
        "readers": .optional { $0.readers },
        "readersFile": .text { $0.page + "/acknowledgements.csv" },
        "participants": .list { $0.participants ?? [] },
        "modulesTitle": .optional { $0.modulesTitle },
        "missingTitle": .text { $0.missingTitle },
        "hasParticipants": .flag { $0.participants != nil },
        "noParticipants": .flag { $0.participants?.isEmpty == true },
        "next": .optional { $0.next },
        "sheet": .text { $0.page + "/sign-in-sheet.pdf" },
        "reports": .list { $0.reports },
        "forms": .list { $0.forms },
    ]

    private static func facts(
        _ found: CohortOverview,
        in language: Language,
        site: Site
    ) -> [FactRow] {
        let (cohort, draft) = (found.cohort, found.cohort.draft)
        let standing = CohortStanding(cohort, today: found.today)
        func fact(_ name: String, _ value: String?) -> FactRow? {
            value.map { FactRow(name: name, value: $0) }
        }
        let isTaking = standing == .open || standing == .full
        return [
            fact(
                EnrolmentText.dates(in: language),
                draft.startsOn.written(to: draft.endsOn, in: language)
            ),
            fact(EnrolmentText.place(in: language), site.place(draft.venue, language)),
            fact(
                CohortText.state(in: language),
                standing.text?(in: language) ?? CohortText.closed(in: language)
            ),
            fact(
                CohortText.certainty(in: language),
                cohort.state == .confirmed && standing != .ended
                    ? CourseText.certain(in: language) : nil
            ),
            fact(
                CourseText.seatsFree(in: language),
                isTaking ? "\(cohort.seatsFree) / \(draft.capacity)" : nil
            ),
            fact(
                CourseText.waiting(in: language),
                isTaking ? cohort.waiting.map(String.init) : nil
            ),
            fact(
                CohortText.deadline(in: language),
                isTaking ? found.rules.applyUntil?.written(in: language) : nil
            ),
            fact(CourseDetailText.version(in: language), draft.courseVersion.map(String.init)),
        ].compactMap { $0 }
    }

    /// How somebody gets a seat now, sentence by sentence.
    private static func applying(_ found: CohortOverview) -> [CohortText] {
        let standing = CohortStanding(found.cohort, today: found.today)
        let isLate = found.rules.applyUntil.map { $0 < found.today } ?? false
        switch standing {
        case .open where !isLate, .full where !isLate && found.rules.hasWaitingList: break
        case .planned: return [.notYet]
        default: return [.noMore]
        }
        let approval: CohortText =
            switch found.rules.approval {
            case .none: .firstCome
            case .centre: .byCentre
            case .institutionAndCentre: .byBoth
            }
        return [.who, approval] + (found.rules.hasWaitingList ? [.queue] : [])
    }
}
