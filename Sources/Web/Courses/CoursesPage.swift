import Documents
import TrainingCentre

/// The catalogue: courses with their coming cohorts.
struct CoursesPage: PageContent {
    typealias Texts = CourseText

    let frame: Frame
    let query: String
    let courses: [CourseRow]
    let isEmpty: Bool
    let next: String?

    init(
        _ courses: [Course],
        cohorts: [Cohort],
        today: CalendarDate,
        query: String?,
        next: String?,
        in language: Language,
        site: Site
    ) {
        let address = ListAddress(
            path: "/courses",
            query: query,
            cursor: next,
            language: language,
            site: site
        )
        frame = address.frame(title: CourseText.heading(in: language))
        let coming = Dictionary(
            grouping: cohorts.filter { $0.isComing(today) },
            by: \.draft.courseCode
        )
        self.query = query ?? ""
        self.courses = courses.map {
            CourseRow(
                $0,
                cohorts: coming[$0.draft.code] ?? [],
                today: today,
                in: language,
                site: site
            )
        }
        isEmpty = courses.isEmpty
        self.next = address.next
    }

    static let ownSlots: [String: Slot<CoursesPage>] = [
        "query": .text { $0.query },
        "courses": .list { $0.courses },
        "isEmpty": .flag { $0.isEmpty },
        "next": .optional { $0.next },
    ]
}

/// A course in the catalogue.
struct CourseRow: Slotted {
    let title: String
    let code: String
    let link: String
    let cohorts: [CohortRow]
    let hasCohorts: Bool

    init(
        _ course: Course,
        cohorts: [Cohort],
        today: CalendarDate,
        in language: Language,
        site: Site
    ) {
        title = course.draft.title[language]
        code = course.draft.code
        link = "/\(language.rawValue)/courses/\(course.draft.code.percentEncoded)"
        self.cohorts = CohortRow.all(cohorts, today: today, in: language, site: site)
        hasCohorts = !cohorts.isEmpty
    }

    static let slots: [String: Slot<CourseRow>] = [
        "title": .text { $0.title },
        "code": .text { $0.code },
        "link": .text { $0.link },
        "cohorts": .list { $0.cohorts },
        "hasCohorts": .flag { $0.hasCohorts },
    ]
}
