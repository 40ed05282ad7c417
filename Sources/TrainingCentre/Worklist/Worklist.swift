import Postgres

/// What needs somebody of the staff today, each kind as a short list.
package struct Worklist: Sendable {
    package let today: CalendarDate
    /// Begin within two weeks, or have begun, and nobody has said that they take place.
    package let unconfirmed: Shortlist<CohortHeading>
    package let approvals: Shortlist<Approvals>
    /// Seats whose offer ends within a day, or has ended.
    package let lapsing: Shortlist<LapsingOffer>
    /// Their last day is over, and they are neither closed nor cancelled.
    package let unclosed: Shortlist<CohortHeading>
    /// Accreditations that end within 90 days and are not renewed.
    package let expiring: Shortlist<Accreditation>
    /// Suspended accreditations by which somebody was to teach on a day to come.
    package let suspended: Shortlist<Accreditation>
    package let evaluations: Shortlist<DueEvaluation>

    /// How far ahead it looks, and how much it shows.
    package enum Limits {
        package static let daysBeforeCohort = 14
        package static let daysBeforeExpiry = 90
        package static let hoursBeforeLapse = 24
        package static let rowsMax = 20
    }

    /// The beginning of a list.
    package struct Shortlist<Item: Sendable>: Sendable {
        package let items: [Item]
        /// Whether there is more than is shown.
        package let hasMore: Bool

        /// Takes what was read, of which one may be too many.
        package init(_ found: [Item]) {
            items = Array(found.prefix(Limits.rowsMax))
            hasMore = found.count > Limits.rowsMax
        }
    }

    package init(
        today: CalendarDate,
        unconfirmed: [CohortHeading],
        approvals: [Approvals],
        lapsing: [LapsingOffer],
        unclosed: [CohortHeading],
        expiring: [Accreditation],
        suspended: [Accreditation],
        evaluations: [DueEvaluation]
    ) {
        self.today = today
        self.unconfirmed = Shortlist(unconfirmed)
        self.approvals = Shortlist(approvals)
        self.lapsing = Shortlist(lapsing)
        self.unclosed = Shortlist(unclosed)
        self.expiring = Shortlist(expiring)
        self.suspended = Shortlist(suspended)
        self.evaluations = Shortlist(evaluations)
    }

    /// What there is today; refuses with `AccessError.notAllowed`.
    package static func find(
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Worklist {
        try actor.require(.readPeople)
        return Worklist(
            today: try centreToday(in: transaction),
            unconfirmed: try CohortHeading.rows(
                """
                WHERE cohorts.state IN ('draft', 'published')
                    AND cohorts.starts_on <= centre_today() + \(Limits.daysBeforeCohort)::integer
                    AND cohorts.ends_on >= centre_today()
                ORDER BY cohorts.starts_on, cohorts.id
                LIMIT \(Limits.rowsMax + 1)
                """,
                in: transaction
            ),
            approvals: try Approvals.list(in: transaction),
            lapsing: try LapsingOffer.list(in: transaction),
            unclosed: try CohortHeading.rows(
                """
                WHERE NOT cohort_has_ended(cohorts.state) AND cohorts.ends_on < centre_today()
                ORDER BY cohorts.ends_on, cohorts.id
                LIMIT \(Limits.rowsMax + 1)
                """,
                in: transaction
            ),
            expiring: try Accreditation.expiring(
                within: Limits.daysBeforeExpiry,
                rowsMax: Limits.rowsMax + 1,
                by: actor,
                in: transaction
            ),
            suspended: try Accreditation.suspendedWithSessions(
                rowsMax: Limits.rowsMax + 1,
                by: actor,
                in: transaction
            ),
            evaluations: try DueEvaluation.list(by: actor, in: transaction)
        )
    }
}
