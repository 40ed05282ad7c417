-- A cohort was planned with the newest version of its course, a draft of the next one too, kept the
-- rules of that moment while the draft went on, and published the draft in passing when it opened.
-- Now it takes the newest published version. A draft is taken when it is named, or when the course
-- has nothing else; its cohorts follow its rules until they open, and they open when somebody has
-- published it. Only a first version, which changes nothing for anybody, is still published by the
-- first cohort that opens with it.

-- The version with which a cohort is planned when none is named.
CREATE FUNCTION course_version_to_plan(course bigint) RETURNS bigint
LANGUAGE sql STABLE
RETURN (
    SELECT id FROM course_versions
    WHERE course_id = course
    ORDER BY published_on IS NULL, number DESC
    LIMIT 1);

CREATE OR REPLACE FUNCTION plan_course_version() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.course_version_id :=
            coalesce(NEW.course_version_id, course_version_to_plan(NEW.course_id));
        RETURN NEW;
    END IF;
    IF OLD.state <> 'draft' AND NOT cohort_has_ended(OLD.state)
        AND (NEW.course_id, NEW.course_version_id) <> (OLD.course_id, OLD.course_version_id)
    THEN
        RAISE EXCEPTION 'cohort % keeps the version that it was planned with', OLD.code
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'cohorts_course_version_kept', TABLE = 'cohorts';
    END IF;
    IF NEW.course_id <> OLD.course_id AND NEW.course_version_id = OLD.course_version_id THEN
        NEW.course_version_id := course_version_to_plan(NEW.course_id);
    END IF;
    RETURN NEW;
END
$$;

-- The course is locked as by whoever publishes a version, so that of two the second sees the first.
CREATE OR REPLACE FUNCTION publish_course_version() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM course_versions WHERE id = NEW.course_version_id AND published_on IS NOT NULL)
    THEN
        RETURN NULL;
    END IF;
    PERFORM 1 FROM courses WHERE id = NEW.course_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM course_versions
        WHERE course_id = NEW.course_id AND published_on IS NOT NULL
            AND id <> NEW.course_version_id)
    THEN
        RAISE EXCEPTION 'the version of cohort % is a draft', NEW.code
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'cohorts_course_version_published', TABLE = 'cohorts';
    END IF;
    PERFORM publish_version(NEW.course_version_id);
    RETURN NULL;
END
$$;

-- What a draft of rules says now, its draft cohorts ask; one that was given a rule of its own keeps
-- that.
CREATE FUNCTION follow_draft_version() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE cohorts
    SET minimum_attendance_percent = CASE
            WHEN minimum_attendance_percent = OLD.minimum_attendance_percent
            THEN NEW.minimum_attendance_percent ELSE minimum_attendance_percent END,
        pass_score_percent = CASE
            WHEN pass_score_percent IS NOT DISTINCT FROM OLD.pass_score_percent
            THEN NEW.pass_score_percent ELSE pass_score_percent END
    WHERE course_version_id = NEW.id AND state = 'draft'
        AND (minimum_attendance_percent = OLD.minimum_attendance_percent
            OR pass_score_percent IS NOT DISTINCT FROM OLD.pass_score_percent);
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION follow_draft_version() FROM PUBLIC;
CREATE TRIGGER follow_draft_version
    AFTER UPDATE OF minimum_attendance_percent, pass_score_percent ON course_versions
    FOR EACH ROW WHEN (
        OLD.published_on IS NULL
        AND (OLD.minimum_attendance_percent, OLD.pass_score_percent) IS DISTINCT FROM
            (NEW.minimum_attendance_percent, NEW.pass_score_percent))
    EXECUTE FUNCTION follow_draft_version();

-- What a cohort measures is what its version says now.
CREATE FUNCTION plan_cohort_assessments(cohort bigint) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM cohort_assessments WHERE cohort_id = cohort;
    INSERT INTO cohort_assessments (
        cohort_id, code, position, kind, title_sr_cyrl, title_sr_latn, title_en, weight,
        pass_mark_percent, is_required, attempts_max, counts)
    SELECT cohort, asked.code, asked.position, asked.kind, asked.title_sr_cyrl,
        asked.title_sr_latn, asked.title_en, asked.weight, asked.pass_mark_percent,
        asked.is_required, asked.attempts_max, asked.counts
    FROM course_version_assessments AS asked
    JOIN cohorts ON cohorts.course_version_id = asked.course_version_id
    WHERE cohorts.id = cohort
    ORDER BY asked.position;
END
$$;
CREATE OR REPLACE FUNCTION plan_assessments() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM plan_cohort_assessments(NEW.id);
    RETURN NULL;
END
$$;

-- The draft cohorts of a version that measure what it says and have no result yet, locked. Asked
-- before a plan is replaced, which takes two statements: these are planned again by it, and one
-- that was given a plan of its own keeps that.
CREATE FUNCTION cohorts_as_planned(version bigint) RETURNS SETOF bigint
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM cohorts WHERE course_version_id = version AND state = 'draft'
    ORDER BY id FOR NO KEY UPDATE;
    RETURN QUERY
    SELECT cohorts.id
    FROM cohorts
    WHERE cohorts.course_version_id = version AND cohorts.state = 'draft'
        AND (
            SELECT jsonb_agg(
                jsonb_build_array(
                    code, position, kind, title_sr_cyrl, title_sr_latn, title_en, weight,
                    pass_mark_percent, is_required, attempts_max, counts)
                ORDER BY code)
            FROM cohort_assessments WHERE cohort_id = cohorts.id
        ) IS NOT DISTINCT FROM (
            SELECT jsonb_agg(
                jsonb_build_array(
                    code, position, kind, title_sr_cyrl, title_sr_latn, title_en, weight,
                    pass_mark_percent, is_required, attempts_max, counts)
                ORDER BY code)
            FROM course_version_assessments
            WHERE course_version_assessments.course_version_id = version)
        AND NOT EXISTS (
            SELECT FROM enrolments
            WHERE enrolments.cohort_id = cohorts.id AND (
                EXISTS (SELECT FROM results WHERE results.enrolment_id = enrolments.id)
                OR EXISTS (
                    SELECT FROM assessment_exemptions AS exempt
                    WHERE exempt.enrolment_id = enrolments.id)))
    ORDER BY cohorts.id;
END
$$;
