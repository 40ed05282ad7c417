-- Who teaches a cohort is held against the pool, the qualifications and the accreditations; who
-- taught, for how long and by which right is frozen with the cohort.

-- What keeps a person from teaching a course on a day; nothing when all is well.
CREATE FUNCTION trainer_problems(person bigint, course bigint, day date) RETURNS text[]
LANGUAGE sql STABLE
RETURN array_remove(ARRAY[
    CASE WHEN NOT EXISTS (
        SELECT FROM trainers
        WHERE person_id = person AND trainer_state(trainers.id, day) = 'accepted')
        THEN 'not in the pool' END,
    CASE WHEN NOT EXISTS (
        SELECT FROM qualifications
        WHERE person_id = person AND course_id = course AND qualified_on <= day)
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
            WHERE accreditations.person_id = person
                AND day BETWEEN accreditations.starts_on AND accreditations.ends_on
                AND (
                    accreditations.course_id = course
                    OR accreditations.field_id IN (
                        SELECT field_courses.field_id FROM field_courses
                        WHERE field_courses.course_id = course))
        ) AS covering
    )], NULL);

-- The days on which a trainer of a cohort teaches: its sessions; its first and last day before
-- they are known.
CREATE FUNCTION teaching_days(cohort bigint) RETURNS SETOF date
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT held_on FROM sessions WHERE cohort_id = cohort
    UNION
    SELECT unnest(ARRAY[starts_on, ends_on]) FROM cohorts
    WHERE id = cohort AND NOT EXISTS (SELECT FROM sessions WHERE cohort_id = cohort);
END;

-- The same for all days of a cohort.
CREATE FUNCTION cohort_trainer_problems(cohort bigint, person bigint) RETURNS text[]
LANGUAGE sql STABLE
RETURN ARRAY(
    SELECT DISTINCT problem
    FROM cohorts
    CROSS JOIN teaching_days(cohorts.id) AS day
    CROSS JOIN unnest(trainer_problems(person, cohorts.course_id, day)) AS problem
    WHERE cohorts.id = cohort
    ORDER BY problem);

-- Somebody may teach without it; then the row says what was lacking, and why it was done.
ALTER TABLE cohort_trainers
    ADD COLUMN problems text[] NOT NULL DEFAULT '{}',
    ADD COLUMN reason text
        CONSTRAINT cohort_trainers_reason_length CHECK (length(reason) BETWEEN 3 AND 500);

-- Nobody else writes the two columns. Into a closed cohort a trainer is entered late, with a
-- reason as well. The cohort's lock makes an assignment and the closing wait for each other.
CREATE FUNCTION check_trainer() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    is_closed boolean;
BEGIN
    PERFORM 1 FROM cohorts WHERE id = NEW.cohort_id FOR NO KEY UPDATE;
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
REVOKE ALL ON FUNCTION check_trainer() FROM PUBLIC;
CREATE TRIGGER check_trainer BEFORE INSERT ON cohort_trainers
    FOR EACH ROW EXECUTE FUNCTION check_trainer();

-- Who taught what, when, for how many hours and by which right, as it was when the cohort was
-- closed. A right is an accreditation and a qualification; what was lacking has its reason.
CREATE TABLE engagements (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT engagements_pkey PRIMARY KEY,
    cohort_id bigint NOT NULL CONSTRAINT engagements_cohort_fkey REFERENCES cohorts (id),
    person_id bigint NOT NULL CONSTRAINT engagements_person_fkey REFERENCES people (id),
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    hours numeric(7, 2) NOT NULL CONSTRAINT engagements_hours_range CHECK (hours >= 0),
    employment text
        CONSTRAINT engagements_employment_known CHECK (employment IN ('employee', 'engaged')),
    accreditation_id bigint
        CONSTRAINT engagements_accreditation_fkey REFERENCES accreditations (id),
    qualification_id bigint
        CONSTRAINT engagements_qualification_fkey REFERENCES qualifications (id),
    problems text[] NOT NULL,
    reason text
        CONSTRAINT engagements_reason_length CHECK (length(reason) BETWEEN 3 AND 500),
    entered_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT engagements_once UNIQUE (cohort_id, person_id),
    CONSTRAINT engagements_days_ordered CHECK (starts_on <= ends_on)
);
CREATE INDEX engagements_person_idx ON engagements (person_id);
CREATE INDEX engagements_accreditation_idx ON engagements (accreditation_id);
CREATE INDEX engagements_qualification_idx ON engagements (qualification_id);
CALL make_audited('engagements');
CALL make_append_only('engagements');
-- Closing a cohort enters them, and a late assignment.
REVOKE INSERT ON engagements FROM obuka_service;

-- What came of a training is followed from its cohort to the people who passed there.
CREATE INDEX IF NOT EXISTS outcomes_cohort_idx ON outcomes (cohort_id);

-- The same for the sessions that were held until today, frozen or not. Whoever teaches a cohort
-- teaches all of its sessions.
CREATE VIEW current_engagements AS
SELECT cohort_trainers.cohort_id, cohort_trainers.person_id, taught.starts_on, taught.ends_on,
    taught.hours, trainers.employment, covering.id AS accreditation_id,
    qualifications.id AS qualification_id, cohort_trainers.problems, cohort_trainers.reason
FROM cohort_trainers
JOIN cohorts ON cohorts.id = cohort_trainers.cohort_id
CROSS JOIN LATERAL (
    SELECT min(held_on) AS starts_on, max(held_on) AS ends_on, sum(hours) AS hours
    FROM sessions
    WHERE sessions.cohort_id = cohorts.id AND held_on <= centre_today()
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
GRANT SELECT ON current_engagements TO obuka_service;

CREATE FUNCTION freeze_engagements() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    cohort bigint;
BEGIN
    IF TG_TABLE_NAME = 'cohorts' THEN
        cohort := NEW.id;
    ELSE
        cohort := NEW.cohort_id;
    END IF;
    INSERT INTO engagements (
        cohort_id, person_id, starts_on, ends_on, hours, employment, accreditation_id,
        qualification_id, problems, reason)
    SELECT cohort_id, person_id, starts_on, ends_on, hours, employment, accreditation_id,
        qualification_id, problems, reason
    FROM current_engagements
    WHERE cohort_id = cohort
        AND EXISTS (SELECT FROM cohorts WHERE id = cohort AND state = 'closed')
    ORDER BY person_id
    ON CONFLICT (cohort_id, person_id) DO NOTHING;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION freeze_engagements() FROM PUBLIC;
CREATE TRIGGER freeze_engagements AFTER UPDATE OF state ON cohorts
    FOR EACH ROW WHEN (NEW.state = 'closed')
    EXECUTE FUNCTION freeze_engagements();
CREATE TRIGGER freeze_engagements AFTER INSERT ON cohort_trainers
    FOR EACH ROW EXECUTE FUNCTION freeze_engagements();

-- Cohorts that were closed before this migration.
SELECT set_config('obuka.actor', 'migration', true);
INSERT INTO engagements (
    cohort_id, person_id, starts_on, ends_on, hours, employment, accreditation_id,
    qualification_id, problems, reason)
SELECT cohort_id, person_id, starts_on, ends_on, hours, employment, accreditation_id,
    qualification_id, problems, reason
FROM current_engagements
WHERE cohort_id IN (SELECT id FROM cohorts WHERE state = 'closed');
