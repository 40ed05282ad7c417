import Postgres

/// How cohorts give their seats, where it was set.
enum SeatRuleRows: RowNoun {
    static let columns = [
        "cohort_code", "approval", "promotion", "has_waiting_list", "offer_hours",
        "apply_until_on", "substitute_until_on",
    ]
    static let keys = ["cohort_code"]
    static let permission = Permission.manageCatalogue

    static var rows: SQL {
        """
        SELECT row_number() OVER (ORDER BY cohorts.code COLLATE "C") AS place,
            ARRAY[
                cohorts.code, seat_rules.approval, seat_rules.promotion,
                seat_rules.has_waiting_list::text, seat_rules.offer_hours::text,
                coalesce(to_char(seat_rules.apply_until_on, 'YYYY-MM-DD'), \(SeatRules.noDay)),
                coalesce(
                    to_char(seat_rules.substitute_until_on, 'YYYY-MM-DD'), \(SeatRules.noDay))]
                AS cells
        FROM seat_rules JOIN cohorts ON cohorts.id = seat_rules.cohort_id
        """
    }

    static func enter(
        _ form: Form,
        of run: ImportRun,
        in transaction: borrowing Transaction
    ) throws {
        var form = form
        let cohort = form.code("cohort_code")
        try form.check()
        _ = try SeatRules.change(
            cohort: cohort,
            form,
            ifVersion: nil,
            by: run.act.actor,
            in: transaction
        )
    }
}

/// Seats that organisations still hold for people whom they name later.
enum SeatQuotaRows: RowNoun {
    static let columns = ["cohort_code", "organisation", "seats", "name_until_on"]
    static let keys = ["cohort_code", "organisation"]
    static let permission = Permission.manageCatalogue

    static var rows: SQL {
        """
        SELECT row_number() OVER (
                ORDER BY cohorts.code COLLATE "C", organisations.code COLLATE "C") AS place,
            ARRAY[
                cohorts.code, organisations.code, held_quotas.seats::text,
                to_char(held_quotas.name_until_on, 'YYYY-MM-DD')] AS cells
        FROM held_quotas
        JOIN cohorts ON cohorts.id = held_quotas.cohort_id
        JOIN organisations ON organisations.id = held_quotas.organisation_id
        WHERE NOT cohort_has_ended(cohorts.state)
            AND held_quotas.name_until_on >= centre_today()
        """
    }

    static func enter(
        _ form: Form,
        of run: ImportRun,
        in transaction: borrowing Transaction
    ) throws {
        var form = form
        let cohort = form.code("cohort_code")
        try form.check()
        _ = try SeatQuota.hold(form, cohort: cohort, by: run.act.actor, in: transaction)
    }
}
