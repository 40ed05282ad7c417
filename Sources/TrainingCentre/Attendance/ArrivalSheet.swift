import Documents
import Postgres

/// Who has arrived at a session by own word, as who counts the heads in the room sees it.
package struct ArrivalSheet: Sendable {
    package let session: Session
    /// In the order of arrival.
    package let arrivals: [Arrival]
    /// How many have a seat.
    package let enrolled: Int
    /// How many are marked present or late already.
    package let marked: Int
    /// The heads that were counted; nil until then.
    package let heads: Int?

    /// Those who wait to be counted.
    package var waiting: [Arrival] { arrivals.filter { !$0.isMarked } }

    /// The sheet of a session, by its id, for who may record there.
    ///
    /// Refuses with `AccessError.notAllowed` and `NotFound`.
    package static func find(
        _ session: String,
        of code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> ArrivalSheet {
        try Cohort.checkRecording(code, by: actor, in: transaction)
        let session = try Session.find(id: session, of: code, in: transaction)
        let counts = try transaction.row(
            """
            SELECT (
                    SELECT count(*) FROM enrolments
                    WHERE enrolments.cohort_id = sessions.cohort_id AND status = 'confirmed'), (
                    SELECT heads FROM arrival_confirmations WHERE session_id = sessions.id)
            FROM sessions WHERE id = \(session.id)
            """,
            as: (Int.self, Int?.self)
        )
        return ArrivalSheet(
            session: session,
            arrivals: try Arrival.rows(of: session.id, in: transaction),
            enrolled: counts?.0 ?? 0,
            marked: try ArrivalConfirmation.markedPresent(session.id, in: transaction),
            heads: counts?.1
        )
    }

    /// Opens the arrivals; what it gives and refuses is that of `ArrivalScreen.open`.
    package func open(
        of code: String,
        chance: Chance,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> JSON {
        try ArrivalScreen.open(
            session.time,
            of: code,
            chance: chance,
            by: actor,
            in: transaction
        )
    }

    /// Confirms the arrivals but those of `absent`; refuses as `ArrivalConfirmation.enter`.
    package func confirm(
        of code: String,
        heads: Int,
        absent: Set<ID<Enrolment>>,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> ArrivalConfirmation {
        try ArrivalConfirmation.enter(
            session.time,
            of: code,
            heads: heads,
            except: waiting.filter { absent.contains($0.enrolment) }.map(\.email),
            by: actor,
            in: transaction
        )
    }
}
