import Documents
import Postgres

/// Seats that an organisation holds in a cohort for people whom it names later.
///
/// Those without a name count as taken until they are released, after the last day for names.
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
    /// Who was named keeps the seat. Refuses with `AccessError.notAllowed`, `NotFound`, and with
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
            _ = try transaction.execute(
                """
                INSERT INTO seat_quotas (cohort_id, organisation_id, seats, name_until_on)
                VALUES (\(cohort), \(holder), \(seats), \(day))
                ON CONFLICT (cohort_id, organisation_id) DO UPDATE
                SET seats = excluded.seats, name_until_on = excluded.name_until_on,
                    is_released = false
                """
            )
        }
        guard
            let quota = try list(cohort, in: transaction).first(where: {
                $0.organisation == organisation.uppercased()
            })
        else { throw NotFound("organisation", organisation) }
        return quota
    }

    static func list(
        _ cohort: ID<Cohort>,
        in transaction: borrowing Transaction
    ) throws -> [SeatQuota] {
        try transaction.rows(
            """
            SELECT organisations.code, seat_quotas.seats,
                unnamed_seats(seat_quotas.cohort_id, seat_quotas.organisation_id),
                seat_quotas.name_until_on, seat_quotas.is_released
            FROM seat_quotas JOIN organisations ON organisations.id = seat_quotas.organisation_id
            WHERE seat_quotas.cohort_id = \(cohort)
            ORDER BY organisations.code
            """,
            as: (String.self, Int.self, Int.self, CalendarDate.self, Bool.self)
        ).map {
            SeatQuota(organisation: $0, seats: $1, unnamed: $2, nameUntil: $3, isReleased: $4)
        }
    }
}
