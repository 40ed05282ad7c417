import Postgres

extension Candidacy {
    /// Limits of candidacies.
    package enum Limits {
        /// What a candidate has unless somebody says otherwise.
        package static let daysDefault = 90
    }

    /// Opens the way to an accreditation for a course or a field.
    ///
    /// Refuses with `AccessError.notAllowed`, `NotFound`, `InvalidForm` and
    /// `CandidacyError.openAlready`.
    package static func open(
        _ form: Form,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Candidacy {
        try actor.require(.manageCatalogue)
        var form = form
        let email = form.email("email")
        let subject = AccreditedSubject(&form)
        let today = try centreToday(in: transaction)
        let deadline =
            form.optionalDate("deadline_on")
            ?? CalendarDate(dayNumber: today.dayNumber + Limits.daysDefault)
        if deadline <= today { form.refuse("deadline_on", "does not lie in the future") }
        try form.check()
        return try insert(email, subject, deadline: deadline, by: actor, in: transaction)
    }

    /// Enters a candidacy; one whose deadline is over takes the reason of its transaction.
    ///
    /// Refuses with `NotFound` and `CandidacyError.openAlready`.
    static func insert(
        _ email: String,
        _ subject: AccreditedSubject,
        deadline: CalendarDate,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Candidacy {
        let person = try Person.find(email: email, by: actor, in: transaction)
        let (course, field) = try subject.ids(in: transaction)
        do {
            let id = try transaction.value(
                """
                INSERT INTO candidacies (person_id, course_id, field_id, deadline_on)
                VALUES (\(person.id), \(course), \(field), \(deadline))
                RETURNING id
                """,
                as: ID<Candidacy>.self
            )
            guard let id else { throw NotFound("candidacy", email) }
            return try find(id, by: actor, in: transaction)
        } catch {
            throw (error as? PostgresError).flatMap(CandidacyError.init) ?? error
        }
    }

    /// Enters a verdict on a stage; a later one counts instead of it, and undoes later stages.
    ///
    /// The examiner is a known person, named for every stage but the training of trainers, which
    /// the register itself shows. Refuses with `AccessError.notAllowed`, `NotFound`, `InvalidForm`
    /// and `CandidacyError`.
    package static func enter(
        _ form: Form,
        on id: ID<Candidacy>,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Candidacy {
        try actor.require(.manageCatalogue)
        _ = try find(id, by: actor, in: transaction)
        var form = form
        let stage: Stage = form.choice("stage") ?? .totPassed
        let verdict: Verdict = form.choice("verdict") ?? .notEvaluated
        let isExamined = stage != .totPassed || form.has("examiner")
        let examiner = isExamined ? form.email("examiner") : nil
        let day = form.optionalDate("on")
        let note = form.optionalText("note", lengthMax: 500)
        try form.check()
        let person = try examiner.map { try Person.find(email: $0, by: actor, in: transaction) }
        do {
            _ = try transaction.execute(
                """
                INSERT INTO candidacy_verdicts (
                    candidacy_id, stage, verdict, examiner_id, examined_on, note)
                VALUES (
                    \(id), \(stage), \(verdict), \(person?.id),
                    coalesce(\(day), centre_today()), \(note))
                """
            )
        } catch {
            throw (error as? PostgresError).flatMap(CandidacyError.init) ?? error
        }
        return try find(id, by: actor, in: transaction)
    }

    /// Gives a candidate time until another day, with a reason.
    ///
    /// Refuses with `AccessError.notAllowed`, `NotFound`, `ReasonMissing`, `InvalidForm` and
    /// `CandidacyError.ended`.
    package static func extend(
        _ id: ID<Candidacy>,
        until deadline: CalendarDate,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> Candidacy {
        if deadline <= (try centreToday(in: transaction)) {
            throw InvalidForm([FieldProblem("deadline_on", "does not lie in the future")])
        }
        return try change(id, "deadline_on = \(deadline)", by: act, in: transaction)
    }

    /// Ends a candidacy that leads to nothing, with a reason: today, or on a day that has been.
    ///
    /// Refuses with `AccessError.notAllowed`, `NotFound`, `ReasonMissing`, `CandidacyError.ended`,
    /// and with `InvalidForm` a day in the future or before the last verdict.
    package static func end(
        _ id: ID<Candidacy>,
        on day: CalendarDate? = nil,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> Candidacy {
        do {
            return try change(
                id,
                "ended_on = coalesce(\(day), centre_today())",
                by: act,
                in: transaction
            )
        } catch {
            guard (error as? PostgresError)?.constraint == "candidacies_days_in_order" else {
                throw error
            }
            throw InvalidForm([
                FieldProblem("ended_on", "lies in the future, or before the last verdict")
            ])
        }
    }

    private static func change(
        _ id: ID<Candidacy>,
        _ assignment: SQL,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> Candidacy {
        try act.actor.require(.manageCatalogue)
        _ = try find(id, by: act.actor, in: transaction)
        _ = try act.requireReason()
        let count = try transaction.execute(
            "UPDATE candidacies SET \(assignment) WHERE id = \(id) AND ended_on IS NULL"
        )
        guard count == 1 else { throw CandidacyError.ended }
        return try find(id, by: act.actor, in: transaction)
    }
}

/// What a trainer is accredited for: a course or a field.
struct AccreditedSubject {
    let course: String?
    let field: String?

    /// Reads the fields of a course and a field, of which one is there; the caller checks the form.
    init(_ form: inout Form) {
        self.init(&form, "course", "field")
    }

    /// As it stands in files.
    init(ofRow form: inout Form) {
        self.init(&form, "course_code", "field_code")
    }

    private init(_ form: inout Form, _ courseField: String, _ fieldField: String) {
        course = form.optionalCode(courseField)
        field = form.optionalCode(fieldField)
        if !form.has(courseField), !form.has(fieldField) {
            form.refuse(courseField, "is missing, and so is \(fieldField)", .missing)
        } else if course != nil, field != nil {
            form.refuse(fieldField, "is there beside \(courseField): name one of the two")
        }
    }

    /// The ids, of which one is there; refuses with `NotFound`.
    func ids(in transaction: borrowing Transaction) throws -> (ID<Course>?, ID<Field>?) {
        if let course { _ = try Course.find(course, in: transaction) }
        if let field { _ = try Field.find(field, in: transaction) }
        return (
            try course.flatMap {
                try Course.ids(of: [$0], field: "course", in: transaction).first
            },
            try field.flatMap { try Field.ids(of: [$0], field: "field", in: transaction).first }
        )
    }
}

/// Why a candidacy is not opened, or a verdict not taken.
package enum CandidacyError: Refusal {
    case openAlready
    case ended
    case inFuture
    case ownExaminer
    case assessorVerifies
    case outOfOrder
    case notQualified

    /// The refusal behind a constraint of candidacies and their verdicts.
    init?(_ error: PostgresError) {
        switch error.constraint {
        case "candidacies_open_once": self = .openAlready
        case "candidacy_verdicts_candidacy_open", "candidacies_ended_kept": self = .ended
        case "candidacy_verdicts_not_in_future": self = .inFuture
        case "candidacy_verdicts_by_another": self = .ownExaminer
        case "candidacy_verdicts_verified_by_another": self = .assessorVerifies
        case "candidacy_verdicts_in_order": self = .outOfOrder
        case "candidacy_verdicts_qualified": self = .notQualified
        default: return nil
        }
    }

    package var kind: RefusalKind { .conflict }

    package var code: String {
        switch self {
        case .openAlready: "candidacy_open_already"
        case .ended: "candidacy_ended"
        case .inFuture: "examination_in_future"
        case .ownExaminer: "own_examiner"
        case .assessorVerifies: "assessor_verifies"
        case .outOfOrder: "stages_out_of_order"
        case .notQualified: "candidate_not_qualified"
        }
    }

    package var message: String {
        switch self {
        case .openAlready: "the person is a candidate for this already"
        case .ended: "the candidacy has ended: open another one"
        case .inFuture: "the day of the examination lies in the future"
        case .ownExaminer: "nobody examines oneself: name another person"
        case .assessorVerifies: "who assessed does not verify: name a second person"
        case .outOfOrder:
            "an earlier stage is not passed: first tot-passed, then practice-observed, assessed, "
                + "verified"
        case .notQualified:
            "the register shows no training of trainers that the person passed for this: close "
                + "its cohort, or recognise the qualification on another basis"
        }
    }
}
