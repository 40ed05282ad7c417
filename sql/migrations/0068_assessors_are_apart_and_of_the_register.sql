-- Who assesses or verifies is not one of those who are trained, and practical work is assessed by
-- somebody who teaches the cohort or has the right to teach its course.

-- Whether somebody asks for, holds or used a seat in a cohort, under any record.
CREATE FUNCTION is_enrolled(person bigint, cohort bigint) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (
    SELECT FROM person_records(person) AS record (person_id)
    JOIN enrolments ON enrolments.person_id = record.person_id
    WHERE enrolments.cohort_id = cohort AND is_live_enrolment(enrolments.status));

-- Whether somebody may assess practical work in a cohort: a trainer of it, or accredited for its
-- course or a field of it when it ends, or today while it lasts.
CREATE FUNCTION may_assess(person bigint, cohort bigint) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (
    SELECT FROM person_records(person) AS record (person_id)
    JOIN cohorts ON cohorts.id = cohort
    WHERE EXISTS (
            SELECT FROM cohort_trainers
            WHERE cohort_trainers.cohort_id = cohorts.id
                AND cohort_trainers.person_id = record.person_id)
        OR NOT trainer_problems(
                record.person_id, cohorts.course_id, least(cohorts.ends_on, centre_today()))
            && ARRAY['not accredited', 'accreditation suspended']);

-- Runs after check_result, which has locked the cohorts.
CREATE FUNCTION check_result_assessors() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM new_rows WHERE assessor_id IS NOT NULL) THEN
        RETURN NULL;
    END IF;
    IF EXISTS (
        SELECT FROM new_rows
        JOIN enrolments AS assessed ON assessed.id = new_rows.enrolment_id
        CROSS JOIN LATERAL unnest(ARRAY[new_rows.assessor_id, new_rows.verifier_id]) AS judge
        WHERE new_rows.assessor_id IS NOT NULL AND (
            is_enrolled(judge, assessed.cohort_id)
            OR assessed.person_id IN (SELECT person_records(judge)))
    ) THEN
        RAISE EXCEPTION 'somebody who is enrolled in the cohort assesses or verifies in it'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'results_assessors_not_enrolled', TABLE = 'results';
    END IF;
    IF EXISTS (
        SELECT FROM new_rows
        JOIN enrolments AS assessed ON assessed.id = new_rows.enrolment_id
        JOIN effective_assessments AS asked
            ON asked.cohort_id = assessed.cohort_id AND asked.code = new_rows.assessment
        WHERE new_rows.assessor_id IS NOT NULL AND asked.kind = 'practical'
            AND NOT may_assess(new_rows.assessor_id, assessed.cohort_id)
    ) THEN
        RAISE EXCEPTION 'practical work is assessed by nobody of the register'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'results_assessor_of_register', TABLE = 'results';
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION check_result_assessors() FROM PUBLIC;
CREATE TRIGGER check_result_assessors AFTER INSERT ON results REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION check_result_assessors();

-- The other way round: who has assessed in a cohort takes no seat in it. Runs after count_seats,
-- which has locked the cohorts.
CREATE FUNCTION keep_assessors_apart() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM new_rows
        CROSS JOIN LATERAL person_records(new_rows.person_id) AS record (person_id)
        JOIN results ON results.assessor_id = record.person_id
            OR results.verifier_id = record.person_id
        JOIN enrolments AS assessed
            ON assessed.id = results.enrolment_id AND assessed.cohort_id = new_rows.cohort_id
        WHERE is_live_enrolment(new_rows.status)
    ) THEN
        RAISE EXCEPTION 'somebody who assessed in the cohort takes a seat in it'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'results_assessors_not_enrolled', TABLE = 'results';
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION keep_assessors_apart() FROM PUBLIC;
CREATE TRIGGER keep_assessors_apart AFTER INSERT ON enrolments
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION keep_assessors_apart();

-- And nobody becomes both by a merge.
CREATE FUNCTION check_merged_assessors() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM person_records(NEW.into_id) AS record (person_id)
        JOIN results ON results.assessor_id = record.person_id
            OR results.verifier_id = record.person_id
        JOIN enrolments AS assessed ON assessed.id = results.enrolment_id
        WHERE is_enrolled(NEW.into_id, assessed.cohort_id)
    ) THEN
        RAISE EXCEPTION 'one of them assessed in a cohort in which the other is enrolled'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'person_merges_assessor_apart', TABLE = 'person_merges';
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION check_merged_assessors() FROM PUBLIC;
CREATE TRIGGER keep_assessors_apart AFTER INSERT ON person_merges
    FOR EACH ROW WHEN (NEW.into_id IS NOT NULL) EXECUTE FUNCTION check_merged_assessors();
