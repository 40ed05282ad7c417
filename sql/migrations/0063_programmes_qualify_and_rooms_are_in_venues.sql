-- What was a word or nothing becomes a reference: a programme that trains trainers qualifies who
-- completed it, a room is in a venue. And neighbours in an order can change places.

-- The house of a room was free text. One that nobody entered becomes a venue with its code for a
-- name: a room loses nothing, and somebody names the house later. A link that may be missing beside
-- the text would give two answers to one question.
SELECT set_config('obuka.actor', 'migration', true);
INSERT INTO venues (code, name_sr_cyrl, name_sr_latn, name_en)
SELECT DISTINCT rooms.venue_code, rooms.venue_code, rooms.venue_code, rooms.venue_code
FROM rooms
WHERE rooms.venue_code IS NOT NULL
    AND NOT EXISTS (SELECT FROM venues WHERE venues.code = rooms.venue_code);
ALTER TABLE rooms
    ADD CONSTRAINT rooms_venue_fkey FOREIGN KEY (venue_code) REFERENCES venues (code);
CREATE INDEX rooms_venue_idx ON rooms (venue_code);

-- Looked at when a statement ends: within it two may stand in one place. The other orders (courses
-- of a programme, outcomes, assessments, questions) are written as whole lists.
ALTER TABLE plan_areas
    DROP CONSTRAINT plan_areas_position_once,
    ADD CONSTRAINT plan_areas_position_once UNIQUE (plan_id, kind, position)
        DEFERRABLE INITIALLY IMMEDIATE;
ALTER TABLE activity_items
    DROP CONSTRAINT activity_items_position_once,
    ADD CONSTRAINT activity_items_position_once
        UNIQUE NULLS NOT DISTINCT (activity_id, day, position) DEFERRABLE INITIALLY IMMEDIATE;

-- What whoever completes a training of trainers may train. The kind is there for the reference: a
-- programme that qualifies stays a training of trainers.
ALTER TABLE programmes ADD CONSTRAINT programmes_kind_once UNIQUE (id, kind);
CREATE TABLE qualifying_programmes (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT qualifying_programmes_pkey PRIMARY KEY,
    programme_id bigint NOT NULL,
    kind text NOT NULL DEFAULT 'training-of-trainers'
        CONSTRAINT qualifying_programmes_kind_known CHECK (kind = 'training-of-trainers'),
    qualifies_for_id bigint NOT NULL
        CONSTRAINT qualifying_programmes_qualifies_for_fkey REFERENCES courses (id),
    CONSTRAINT qualifying_programmes_programme_fkey FOREIGN KEY (programme_id, kind)
        REFERENCES programmes (id, kind),
    CONSTRAINT qualifying_programmes_once UNIQUE (programme_id, qualifies_for_id)
);
CREATE INDEX qualifying_programmes_programme_idx ON qualifying_programmes (programme_id, kind);
CREATE INDEX qualifying_programmes_qualifies_for_idx
    ON qualifying_programmes (qualifies_for_id);
CALL make_audited('qualifying_programmes');
REVOKE INSERT, UPDATE ON qualifying_programmes FROM obuka_service;
GRANT INSERT (programme_id, qualifies_for_id) ON qualifying_programmes TO obuka_service;

-- The same rows as of a course; the enrolment is the one that completed the programme.
ALTER TABLE qualifications
    ADD COLUMN programme_id bigint
        CONSTRAINT qualifications_programme_fkey REFERENCES programmes (id),
    ADD CONSTRAINT qualifications_programme_has_enrolment
        CHECK (programme_id IS NULL OR enrolment_id IS NOT NULL);
CREATE INDEX qualifications_programme_idx ON qualifications (programme_id);

-- Whether a person has passed every course of a programme, under whatever records.
CREATE FUNCTION has_completed(person bigint, programme bigint) RETURNS boolean
LANGUAGE sql STABLE
RETURN NOT EXISTS (
    SELECT FROM programme_courses AS needed
    WHERE needed.programme_id = programme
        AND NOT EXISTS (
            SELECT FROM outcomes JOIN cohorts ON cohorts.id = outcomes.cohort_id
            WHERE outcomes.person_id IN (SELECT person_records(person)) AND outcomes.passed
                AND cohorts.course_id = needed.course_id));

-- Closing a cohort qualifies all who passed: by its course, or because it was the last course that
-- they lacked of a programme. Who is qualified already, under any record, stays so on the first
-- ground.
CREATE OR REPLACE FUNCTION qualify_graduates() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO qualifications (person_id, course_id, enrolment_id, programme_id, qualified_on)
    SELECT earned.person_id, earned.course_id, earned.enrolment_id, earned.programme_id,
        earned.closed_on
    FROM (
        SELECT new_rows.person_id, qualifying_courses.qualifies_for_id AS course_id,
            new_rows.enrolment_id, NULL::bigint AS programme_id, cohorts.closed_on
        FROM new_rows
        JOIN cohorts ON cohorts.id = new_rows.cohort_id
        JOIN qualifying_courses ON qualifying_courses.course_id = cohorts.course_id
        WHERE new_rows.passed
        UNION ALL
        SELECT new_rows.person_id, qualifying_programmes.qualifies_for_id,
            new_rows.enrolment_id, qualifying_programmes.programme_id, cohorts.closed_on
        FROM new_rows
        JOIN cohorts ON cohorts.id = new_rows.cohort_id
        JOIN programme_courses ON programme_courses.course_id = cohorts.course_id
        JOIN qualifying_programmes
            ON qualifying_programmes.programme_id = programme_courses.programme_id
        WHERE new_rows.passed
            AND has_completed(new_rows.person_id, qualifying_programmes.programme_id)
    ) AS earned
    WHERE NOT EXISTS (
        SELECT FROM qualifications AS known
        WHERE known.course_id = earned.course_id
            AND known.person_id IN (SELECT person_records(earned.person_id)))
    ORDER BY earned.person_id, earned.course_id, earned.programme_id NULLS FIRST
    ON CONFLICT (person_id, course_id) DO NOTHING;
    RETURN NULL;
END
$$;
