-- A follow-up asks what became of a training, so nobody answers it before the training has ended.

CREATE FUNCTION check_follow_up() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM questionnaires, cohorts
        WHERE questionnaires.id = NEW.questionnaire_id AND questionnaires.kind = 'follow-up'
            AND cohorts.id = NEW.cohort_id AND NEW.opens_on <= cohorts.ends_on
    ) THEN
        RAISE EXCEPTION 'a follow-up opens after the last day of its cohort'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'evaluations_follow_up_after_end', TABLE = 'evaluations';
    END IF;
    RETURN NULL;
END
$$;
-- One that is ended, as with a cohort that is called off, is answered by nobody.
CREATE TRIGGER check_follow_up AFTER INSERT OR UPDATE OF opens_on, closes_on ON evaluations
    FOR EACH ROW WHEN (NEW.closes_on >= centre_today())
    EXECUTE FUNCTION check_follow_up();

-- As it was, and a follow-up after no months is one of the day after.
CREATE OR REPLACE VIEW named_evaluations AS
SELECT cohorts.id AS cohort_id, cohorts.code AS cohort_code, cohorts.state,
    named.code AS questionnaire_code, newest.id AS questionnaire_id, days.opens_on,
    days.opens_on + asked.open_days AS closes_on
FROM cohorts
JOIN course_version_questionnaires AS asked USING (course_version_id)
JOIN questionnaires AS named ON named.id = asked.questionnaire_id
CROSS JOIN LATERAL (
    SELECT questionnaires.id, questionnaires.kind FROM questionnaires
    WHERE questionnaires.code = named.code ORDER BY questionnaires.version DESC LIMIT 1
) AS newest
CROSS JOIN LATERAL (
    SELECT greatest(
        (cohorts.ends_on + make_interval(months => asked.after_months))::date,
        cohorts.ends_on + CASE newest.kind WHEN 'follow-up' THEN 1 ELSE 0 END) AS opens_on
) AS days;
