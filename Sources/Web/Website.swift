import Documents
import HTTPServer
import HTTPTypes
import Logging
import SerbianText
import TrainingCentre

/// The whole web side of the centre: pages, files and the API, as one application.
package struct Website: Sendable {
    private let centre: TrainingCentre
    private let pages: Pages
    private let configuration: Configuration
    private let logger: Logger
    private let gate: TokenGate

    /// What browsers may load for our pages: our own styles and pictures, and nothing that runs.
    package static let contentSecurityPolicy =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'"

    /// The same for the one page with scripts: our own files only, which may ask only us, and
    /// which cannot write HTML.
    static let contentSecurityPolicyOfScripts =
        contentSecurityPolicy + "; script-src 'self'; connect-src 'self'; "
        + "require-trusted-types-for 'script'; trusted-types 'none'"

    /// What the site is told from outside.
    package struct Configuration: Sendable {
        let publicURL: String
        /// From where the contents of modules come; nil for `content.localhost`.
        let contentURL: String?
        /// A folder with the core of H5P; nil where nobody installed it.
        let h5pPlayer: String?
        let verificationsPerMinuteMax: Int
        /// Nanoseconds that only grow.
        let clock: @Sendable () -> UInt64
        /// Seconds since 1970.
        let unixTime: @Sendable () -> Int
        /// The metrics as Prometheus text.
        let metrics: @Sendable () -> [UInt8]
        /// Published documents whose sentences come from stored rows.
        let documents: [ReportDocument]

        package init(
            publicURL: String,
            contentURL: String? = nil,
            h5pPlayer: String? = nil,
            verificationsPerMinuteMax: Int,
            clock: @escaping @Sendable () -> UInt64,
            unixTime: @escaping @Sendable () -> Int,
            metrics: @escaping @Sendable () -> [UInt8],
            documents: [ReportDocument] = []
        ) {
            self.publicURL = publicURL
            self.contentURL = contentURL
            self.h5pPlayer = h5pPlayer
            self.verificationsPerMinuteMax = verificationsPerMinuteMax
            self.clock = clock
            self.unixTime = unixTime
            self.metrics = metrics
            self.documents = documents
        }
    }

    /// A site of a centre; templates and assets are read from `resources` now.
    ///
    /// - Throws: when a template is missing or broken.
    package init(
        centre: TrainingCentre,
        resources: String,
        configuration: Configuration,
        logger: Logger
    ) throws {
        self.centre = centre
        self.configuration = configuration
        self.logger = logger
        gate = TokenGate(centre: centre, clock: configuration.clock)
        pages = try Pages(resources: resources, publicURL: configuration.publicURL) {
            place,
            language in
            language == .serbianCyrillic ? SerbianText.cyrillic(place) : SerbianText.latin(place)
        }
    }

    /// The routes of the API, for its description and for tests.
    var apiRoutes: [APIRoute] {
        let api = API(centre: centre, gate: gate, host: host)
        return api.projectRoutes + CodedRoutes<Organisation>(api: api).routes + api.personRoutes
            + api.mergeRoutes + CodedRoutes<Venue>(api: api).routes + api.tagRoutes
            + api.activityRoutes + api.planRoutes + CodedRoutes<Course>(api: api).routes
            + api.courseVersionRoutes + api.programmeRoutes + api.interestRoutes + api.cohortRoutes
            + api.handbookRoutes + api.readingRoutes + api.editionUseRoutes
            + api.experienceRoutes
            + CodedRoutes<Room>(api: api).routes + api.moduleRoutes
            + api.sessionRoutes + api.trainerRoutes
            + CodedRoutes<Field>(api: api).routes + api.trainerRegisterRoutes
            + api.engagementRoutes + api.candidacyRoutes + api.qualificationRoutes
            + api.cascadeRoutes + api.enrolmentActRoutes + api.seatRoutes
            + api.enrolmentRoutes + api.attendanceRoutes + api.resultRoutes + api.certificateRoutes
            + api.arrivalRoutes + api.evaluationRoutes + api.assessmentRoutes
            + api.batchRoutes + api.ceremonyRoutes + api.settingRoutes + api.accreditationRoutes
            + api.webhookRoutes + api.importRoutes + api.exportRoutes
            + api.reportRoutes + api.documentRoutes(configuration.documents) + api.meRoutes
            + api.myCalendarRoutes + api.privacyRoutes + api.auditRoutes
    }

    /// Everything that the server answers.
    package func application() -> Application {
        var router = Router()
        for route in apiRoutes { route.add(to: &router) }
        let description = OpenAPI.document(apiRoutes, serverURL: configuration.publicURL).bytes
        router.on(.get, APIRoute.prefix + "/openapi.json") { _ in
            .bytes(description, type: "application/json")
        }
        // Two limits, so that asking for certificates does not use up asking for enrolments.
        let perMinuteMax = configuration.verificationsPerMinuteMax
        let verifications = RateLimit(perMinuteMax: perMinuteMax, clock: configuration.clock)
        let enrolments = RateLimit(perMinuteMax: perMinuteMax, clock: configuration.clock)
        let reader = PageReader(centre: centre, clock: configuration.clock)
        SignInRoutes(reader: reader).add(to: &router)
        let files = CertificateFileRoutes(centre: centre, reader: reader, limit: verifications)
        files.add(to: &router)
        IssuerRoutes(centre: centre).add(to: &router)
        LogRoutes(centre: centre).add(to: &router)
        WitnessRoutes(centre: centre).add(to: &router)
        let verification = VerificationRoutes(
            centre: centre,
            pages: pages,
            files: files,
            limit: verifications,
            publicURL: configuration.publicURL
        )
        verification.add(to: &router)
        ComparisonRoutes(centre: centre, verification: verification, limit: verifications)
            .add(to: &router)
        addOwnEnrolment(within: enrolments, to: &router)
        // A room of people behind one address arrives within a minute.
        let arrivals = RateLimit(perMinuteMax: 2 * perMinuteMax, clock: configuration.clock)
        ArrivalPageRoutes(centre: centre, pages: pages, limit: arrivals).add(to: &router)
        let answers = RateLimit(perMinuteMax: perMinuteMax, clock: configuration.clock)
        EvaluationPageRoutes(centre: centre, pages: pages, limit: answers).add(to: &router)
        CatalogueRoutes(centre: centre, pages: pages).add(to: &router)
        ProjectPageRoutes(centre: centre, pages: pages).add(to: &router)
        addHandbooks(for: reader, to: &router)
        ProgrammePageRoutes(centre: centre, pages: pages).add(to: &router)
        CohortCalendarRoutes(
            centre: centre,
            pages: pages,
            reader: reader,
            limit: enrolments,
            unixTime: configuration.unixTime
        ).add(to: &router)
        TrainersRoutes(centre: centre, pages: pages).add(to: &router)
        addReports(for: reader, to: &router)
        addPeople(for: reader, to: &router)
        HealthRoutes(centre: centre, metrics: configuration.metrics).add(to: &router)
        AssetRoutes(assets: pages.assets).add(to: &router)
        addContents(to: &router)
        let errors = ErrorAnswers(pages: pages, logger: logger)
        return Application(router: router, middleware: [host]) { errors.answer($0, to: $1) }
    }

    /// What a trainee does by the private code of an enrolment.
    private func addOwnEnrolment(within limit: RateLimit, to router: inout Router) {
        EnrolmentStatusRoutes(
            centre: centre,
            pages: pages,
            limit: limit,
            unixTime: configuration.unixTime
        ).add(to: &router)
        EnrolmentAnswerRoutes(
            centre: centre,
            limit: limit,
            origin: FormOrigin(publicURL: configuration.publicURL)
        ).add(to: &router)
    }

    private func addHandbooks(for reader: PageReader, to router: inout Router) {
        HandbookPageRoutes(centre: centre, pages: pages, reader: reader).add(to: &router)
        EditionUsePageRoutes(centre: centre, pages: pages, reader: reader).add(to: &router)
        HarvestRoutes(centre: centre, site: pages.site, unixTime: configuration.unixTime)
            .add(to: &router)
    }

    private var host: ContentHost {
        ContentHost(
            url: configuration.contentURL,
            publicURL: configuration.publicURL,
            h5pPlayer: configuration.h5pPlayer.map(H5PPlayer.init)
        )
    }

    /// What runs in modules, and what modules and other systems tell of learners.
    private func addContents(to router: inout Router) {
        PlayerRoutes(centre: centre, pages: pages, host: host).add(to: &router)
        XAPIRoutes(centre: centre, gate: gate, home: configuration.publicURL).add(to: &router)
    }

    private func addPeople(for reader: PageReader, to router: inout Router) {
        CohortPageRoutes(centre: centre, pages: pages, reader: reader).add(to: &router)
        CohortModulesRoutes(centre: centre, pages: pages, reader: reader).add(to: &router)
        let writer = PageWriter(
            centre: centre,
            reader: reader,
            publicURL: configuration.publicURL,
            unixTime: configuration.unixTime
        )
        MyPageRoutes(centre: centre, pages: pages, writer: writer).add(to: &router)
        ModulePageRoutes(centre: centre, pages: pages, writer: writer, host: host).add(to: &router)
        QuizPageRoutes(centre: centre, pages: pages, writer: writer).add(to: &router)
        ModuleDeskRoutes(centre: centre, pages: pages, writer: writer, host: host).add(to: &router)
        HandbookDeskRoutes(centre: centre, pages: pages, writer: writer).add(to: &router)
        NominationsPageRoutes(centre: centre, pages: pages, writer: writer).add(to: &router)
        NominationFormRoutes(centre: centre, pages: pages, writer: writer).add(to: &router)
        let forms =
            NomineeFormRoutes.all + OwnFormRoutes.all + DecisionFormRoutes.all
            + CohortDecisionRoutes.all + CohortFormRoutes.all + AttendanceFormRoutes.all
            + ArrivalFormRoutes.all + CompletionFormRoutes.all + ReadingFormRoutes.all
        for form in forms { form.add(to: &router, writer, pages) }
        WorklistRoutes(centre: centre, pages: pages, reader: reader).add(to: &router)
    }

    private func addReports(for reader: PageReader, to router: inout Router) {
        let documents = configuration.documents
        ReportPageRoutes(
            centre: centre,
            pages: pages,
            reader: reader,
            documents: documents.map(\.name),
            clock: configuration.clock
        ).add(to: &router)
        DocumentPageRoutes(centre: centre, pages: pages, reader: reader, documents: documents)
            .add(to: &router)
        CascadeRoutes(centre: centre, pages: pages).add(to: &router)
    }
}
