import Postgres

/// A session with the name of its room.
package struct CohortMeeting: Sendable {
    package let session: Session
    /// nil where it is in no room of ours.
    package let room: Titles?

    package init(session: Session, room: Titles?) {
        self.session = session
        self.room = room
    }

    /// The sessions of a cohort in the order of their times; refuses with `NotFound`.
    static func list(
        cohort code: String,
        in transaction: borrowing Transaction
    ) throws -> [CohortMeeting] {
        let sessions = try Session.list(cohort: code, in: transaction)
        let rooms = Dictionary(
            try Room.withCodes(sessions.compactMap(\.room), in: transaction)
                .map { ($0.draft.code, $0.draft.name) },
            uniquingKeysWith: { first, _ in first }
        )
        return sessions.map { session in
            CohortMeeting(session: session, room: session.room.flatMap { rooms[$0] })
        }
    }
}
