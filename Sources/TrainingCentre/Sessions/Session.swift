import Postgres

/// One dated meeting of a cohort, where attendance is taken.
package struct Session: Sendable {
    package let id: ID<Session>
    package let heldOn: CalendarDate
    package let hours: Hundredths
    /// On the centre's clock; nil while nobody has said it, and then `ends` is, too.
    package let begins: ClockTime?
    package let ends: ClockTime?
    /// The code of its room.
    package let room: String?
    /// Where it is when that is no room of ours.
    package let place: String?

    /// By what people name it in its cohort: its day, with the time when it has one.
    var time: String { begins.map { "\(heldOn)T\($0)" } ?? heldOn.description }

    /// The sessions of a cohort in the order of their times.
    package static func list(
        cohort code: String,
        in transaction: borrowing Transaction
    ) throws -> [Session] {
        let cohort = try Cohort.id(of: code, in: transaction)
        return try rows("WHERE sessions.cohort_id = \(cohort)", in: transaction)
    }

    static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [Session] {
        let minutes = { (column: String) -> SQL in
            """
            (extract(epoch FROM sessions.\(identifier: column) AT TIME ZONE 'Europe/Belgrade'
                - sessions.held_on) / 60)::bigint
            """
        }
        return try transaction.rows(
            """
            SELECT sessions.id, sessions.held_on, sessions.hours, \(minutes("starts_at")),
                \(minutes("ends_at")), rooms.code, sessions.place
            FROM sessions
            LEFT JOIN rooms ON rooms.id = sessions.room_id
            \(condition)
            ORDER BY sessions.held_on, sessions.starts_at, sessions.id
            """,
            as: (
                ID<Session>.self, CalendarDate.self, Hundredths.self, Int?.self, Int?.self,
                String?.self, String?.self
            )
        ).map { id, heldOn, hours, begins, ends, room, place in
            Session(
                id: id,
                heldOn: heldOn,
                hours: hours,
                begins: begins.map(ClockTime.init),
                ends: ends.map(ClockTime.init),
                room: room,
                place: place
            )
        }
    }

    /// The days on which a cohort with these days can have sessions: up to a month around them.
    static func days(of cohort: ClosedRange<CalendarDate>) -> ClosedRange<CalendarDate> {
        let slack = 31
        return CalendarDate(
            dayNumber: cohort.lowerBound.dayNumber - slack
        )...CalendarDate(dayNumber: cohort.upperBound.dayNumber + slack)
    }

    /// Adds a session.
    ///
    /// Without a time there is one on a day. Refuses with `AccessError.notAllowed`, `NotFound`,
    /// `InvalidForm`, `SessionError`, and `CohortError.closed` and `.cancelled`.
    package static func create(
        cohort code: String,
        form: Form,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Session {
        try actor.require(.manageCatalogue)
        var form = form
        let facts = SessionFacts(&form)
        try form.check()
        let cohort = try Cohort.lock(code, in: transaction)
        try facts.checkRoom(in: transaction)
        do {
            let id = try transaction.value(
                """
                INSERT INTO sessions (
                    cohort_id, held_on, hours, starts_at, ends_at, room_id, place)
                VALUES (
                    \(cohort), \(facts.heldOn), \(facts.hours), \(facts.startsAt),
                    \(facts.endsAt), \(facts.roomID), \(facts.place))
                RETURNING id
                """,
                as: ID<Session>.self
            )
            return try find(id ?? ID(0), in: transaction)
        } catch {
            throw SessionError.translated(error)
        }
    }

    /// A session of a cohort by its id as it stands in an address; refuses with `NotFound`.
    static func find(
        id typed: String,
        of code: String,
        in transaction: borrowing Transaction
    ) throws -> Session {
        let sessions = try list(cohort: code, in: transaction)
        guard let found = sessions.first(where: { String($0.id.value) == typed }) else {
            throw NotFound("session", typed)
        }
        return found
    }

    static func find(
        _ id: ID<Session>,
        in transaction: borrowing Transaction
    ) throws -> Session {
        guard let found = try rows("WHERE sessions.id = \(id)", in: transaction).first else {
            throw NotFound("session", String(id.value))
        }
        return found
    }
}
