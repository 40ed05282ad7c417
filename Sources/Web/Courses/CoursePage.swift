import TrainingCentre

/// One course: its rules for passing, and its cohorts.
struct CoursePage: PageContent {
    typealias Texts = CourseText

    let frame: Frame
    let title: String
    let code: String
    let attendance: String
    let passScore: String?
    let coming: [CohortRow]
    let hasComing: Bool
    let earlier: [CohortRow]
    let hasEarlier: Bool

    init(
        _ course: Course,
        cohorts: [Cohort],
        today: CalendarDate,
        in language: Language,
        site: Site
    ) {
        let draft = course.draft
        let path = "/courses/\(draft.code.percentEncoded)"
        frame = Frame(
            title: draft.title[language],
            path: path,
            canonical: "\(site.publicURL)/\(language.rawValue)\(path)",
            isListed: true
        )
        title = draft.title[language]
        code = draft.code
        attendance = CoursePage.percent(draft.minimumAttendancePercent, in: language)
        passScore = draft.passScorePercent.map { CoursePage.percent($0, in: language) }
        let isHeld = { (cohort: Cohort) in CohortStanding(cohort, today: today) == .past }
        // Who kept the days free sees that it was called off; afterwards it is of no interest.
        let isShown = { (cohort: Cohort) in
            !isHeld(cohort) && (cohort.state != .cancelled || cohort.draft.endsOn >= today)
        }
        coming = CohortRow.all(
            cohorts.filter(isShown),
            today: today,
            in: language,
            site: site
        )
        earlier = CohortRow.all(
            cohorts.filter(isHeld),
            today: today,
            in: language,
            site: site
        ).reversed()
        hasComing = !coming.isEmpty
        hasEarlier = !earlier.isEmpty
    }

    static let ownSlots: [String: Slot<CoursePage>] = [
        "courseTitle": .text { $0.title },
        "code": .text { $0.code },
        "attendance": .text { $0.attendance },
        "passScore": .optional { $0.passScore },
        "coming": .list { $0.coming },
        "hasComing": .flag { $0.hasComing },
        "earlier": .list { $0.earlier },
        "hasEarlier": .flag { $0.hasEarlier },
    ]

    /// Serbian keeps the sign off the number with a space that does not break.
    private static func percent(_ number: Int, in language: Language) -> String {
        language == .english ? "\(number)%" : "\(number)\u{A0}%"
    }
}
