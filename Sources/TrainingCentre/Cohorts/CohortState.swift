import Postgres

extension Cohort {
    /// How far a cohort is.
    ///
    /// The database knows the steps from one to the next (`check_cohort_step`).
    package enum State: String, CaseIterable, Sendable {
        /// Planned: nobody can ask for a seat yet; staff enter people with a reason, and bring in
        /// records.
        case draft
        /// Takes enrolments; whether it takes place is open.
        case published
        /// Takes enrolments, and takes place.
        case confirmed
        /// Under way: staff enter with a reason who still comes.
        case running
        /// Over: outcomes are frozen, certificates can be issued, nothing changes any more.
        case closed
        /// Does not take place; its enrolments stay as they were.
        case cancelled

        /// Whether people can ask for a seat; the database's `cohort_takes_enrolments`.
        package var takesEnrolments: Bool { self == .published || self == .confirmed }

        /// Whether nobody joins or leaves any more; the database's `cohort_has_ended`.
        package var hasEnded: Bool { self == .closed || self == .cancelled }
    }

    /// Lets people ask for seats.
    ///
    /// One that was published before stays as it is, confirmed or under way. The first version of
    /// a course is published with its first cohort; the draft of a later one is published by
    /// somebody who decides on that.
    ///
    /// Refuses with `AccessError.notAllowed`, `NotFound`, `CohortError.closed`, `.cancelled` and
    /// `.versionIsDraft`, and with `CourseVersionError.asksForItself`.
    package static func publish(
        _ code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Cohort {
        try step(code, to: .published, by: actor, in: transaction) { $0 != .draft && !$0.hasEnded }
    }

    /// Says that a published cohort takes place.
    ///
    /// One that was confirmed before stays as it is. Refuses with `AccessError.notAllowed`,
    /// `NotFound`, `CohortError.wrongStep`, `.closed` and `.cancelled`.
    package static func confirm(
        _ code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Cohort {
        try step(code, to: .confirmed, by: actor, in: transaction) {
            $0 == .confirmed || $0 == .running
        }
    }

    /// Says that a confirmed cohort is under way.
    ///
    /// One that was started before stays as it is. Refuses with `AccessError.notAllowed`,
    /// `NotFound`, `CohortError.notBegun` before its first day, `.wrongStep`, `.closed` and
    /// `.cancelled`.
    package static func start(
        _ code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Cohort {
        try step(code, to: .running, by: actor, in: transaction) { $0 == .running }
    }

    /// Calls a cohort off, for good; its enrolments stay as rows.
    ///
    /// The day is today unless an earlier one is given; again it changes nothing. Refuses with
    /// `AccessError.notAllowed`, `ReasonMissing`, `NotFound`, `CohortError.closed` and
    /// `.cancellingInFuture`.
    package static func cancel(
        _ code: String,
        on day: CalendarDate? = nil,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> Cohort {
        try act.actor.require(.manageCatalogue)
        _ = try act.requireReason()
        return try step(code, to: .cancelled, on: day, by: act.actor, in: transaction) {
            $0 == .cancelled
        }
    }

    /// How many hold, await or ask for a seat: those whom calling the cohort off concerns.
    package static func concerned(
        _ code: String,
        in transaction: borrowing Transaction
    ) throws -> Int {
        try transaction.value(
            """
            SELECT count(*)
            FROM enrolments JOIN cohorts ON cohorts.id = enrolments.cohort_id
            WHERE cohorts.code = \(code)
                AND enrolments.status IN ('applied', 'endorsed', 'waiting', 'offered', 'confirmed')
            """,
            as: Int.self
        ) ?? 0
    }

    /// Takes a step, unless the cohort has taken it already.
    private static func step(
        _ code: String,
        to state: State,
        on cancelling: CalendarDate? = nil,
        by actor: Actor,
        in transaction: borrowing Transaction,
        unless isTaken: (State) -> Bool
    ) throws -> Cohort {
        try actor.require(.manageCatalogue)
        let id = try lock(code, in: transaction)
        let cohort = try find(code, in: transaction)
        if isTaken(cohort.state) { return cohort }
        do {
            _ = try transaction.execute(
                """
                UPDATE cohorts SET state = \(state), cancelled_on = \(cancelling)
                WHERE id = \(id)
                """
            )
        } catch {
            throw (error as? PostgresError).flatMap(CohortError.init)?.of(cohort.draft)
                ?? CourseVersionError.translated(error)
        }
        return try find(code, in: transaction)
    }
}
