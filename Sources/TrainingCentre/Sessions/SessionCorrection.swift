import Postgres

extension Session {
    /// Corrects the day or the length of a session; its marks stay with it.
    ///
    /// Refuses with `AccessError.notAllowed`, `ReasonMissing`, `NotFound`, `InvalidForm`,
    /// `SessionError` and `CohortError.closed`.
    package static func correct(
        _ day: String,
        of code: String,
        form: Form,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> Session {
        try act.actor.require(.manageCatalogue)
        _ = try act.requireReason()
        let known = try locked(day, of: code, in: transaction)
        var form = form
        let heldOn = form.optionalDate("held_on") ?? known.heldOn
        let hours = form.has("hours") ? form.hundredths("hours", in: 1...2_400) : known.hours
        try form.check()
        do {
            _ = try transaction.execute(
                "UPDATE sessions SET held_on = \(heldOn), hours = \(hours) WHERE id = \(known.id)"
            )
        } catch {
            throw SessionError.translated(error)
        }
        return Session(id: known.id, heldOn: heldOn, hours: hours)
    }

    /// Takes out a session of which no mark was recorded.
    ///
    /// Refuses with `AccessError.notAllowed`, `ReasonMissing`, `NotFound`,
    /// `SessionError.hasMarks` and `CohortError.closed`.
    package static func cancel(
        _ day: String,
        of code: String,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> Session {
        try act.actor.require(.manageCatalogue)
        _ = try act.requireReason()
        let known = try locked(day, of: code, in: transaction)
        do {
            _ = try transaction.execute("DELETE FROM sessions WHERE id = \(known.id)")
        } catch {
            throw SessionError.translated(error)
        }
        return known
    }

    /// The session on a day, under its cohort's lock.
    private static func locked(
        _ day: String,
        of code: String,
        in transaction: borrowing Transaction
    ) throws -> Session {
        _ = try Cohort.lock(code, in: transaction)
        let found = try list(cohort: code, in: transaction)
        guard let date = CalendarDate(day), let session = found.first(where: { $0.heldOn == date })
        else { throw NotFound("session", day) }
        return session
    }
}
