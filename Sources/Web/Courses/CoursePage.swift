import Documents
import TrainingCentre

/// One course: its rules for passing, and its cohorts.
struct CoursePage: PageContent {
    typealias Texts = CourseText

    let frame: Frame
    let title: String
    let code: String
    let attendance: String
    let passScore: String?
    let details: CourseDetailRows
    let language: Language
    let coming: [CohortRow]
    let hasComing: Bool
    let earlier: [CohortRow]
    let hasEarlier: Bool

    init(
        _ course: Course,
        details: CourseDetails,
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
        self.details = CourseDetailRows(details, in: language)
        self.language = language
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
        "interest": .text { OwnFormText.interest(in: $0.language) },
        "passScore": .optional { $0.passScore },
        "coming": .list { $0.coming },
        "hasComing": .flag { $0.hasComing },
        "earlier": .list { $0.earlier },
        "hasEarlier": .flag { $0.hasEarlier },
        "aboutTitle": .text { CourseDetailText.about(in: $0.language) },
        "facts": .list { $0.details.facts },
        "outcomesTitle": .text { CourseDetailText.outcomes(in: $0.language) },
        "outcomes": .list { $0.details.outcomes },
        "hasOutcomes": .flag { !$0.details.outcomes.isEmpty },
        "prerequisitesTitle": .text { CourseDetailText.prerequisites(in: $0.language) },
        "prerequisites": .optional { $0.details.prerequisites },
        "hasPrerequisites": .flag { $0.details.hasPrerequisites },
        "prerequisiteCoursesTitle": .text { CourseDetailText.courses(in: $0.language) },
        "prerequisiteCourses": .list { $0.details.prerequisiteCourses },
        "hasPrerequisiteCourses": .flag { !$0.details.prerequisiteCourses.isEmpty },
        "experienceTitle": .text { CourseDetailText.experience(in: $0.language) },
        "experience": .optional { $0.details.experience },
        "modulesTitle": .text { ModuleText.modules(in: $0.language) },
        "modules": .list { $0.details.modules },
        "hasModules": .flag { !$0.details.modules.isEmpty },
        "accreditationTitle": .text { CourseDetailText.accreditation(in: $0.language) },
        "accreditations": .list { $0.details.accreditations },
        "hasAccreditations": .flag { !$0.details.accreditations.isEmpty },
        "programmesTitle": .text { CourseDetailText.programmes(in: $0.language) },
        "programmes": .list { $0.details.programmes },
        "hasProgrammes": .flag { !$0.details.programmes.isEmpty },
    ]

    /// Serbian keeps the sign off the number with a space that does not break.
    private static func percent(_ number: Int, in language: Language) -> String {
        language == .english ? "\(number)%" : "\(number)\u{A0}%"
    }
}
