import Documents
import TrainingCentre

/// The pages of the service as HTML bytes, from templates that were read and checked at the start.
///
/// Every page is for one language and holds one script. The caller adds status and header fields:
/// pages of certificates and enrolments are private (`Cache-Control: no-store`), and pages without
/// a language in their path differ by `Accept-Language` (`Vary`).
package struct Pages: Sendable {
    package let assets: Assets
    let site: Site
    private let certificates: PerLanguage<Template<CertificatePage>>
    private let unknownCertificates: PerLanguage<Template<UnknownCertificatePage>>
    private let unavailables: PerLanguage<Template<UnavailablePage>>
    private let verifies: PerLanguage<Template<VerifyPage>>
    private let outsides: PerLanguage<Template<OutsidePage>>
    private let enrolments: PerLanguage<Template<EnrolmentPage>>
    private let unknownEnrolments: PerLanguage<Template<UnknownEnrolmentPage>>
    private let arrivals: PerLanguage<Template<ArrivalPage>>
    private let arrivalScreens: PerLanguage<Template<ArrivalScreenPage>>
    private let evaluations: PerLanguage<Template<EvaluationPage>>
    private let homes: PerLanguage<Template<HomePage>>
    private let catalogues: PerLanguage<Template<CoursesPage>>
    private let details: PerLanguage<Template<CoursePage>>
    let cohortPages: PerLanguage<Template<CohortPage>>
    let ownPages: PerLanguage<Template<MyPage>>
    let worklists: PerLanguage<Template<WorklistPage>>
    let nominationPages: PerLanguage<Template<NominationsPage>>
    let formPages: PerLanguage<Template<FormPage>>
    let modulePages: PerLanguage<Template<ModulePage>>
    let cohortModulesPages: PerLanguage<Template<CohortModulesPage>>
    let playerPages: PerLanguage<Template<PlayerPage>>
    let h5pPages: PerLanguage<Template<H5PPage>>
    let quizPages: PerLanguage<Template<QuizPage>>
    let quizQuestionPages: PerLanguage<Template<QuizQuestionPage>>
    let quizAttemptPages: PerLanguage<Template<QuizAttemptPage>>
    private let projectLists: PerLanguage<Template<ProjectsPage>>
    private let projects: PerLanguage<Template<ProjectPage>>
    let handbookLists: PerLanguage<Template<HandbooksPage>>
    let handbooks: PerLanguage<Template<HandbookPage>>
    private let programmeLists: PerLanguage<Template<ProgrammesPage>>
    private let reportLists: PerLanguage<Template<ReportsPage>>
    private let reportPages: PerLanguage<Template<ReportPage>>
    private let reportForms: PerLanguage<Template<ReportAgainPage>>
    private let documents: PerLanguage<Template<DocumentPage>>
    private let trainers: PerLanguage<Template<TrainersPage>>
    private let cascades: PerLanguage<Template<CascadePage>>
    private let problems: PerLanguage<Template<ProblemPage>>

    /// Reads the directories `Templates` and `Assets` below `resources`.
    ///
    /// `place` writes a venue in the script of a language; without it a venue stays as it is
    /// stored. Throws a `TemplateError` that names the file and the line.
    package init(
        resources: String,
        publicURL: String,
        place: @escaping @Sendable (String, Language) -> String = { name, _ in name }
    ) throws {
        let assets = try Assets(directory: "\(resources)/Assets")
        let loader = PageLoader(
            folder: TemplateFolder(path: "\(resources)/Templates"),
            assets: assets,
            publicURL: publicURL
        )
        self.assets = assets
        site = Site(publicURL: publicURL, place: place)
        certificates = try loader.load("certificate")
        unknownCertificates = try loader.load("certificate-unknown")
        unavailables = try loader.load("unavailable")
        verifies = try loader.load("verify")
        outsides = try loader.load("outside")
        enrolments = try loader.load("enrolment")
        unknownEnrolments = try loader.load("enrolment-unknown")
        arrivals = try loader.load("arrival")
        arrivalScreens = try loader.load("arrival-screen")
        evaluations = try loader.load("evaluation")
        homes = try loader.load("home")
        catalogues = try loader.load("courses")
        details = try loader.load("course")
        cohortPages = try loader.load("cohort")
        ownPages = try loader.load("me")
        modulePages = try loader.load("module")
        cohortModulesPages = try loader.load("cohort-modules")
        playerPages = try loader.load(bare: "player")
        h5pPages = try loader.load(bare: "h5p")
        quizPages = try loader.load("quiz")
        quizQuestionPages = try loader.load("quiz-question")
        quizAttemptPages = try loader.load("quiz-attempt")
        worklists = try loader.load("admin")
        nominationPages = try loader.load("nominations")
        formPages = try loader.load("form")
        projectLists = try loader.load("projects")
        projects = try loader.load("project")
        handbookLists = try loader.load("handbooks")
        handbooks = try loader.load("handbook")
        programmeLists = try loader.load("programmes")
        reportLists = try loader.load("reports")
        reportPages = try loader.load("report")
        reportForms = try loader.load("report-again")
        documents = try loader.load("document")
        trainers = try loader.load("trainers")
        cascades = try loader.load("cascade")
        problems = try loader.load("problem")
    }

    /// A certificate in its state, with every certified fact.
    ///
    /// `compared` is the answer to whether a name is the certified one, when somebody asked.
    package func certificate(
        _ found: Verification,
        compared isHolder: Bool? = nil,
        language: Language
    ) -> [UInt8] {
        certificates[language].render(
            CertificatePage(found, compared: isHolder, in: language, site: site)
        )
    }

    /// The 404 for an ID; mistyped when no such ID can exist.
    package func unknownCertificate(
        typed: String,
        mistyped: Bool,
        language: Language
    ) -> [UInt8] {
        unknownCertificates[language].render(
            UnknownCertificatePage(typed: typed, isMistyped: mistyped, in: language)
        )
    }

    /// The 503 of a verification, which says nothing about the certificate.
    package func unavailable(typed: String? = nil, language: Language) -> [UInt8] {
        unavailables[language].render(UnavailablePage(typed: typed, in: language))
    }

    /// The page with the one field for an ID.
    package func verify(language: Language) -> [UInt8] {
        verifies[language].render(VerifyPage(in: language, site: site))
    }

    /// How to check a certificate with programs of others.
    package func outside(language: Language) -> [UInt8] {
        outsides[language].render(OutsidePage(in: language, site: site))
    }

    /// One enrolment, for whoever has its private code.
    package func enrolment(_ found: EnrolmentStatus, language: Language) -> [UInt8] {
        enrolments[language].render(EnrolmentPage(found, in: language, site: site))
    }

    /// The 404 for an enrolment code; mistyped when no such code can exist.
    package func unknownEnrolment(typed: String, mistyped: Bool, language: Language) -> [UInt8] {
        unknownEnrolments[language].render(
            UnknownEnrolmentPage(typed: typed, isMistyped: mistyped, in: language)
        )
    }

    /// A calendar file; `stampedAt` is the present in seconds since 1970.
    package func calendar(
        _ entries: [CalendarEntry],
        stampedAt: Int,
        language: Language
    ) -> [UInt8] {
        CohortCalendar(
            entries,
            stampedAt: stampedAt,
            in: language,
            site: site
        ).bytes
    }

    /// Programmes, or a part of the list with the cursor of the next.
    package func programmes(
        _ programmes: [Programme],
        next: String? = nil,
        language: Language
    ) -> [UInt8] {
        programmeLists[language].render(
            ProgrammesPage(programmes, next: next, in: language, site: site)
        )
    }

    /// One programme with its courses in order.
    package func programme(_ programme: Programme, language: Language) -> [UInt8] {
        programmeLists[language].render(ProgrammesPage(programme, in: language, site: site))
    }

    /// What a trainee's phone shows who scanned the code of a session.
    func arrival(_ state: ArrivalPage.State, language: Language) -> [UInt8] {
        arrivals[language].render(ArrivalPage(state, in: language))
    }

    /// The trainer's screen with the code of the moment.
    func arrivalScreen(_ screen: ArrivalScreen, language: Language) -> [UInt8] {
        arrivalScreens[language].render(ArrivalScreenPage(screen, in: language, site: site))
    }

    /// A questionnaire, with what was answered and what of it is missing or wrong.
    func evaluation(
        _ sheet: EvaluationSheet,
        given: EvaluationSheet.Answers = [:],
        wrong: Set<String> = [],
        language: Language
    ) -> [UInt8] {
        evaluations[language].render(
            EvaluationPage(sheet, given: given, wrong: wrong, in: language)
        )
    }

    /// The first page, with the three doors.
    package func home(language: Language) -> [UInt8] {
        homes[language].render(HomePage(in: language, site: site))
    }

    /// The catalogue: of `cohorts` those are shown that take enrolments and are not over.
    ///
    /// `query` is what was searched for, `next` the cursor of the next part of the list.
    package func courses(
        _ courses: [Course],
        cohorts: [Cohort],
        today: CalendarDate,
        query: String? = nil,
        next: String? = nil,
        language: Language
    ) -> [UInt8] {
        catalogues[language].render(
            CoursesPage(
                courses,
                cohorts: cohorts,
                today: today,
                query: query,
                next: next,
                in: language,
                site: site
            )
        )
    }

    /// One course with its cohorts, the coming ones first.
    package func course(
        _ course: Course,
        details: CourseDetails,
        cohorts: [Cohort],
        today: CalendarDate,
        language: Language
    ) -> [UInt8] {
        self.details[language].render(
            CoursePage(
                course,
                details: details,
                cohorts: cohorts,
                today: today,
                in: language,
                site: site
            )
        )
    }

    /// The list of projects; `query` and `next` as in `courses`.
    package func projects(
        _ found: [Project],
        query: String? = nil,
        next: String? = nil,
        language: Language
    ) -> [UInt8] {
        projectLists[language].render(
            ProjectsPage(found, query: query, next: next, in: language, site: site)
        )
    }

    /// One project with everything that the public is told of it.
    package func project(_ overview: ProjectOverview, language: Language) -> [UInt8] {
        projects[language].render(ProjectPage(overview, in: language, site: site))
    }

    /// The reports that somebody may read, and the names of documents that come from rows.
    package func reports(
        _ reports: [Report],
        documents: [String] = [],
        offersSignIn: Bool = false,
        isStaff: Bool = false,
        language: Language
    ) -> [UInt8] {
        reportLists[language].render(
            ReportsPage(
                reports,
                documents: documents,
                offersSignIn: offersSignIn,
                isStaff: isStaff,
                in: language
            )
        )
    }

    /// A published document, in the language in which it was written.
    func document(
        _ written: ReportDocument.Written,
        named name: String,
        query: String? = nil
    ) -> [UInt8] {
        documents[written.language].render(DocumentPage(written, named: name, query: query))
    }

    /// One report; `asked` is how it was asked for.
    func report(_ table: ReportTable, asked: ReportRequest, language: Language) -> [UInt8] {
        reportPages[language].render(ReportPage(table, asked: asked, in: language))
    }

    /// The form of a report with what is wrong in it.
    func reportAgain(_ page: ReportAgainPage, language: Language) -> [UInt8] {
        reportForms[language].render(page)
    }

    /// The trainers who chose to be listed, and how to become one.
    package func trainers(_ listed: [PublicTrainer], language: Language) -> [UInt8] {
        trainers[language].render(TrainersPage(listed, in: language, site: site))
    }

    /// What came of a training of trainers; `query` is what was asked for, with the language left
    /// to the path.
    package func cascade(
        _ report: CascadeReport,
        query: String? = nil,
        language: Language
    ) -> [UInt8] {
        cascades[language].render(CascadePage(report, query: query, in: language, site: site))
    }

    /// An error for people; `path` is the path asked for, without its language.
    package func problem(
        status: Int,
        code: String,
        hasQuery: Bool = false,
        requestID: String,
        path: String = "/",
        language: Language
    ) -> [UInt8] {
        problems[language].render(
            ProblemPage(
                status: status,
                code: code,
                hasQuery: hasQuery,
                requestID: requestID,
                path: path,
                in: language
            )
        )
    }
}
