-- Of two accreditations of one person for one course or field that count on the same day, the one
-- stood for the other when it was suspended. None is granted beside another any more but its
-- renewal; those that overlap already stand. Whoever grants, renews and suspends locks the person
-- first, so that of two at once the second sees the first.

CREATE FUNCTION check_accreditation_alone() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    standing bigint := standing_person(NEW.person_id);
    other record;
BEGIN
    PERFORM 1 FROM people WHERE id = standing FOR NO KEY UPDATE;
    SELECT id, ends_on INTO other FROM accreditations
    WHERE person_id IN (SELECT person_records(standing))
        AND course_id IS NOT DISTINCT FROM NEW.course_id
        AND field_id IS NOT DISTINCT FROM NEW.field_id
        AND daterange(starts_on, ends_on, '[]') && daterange(NEW.starts_on, NEW.ends_on, '[]')
        AND id <> NEW.id AND id IS DISTINCT FROM NEW.renews_id
    ORDER BY ends_on DESC LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'accreditation % lasts until % already', other.id, other.ends_on
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'accreditations_one_at_a_time', TABLE = 'accreditations';
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION check_accreditation_alone() FROM PUBLIC;
CREATE TRIGGER check_accreditation_alone AFTER INSERT ON accreditations
    FOR EACH ROW EXECUTE FUNCTION check_accreditation_alone();

-- The days still to come on which somebody was to teach by a right that is suspended, and has no
-- other for; each as COHORT and day.
CREATE FUNCTION sessions_without_right(accreditation bigint) RETURNS SETOF text
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT cohorts.code || ' ' || day
    FROM accreditations
    JOIN cohort_trainers
        ON cohort_trainers.person_id IN (SELECT person_records(accreditations.person_id))
    JOIN cohorts ON cohorts.id = cohort_trainers.cohort_id
    CROSS JOIN teaching_days(cohorts.id) AS day
    WHERE accreditations.id = accreditation AND is_suspended(accreditations.id)
        AND NOT cohort_has_ended(cohorts.state)
        AND day BETWEEN greatest(centre_today(), accreditations.starts_on)
            AND accreditations.ends_on
        AND (
            cohorts.course_id = accreditations.course_id
            OR cohorts.course_id IN (
                SELECT field_courses.course_id FROM field_courses
                WHERE field_courses.field_id = accreditations.field_id))
        -- Who is named for sessions teaches those, and not the whole cohort.
        AND (
            NOT EXISTS (
                SELECT FROM session_trainers
                JOIN sessions ON sessions.id = session_trainers.session_id
                WHERE sessions.cohort_id = cohorts.id AND NOT sessions.is_cancelled
                    AND session_trainers.person_id = cohort_trainers.person_id)
            OR EXISTS (
                SELECT FROM session_trainers
                JOIN sessions ON sessions.id = session_trainers.session_id
                WHERE sessions.cohort_id = cohorts.id AND sessions.held_on = day
                    AND NOT sessions.is_cancelled
                    AND session_trainers.person_id = cohort_trainers.person_id))
        AND 'accreditation suspended'
            = ANY(trainer_problems(accreditations.person_id, cohorts.course_id, day))
    ORDER BY day, cohorts.code;
END;
