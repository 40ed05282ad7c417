import Postgres

/// Somebody who teaches a cohort.
///
/// With the role of a trainer the person's account sees the cohort's people, and records their
/// marks and results.
package struct Trainer: Sendable {
    package let person: Person
    /// What was lacking when the person was assigned; then there is a reason.
    ///
    /// Until the cohort has ended also what has come to lack since, such as by a suspension.
    package let problems: [String]
    package let reason: String?

    /// The trainers of a cohort by name; refuses with `AccessError.notAllowed` and `NotFound`.
    package static func list(
        cohort code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [Trainer] {
        let cohort = try Cohort.id(of: code, in: transaction)
        try actor.require(.readPeople, orTeaching: [cohort], in: transaction)
        let people = try Person.rows(
            """
            WHERE id IN (SELECT person_id FROM cohort_trainers WHERE cohort_id = \(cohort))
            ORDER BY \(Person.order()), id
            """,
            in: transaction
        )
        return try people.map { try Trainer(of: cohort, $0, in: transaction) }
    }

    /// Reads what stands beside the assignment of a person; refuses with `NotFound`.
    init(
        of cohort: ID<Cohort>,
        _ person: Person,
        in transaction: borrowing Transaction
    ) throws {
        let row = try transaction.row(
            """
            SELECT problems || ARRAY(
                    SELECT problem
                    FROM unnest(cohort_trainer_problems(cohort_id, person_id)) AS problem
                    WHERE problem <> ALL(problems)
                        AND EXISTS (
                            SELECT FROM cohorts
                            WHERE id = cohort_id AND NOT cohort_has_ended(state))),
                reason
            FROM cohort_trainers
            WHERE cohort_id = \(cohort) AND person_id = \(person.id)
            """,
            as: ([String].self, String?.self)
        )
        guard let row else { throw NotFound("trainer", person.email) }
        self.init(person: person, problems: row.0, reason: row.1)
    }

    private init(person: Person, problems: [String], reason: String?) {
        self.person = person
        self.problems = problems
        self.reason = reason
    }

    /// Gives a cohort a trainer; one who is its trainer stays so.
    ///
    /// Somebody who has no right to teach it on one of its days, and anybody after the closing,
    /// needs a reason, which is the act's; the database keeps it beside what is lacking. Refuses
    /// with `AccessError.notAllowed`, `NotFound`, `TrainerError.needsReason`, and with
    /// `EnrolmentError.teachesCohort` somebody who is enrolled there.
    package static func assign(
        _ email: String,
        to code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Trainer {
        try actor.require(.manageCatalogue)
        let cohort = try Cohort.id(of: code, in: transaction)
        let person = try Person.find(email: email, by: actor, in: transaction)
        _ = try Cohort.lock(code, in: transaction)
        if try needsEntry(person, in: cohort, in: transaction) {
            do {
                _ = try transaction.execute(
                    """
                    INSERT INTO cohort_trainers (cohort_id, person_id)
                    VALUES (\(cohort), \(person.id))
                    """
                )
            } catch {
                let refused = error as? PostgresError
                throw refused.flatMap(EnrolmentError.init) ?? refused.flatMap(TrainerError.init)
                    ?? error
            }
        }
        return try Trainer(of: cohort, person, in: transaction)
    }

    /// The codes of the cohorts that want the person while this one is taught; a warning.
    package func clashes(
        in code: String,
        _ transaction: borrowing Transaction
    ) throws -> [String] {
        try CohortClash.others(
            teaching: try Cohort.id(of: code, in: transaction),
            person: person.id,
            in: transaction
        )
    }

    /// Whether the person is no trainer of the cohort yet.
    ///
    /// Refuses with `TrainerError.needsReason`, which names what is lacking; the database refuses
    /// the same without naming it.
    static func needsEntry(
        _ person: Person,
        in cohort: ID<Cohort>,
        in transaction: borrowing Transaction
    ) throws -> Bool {
        let found = try transaction.row(
            """
            SELECT EXISTS (
                    SELECT FROM cohort_trainers
                    WHERE cohort_id = cohorts.id AND person_id = \(person.id)),
                cohort_trainer_problems(cohorts.id, \(person.id)),
                coalesce(current_setting('obuka.reason', true), '') <> ''
            FROM cohorts WHERE id = \(cohort)
            """,
            as: (Bool.self, [String].self, Bool.self)
        )
        guard let (isThere, problems, hasReason) = found, !isThere else { return false }
        guard hasReason || problems.isEmpty else { throw TrainerError.needsReason(problems) }
        return true
    }

    /// Takes a trainer from a cohort; the marks that were recorded stay.
    ///
    /// Refuses with `AccessError.notAllowed`, `ReasonMissing`, and with `NotFound` for somebody who
    /// is none.
    package static func dismiss(
        _ email: String,
        from code: String,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> Trainer {
        try act.actor.require(.manageCatalogue)
        _ = try act.requireReason()
        let cohort = try Cohort.id(of: code, in: transaction)
        let person = try Person.find(email: email, by: act.actor, in: transaction)
        let dismissed = try Trainer(of: cohort, person, in: transaction)
        _ = try transaction.execute(
            """
            DELETE FROM cohort_trainers
            WHERE cohort_id = \(cohort) AND person_id = \(person.id)
            """
        )
        return dismissed
    }
}

extension Cohort {
    /// The cohorts that the actor teaches, under all records, the latest first; at most 200.
    package static func taught(
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [Cohort] {
        guard actor.roles.contains(.trainer), let person = actor.personID else { return [] }
        return try rows(
            """
            WHERE cohorts.id IN (
                SELECT cohort_id FROM cohort_trainers
                WHERE person_id IN (\(Person.records(of: person))))
            ORDER BY cohorts.starts_on DESC, cohorts.id DESC
            LIMIT \(PageRequest.Limits.rowsMax)
            """,
            in: transaction
        )
    }
}

extension Cohort {
    /// Refuses with `NotFound`, and with `AccessError.notAllowed` who may not record marks and
    /// results of a cohort: staff and its trainers may.
    package static func checkRecording(
        _ code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws {
        let cohort = try id(of: code, in: transaction)
        try actor.require(.manageEnrolments, orTeaching: [cohort], in: transaction)
    }

    /// Whether `checkRecording` lets somebody record there; refuses with `NotFound`.
    package static func mayRecord(
        _ code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Bool {
        do {
            try checkRecording(code, by: actor, in: transaction)
            return true
        } catch is AccessError {
            return false
        }
    }
}

extension Actor {
    /// Refuses with `AccessError.notAllowed` who neither may do it anywhere nor teaches all of the
    /// cohorts.
    func require(
        _ permission: Permission,
        orTeaching cohorts: [ID<Cohort>],
        in transaction: borrowing Transaction
    ) throws {
        if may(permission) { return }
        guard roles.contains(.trainer), let personID else { throw AccessError.notAllowed }
        let taught = try transaction.value(
            """
            SELECT count(DISTINCT cohort_id) FROM cohort_trainers
            WHERE person_id IN (\(Person.records(of: personID)))
                AND cohort_id = ANY(\(cohorts))
            """,
            as: Int.self
        )
        guard taught == cohorts.count else { throw AccessError.notAllowed }
    }
}
