import Postgres

extension Session {
    /// The trainers of a session; refuses with `AccessError.notAllowed` and `NotFound`.
    package static func trainers(
        _ time: String,
        of code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [Trainer] {
        let cohort = try Cohort.id(of: code, in: transaction)
        try actor.require(.readPeople, orTeaching: [cohort], in: transaction)
        let session = try find(time, of: code, in: transaction)
        return try trainers(of: session.id, cohort, in: transaction)
    }

    /// Gives a session a trainer, who becomes one of its cohort; one who is its trainer stays so.
    ///
    /// Somebody who has no right to teach the cohort needs a reason, which is the act's. Refuses
    /// with `AccessError.notAllowed`, `NotFound`, `TrainerError.needsReason`,
    /// `SessionError.trainerTaken` and `.ambiguous`, and with `EnrolmentError.teachesCohort`
    /// somebody who is enrolled there.
    package static func assign(
        _ email: String,
        to time: String,
        of code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [Trainer] {
        try actor.require(.manageCatalogue)
        let session = try locked(time, of: code, in: transaction)
        let cohort = try Cohort.id(of: code, in: transaction)
        let person = try Person.find(email: email, by: actor, in: transaction)
        _ = try Trainer.needsEntry(person, in: cohort, in: transaction)
        do {
            _ = try transaction.execute(
                """
                INSERT INTO session_trainers (session_id, person_id)
                VALUES (\(session.id), \(person.id))
                ON CONFLICT (session_id, person_id) DO NOTHING
                """
            )
        } catch {
            throw SessionError.translated(error)
        }
        return try trainers(of: session.id, cohort, in: transaction)
    }

    /// Takes a trainer off a session; the cohort keeps the trainer.
    ///
    /// Refuses with `AccessError.notAllowed`, `ReasonMissing`, `NotFound` and
    /// `SessionError.ambiguous`.
    package static func relieve(
        _ email: String,
        of time: String,
        of code: String,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> [Trainer] {
        try act.actor.require(.manageCatalogue)
        _ = try act.requireReason()
        let session = try locked(time, of: code, in: transaction)
        let cohort = try Cohort.id(of: code, in: transaction)
        let person = try Person.find(email: email, by: act.actor, in: transaction)
        _ = try transaction.execute(
            """
            DELETE FROM session_trainers
            WHERE session_id = \(session.id) AND person_id = \(person.id)
            """
        )
        return try trainers(of: session.id, cohort, in: transaction)
    }

    private static func trainers(
        of session: ID<Session>,
        _ cohort: ID<Cohort>,
        in transaction: borrowing Transaction
    ) throws -> [Trainer] {
        let people = try Person.rows(
            """
            WHERE id IN (SELECT person_id FROM session_trainers WHERE session_id = \(session))
            ORDER BY \(Person.order()), id
            """,
            in: transaction
        )
        return try people.map { try Trainer(of: cohort, $0, in: transaction) }
    }
}
