import Documents
import Postgres

/// One step of an entry of the register: who decided what, when, why, under which number.
package struct TrainerDecision: Sendable {
    package let state: TrainerProfile.State
    package let decidedOn: CalendarDate
    package let number: String?
    package let reason: String?
    /// The actor as the audit names it.
    package let enteredBy: String

    package var json: JSON {
        [
            "state": .string(state.rawValue), "decided_on": decidedOn.json,
            "number": JSON(number), "reason": JSON(reason), "entered_by": .string(enteredBy),
        ]
    }

    /// The decisions on an entry, the first one first.
    static func list(
        _ id: ID<TrainerProfile>,
        in transaction: borrowing Transaction
    ) throws -> [TrainerDecision] {
        try transaction.rows(
            """
            SELECT state, decided_on, number, reason, entered_by FROM trainer_decisions
            WHERE trainer_id = \(id) ORDER BY id
            """,
            as: (
                TrainerProfile.State.self, CalendarDate.self, String?.self, String?.self,
                String.self
            )
        ).map(TrainerDecision.init)
    }
}

extension TrainerProfile {
    /// Decides on an entry: under review, accepted to the pool, refused, withdrawn, or received
    /// again.
    ///
    /// Accepting needs the number of the decision, refusing a reason. Refuses with
    /// `AccessError.notAllowed`, `NotFound`, `InvalidForm`, and with `TrainerError` a step that
    /// does not follow, and a day before the last decision or in the future.
    package static func decide(
        _ id: ID<TrainerProfile>,
        _ form: Form,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> TrainerProfile {
        try act.actor.require(.issueCertificates)
        _ = try find(id, in: transaction)
        var form = form
        let state: State = form.choice("state") ?? .received
        let number = form.optionalText("number", lengthMax: 60)
        let day = form.optionalDate("on")
        if state == .accepted, number == nil {
            form.refuse(
                "number",
                "is missing: the decision by which somebody is accepted has one",
                .missing
            )
        }
        if state == .refused, act.reason == nil { form.refuse("reason", "is missing", .missing) }
        try form.check()
        try enter(state, on: day, number: number, reason: act.reason, of: id, in: transaction)
        return try find(id, in: transaction)
    }

    /// Takes back the own application, or leaves the pool; refuses with `NotFound` and
    /// `TrainerError.doesNotFollow`.
    package static func withdrawMine(
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> TrainerProfile {
        let id = try mine(of: act.actor, in: transaction).id
        try enter(.withdrawn, on: nil, number: nil, reason: act.reason, of: id, in: transaction)
        return try find(id, in: transaction)
    }

    private static func enter(
        _ state: State,
        on day: CalendarDate?,
        number: String?,
        reason: Reason?,
        of id: ID<TrainerProfile>,
        in transaction: borrowing Transaction
    ) throws {
        do {
            _ = try transaction.execute(
                """
                INSERT INTO trainer_decisions (trainer_id, state, decided_on, number, reason)
                VALUES (
                    \(id), \(state), coalesce(\(day), centre_today()), \(number),
                    \(reason?.text))
                """
            )
        } catch {
            throw (error as? PostgresError).flatMap(TrainerError.init) ?? error
        }
    }
}
