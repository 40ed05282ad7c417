import Postgres

/// What the clock does to seats: offers lapse, unnamed seats are released, the next is offered.
///
/// A late run lets nobody take an ended offer: every act judges it by the clock as well.
package struct SeatKeeping: Sendable {
    private let centre: TrainingCentre

    package init(_ centre: TrainingCentre) {
        self.centre = centre
    }

    /// Whether something is due: a cohort in which the clock has ended something, or a notice.
    package var hasWork: Bool {
        get async throws {
            try await centre.read { (transaction: borrowing Transaction) in
                try transaction.value(
                    """
                    SELECT EXISTS (SELECT FROM unsettled_cohorts)
                        OR EXISTS (SELECT FROM untold_events)
                        OR EXISTS (SELECT FROM untold_changes)
                    """,
                    as: Bool.self
                ) ?? false
            }
        }
    }

    /// Settles every cohort that is due, each in a transaction of its own, and answers how many.
    @discardableResult
    package func run() async throws -> Int {
        let due = try await centre.read { (transaction: borrowing Transaction) in
            try transaction.rows(
                "SELECT cohort_id FROM unsettled_cohorts ORDER BY cohort_id",
                as: ID<Cohort>.self
            )
        }
        for cohort in due {
            try await centre.write(Act(by: Actor(name: "clock", roles: []))) {
                (transaction: borrowing Transaction) in
                _ = try transaction.execute("SELECT settle_seats(\(cohort))")
            }
        }
        return due.count
    }
}
