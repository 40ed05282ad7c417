import Documents
import Postgres

/// The trainer's count of the heads in the room, by which arrivals become marks.
package struct ArrivalConfirmation: Sendable {
    package let heldOn: CalendarDate
    package let heads: Int
    /// How many marks it entered.
    package let marked: Int

    package var json: JSON {
        ["session_date": heldOn.json, "heads": .integer(heads), "marked": .integer(marked)]
    }

    /// Confirms the arrivals of a session with the number of heads in the room.
    ///
    /// Present is whoever is marked present or late already, and whoever arrived, has no mark and
    /// is not in `except`. Only when that is the number that was counted, all of these are marked
    /// present; those in `except` stay not recorded. Takes the cohort's lock. Refuses with
    /// `AccessError.notAllowed`, `NotFound`, `InvalidForm` and `ArrivalError`.
    package static func enter(
        _ day: String,
        of code: String,
        heads: Int,
        except: [String] = [],
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> ArrivalConfirmation {
        let cohort = try Cohort.lock(code, in: transaction)
        try actor.require(.manageEnrolments, orTeaching: [cohort], in: transaction)
        let session = try Session.find(day, of: code, in: transaction)
        let isConfirmed = try transaction.value(
            "SELECT EXISTS (SELECT FROM arrival_confirmations WHERE session_id = \(session.id))",
            as: Bool.self
        )
        guard isConfirmed == false else { throw ArrivalError.confirmedAlready }
        let arrived = try Arrival.rows(of: session.id, in: transaction).filter { !$0.isMarked }
        let except = except.map { $0.lowercased() }
        if let stranger = except.first(where: { email in
            !arrived.contains { $0.email.utf8.elementsEqual(email.utf8) }
        }) {
            throw InvalidForm([
                FieldProblem("except", "“\(stranger)” has not arrived, or is marked already")
            ])
        }
        let present = arrived.map(\.email).filter { email in
            !except.contains { $0.utf8.elementsEqual(email.utf8) }
        }
        let marked = try markedPresent(session.id, in: transaction)
        guard marked + present.count == heads else {
            throw ArrivalError.countDiffers(heads: heads, list: marked + present.count)
        }
        do {
            _ = try transaction.execute(
                """
                INSERT INTO arrival_confirmations (session_id, heads)
                VALUES (\(session.id), \(heads))
                """
            )
        } catch {
            throw (error as? PostgresError).flatMap(ArrivalError.init) ?? error
        }
        let entered = try transaction.execute(
            """
            INSERT INTO attendance_marks (session_id, enrolment_id, mark)
            SELECT \(session.id), enrolments.id, 'present'
            FROM enrolments JOIN people ON people.id = enrolments.person_id
            WHERE enrolments.cohort_id = \(cohort) AND enrolments.status = 'confirmed'
                AND people.email = ANY(\(present))
            ORDER BY enrolments.id
            """
        )
        return ArrivalConfirmation(heldOn: session.heldOn, heads: heads, marked: entered)
    }

    static func markedPresent(
        _ session: ID<Session>,
        in transaction: borrowing Transaction
    ) throws -> Int {
        try transaction.value(
            """
            SELECT count(*)
            FROM current_attendance
            JOIN enrolments ON enrolments.id = current_attendance.enrolment_id
            WHERE session_id = \(session) AND mark IN ('present', 'late')
                AND enrolments.status = 'confirmed'
            """,
            as: Int.self
        ) ?? 0
    }
}
