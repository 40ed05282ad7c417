import Postgres

/// How a cohort gives its seats; without rules to whoever comes first.
package struct SeatRules: Sendable {
    package let approval: Approval
    package let promotion: Promotion
    package let hasWaitingList: Bool
    /// How long an offered seat is held.
    package let offerHours: Int
    /// The last day for asking; nil while the cohort takes people.
    package let applyUntil: CalendarDate?
    /// The last day for naming somebody else; the day before the first one unless set.
    package let substituteUntil: CalendarDate
    /// 0 while nobody has set any.
    package let version: Int

    /// Who agrees to an application before it is a seat or a place in the waiting list.
    package enum Approval: String, CaseIterable, Sendable {
        case none, centre
        case institutionAndCentre = "institution-and-centre"
    }

    /// Who gives a free seat to the next in the waiting list.
    package enum Promotion: String, CaseIterable, Sendable {
        case manual, automatic
        /// By itself, to the next who lacks none of what the course asks for.
        case automaticIfEligible = "automatic-if-eligible"
    }

    /// The rules of a cohort; refuses with `NotFound`.
    package static func find(
        cohort code: String,
        in transaction: borrowing Transaction
    ) throws -> SeatRules {
        let cohort = try Cohort.id(of: code, in: transaction)
        guard
            let row = try transaction.row(
                """
                SELECT approval, promotion, has_waiting_list, offer_hours, apply_until_on,
                    substitute_until_on, rules_version
                FROM cohort_seats WHERE cohort_id = \(cohort)
                """,
                as: (
                    Approval.self, Promotion.self, Bool.self, Int.self, CalendarDate?.self,
                    CalendarDate.self, Int.self
                )
            )
        else { throw NotFound("cohort", code) }
        return SeatRules(
            approval: row.0,
            promotion: row.1,
            hasWaitingList: row.2,
            offerHours: row.3,
            applyUntil: row.4,
            substituteUntil: row.5,
            version: row.6
        )
    }

    /// The word for "no last day" in a form.
    package static let noDay = "none"

    /// Changes the rules of a cohort that still have the version; nil is any.
    ///
    /// Fields that the form does not have stay as they are. Who waits may be offered a seat at
    /// once. Refuses with `AccessError.notAllowed`, `NotFound`, `VersionChanged`, `InvalidForm`,
    /// `EnrolmentError.cohortClosed` and `.cohortCancelled`.
    package static func change(
        cohort code: String,
        _ form: Form,
        ifVersion version: Int?,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> SeatRules {
        try actor.require(.manageCatalogue)
        let cohort = try Cohort.lock(code, in: transaction)
        let known = try find(cohort: code, in: transaction)
        guard version == nil || version == known.version else { throw VersionChanged() }
        var form = form
        let approval = form.choice("approval", otherwise: known.approval) ?? known.approval
        let promotion = form.choice("promotion", otherwise: known.promotion) ?? known.promotion
        let waiting: Answer? = form.choice(
            "has_waiting_list",
            otherwise: known.hasWaitingList ? .true : .false
        )
        let hours = form.optionalInteger("offer_hours", in: 1...720) ?? known.offerHours
        let kept = try transaction.row(
            """
            SELECT apply_until_on, substitute_until_on FROM seat_rules
            WHERE cohort_id = \(cohort)
            """,
            as: (CalendarDate?.self, CalendarDate?.self)
        )
        let apply = form.lastDay("apply_until_on", known: kept?.0)
        let substitute = form.lastDay("substitute_until_on", known: kept?.1)
        try form.check()
        try Enrolment.refusing {
            _ = try transaction.execute(
                """
                INSERT INTO seat_rules (
                    cohort_id, approval, promotion, has_waiting_list, offer_hours,
                    apply_until_on, substitute_until_on)
                VALUES (
                    \(cohort), \(approval), \(promotion), \(waiting == .true), \(hours),
                    \(apply), \(substitute))
                ON CONFLICT (cohort_id) DO UPDATE
                SET approval = excluded.approval, promotion = excluded.promotion,
                    has_waiting_list = excluded.has_waiting_list,
                    offer_hours = excluded.offer_hours,
                    apply_until_on = excluded.apply_until_on,
                    substitute_until_on = excluded.substitute_until_on
                """
            )
        }
        return try find(cohort: code, in: transaction)
    }

    private enum Answer: String, CaseIterable {
        case `true`, `false`
    }
}

extension Form {
    /// A last day: another one, none, or as it is known when the form does not say.
    fileprivate mutating func lastDay(_ field: String, known: CalendarDate?) -> CalendarDate? {
        guard has(field) else { return known }
        return self.optionalText(field) == SeatRules.noDay ? nil : optionalDate(field)
    }
}
