-- Two records of one person act as one: in the pool of trainers, with what they earned, as
-- candidates and examiners, at one time in one place, and in the waiting list. Nothing is
-- rewritten, so an undone merge gives everything back.

-- Who stands for a person today; the person itself when nobody does. Found by the index on the few
-- merges.
CREATE FUNCTION standing_person(person bigint) RETURNS bigint
LANGUAGE sql STABLE
RETURN coalesce((
    SELECT into_id FROM person_merges
    WHERE merged_id = person AND effective_on <= centre_today()
    ORDER BY id DESC LIMIT 1), person);

-- All records of the one whom a record belongs to, that record among them.
CREATE FUNCTION person_records(person bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT standing_person(person)
    UNION
    SELECT merges.merged_id
    FROM person_merges AS merges
    WHERE merges.into_id = standing_person(person) AND merges.effective_on <= centre_today()
        AND NOT EXISTS (
            SELECT FROM person_merges AS later
            WHERE later.merged_id = merges.merged_id AND later.id > merges.id
                AND later.effective_on <= centre_today());
END;

-- Whether two records are one person's.
CREATE FUNCTION is_same_person(one bigint, other bigint) RETURNS boolean
LANGUAGE sql STABLE
RETURN standing_person(one) = standing_person(other);

-- Pool, qualification and accreditation may be of any record of the person.
CREATE OR REPLACE FUNCTION trainer_problems(person bigint, course bigint, day date) RETURNS text[]
LANGUAGE sql STABLE
RETURN array_remove(ARRAY[
    CASE WHEN NOT EXISTS (
        SELECT FROM trainers
        WHERE person_id IN (SELECT person_records(person))
            AND trainer_state(trainers.id, day) = 'accepted')
        THEN 'not in the pool' END,
    CASE WHEN NOT EXISTS (
        SELECT FROM qualifications
        WHERE person_id IN (SELECT person_records(person)) AND course_id = course
            AND qualified_on <= day)
        THEN 'not qualified' END,
    (
        SELECT CASE WHEN count(*) = 0 THEN 'not accredited'
            WHEN bool_and(is_suspended) THEN 'accreditation suspended' END
        FROM (
            SELECT coalesce((
                SELECT suspensions.is_suspended
                FROM accreditation_suspensions AS suspensions
                WHERE suspensions.accreditation_id = accreditations.id
                    AND suspensions.effective_on <= day
                ORDER BY suspensions.id DESC LIMIT 1), false) AS is_suspended
            FROM accreditations
            WHERE accreditations.person_id IN (SELECT person_records(person))
                AND day BETWEEN accreditations.starts_on AND accreditations.ends_on
                AND (
                    accreditations.course_id = course
                    OR accreditations.field_id IN (
                        SELECT field_courses.field_id FROM field_courses
                        WHERE field_courses.course_id = course))
        ) AS covering
    )], NULL);

-- By which right somebody teaches, whichever record has it; the earliest qualification counts.
CREATE OR REPLACE VIEW current_engagements AS
SELECT cohort_trainers.cohort_id, cohort_trainers.person_id, taught.starts_on, taught.ends_on,
    taught.hours, entered.employment, covering.id AS accreditation_id,
    qualified.id AS qualification_id, cohort_trainers.problems, cohort_trainers.reason
FROM cohort_trainers
JOIN cohorts ON cohorts.id = cohort_trainers.cohort_id
CROSS JOIN LATERAL (
    SELECT min(held_on) AS starts_on, max(held_on) AS ends_on, sum(hours) AS hours
    FROM sessions
    WHERE sessions.cohort_id = cohorts.id AND held_on <= centre_today() AND NOT is_cancelled
        AND (
            EXISTS (
                SELECT FROM session_trainers
                WHERE session_trainers.session_id = sessions.id
                    AND session_trainers.person_id = cohort_trainers.person_id)
            OR NOT EXISTS (
                SELECT FROM session_trainers
                JOIN sessions AS others ON others.id = session_trainers.session_id
                WHERE others.cohort_id = cohorts.id
                    AND session_trainers.person_id = cohort_trainers.person_id))
) AS taught
LEFT JOIN LATERAL (
    SELECT trainers.employment FROM trainers
    WHERE trainers.person_id IN (SELECT person_records(cohort_trainers.person_id))
    ORDER BY trainers.person_id = cohort_trainers.person_id DESC, trainers.id LIMIT 1
) AS entered ON true
LEFT JOIN LATERAL (
    SELECT qualifications.id FROM qualifications
    WHERE qualifications.person_id IN (SELECT person_records(cohort_trainers.person_id))
        AND qualifications.course_id = cohorts.course_id
        AND qualifications.qualified_on <= taught.starts_on
    ORDER BY qualifications.qualified_on, qualifications.id LIMIT 1
) AS qualified ON true
LEFT JOIN LATERAL (
    SELECT accreditations.id FROM accreditations
    WHERE accreditations.person_id IN (SELECT person_records(cohort_trainers.person_id))
        AND taught.starts_on BETWEEN accreditations.starts_on AND accreditations.ends_on
        AND (
            accreditations.course_id = cohorts.course_id
            OR accreditations.field_id IN (
                SELECT field_courses.field_id FROM field_courses
                WHERE field_courses.course_id = cohorts.course_id))
    ORDER BY accreditations.course_id IS NULL, accreditations.id DESC LIMIT 1
) AS covering ON true
WHERE taught.hours > 0;

-- Who is qualified under another record is so already.
CREATE OR REPLACE FUNCTION check_qualification() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.qualified_on > centre_today() THEN
        RAISE EXCEPTION 'a qualification lies in the future'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'qualifications_not_in_future', TABLE = 'qualifications';
    END IF;
    IF EXISTS (
        SELECT FROM qualifications
        WHERE person_id IN (SELECT person_records(NEW.person_id)) AND person_id <> NEW.person_id
            AND course_id = NEW.course_id
    ) THEN
        RAISE EXCEPTION 'the person is qualified for the course under another record'
            USING ERRCODE = 'unique_violation',
                  CONSTRAINT = 'qualifications_once', TABLE = 'qualifications';
    END IF;
    RETURN NEW;
END
$$;

-- One person, one entry in the register of trainers.
CREATE FUNCTION check_trainer_record() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM people WHERE id = NEW.person_id FOR KEY SHARE;
    IF EXISTS (
        SELECT FROM trainers
        WHERE person_id IN (SELECT person_records(NEW.person_id)) AND person_id <> NEW.person_id
    ) THEN
        RAISE EXCEPTION 'the person is in the register under another record'
            USING ERRCODE = 'unique_violation',
                  CONSTRAINT = 'trainers_person_once', TABLE = 'trainers';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION check_trainer_record() FROM PUBLIC;
CREATE TRIGGER check_record BEFORE INSERT ON trainers
    FOR EACH ROW EXECUTE FUNCTION check_trainer_record();

-- Trainer and participant of a cohort are two persons, and so are two trainers of it: under two
-- records somebody would be counted twice.
CREATE FUNCTION check_trainer_records() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM cohorts WHERE id = NEW.cohort_id FOR NO KEY UPDATE;
    PERFORM 1 FROM people WHERE id = NEW.person_id FOR KEY SHARE;
    IF EXISTS (
        SELECT FROM enrolments
        WHERE cohort_id = NEW.cohort_id AND is_live_enrolment(status)
            AND person_id IN (SELECT person_records(NEW.person_id))
    ) THEN
        RAISE EXCEPTION 'a trainer of the cohort is enrolled in it under another record'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'cohort_trainers_not_enrolled', TABLE = 'cohort_trainers';
    END IF;
    IF EXISTS (
        SELECT FROM cohort_trainers
        WHERE cohort_id = NEW.cohort_id AND person_id <> NEW.person_id
            AND person_id IN (SELECT person_records(NEW.person_id))
    ) THEN
        RAISE EXCEPTION 'the person teaches the cohort under another record'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'cohort_trainers_merged_once', TABLE = 'cohort_trainers';
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION check_trainer_records() FROM PUBLIC;
CREATE TRIGGER check_records AFTER INSERT ON cohort_trainers
    FOR EACH ROW EXECUTE FUNCTION check_trainer_records();

-- Nobody is in two rooms at once; whoever names a trainer or moves a session is told.
CREATE FUNCTION check_session_trainer_records() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM people WHERE id = NEW.person_id FOR KEY SHARE;
    IF EXISTS (
        SELECT FROM session_trainers
        WHERE person_id IN (SELECT person_records(NEW.person_id)) AND person_id <> NEW.person_id
            AND during && NEW.during
    ) THEN
        RAISE EXCEPTION 'the person teaches elsewhere at the time under another record'
            USING ERRCODE = 'exclusion_violation',
                  CONSTRAINT = 'session_trainers_free', TABLE = 'session_trainers';
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION check_session_trainer_records() FROM PUBLIC;
CREATE TRIGGER check_records AFTER INSERT OR UPDATE OF during ON session_trainers
    FOR EACH ROW WHEN (NEW.during IS NOT NULL)
    EXECUTE FUNCTION check_session_trainer_records();
