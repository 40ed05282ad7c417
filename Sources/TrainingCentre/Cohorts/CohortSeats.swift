import Documents
import Postgres

/// The occupancy of a cohort: the one count that every screen shows.
package struct CohortSeats: Sendable {
    package let cohort: String
    package let capacity: Int
    package let overbooked: Int
    package let confirmed: Int
    package let offered: Int
    /// Held by organisations for people without a name yet.
    package let unnamed: Int
    package let free: Int
    package let waiting: Int
    package let applied: Int
    package let endorsed: Int
    package let quotas: [SeatQuota]

    package var json: JSON {
        [
            "cohort": .string(cohort), "capacity": .integer(capacity),
            "overbooked": .integer(overbooked), "confirmed": .integer(confirmed),
            "offered": .integer(offered), "unnamed": .integer(unnamed), "free": .integer(free),
            "waiting": .integer(waiting), "applied": .integer(applied),
            "endorsed": .integer(endorsed), "quotas": .array(quotas.map(\.json)),
        ]
    }

    /// The seats of a cohort; refuses with `AccessError.notAllowed` and `NotFound`.
    package static func find(
        cohort code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> CohortSeats {
        let cohort = try Cohort.id(of: code, in: transaction)
        try actor.require(.readPeople, orTeaching: [cohort], in: transaction)
        guard
            let row = try transaction.row(
                """
                SELECT code, capacity, overbooked, confirmed, offered, unnamed, free, waiting,
                    applied, endorsed
                FROM cohort_seats WHERE cohort_id = \(cohort)
                """,
                as: (
                    String.self, Int.self, Int.self, Int.self, Int.self, Int.self, Int.self,
                    Int.self, Int.self, Int.self
                )
            )
        else { throw NotFound("cohort", code) }
        return CohortSeats(
            cohort: row.0,
            capacity: row.1,
            overbooked: row.2,
            confirmed: row.3,
            offered: row.4,
            unnamed: row.5,
            free: row.6,
            waiting: row.7,
            applied: row.8,
            endorsed: row.9,
            quotas: try SeatQuota.list(cohort, in: transaction)
        )
    }
}
