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
        let prefix = "/\(language.rawValue)/courses"
        let search = query.map { "q=\($0.percentEncoded)" }
        frame = Frame(
            title: CourseText.heading(in: language),
            path: "/courses" + (search.map { "?\($0)" } ?? ""),
            canonical: query == nil && next == nil ? site.publicURL + prefix : nil,
            isListed: query == nil
        )
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
        self.next = next.map { cursor in
            let parts = [search, "cursor=\(cursor.percentEncoded)"].compactMap { $0 }
            return "\(prefix)?\(parts.joined(separator: "&"))"
        }
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
