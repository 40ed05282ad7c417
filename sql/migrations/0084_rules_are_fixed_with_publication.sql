-- Who asks for a seat has read by which rules a cohort is passed: from its publication on they stay
-- as they are. A rule that has to change makes a new version of the course, for new cohorts.

CREATE FUNCTION keep_rules() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'the rules for passing cohort % are fixed since it was published', OLD.code
        USING ERRCODE = 'integrity_constraint_violation',
              CONSTRAINT = 'cohorts_rules_fixed', TABLE = 'cohorts';
END
$$;
-- What has ended is refused by its own name.
CREATE TRIGGER keep_rules
    BEFORE UPDATE OF minimum_attendance_percent, pass_score_percent ON cohorts
    FOR EACH ROW WHEN (
        OLD.state IN ('published', 'confirmed', 'running')
        AND (OLD.minimum_attendance_percent, OLD.pass_score_percent) IS DISTINCT FROM
            (NEW.minimum_attendance_percent, NEW.pass_score_percent))
    EXECUTE FUNCTION keep_rules();

-- As it was, and another course is another version too.
CREATE OR REPLACE FUNCTION plan_course_version() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.course_version_id :=
            coalesce(NEW.course_version_id, newest_course_version(NEW.course_id));
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
        NEW.course_version_id := newest_course_version(NEW.course_id);
    END IF;
    RETURN NEW;
END
$$;

-- As it was, and what is measured in a cohort is one of its rules.
CREATE OR REPLACE FUNCTION keep_assessments() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM cohorts WHERE id IN (OLD.cohort_id, NEW.cohort_id)
    ORDER BY id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM enrolments
        WHERE cohort_id IN (OLD.cohort_id, NEW.cohort_id) AND (
            EXISTS (SELECT FROM results WHERE enrolment_id = enrolments.id)
            OR EXISTS (
                SELECT FROM assessment_exemptions WHERE enrolment_id = enrolments.id))
    ) OR EXISTS (
        SELECT FROM cohorts
        WHERE id IN (OLD.cohort_id, NEW.cohort_id) AND cohort_has_ended(state)
    ) THEN
        RAISE EXCEPTION 'results are there already: what is measured stays as it is'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'cohort_assessments_frozen', TABLE = 'cohort_assessments';
    END IF;
    IF EXISTS (
        SELECT FROM cohorts WHERE id IN (OLD.cohort_id, NEW.cohort_id) AND state <> 'draft'
    ) THEN
        RAISE EXCEPTION 'the cohort is published: what is measured stays as it is'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'cohort_assessments_rules_fixed', TABLE = 'cohort_assessments';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;

-- Changes of the rules of a public cohort that the audit tells of, since there is this rule:
-- somebody went around it. The first change of a cohort's state is its publication or cancellation.
CREATE VIEW changed_rules AS
SELECT cohorts.code AS cohort_code, changed.id AS audit_entry_id
FROM audit_entries AS changed
JOIN cohorts ON cohorts.id = changed.subject_id
WHERE changed.noun = 'cohorts' AND changed.action = 'update'
    AND changed.fields
        && ARRAY['minimum_attendance_percent', 'pass_score_percent', 'course_version_id']
    AND changed.entered_at > (
        SELECT applied_at FROM schema_migrations
        WHERE name LIKE '%rules_are_fixed_with_publication%')
    AND EXISTS (
        SELECT FROM audit_entries AS published
        WHERE published.noun = 'cohorts' AND published.subject_id = cohorts.id
            AND published.id < changed.id AND 'state' = ANY(published.fields));
GRANT SELECT ON changed_rules TO obuka_service;
