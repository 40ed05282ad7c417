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

    /// People who have or ask for seats in the same cohorts, and the codes of those that clash with
    /// each of these.
    struct Shared: Sendable {
        let people: [ID<Person>]
        let others: [ID<Cohort>: [String]]

        fileprivate init(people: [ID<Person>], cohorts: [ID<Cohort>], codes: [String]) {
            self.people = people
            others = Dictionary(grouping: zip(cohorts, codes), by: \.0).mapValues { $0.map(\.1) }
        }
    }

    /// Where some people in some cohorts clash with themselves, seen only where some organisations
    /// sent them if those are given.
    ///
    /// Whether two cohorts clash does not depend on who is in both: it is looked at once for each
    /// pair, with anybody who is. A file sends many people to the same cohorts, so those come
    /// together: there are as many pairs of cohorts for each of them as the square of these.
    static func shared(
        people: [ID<Person>],
        cohorts: [ID<Cohort>],
        of organisations: [ID<Organisation>]?,
        in transaction: borrowing Transaction
    ) throws -> [Shared] {
        let isShown: SQL =
            organisations.map { "enrolments.organisation_id = ANY(\($0))" as SQL } ?? "true"
        return try transaction.rows(
            """
            WITH records AS (
                SELECT person_id, person_id AS record_id FROM unnest(\(people)) AS person_id
                UNION
                SELECT one.person_id, other.person_id
                FROM merged_people AS one JOIN merged_people AS other USING (standing_id)
                WHERE one.person_id = ANY(\(people))
            ), places AS (
                SELECT records.person_id,
                    array_agg(DISTINCT enrolments.cohort_id) AS cohort_ids
                FROM records JOIN enrolments ON enrolments.person_id = records.record_id
                WHERE is_live_enrolment(enrolments.status) AND \(isShown)
                GROUP BY records.person_id
            ), shared AS MATERIALIZED (
                SELECT row_number() OVER () AS place, cohort_ids, array_agg(person_id) AS people
                FROM places
                WHERE cardinality(cohort_ids) > 1
                GROUP BY cohort_ids
            ), pairs AS MATERIALIZED (
                SELECT shared.place, shared.people[1] AS person_id, one.id AS cohort_id,
                    two.id AS other_id
                FROM shared CROSS JOIN unnest(cohort_ids) AS one (id)
                    CROSS JOIN unnest(cohort_ids) AS two (id)
                WHERE one.id <> two.id AND one.id = ANY(\(cohorts))
            ), clashes AS MATERIALIZED (
                SELECT looked.cohort_id, looked.other_id, others.code
                FROM (
                    SELECT DISTINCT ON (cohort_id, other_id) cohort_id, other_id, person_id
                    FROM pairs ORDER BY cohort_id, other_id, person_id
                ) AS looked
                JOIN cohorts AS others ON others.id = looked.other_id
                WHERE looked.other_id IN (
                    SELECT participant_clashes(looked.cohort_id, looked.person_id))
            ), found AS (
                SELECT pairs.place,
                    array_agg(cohort_id ORDER BY clashes.code COLLATE "C") AS cohort_ids,
                    array_agg(clashes.code ORDER BY clashes.code COLLATE "C") AS codes
                FROM pairs JOIN clashes USING (cohort_id, other_id)
                GROUP BY pairs.place
            )
            SELECT shared.people, found.cohort_ids, found.codes FROM found JOIN shared USING (place)
            """,
            as: ([ID<Person>].self, [ID<Cohort>].self, [String].self)
        ).map(Shared.init)
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
