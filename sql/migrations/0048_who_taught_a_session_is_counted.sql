-- A trainer who is named for sessions has taught those, and not the whole cohort; what was
-- cancelled was taught by nobody. Who is a trainer of the cohort is not checked again for each
-- session of it.

CREATE OR REPLACE FUNCTION teaching_days(cohort bigint) RETURNS SETOF date
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT held_on FROM sessions WHERE cohort_id = cohort AND NOT is_cancelled
    UNION
    SELECT unnest(ARRAY[starts_on, ends_on]) FROM cohorts
    WHERE id = cohort
        AND NOT EXISTS (SELECT FROM sessions WHERE cohort_id = cohort AND NOT is_cancelled);
END;

CREATE OR REPLACE FUNCTION check_trainer() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    is_closed boolean;
BEGIN
    PERFORM 1 FROM cohorts WHERE id = NEW.cohort_id FOR NO KEY UPDATE;
    -- Naming a trainer of the cohort for one of its sessions enters nobody.
    IF EXISTS (
        SELECT FROM cohort_trainers
        WHERE cohort_id = NEW.cohort_id AND person_id = NEW.person_id
    ) THEN
        RETURN NEW;
    END IF;
    SELECT state = 'closed' INTO is_closed FROM cohorts WHERE id = NEW.cohort_id;
    NEW.problems := cohort_trainer_problems(NEW.cohort_id, NEW.person_id);
    NEW.reason := NULL;
    IF is_closed OR NEW.problems <> '{}' THEN
        NEW.reason := nullif(current_setting('obuka.reason', true), '');
        IF NEW.reason IS NULL THEN
            RAISE EXCEPTION 'a trainer is assigned without a reason: %', NEW.problems
                USING ERRCODE = 'integrity_constraint_violation',
                      CONSTRAINT = 'cohort_trainers_problems_have_reason',
                      TABLE = 'cohort_trainers';
        END IF;
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE VIEW current_engagements AS
SELECT cohort_trainers.cohort_id, cohort_trainers.person_id, taught.starts_on, taught.ends_on,
    taught.hours, trainers.employment, covering.id AS accreditation_id,
    qualifications.id AS qualification_id, cohort_trainers.problems, cohort_trainers.reason
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
LEFT JOIN trainers ON trainers.person_id = cohort_trainers.person_id
LEFT JOIN qualifications ON qualifications.person_id = cohort_trainers.person_id
    AND qualifications.course_id = cohorts.course_id
    AND qualifications.qualified_on <= taught.starts_on
LEFT JOIN LATERAL (
    SELECT accreditations.id FROM accreditations
    WHERE accreditations.person_id = cohort_trainers.person_id
        AND taught.starts_on BETWEEN accreditations.starts_on AND accreditations.ends_on
        AND (
            accreditations.course_id = cohorts.course_id
            OR accreditations.field_id IN (
                SELECT field_courses.field_id FROM field_courses
                WHERE field_courses.course_id = cohorts.course_id))
    ORDER BY accreditations.course_id IS NULL, accreditations.id DESC LIMIT 1
) AS covering ON true
WHERE taught.hours > 0;
