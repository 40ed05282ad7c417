import Postgres

extension Cohort {
    /// Sells so many seats more than there are; 0 ends it.
    ///
    /// Refuses with `AccessError.notAllowed`, `ReasonMissing`, `NotFound`, `CohortError.closed`
    /// and `.capacityBelowSeatsTaken` when more seats are taken than would be there.
    package static func overbook(
        _ code: String,
        seats: Int,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> Cohort {
        try act.actor.require(.manageCatalogue)
        _ = try act.requireReason()
        let id = try lock(code, in: transaction)
        do {
            _ = try transaction.execute(
                "UPDATE cohorts SET overbooked = \(seats) WHERE id = \(id)"
            )
        } catch {
            throw (error as? PostgresError).flatMap(CohortError.init) ?? error
        }
        return try find(code, in: transaction)
    }
}
