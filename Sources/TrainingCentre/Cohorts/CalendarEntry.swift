import Credentials
import Postgres

/// A session of a cohort, or the whole of it, as a calendar shows it.
package struct CalendarEntry: Sendable {
    package let cohortCode: String
    /// nil for a cohort whose sessions have no times.
    package let session: ID<Session>?
    package let span: Span
    package let course: Titles
    package let venue: String
    package let room: Titles?
    package let place: String?
    package let state: Cohort.State
    /// Whether the person no longer asks for a place, nor has one.
    package let isWithdrawn: Bool
    /// Whether the person has a place, and does not only ask or wait for one.
    package let isSeated: Bool
    /// Grows with every change of the cohort and its sessions.
    package let sequence: Int

    /// When it is.
    package enum Span: Sendable {
        case days(CalendarDate, CalendarDate)
        /// Seconds since 1970.
        case moments(Int, Int)
    }

    /// What a cohort's calendar holds; refuses with `NotFound`, also a draft.
    package static func list(
        cohort code: String,
        in transaction: borrowing Transaction
    ) throws -> [CalendarEntry] {
        _ = try Cohort.find(code, publicOnly: true, in: transaction)
        let id = try Cohort.id(of: code, in: transaction)
        return try rows(
            of: "SELECT \(id)::bigint AS cohort_id, false AS left, true AS seated",
            in: transaction
        )
    }

    /// What the calendar of one enrolment holds, by its private code; empty without one.
    package static func list(
        enrolment code: VerificationID,
        in transaction: borrowing Transaction
    ) throws -> [CalendarEntry] {
        try rows(
            of: """
                SELECT cohort_id, NOT is_live_enrolment(status) AS left,
                    is_live_enrolment(status) AND held_seat AS seated
                FROM enrolments
                WHERE code = \(code)
                """,
            in: transaction
        )
    }

    /// What the calendar of the signed-in person holds, under all records: all that is not over for
    /// a year.
    ///
    /// Refuses with `AccessError.notSignedIn`.
    package static func mine(
        of actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [CalendarEntry] {
        guard actor.accountID != nil else { throw AccessError.notSignedIn }
        return try list(person: actor.personID, in: transaction)
    }

    static func list(
        person: ID<Person>?,
        in transaction: borrowing Transaction
    ) throws -> [CalendarEntry] {
        // Of several enrolments in a cohort the live one counts.
        try rows(
            of: """
                SELECT enrolments.cohort_id,
                    NOT bool_or(is_live_enrolment(enrolments.status)) AS left,
                    bool_or(is_live_enrolment(enrolments.status) AND enrolments.held_seat)
                        AS seated
                FROM enrolments JOIN cohorts ON cohorts.id = enrolments.cohort_id
                WHERE enrolments.person_id IN (\(Person.records(of: person)))
                    AND cohorts.ends_on > centre_today() - 365
                GROUP BY enrolments.cohort_id
                """,
            in: transaction
        )
    }

    private static func rows(
        of cohorts: SQL,
        in transaction: borrowing Transaction
    ) throws -> [CalendarEntry] {
        try transaction.rows(
            """
            SELECT cohorts.code, timed.id, cohorts.starts_on, cohorts.ends_on,
                extract(epoch FROM timed.starts_at)::bigint,
                extract(epoch FROM timed.ends_at)::bigint, courses.title_sr_cyrl,
                courses.title_sr_latn, courses.title_en, cohorts.venue, rooms.name_sr_cyrl,
                rooms.name_sr_latn, rooms.name_en, timed.place, cohorts.state, wanted.left,
                wanted.seated, cohorts.row_version
            FROM (\(cohorts)) AS wanted
            JOIN cohorts ON cohorts.id = wanted.cohort_id
            JOIN courses ON courses.id = cohorts.course_id
            LEFT JOIN sessions AS timed
                ON timed.cohort_id = cohorts.id AND timed.starts_at IS NOT NULL
            LEFT JOIN rooms ON rooms.id = timed.room_id
            ORDER BY cohorts.starts_on, cohorts.id, timed.starts_at, timed.id
            """,
            as: (
                String.self, ID<Session>?.self, CalendarDate.self, CalendarDate.self, Int?.self,
                Int?.self, String.self, String.self, String.self, String.self, String?.self,
                String?.self, String?.self, String?.self, Cohort.State.self, Bool.self, Bool.self,
                Int.self
            )
        ).map { row in
            let span: Span =
                if let start = row.4, let end = row.5 { .moments(start, end) } else {
                    .days(row.2, row.3)
                }
            return CalendarEntry(
                cohortCode: row.0,
                session: row.1,
                span: span,
                course: Titles(srCyrl: row.6, srLatn: row.7, en: row.8),
                venue: row.9,
                room: Titles(srCyrl: row.10, srLatn: row.11, en: row.12),
                place: row.13,
                state: row.14,
                isWithdrawn: row.15,
                isSeated: row.16,
                sequence: row.17 - 1
            )
        }
    }
}
