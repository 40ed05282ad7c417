import Postgres

/// That somebody has completed a module, as it is known now.
package struct ModuleCompletion: Equatable, Sendable {
    package let completedOn: CalendarDate
    package let scorePercent: Hundredths?
    package let source: Source
    /// What shows it; always there for what was completed elsewhere.
    package let evidence: String?

    package init(
        completedOn: CalendarDate,
        scorePercent: Hundredths?,
        source: Source,
        evidence: String?
    ) {
        self.completedOn = completedOn
        self.scorePercent = scorePercent
        self.source = source
        self.evidence = evidence
    }

    /// Where a module was completed.
    package enum Source: String, CaseIterable, Sendable {
        case here, elsewhere
    }

    /// Reads `completed_on`, `score_percent`, `source` and `evidence`.
    ///
    /// Left out: today, no score, and elsewhere where there is evidence, else here.
    init(_ form: inout Form, today: CalendarDate) {
        completedOn = form.optionalDate("completed_on") ?? today
        scorePercent =
            form.has("score_percent") ? form.hundredths("score_percent", in: 0...10_000) : nil
        evidence = form.optionalText("evidence", lengthMax: 500)
        let usual: Source = form.has("evidence") ? .elsewhere : .here
        source = form.choice("source", otherwise: usual) ?? usual
        if let evidence, evidence.unicodeScalars.count < 3 {
            form.refuse("evidence", "is too short")
        }
        if source == .elsewhere, evidence == nil {
            form.refuse(
                "evidence",
                "is missing: say what shows a completion made elsewhere",
                .missing
            )
        }
        if completedOn > today {
            form.refuse("completed_on", "\(completedOn) lies in the future")
        }
    }

    /// Enters that somebody has completed a module of the cohort's course, or corrects it.
    ///
    /// The enrolment is named by its code or id. Staff may, and trainers in the cohorts that they
    /// teach. The same again changes nothing; anything else that differs is a correction, which
    /// needs a reason. Refuses with `NotFound`, `AccessError.notAllowed`, `ReasonMissing`,
    /// `InvalidForm`, `CohortError` and `ModuleError`.
    package static func enter(
        _ module: String,
        of enrolment: String,
        _ form: Form,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> EnrolmentModules {
        let place = try CompletionPlace(module, of: enrolment, by: act.actor, in: transaction)
        try enter(form, at: place, by: act, in: transaction)
        return try EnrolmentModules.find(enrolment, by: act.actor, in: transaction)
    }

    static func enter(
        _ form: Form,
        at place: CompletionPlace,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws {
        var form = form
        let completion = ModuleCompletion(&form, today: try centreToday(in: transaction))
        try form.check()
        guard completion != place.known else { return }
        if place.isEntered { _ = try act.requireReason() }
        try place.insert(completion, act, in: transaction)
    }

    /// Takes back that somebody has completed a module.
    ///
    /// Refuses like `enter`, and with `NotFound` what is not completed.
    package static func takeBack(
        _ module: String,
        of enrolment: String,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> EnrolmentModules {
        let place = try CompletionPlace(module, of: enrolment, by: act.actor, in: transaction)
        _ = try act.requireReason()
        guard place.known != nil else {
            throw NotFound("completion", "of \(module.uppercased())")
        }
        try place.insert(nil, act, in: transaction)
        return try EnrolmentModules.find(enrolment, by: act.actor, in: transaction)
    }
}

/// An enrolment and a module of its cohort's course, with the cohort locked.
struct CompletionPlace {
    private let enrolment: ID<Enrolment>
    private let module: Int
    /// What is known of it; nil also after a completion was taken back.
    let known: ModuleCompletion?
    /// Whether there is any row of it, which another one corrects.
    let isEntered: Bool

    /// Locks the cohort, and only then looks.
    ///
    /// Refuses with `NotFound`, `AccessError.notAllowed`, `CohortError` for one that has ended, and
    /// `ModuleError`.
    init(
        _ module: String,
        of enrolment: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws {
        let access = try EnrolmentAccess(enrolment, by: actor, in: transaction)
        try actor.require(.manageEnrolments, orTeaching: [access.cohort], in: transaction)
        try self.init(module, access.id, of: access.cohort, in: transaction)
    }

    init(
        _ module: String,
        _ enrolment: ID<Enrolment>,
        of cohort: ID<Cohort>,
        in transaction: borrowing Transaction
    ) throws {
        let found = try CourseModule.find(module, in: transaction).draft.code
        let state = try transaction.value(
            "SELECT state FROM cohorts WHERE id = \(cohort) FOR UPDATE",
            as: Cohort.State.self
        )
        switch state {
        case .closed?: throw CohortError.closed
        case .cancelled?: throw CohortError.cancelled
        default: break
        }
        guard
            let row = try transaction.row(
                """
                SELECT standing.module_id, enrolments.status = 'confirmed', standing.is_completed,
                    standing.completed_on, standing.score_percent, standing.source,
                    standing.evidence,
                    EXISTS (
                        SELECT FROM module_completions
                        WHERE enrolment_id = \(enrolment)
                            AND module_completions.module_id = standing.module_id)
                FROM module_standings AS standing
                JOIN modules ON modules.id = standing.module_id
                JOIN enrolments ON enrolments.id = standing.enrolment_id
                WHERE standing.enrolment_id = \(enrolment) AND modules.code = \(found)
                """,
                as: (
                    Int.self, Bool.self, Bool.self, CalendarDate?.self, Hundredths?.self,
                    ModuleCompletion.Source?.self, String?.self, Bool.self
                )
            )
        else { throw ModuleError.notOfCourse }
        guard row.1 else { throw ModuleError.noSeat }
        self.enrolment = enrolment
        self.module = row.0
        known = ModuleCompletion(columns: row.3, row.4, row.5, row.6)
        isEntered = row.7
    }

    /// Enters what is known from now on; nil takes back what was.
    func insert(
        _ completion: ModuleCompletion?,
        _ act: Act,
        in transaction: borrowing Transaction
    ) throws {
        do {
            _ = try transaction.execute(
                """
                INSERT INTO module_completions (
                    enrolment_id, module_id, is_completed, completed_on, score_percent, source,
                    evidence, reason)
                VALUES (
                    \(enrolment), \(module), \(completion != nil), \(completion?.completedOn),
                    \(completion?.scorePercent), \(completion?.source), \(completion?.evidence),
                    \(isEntered ? act.reason?.text : nil))
                """
            )
        } catch {
            guard let error = error as? PostgresError else { throw error }
            if let refusal = ModuleError(error) { throw refusal }
            throw CohortError(error) ?? error as any Error
        }
    }
}

extension ModuleCompletion {
    /// Takes the columns of a standing; nil where nothing is completed.
    init?(
        columns completedOn: CalendarDate?,
        _ scorePercent: Hundredths?,
        _ source: Source?,
        _ evidence: String?
    ) {
        guard let completedOn, let source else { return nil }
        self.init(
            completedOn: completedOn,
            scorePercent: scorePercent,
            source: source,
            evidence: evidence
        )
    }
}

extension ModuleCompletion.Source: SQLValue {}
