import Postgres

extension Session {
    /// Corrects day, times, length, room or place of a session; its marks stay with it.
    ///
    /// Refuses with `AccessError.notAllowed`, `ReasonMissing`, `NotFound`, `InvalidForm`,
    /// `SessionError`, and `CohortError.closed` and `.cancelled`.
    package static func correct(
        _ time: String,
        of code: String,
        form: Form,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> Session {
        try act.actor.require(.manageCatalogue)
        _ = try act.requireReason()
        let known = try locked(time, of: code, in: transaction)
        var form = form
        let facts = SessionFacts(&form, over: known)
        try form.check()
        try facts.checkRoom(in: transaction)
        try facts.enter(known.id, in: transaction)
        return try find(known.id, in: transaction)
    }

    /// Takes out a session of which no mark was recorded.
    ///
    /// Refuses with `AccessError.notAllowed`, `ReasonMissing`, `NotFound`,
    /// `SessionError.hasMarks` and `.ambiguous`, and `CohortError.closed` and `.cancelled`.
    package static func cancel(
        _ time: String,
        of code: String,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> Session {
        try act.actor.require(.manageCatalogue)
        _ = try act.requireReason()
        let known = try locked(time, of: code, in: transaction)
        do {
            _ = try transaction.execute("DELETE FROM sessions WHERE id = \(known.id)")
        } catch {
            throw SessionError.translated(error)
        }
        return known
    }

    /// The session on a day, or at a time as `2024-02-01T09:00`, under its cohort's lock.
    static func locked(
        _ time: String,
        of code: String,
        in transaction: borrowing Transaction
    ) throws -> Session {
        _ = try Cohort.lock(code, in: transaction)
        return try find(time, of: code, in: transaction)
    }

    /// The session on a day, or at a time as `2024-02-01T09:00`.
    static func find(
        _ time: String,
        of code: String,
        in transaction: borrowing Transaction
    ) throws -> Session {
        let parts = time.split(separator: "T", maxSplits: 1).map(String.init)
        let date = parts.first.flatMap { CalendarDate($0) }
        let begins = parts.count == 2 ? ClockTime(parts[1]) : nil
        let found = try list(cohort: code, in: transaction).filter {
            $0.heldOn == date && (parts.count < 2 || begins != nil && $0.begins == begins)
        }
        guard let session = found.first else { throw NotFound("session", time) }
        guard found.count == 1 else { throw SessionError.ambiguous }
        return session
    }
}
