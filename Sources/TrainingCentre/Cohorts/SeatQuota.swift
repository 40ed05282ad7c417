import Documents
import Postgres

/// Seats that an organisation holds in a cohort for people whom it names later.
///
/// Those without a name count as taken until they are released, after the last day for names. Two
/// records of one organisation have one quota: the sum, until the later day, under the name of the
/// one that stands for both.
package struct SeatQuota: Sendable {
    package let organisation: String
    package let seats: Int
    package let unnamed: Int
    package let nameUntil: CalendarDate
    package let isReleased: Bool

    package var json: JSON {
        [
            "organisation": .string(organisation), "seats": .integer(seats),
            "unnamed": .integer(unnamed), "name_until_on": nameUntil.json,
            "is_released": .bool(isReleased),
        ]
    }

    /// Holds seats as a form says; refuses like the next.
    package static func hold(
        _ form: Form,
        cohort code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> SeatQuota {
        _ = try Cohort.id(of: code, in: transaction)
        var form = form
        let organisation = form.code("organisation")
        let seats = form.integer("seats", in: 0...1_000)
        let day = form.date("name_until_on")
        try form.check()
        return try hold(
            seats,
            for: organisation,
            cohort: code,
            until: day,
            by: actor,
            in: transaction
        )
    }

    /// Holds so many seats for an organisation until a day; 0 gives them all back.
    ///
    /// It is said of all its records, and written to the one that stands for them. Who was named
    /// keeps the seat. Refuses with `AccessError.notAllowed`, `NotFound`, and with
    /// `EnrolmentError.cohortFull` when there are not that many, `.cohortClosed` and
    /// `.cohortCancelled`.
    package static func hold(
        _ seats: Int,
        for organisation: String,
        cohort code: String,
        until day: CalendarDate,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> SeatQuota {
        try actor.require(.manageCatalogue)
        let cohort = try Cohort.lock(code, in: transaction)
        let holder = try Organisation.id(of: organisation, in: transaction)
        guard day >= (try centreToday(in: transaction)) else {
            throw InvalidForm([FieldProblem("name_until_on", "lies in the past")])
        }
        try Enrolment.refusing {
            // One statement, so that what another record gives back is offered to nobody between.
            _ = try transaction.execute(
                """
                INSERT INTO seat_quotas (cohort_id, organisation_id, seats, name_until_on)
                SELECT \(cohort), record,
                    CASE WHEN record = standing_organisation(\(holder)) THEN \(seats) ELSE 0 END,
                    \(day)
                FROM organisation_records(\(holder)) AS record
                WHERE record = standing_organisation(\(holder)) OR record IN (
                    SELECT organisation_id FROM seat_quotas WHERE cohort_id = \(cohort))
                ON CONFLICT (cohort_id, organisation_id) DO UPDATE
                SET seats = excluded.seats, name_until_on = excluded.name_until_on,
                    is_released = false
                """
            )
        }
        let held = try list(cohort, of: holder, in: transaction).first
        guard let held else { throw NotFound("organisation", organisation) }
        return held
    }

    /// The quotas of a cohort, or that of one organisation, whichever of its records is named.
    static func list(
        _ cohort: ID<Cohort>,
        of holder: ID<Organisation>? = nil,
        in transaction: borrowing Transaction
    ) throws -> [SeatQuota] {
        try transaction.rows(
            """
            SELECT organisations.code, quotas.seats, unnamed_seats(\(cohort), organisations.id),
                quotas.name_until_on, quotas.is_released
            FROM (
                SELECT standing_organisation(organisation_id) AS holder_id,
                    coalesce(sum(seats) FILTER (WHERE NOT is_released), sum(seats))::integer
                        AS seats,
                    coalesce(
                        max(name_until_on) FILTER (WHERE NOT is_released), max(name_until_on))
                        AS name_until_on,
                    bool_and(is_released) AS is_released
                FROM seat_quotas
                WHERE cohort_id = \(cohort)
                GROUP BY standing_organisation(organisation_id)
            ) AS quotas
            JOIN organisations ON organisations.id = quotas.holder_id
            WHERE \(holder)::bigint IS NULL
                OR organisations.id = standing_organisation(\(holder))
            ORDER BY organisations.code
            """,
            as: (String.self, Int.self, Int.self, CalendarDate.self, Bool.self)
        ).map {
            SeatQuota(organisation: $0, seats: $1, unnamed: $2, nameUntil: $3, isReleased: $4)
        }
    }
}
