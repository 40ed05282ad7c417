import Foundation

@testable import TrainingCentre
@testable import Web

extension Sample {
    private static let numbers = Titles(srCyrl: "Прва обука", srLatn: "Prva obuka", en: "First")

    static let programmes = [
        Programme(
            draft: ProgrammeDraft(
                code: "TOT",
                title: Titles(srCyrl: "Обука тренера", srLatn: "Obuka trenera", en: "Trainers"),
                kind: .trainingOfTrainers,
                order: .enforced,
                courses: ["UVOD", "LAP"]
            ),
            courseTitles: [numbers, course],
            version: 1
        ),
        Programme(
            draft: ProgrammeDraft(
                code: "PLAN",
                title: Titles(srCyrl: "Планирање", srLatn: "Planiranje", en: "Planning"),
                kind: .programme,
                order: .advisory,
                courses: ["LAP"]
            ),
            courseTitles: [course],
            version: 1
        ),
    ]

    /// A course of which everything is said.
    static func details() -> CourseDetails {
        let draft = CourseVersionDraft(
            year: 2024,
            eqfLevel: 5,
            hoursOnline: Hundredths(450),
            hoursFaceToFace: Hundredths(1_200),
            minimumAttendancePercent: 80,
            passScorePercent: 60,
            requiresEvaluation: true,
            experienceMonths: 12,
            prerequisites: Titles(
                srCyrl: "Година рада у области",
                srLatn: "Godina rada u oblasti",
                en: "A year in the field"
            ),
            prerequisiteCourses: ["UVOD"],
            outcomes: [
                Titles(srCyrl: "Пише план", srLatn: "Piše plan", en: "Writes a plan"),
                Titles(srCyrl: "Води састанак", srLatn: "Vodi sastanak", en: "Leads a meeting"),
            ],
            targetGroups: ["commissioner"],
            languages: ["sr", "en", "hu", "sq", "ro", "sk", "fr", "de", "ru", "ar", "fa"],
            authors: ["KIRS"],
            modules: modules.map(\.module.code),
            requiredModules: ["MODUL-1"]
        )
        return CourseDetails(
            version: CourseVersion(
                id: ID(2),
                courseCode: "LAP",
                number: 2,
                publishedOn: day("2024-01-10"),
                draft: draft,
                accreditations: accreditations(),
                version: 3
            ),
            programmes: programmes,
            targetGroups: [
                Titles(srCyrl: "повереници", srLatn: "poverenici", en: "commissioners")
            ],
            prerequisiteCourses: [("UVOD", numbers)],
            authors: [Titles(srCyrl: "Комесаријат", srLatn: "Komesarijat", en: "Commissariat")],
            modules: modules
        )
    }

    private static func accreditations() -> [CourseAccreditation] {
        let body = Titles(
            srCyrl: "Национална академија за јавну управу",
            srLatn: "Nacionalna akademija za javnu upravu",
            en: "National Academy for Public Administration"
        )
        return [
            CourseAccreditation(
                registerNumber: "152-02-1/2024",
                accreditedOn: day("2024-01-12"),
                startsOn: day("2024-01-15"),
                endsOn: day("2027-01-14"),
                body: body
            ),
            CourseAccreditation(
                registerNumber: "7/2024",
                accreditedOn: day("2024-01-12"),
                startsOn: day("2024-01-15"),
                endsOn: nil,
                body: body
            ),
        ]
    }

    /// A course of which nothing was entered yet.
    static func bareDetails() -> CourseDetails {
        let draft = CourseVersionDraft(
            year: 2024,
            eqfLevel: nil,
            hoursOnline: Hundredths(0),
            hoursFaceToFace: Hundredths(0),
            minimumAttendancePercent: 80,
            passScorePercent: nil,
            requiresEvaluation: false,
            experienceMonths: nil,
            prerequisites: nil,
            prerequisiteCourses: [],
            outcomes: [],
            targetGroups: [],
            languages: ["sr"],
            authors: [],
            modules: [],
            requiredModules: []
        )
        return CourseDetails(
            version: CourseVersion(
                id: ID(1),
                courseCode: "AZIL",
                number: 1,
                publishedOn: nil,
                draft: draft,
                accreditations: [],
                version: 1
            ),
            programmes: [],
            targetGroups: [],
            prerequisiteCourses: [],
            authors: [],
            modules: []
        )
    }

    private static var modules: [VersionModule] {
        [(1, 200), (2, 0)].map { number, hours in
            VersionModule(
                module: CourseModuleDraft(
                    code: "MODUL-\(number)",
                    title: moduleTitles[number - 1],
                    kind: .video,
                    hours: Hundredths(hours)
                ),
                isRequired: number == 1
            )
        }
    }

    static let moduleTitles = [
        Titles(srCyrl: "Основе", srLatn: "Osnove", en: "Basics"),
        Titles(srCyrl: "Примери", srLatn: "Primeri", en: "Examples"),
        Titles(srCyrl: "Заштита", srLatn: "Zaštita", en: "Protection"),
    ]

    /// The last but one was done and does not count, the last is in progress.
    private static func trace(_ number: Int, of total: Int) -> ModuleTrace? {
        guard number + 2 >= total, number > 0 else { return nil }
        return ModuleTrace(
            attempt: 1,
            hasFailed: false,
            progressPercent: Hundredths(4_550),
            lastAt: Date(timeIntervalSince1970: 1_705_000_000),
            lastOn: day("2024-01-11"),
            refused: number + 1 < total
                ? RefusedCompletion(why: .longBefore, doneOn: day("2024-01-11")) : nil
        )
    }

    /// The progress through so many modules, the first of them completed; the last is optional.
    static func progress(_ completed: Int, of total: Int) -> ModuleProgress {
        ModuleProgress(
            (0..<total).map { number in
                ModuleStanding(
                    code: "MODUL-\(number + 1)",
                    title: moduleTitles[number % 3],
                    isRequired: number == 0 || number + 1 < total,
                    completion: number < completed
                        ? ModuleCompletion(
                            completedOn: day("2024-01-12"),
                            scorePercent: number == 0 ? Hundredths(8_750) : nil,
                            source: .here,
                            evidence: nil
                        ) : nil,
                    trace: trace(number, of: total)
                )
            }
        )
    }

    static func entry(
        _ state: Cohort.State = .published,
        _ span: CalendarEntry.Span,
        session: Int? = nil,
        isWithdrawn: Bool = false,
        isSeated: Bool = true
    ) -> CalendarEntry {
        CalendarEntry(
            cohortCode: "LAP-2024-03",
            session: session.map { ID($0) },
            span: span,
            course: course,
            venue: "Plandište",
            room: session.map { _ in Titles(srCyrl: "Сала", srLatn: "Sala", en: "Hall") },
            place: nil,
            state: state,
            isWithdrawn: isWithdrawn,
            isSeated: isSeated,
            sequence: 3
        )
    }
}
