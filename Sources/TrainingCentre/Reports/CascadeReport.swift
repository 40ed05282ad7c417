import Postgres

/// What came of a training of trainers: its graduates, the deliveries that they held, the people
/// who passed there and their LSGs, over all generations, as of a date.
package struct CascadeReport: Sendable {
    package let cohort: CohortDraft
    package let courseTitle: Titles
    package let parameters: Parameters
    package let asOf: CalendarDate
    /// Persons who passed the training of trainers; 0 before it was closed.
    package let graduates: Int
    package let total: Counts
    /// The counts of each generation that has a delivery, the first one first.
    package let generations: [Counts]
    package let branches: [Branch]
    /// What counts on the day although it was recorded after it.
    package var recordedLater = RecordedLater.nothing

    /// Of which deliveries, as of when.
    package struct Parameters: Sendable {
        package let from: CalendarDate?
        package let to: CalendarDate?
        package let asOf: CalendarDate?

        package init(
            from: CalendarDate? = nil,
            to: CalendarDate? = nil,
            asOf: CalendarDate? = nil
        ) {
            self.from = from
            self.to = to
            self.asOf = asOf
        }
    }

    /// The counts of one generation, or of all of them.
    package struct Counts: Sendable {
        /// nil for all generations together.
        package let generation: Int?
        package let deliveries: Int
        /// Persons who were qualified in the generation before and held one of the deliveries.
        package let trainers: Int
        package let participationsPassed: Int
        package let personsPassed: Int
        package let lsgs: Int

        package init(
            generation: Int?,
            deliveries: Int,
            trainers: Int,
            participationsPassed: Int,
            personsPassed: Int,
            lsgs: Int
        ) {
            self.generation = generation
            self.deliveries = deliveries
            self.trainers = trainers
            self.participationsPassed = participationsPassed
            self.personsPassed = personsPassed
            self.lsgs = lsgs
        }
    }

    /// One delivery that came of it.
    package struct Branch: Sendable {
        package let generation: Int
        package let cohortCode: String
        package let courseCode: String
        package let projectCode: String?
        package let startsOn: CalendarDate
        package let endsOn: CalendarDate
        /// The training of trainers that qualified whoever held it.
        package let parentCode: String
        /// The e-mail addresses of those of its trainers who were qualified there.
        package let trainers: [String]
        package let passed: Int
        package let lsgs: Int

        package init(
            generation: Int,
            cohortCode: String,
            courseCode: String,
            projectCode: String?,
            startsOn: CalendarDate,
            endsOn: CalendarDate,
            parentCode: String,
            trainers: [String],
            passed: Int,
            lsgs: Int
        ) {
            self.generation = generation
            self.cohortCode = cohortCode
            self.courseCode = courseCode
            self.projectCode = projectCode
            self.startsOn = startsOn
            self.endsOn = endsOn
            self.parentCode = parentCode
            self.trainers = trainers
            self.passed = passed
            self.lsgs = lsgs
        }
    }

    package init(
        cohort: CohortDraft,
        courseTitle: Titles,
        parameters: Parameters,
        asOf: CalendarDate,
        graduates: Int,
        total: Counts,
        generations: [Counts],
        branches: [Branch]
    ) {
        self.cohort = cohort
        self.courseTitle = courseTitle
        self.parameters = parameters
        self.asOf = asOf
        self.graduates = graduates
        self.total = total
        self.generations = generations
        self.branches = branches
    }

    /// What the numbers mean, printed with them.
    package static let definitions = Titles(
        sr: "Тренери су лица која су успешно прошла обуку тренера. Реализација је закључена група "
            + "обуке за коју је баш та обука оспособила некога од њих, коју је он држао и која је "
            + "почела после последњег сусрета обуке тренера; припада периоду по дану свог "
            + "последњег сусрета. Ако је и сама обука тренера, они које је оспособила чине следећу "
            + "генерацију; реализација се броји једном, у својој првој генерацији. Кога је "
            + "оспособио завршен програм који спрема тренере, тога је оспособила група којом је "
            + "програм завршен. Лица се броје једном у сваком реду и у збиру, учешћа једном за "
            + "сваку реализацију, општине и градови једном, по упису некога ко је успешно прошао. "
            + "Ко је држао реализацију, ко је успешно прошао и ко је оспособљен утврђено је када "
            + "су групе закључене.",
        en: """
            Graduates are persons who passed the training of trainers. A delivery is a closed \
            cohort of a course that a graduate was qualified for by that very training, held by \
            that graduate as its trainer, and begun after the training's last session; it belongs \
            to a period by the day of its last session. Graduates of a delivery that is a training \
            of trainers itself make the next generation; a delivery counts once, in its first \
            generation. Whoever completed a programme that trains trainers was qualified by the \
            cohort that completed it. Persons are counted once in each line and in the total, \
            participations once a delivery, LSGs once, by the LSG recorded on the enrolment of \
            somebody who passed. Who held a delivery, who passed and what was qualified are what \
            was frozen when the cohorts were closed.
            """
    )

    /// Counts as of a date, today unless given.
    ///
    /// Refuses with `AccessError.notAllowed`, `NotFound`, `InvalidForm`, and with
    /// `CascadeError.noTraining` a cohort of a course that qualifies nobody.
    package static func make(
        _ code: String,
        _ parameters: Parameters,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> CascadeReport {
        try actor.require(.readReports)
        return try make(code, parameters, in: transaction)
    }

    /// The same for a page that anybody may see, without the trainers of the deliveries.
    package static func makePublic(
        _ code: String,
        _ parameters: Parameters,
        in transaction: borrowing Transaction
    ) throws -> CascadeReport {
        try make(code, parameters, in: transaction).withoutTrainers
    }

    private static func make(
        _ code: String,
        _ parameters: Parameters,
        in transaction: borrowing Transaction
    ) throws -> CascadeReport {
        let cohort = try Cohort.find(code, in: transaction).draft
        let course = try Course.find(cohort.courseCode, in: transaction).draft
        if let from = parameters.from, let to = parameters.to, to < from {
            throw InvalidForm([FieldProblem("to", "lies before from")])
        }
        let asOf = try asOfDay(parameters.asOf, in: transaction)
        let tree = CascadeTree(code: cohort.code, parameters: parameters, asOf: asOf)
        guard try tree.isTraining(in: transaction) else { throw CascadeError.noTraining }
        let counts = try tree.counts(in: transaction)
        var report = CascadeReport(
            cohort: cohort,
            courseTitle: course.title,
            parameters: parameters,
            asOf: asOf,
            graduates: try tree.graduates(in: transaction),
            total: counts.first { $0.generation == nil } ?? .none,
            generations: counts.filter { $0.generation != nil },
            branches: try tree.branches(in: transaction)
        )
        report.recordedLater = try tree.recordedLater(in: transaction)
        return report
    }

    private var withoutTrainers: CascadeReport {
        var bare = CascadeReport(
            cohort: cohort,
            courseTitle: courseTitle,
            parameters: parameters,
            asOf: asOf,
            graduates: graduates,
            total: total,
            generations: generations,
            branches: branches.map { branch in
                Branch(
                    generation: branch.generation,
                    cohortCode: branch.cohortCode,
                    courseCode: branch.courseCode,
                    projectCode: branch.projectCode,
                    startsOn: branch.startsOn,
                    endsOn: branch.endsOn,
                    parentCode: branch.parentCode,
                    trainers: [],
                    passed: branch.passed,
                    lsgs: branch.lsgs
                )
            }
        )
        bare.recordedLater = recordedLater
        return bare
    }
}

extension CascadeReport.Counts {
    fileprivate static let none = CascadeReport.Counts(
        generation: nil,
        deliveries: 0,
        trainers: 0,
        participationsPassed: 0,
        personsPassed: 0,
        lsgs: 0
    )
}

/// Why there is no report on a cascade.
package enum CascadeError: Refusal {
    case noTraining

    package var kind: RefusalKind { .conflict }
    package var code: String { "no_training_of_trainers" }
    package var message: String {
        "the cohort is no training of trainers: neither its course nor a programme with it "
            + "qualifies anybody; “obuka qualification course” and “programme” say what one "
            + "qualifies for"
    }
}
