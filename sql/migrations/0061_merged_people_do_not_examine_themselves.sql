-- Four eyes are of two persons: nobody examines, assesses or verifies oneself under another record,
-- and a merge that would make it so is refused while it can still be put right.

-- One person, one open candidacy for a course or field.
CREATE FUNCTION check_candidacy_record() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM people WHERE id = NEW.person_id FOR KEY SHARE;
    IF EXISTS (
        SELECT FROM candidacies
        WHERE person_id IN (SELECT person_records(NEW.person_id)) AND person_id <> NEW.person_id
            AND ended_on IS NULL
            AND (course_id, field_id) IS NOT DISTINCT FROM (NEW.course_id, NEW.field_id)
    ) THEN
        RAISE EXCEPTION 'the person is a candidate for it under another record'
            USING ERRCODE = 'unique_violation',
                  CONSTRAINT = 'candidacies_open_once', TABLE = 'candidacies';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION check_candidacy_record() FROM PUBLIC;
CREATE TRIGGER check_record BEFORE INSERT ON candidacies
    FOR EACH ROW EXECUTE FUNCTION check_candidacy_record();

-- Four eyes are of two persons. The share of their locks lets an examination and a merge wait
-- for each other.
CREATE OR REPLACE FUNCTION check_candidacy_verdict() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    candidate record;
    stage_place integer := array_position(
        ARRAY['tot-passed', 'practice-observed', 'assessed', 'verified'], NEW.stage);
BEGIN
    PERFORM 1 FROM candidacies WHERE id = NEW.candidacy_id FOR UPDATE;
    SELECT person_id, course_id, field_id, ended_on INTO candidate
    FROM candidacies WHERE id = NEW.candidacy_id;
    IF candidate.ended_on IS NOT NULL THEN
        RAISE EXCEPTION 'the candidacy has ended'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'candidacy_verdicts_candidacy_open',
                  TABLE = 'candidacy_verdicts';
    END IF;
    IF NEW.examined_on > centre_today() THEN
        RAISE EXCEPTION 'an examination lies in the future'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'candidacy_verdicts_not_in_future',
                  TABLE = 'candidacy_verdicts';
    END IF;
    PERFORM 1 FROM people WHERE id IN (candidate.person_id, NEW.examiner_id)
    ORDER BY id FOR KEY SHARE;
    IF is_same_person(NEW.examiner_id, candidate.person_id) THEN
        RAISE EXCEPTION 'nobody examines oneself'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'candidacy_verdicts_by_another',
                  TABLE = 'candidacy_verdicts';
    END IF;
    IF NEW.stage = 'verified' AND EXISTS (
        SELECT FROM candidacy_stages
        WHERE candidacy_id = NEW.candidacy_id AND stage = 'assessed'
            AND is_same_person(examiner_id, NEW.examiner_id))
    THEN
        RAISE EXCEPTION 'who assessed does not verify'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'candidacy_verdicts_verified_by_another',
                  TABLE = 'candidacy_verdicts';
    END IF;
    IF NEW.verdict = 'pass' AND stage_place - 1 <> (
        SELECT count(*) FROM candidacy_stages
        WHERE candidacy_id = NEW.candidacy_id AND verdict = 'pass'
            AND candidacy_stages.place < stage_place)
    THEN
        RAISE EXCEPTION 'an earlier stage is not passed'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'candidacy_verdicts_in_order',
                  TABLE = 'candidacy_verdicts';
    END IF;
    IF NEW.stage = 'tot-passed' AND NEW.verdict = 'pass' AND NOT EXISTS (
        SELECT FROM qualifications
        WHERE person_id IN (SELECT person_records(candidate.person_id)) AND (
            course_id = candidate.course_id OR course_id IN (
                SELECT field_courses.course_id FROM field_courses
                WHERE field_courses.field_id = candidate.field_id)))
    THEN
        RAISE EXCEPTION 'the candidate has no qualification for it'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'candidacy_verdicts_qualified',
                  TABLE = 'candidacy_verdicts';
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION check_candidacy_grant() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM candidacies WHERE id = NEW.candidacy_id FOR UPDATE;
    IF NOT EXISTS (
        SELECT FROM candidacies
        WHERE id = NEW.candidacy_id AND ended_on IS NULL
            AND is_same_person(person_id, NEW.person_id)
            AND (course_id, field_id) IS NOT DISTINCT FROM (NEW.course_id, NEW.field_id)
    ) OR 4 <> (
        SELECT count(*) FROM candidacy_stages
        WHERE candidacy_id = NEW.candidacy_id AND verdict = 'pass'
    ) THEN
        RAISE EXCEPTION 'candidacy % does not lead to this accreditation', NEW.candidacy_id
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'accreditations_candidacy_complete', TABLE = 'accreditations';
    END IF;
    UPDATE candidacies SET ended_on = centre_today() WHERE id = NEW.candidacy_id;
    RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION check_result() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM cohorts
    WHERE id IN (
        SELECT enrolments.cohort_id FROM new_rows
        JOIN enrolments ON enrolments.id = new_rows.enrolment_id)
    ORDER BY id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM new_rows
        JOIN enrolments ON enrolments.id = new_rows.enrolment_id
        JOIN cohorts ON cohorts.id = enrolments.cohort_id
        WHERE cohorts.state = 'closed'
    ) THEN
        RAISE EXCEPTION 'the cohort is closed'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'results_cohort_not_closed', TABLE = 'results';
    END IF;
    IF EXISTS (
        SELECT FROM new_rows
        JOIN enrolments ON enrolments.id = new_rows.enrolment_id
        LEFT JOIN effective_assessments AS asked
            ON asked.cohort_id = enrolments.cohort_id AND asked.code = new_rows.assessment
        WHERE asked.code IS NULL OR new_rows.attempt > asked.attempts_max
    ) THEN
        RAISE EXCEPTION 'the cohort has no such assessment, or no such attempt of it'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'results_assessment_of_cohort', TABLE = 'results';
    END IF;
    -- A test before the training is what its name says.
    IF EXISTS (
        SELECT FROM new_rows
        JOIN enrolments ON enrolments.id = new_rows.enrolment_id
        JOIN cohorts ON cohorts.id = enrolments.cohort_id
        JOIN effective_assessments AS asked
            ON asked.cohort_id = cohorts.id AND asked.code = new_rows.assessment
        WHERE asked.kind <> 'pre' AND cohorts.starts_on > centre_today()
    ) THEN
        RAISE EXCEPTION 'the cohort has not begun'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'results_cohort_has_begun', TABLE = 'results';
    END IF;
    IF EXISTS (
        SELECT FROM new_rows
        WHERE new_rows.reason IS NULL AND EXISTS (
            SELECT FROM results AS earlier
            WHERE earlier.enrolment_id = new_rows.enrolment_id
                AND earlier.assessment = new_rows.assessment
                AND earlier.attempt = new_rows.attempt AND earlier.id < new_rows.id)
    ) THEN
        RAISE EXCEPTION 'a result is corrected without a reason'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'results_correction_has_reason', TABLE = 'results';
    END IF;
    IF EXISTS (
        SELECT FROM new_rows
        WHERE new_rows.attempt > 1 AND NOT EXISTS (
            SELECT FROM results AS earlier
            WHERE earlier.enrolment_id = new_rows.enrolment_id
                AND earlier.assessment = new_rows.assessment
                AND earlier.attempt = new_rows.attempt - 1)
    ) THEN
        RAISE EXCEPTION 'an attempt lacks the one before it'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'results_attempts_in_order', TABLE = 'results';
    END IF;
    -- Nobody assesses alone, and nobody oneself, under whatever record. A merge takes all of the
    -- locks of which this takes a share.
    PERFORM 1 FROM people
    WHERE id IN (
        SELECT unnest(ARRAY[
            enrolments.person_id, new_rows.assessor_id, new_rows.verifier_id])
        FROM new_rows JOIN enrolments ON enrolments.id = new_rows.enrolment_id
        WHERE new_rows.assessor_id IS NOT NULL)
    ORDER BY id FOR KEY SHARE;
    IF EXISTS (
        SELECT FROM new_rows
        JOIN enrolments ON enrolments.id = new_rows.enrolment_id
        JOIN effective_assessments AS asked
            ON asked.cohort_id = enrolments.cohort_id AND asked.code = new_rows.assessment
        WHERE asked.kind = 'practical' AND new_rows.verifier_id IS NULL
            OR new_rows.assessor_id IS NOT NULL AND (
                is_same_person(new_rows.assessor_id, new_rows.verifier_id)
                OR is_same_person(enrolments.person_id, new_rows.assessor_id)
                OR is_same_person(enrolments.person_id, new_rows.verifier_id))
    ) THEN
        RAISE EXCEPTION 'practical work lacks its two assessors, or assesses itself'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'results_practical_assessed_by_two', TABLE = 'results';
    END IF;
    RETURN NULL;
END
$$;

-- Who examined or verified oneself, seen as the records are merged today; only merged people can.
CREATE VIEW self_examinations AS
WITH merged AS MATERIALIZED (SELECT person_id, standing_id FROM merged_people)
SELECT 'candidacy ' || candidacies.id AS subject, examiners.standing_id,
    candidacies.ended_on IS NOT NULL AS is_over
FROM merged AS examiners
JOIN candidacy_stages AS stages ON stages.examiner_id = examiners.person_id
JOIN candidacies ON candidacies.id = stages.candidacy_id
WHERE EXISTS (
        SELECT FROM merged
        WHERE merged.person_id = candidacies.person_id
            AND merged.standing_id = examiners.standing_id)
    OR stages.stage = 'verified' AND EXISTS (
        SELECT FROM candidacy_stages AS assessed
        JOIN merged ON merged.person_id = assessed.examiner_id
        WHERE assessed.candidacy_id = candidacies.id AND assessed.stage = 'assessed'
            AND merged.standing_id = examiners.standing_id)
UNION ALL
SELECT cohorts.code || ' enrolment ' || enrolments.id, examiners.standing_id,
    cohort_has_ended(cohorts.state)
FROM merged AS examiners
JOIN results ON examiners.person_id IN (results.assessor_id, results.verifier_id)
JOIN enrolments ON enrolments.id = results.enrolment_id
JOIN cohorts ON cohorts.id = enrolments.cohort_id
WHERE (
        EXISTS (
            SELECT FROM merged
            WHERE merged.person_id = enrolments.person_id
                AND merged.standing_id = examiners.standing_id)
        OR results.assessor_id = examiners.person_id AND EXISTS (
            SELECT FROM merged
            WHERE merged.person_id = results.verifier_id
                AND merged.standing_id = examiners.standing_id))
    -- What was corrected since does not count.
    AND NOT EXISTS (
        SELECT FROM results AS later
        WHERE later.enrolment_id = results.enrolment_id
            AND later.assessment = results.assessment AND later.attempt = results.attempt
            AND later.id > results.id);
GRANT SELECT ON self_examinations TO obuka_service;

-- What two records may not have while it can still be put right: teach one cohort, or at one time;
-- be candidates for the same; have one of them examine or verify the other. What has ended is
-- history, which a merge does not change; the doctor says where it is a finding.
CREATE FUNCTION check_merged_trainers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    records bigint[] := ARRAY(SELECT person_records(NEW.into_id));
BEGIN
    IF EXISTS (
        SELECT FROM cohort_trainers JOIN cohorts ON cohorts.id = cohort_trainers.cohort_id
        WHERE cohort_trainers.person_id = ANY(records) AND NOT cohort_has_ended(cohorts.state)
        GROUP BY cohorts.id HAVING count(*) > 1
    ) OR EXISTS (
        SELECT FROM session_trainers AS one
        JOIN session_trainers AS other
            ON other.person_id > one.person_id AND other.during && one.during
        WHERE one.person_id = ANY(records) AND other.person_id = ANY(records)
            AND upper(one.during) > now() AND upper(other.during) > now()
    ) THEN
        RAISE EXCEPTION 'both teach one cohort, or at the same time'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'person_merges_teaching_apart', TABLE = 'person_merges';
    END IF;
    IF EXISTS (
        SELECT FROM candidacies
        WHERE person_id = ANY(records) AND ended_on IS NULL
        GROUP BY course_id, field_id HAVING count(*) > 1
    ) THEN
        RAISE EXCEPTION 'both are candidates for the same'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'person_merges_candidacies_apart', TABLE = 'person_merges';
    END IF;
    IF EXISTS (
        SELECT FROM self_examinations
        WHERE NOT is_over AND standing_id = standing_person(NEW.into_id)
    ) THEN
        RAISE EXCEPTION 'one of them examines or verifies the other'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'person_merges_examined_apart', TABLE = 'person_merges';
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION check_merged_trainers() FROM PUBLIC;
CREATE TRIGGER check_merged_trainers AFTER INSERT ON person_merges
    FOR EACH ROW WHEN (NEW.into_id IS NOT NULL) EXECUTE FUNCTION check_merged_trainers();
