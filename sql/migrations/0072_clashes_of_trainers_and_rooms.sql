-- Clashes that nothing refuses are reported: a session without times takes its whole day, in its
-- room and of its trainers; a trainer of a cohort who has no session of their own teaches all of
-- it; and nobody teaches and learns at once.

-- When a session is: its times, or its whole day on the clock in Belgrade.
CREATE FUNCTION session_time(meeting sessions) RETURNS tstzrange
LANGUAGE sql STABLE
RETURN CASE WHEN (meeting).starts_at IS NOT NULL THEN (meeting).during ELSE tstzrange(
    ((meeting).held_on + interval '0 days') AT TIME ZONE 'Europe/Belgrade',
    ((meeting).held_on + interval '1 day') AT TIME ZONE 'Europe/Belgrade') END;

CREATE OR REPLACE FUNCTION cohort_times(cohort bigint) RETURNS SETOF tstzrange
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT session_time(sessions) FROM sessions WHERE sessions.cohort_id = cohort
    UNION ALL
    SELECT tstzrange(
        (cohorts.starts_on + interval '0 days') AT TIME ZONE 'Europe/Belgrade',
        (cohorts.ends_on + interval '1 day') AT TIME ZONE 'Europe/Belgrade')
    FROM cohorts
    WHERE cohorts.id = cohort
        AND NOT EXISTS (SELECT FROM sessions WHERE sessions.cohort_id = cohort);
END;

-- When a cohort takes a person's time, under whatever record: all of it while they learn there or
-- teach it as a whole, else the sessions that they teach.
CREATE FUNCTION person_times(cohort bigint, person bigint) RETURNS SETOF tstzrange
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT session_time(sessions)
    FROM session_trainers JOIN sessions ON sessions.id = session_trainers.session_id
    WHERE sessions.cohort_id = cohort
        AND session_trainers.person_id IN (SELECT person_records(person))
    UNION ALL
    SELECT times FROM cohort_times(cohort) AS times
    WHERE EXISTS (
            SELECT FROM enrolments
            WHERE enrolments.cohort_id = cohort
                AND enrolments.person_id IN (SELECT person_records(person))
                AND is_live_enrolment(enrolments.status))
        OR EXISTS (
            SELECT FROM cohort_trainers
            WHERE cohort_trainers.cohort_id = cohort
                AND cohort_trainers.person_id IN (SELECT person_records(person)))
        AND NOT EXISTS (
            SELECT FROM session_trainers
            JOIN sessions ON sessions.id = session_trainers.session_id
            WHERE sessions.cohort_id = cohort
                AND session_trainers.person_id IN (SELECT person_records(person)));
END;

-- The cohorts that take a time of the person's that this one takes as well: where they ask for,
-- hold or used a seat, and where they teach.
CREATE OR REPLACE FUNCTION participant_clashes(cohort bigint, person bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT other.id
    FROM (
        SELECT enrolments.cohort_id FROM enrolments
        WHERE enrolments.person_id IN (SELECT person_records(person))
            AND is_live_enrolment(enrolments.status)
        UNION SELECT cohort_trainers.cohort_id FROM cohort_trainers
        WHERE cohort_trainers.person_id IN (SELECT person_records(person))
    ) AS places
    JOIN cohorts AS wanted ON wanted.id = cohort
    JOIN cohorts AS other ON other.id = places.cohort_id
    WHERE other.id <> cohort AND NOT cohort_has_ended(other.state)
        -- Sessions lie within a month of their cohort's days.
        AND other.starts_on <= wanted.ends_on + 62 AND other.ends_on >= wanted.starts_on - 62
        AND EXISTS (
            SELECT FROM person_times(cohort, person) AS one, person_times(other.id, person) AS two
            WHERE one && two);
END;

-- The rooms of a cohort's sessions that another cohort has at the same time. Where both have times
-- the database refuses it.
CREATE FUNCTION room_clashes(cohort bigint) RETURNS TABLE (room_id bigint, other_id bigint)
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT DISTINCT own.room_id, other.cohort_id
    FROM sessions AS own
    JOIN sessions AS other ON other.room_id = own.room_id AND other.held_on = own.held_on
        AND other.cohort_id <> own.cohort_id
    JOIN cohorts ON cohorts.id = other.cohort_id
    WHERE own.cohort_id = cohort AND NOT own.is_cancelled AND NOT other.is_cancelled
        AND NOT cohort_has_ended(cohorts.state) AND session_time(own) && session_time(other);
END;
