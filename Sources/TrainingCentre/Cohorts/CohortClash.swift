import Documents
import Postgres

/// That a person or a room is wanted by a cohort and by another at the same time, or that a room is
/// too small.
package struct CohortClash: Hashable, Sendable {
    package let kind: Kind
    /// The e-mail address of a participant or trainer, the code of a room, the time of a session.
    package let subject: String
    /// The code of the other cohort; nil for a room that is too small, and for sessions.
    package let other: String?

    /// What clashes.
    package enum Kind: String, CaseIterable, Sendable {
        case participant, trainer, room
        /// The room has fewer places than seats are taken.
        case smallRoom = "small-room"
        /// Two sessions of the cohort at once, whose hours count twice.
        case session
    }

    /// The clashes of a cohort: its participants, its trainers, its rooms.
    ///
    /// A session without times takes its whole day, a cohort without sessions all its days. Refuses
    /// with `AccessError.notAllowed` and `NotFound`.
    package static func list(
        cohort code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [CohortClash] {
        let cohort = try Cohort.id(of: code, in: transaction)
        try actor.require(.readPeople, orTeaching: [cohort], in: transaction)
        return try transaction.rows(
            """
            WITH people_of AS (
                SELECT 'participant' AS kind, person_id FROM enrolments
                WHERE cohort_id = \(cohort) AND is_live_enrolment(status)
                UNION ALL
                SELECT 'trainer', person_id FROM cohort_trainers WHERE cohort_id = \(cohort)
            )
            SELECT people_of.kind, people.email, cohorts.code
            FROM people_of
            JOIN people ON people.id = people_of.person_id
            CROSS JOIN LATERAL participant_clashes(\(cohort), people_of.person_id) AS other_id
            JOIN cohorts ON cohorts.id = other_id
            UNION ALL
            SELECT 'room', rooms.code, cohorts.code
            FROM room_clashes(\(cohort)) AS clash
            JOIN rooms ON rooms.id = clash.room_id
            JOIN cohorts ON cohorts.id = clash.other_id
            UNION ALL
            SELECT DISTINCT 'small-room', rooms.code, NULL
            FROM sessions
            JOIN rooms ON rooms.id = sessions.room_id
            JOIN cohorts ON cohorts.id = sessions.cohort_id
            WHERE cohorts.id = \(cohort) AND rooms.capacity < cohorts.seats_taken
            UNION ALL
            SELECT DISTINCT 'session', session_name(two), NULL
            FROM sessions AS one
            JOIN sessions AS two ON two.cohort_id = one.cohort_id AND two.held_on = one.held_on
            WHERE one.cohort_id = \(cohort) AND one.id < two.id
                AND NOT one.is_cancelled AND NOT two.is_cancelled
                AND session_time(one) && session_time(two)
            ORDER BY 1, 2, 3
            """,
            as: (Kind.self, String.self, String?.self)
        ).map { CohortClash(kind: $0, subject: $1, other: $2) }
    }

    /// The codes of the cohorts with which one enrolment clashes; a warning, not a refusal.
    package static func others(
        enrolment id: ID<Enrolment>,
        in transaction: borrowing Transaction
    ) throws -> [String] {
        try transaction.rows(
            """
            SELECT cohorts.code
            FROM enrolments
            CROSS JOIN LATERAL participant_clashes(enrolments.cohort_id, enrolments.person_id)
                AS other_id
            JOIN cohorts ON cohorts.id = other_id
            WHERE enrolments.id = \(id)
            ORDER BY cohorts.code
            """,
            as: String.self
        )
    }

    /// The codes of the cohorts that take somebody's time while this one is taught, all of it or on
    /// one day; a warning, not a refusal.
    package static func others(
        teaching cohort: ID<Cohort>,
        person: ID<Person>,
        on day: CalendarDate? = nil,
        in transaction: borrowing Transaction
    ) throws -> [String] {
        try transaction.rows(
            """
            SELECT other.code
            FROM (
                SELECT cohort_id FROM enrolments
                WHERE person_id IN (SELECT person_records(\(person)))
                    AND is_live_enrolment(status)
                UNION SELECT cohort_id FROM cohort_trainers
                WHERE person_id IN (SELECT person_records(\(person)))
            ) AS places
            JOIN cohorts AS other ON other.id = places.cohort_id
            JOIN cohorts AS wanted ON wanted.id = \(cohort)
            WHERE other.id <> wanted.id AND NOT cohort_has_ended(other.state)
                AND other.starts_on <= wanted.ends_on + 62
                AND other.ends_on >= wanted.starts_on - 62
                AND EXISTS (
                    SELECT FROM cohort_times(wanted.id) AS one,
                        person_times(other.id, \(person)) AS two
                    WHERE one && two AND (\(day)::date IS NULL OR one && tstzrange(
                        (\(day)::date + interval '0 days') AT TIME ZONE 'Europe/Belgrade',
                        (\(day)::date + interval '1 day') AT TIME ZONE 'Europe/Belgrade')))
            ORDER BY other.code COLLATE "C"
            """,
            as: String.self
        )
    }

    /// A cohort, the code of another at the same time, and who has or asks for a seat in both.
    typealias Pair = (cohort: ID<Cohort>, other: String, people: [ID<Person>])

    /// Where some people in some cohorts clash with themselves, by the code of the other cohort,
    /// where some organisations sent them if those are given.
    ///
    /// Whether two cohorts clash does not depend on who is in both: it is looked at once for each
    /// pair, with anybody who is. The pairs carry their people along, for nothing is known yet of
    /// how many rows there are while they are new, and a join with them would be planned as if
    /// there were none.
    static func pairs(
        people: [ID<Person>],
        cohorts: [ID<Cohort>],
        of organisations: [ID<Organisation>]?,
        in transaction: borrowing Transaction
    ) throws -> [Pair] {
        let isShown: SQL =
            organisations.map { "two.organisation_id = ANY(\($0))" as SQL } ?? "true"
        return try transaction.rows(
            """
            WITH records AS (
                SELECT person_id, person_id AS record_id FROM unnest(\(people)) AS person_id
                UNION
                SELECT one.person_id, other.person_id
                FROM merged_people AS one JOIN merged_people AS other USING (standing_id)
                WHERE one.person_id = ANY(\(people))
            ), pairs AS (
                SELECT one.cohort_id, two.cohort_id AS other_id,
                    array_agg(DISTINCT one.person_id) AS people
                FROM records
                JOIN enrolments AS one ON one.person_id = records.person_id
                JOIN enrolments AS two
                    ON two.person_id = records.record_id AND two.cohort_id <> one.cohort_id
                WHERE one.cohort_id = ANY(\(cohorts)) AND is_live_enrolment(one.status)
                    AND is_live_enrolment(two.status) AND \(isShown)
                GROUP BY one.cohort_id, two.cohort_id
            )
            SELECT pairs.cohort_id, others.code, pairs.people
            FROM pairs JOIN cohorts AS others ON others.id = pairs.other_id
            WHERE pairs.other_id IN (
                SELECT participant_clashes(pairs.cohort_id, pairs.people[1]))
            ORDER BY others.code COLLATE "C"
            """,
            as: (ID<Cohort>.self, String.self, [ID<Person>].self)
        ).map { (cohort: $0, other: $1, people: $2) }
    }

    package var json: JSON {
        let isPerson = kind == .participant || kind == .trainer
        let isRoom = kind == .room || kind == .smallRoom
        return [
            "kind": .string(kind.rawValue), "person": isPerson ? .string(subject) : .null,
            "room": isRoom ? .string(subject) : .null, "cohort": JSON(other),
            "session": kind == .session ? .string(subject) : .null,
        ]
    }
}
