-- A version of a course names the questionnaires that its cohorts are asked: a reaction at the end,
-- a follow-up months later. A cohort that is sure to take place has them by itself, and their days
-- follow its own until somebody says otherwise or the first one has come.

CREATE TABLE course_version_questionnaires (
    id bigint GENERATED ALWAYS AS IDENTITY
        CONSTRAINT course_version_questionnaires_pkey PRIMARY KEY,
    course_version_id bigint NOT NULL
        CONSTRAINT course_version_questionnaires_version_fkey REFERENCES course_versions (id),
    -- The newest version of it when it was named; a cohort is asked the newest of its own time.
    questionnaire_id bigint NOT NULL
        CONSTRAINT course_version_questionnaires_questionnaire_fkey
        REFERENCES questionnaires (id),
    -- Months from the last day of the cohort to the first day of answers.
    after_months integer NOT NULL
        CONSTRAINT course_version_questionnaires_after_months_range
        CHECK (after_months BETWEEN 0 AND 60),
    open_days integer NOT NULL
        CONSTRAINT course_version_questionnaires_open_days_range
        CHECK (open_days BETWEEN 1 AND 366),
    CONSTRAINT course_version_questionnaires_once UNIQUE (course_version_id, questionnaire_id)
);
CREATE INDEX course_version_questionnaires_questionnaire_idx
    ON course_version_questionnaires (questionnaire_id);
CALL make_audited('course_version_questionnaires');
CREATE TRIGGER keep_published BEFORE INSERT OR UPDATE OR DELETE ON course_version_questionnaires
    FOR EACH ROW EXECUTE FUNCTION keep_published_version();

-- A new version asks what the one before it asked.
CREATE FUNCTION take_over_questionnaires() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO course_version_questionnaires (
        course_version_id, questionnaire_id, after_months, open_days)
    SELECT NEW.id, known.questionnaire_id, known.after_months, known.open_days
    FROM course_version_questionnaires AS known
    JOIN course_versions ON course_versions.id = known.course_version_id
    WHERE course_versions.course_id = NEW.course_id AND course_versions.number = NEW.number - 1
    ORDER BY known.after_months, known.id;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION take_over_questionnaires() FROM PUBLIC;
CREATE TRIGGER take_over_questionnaires AFTER INSERT ON course_versions
    FOR EACH ROW EXECUTE FUNCTION take_over_questionnaires();

-- Whether the days still follow the cohort's: somebody who moves them takes them over.
ALTER TABLE evaluations ADD COLUMN follows_cohort boolean NOT NULL DEFAULT false;
GRANT UPDATE (follows_cohort) ON evaluations TO obuka_service;

-- What the version of each cohort asks, on the days that follow from the cohort's.
CREATE VIEW named_evaluations AS
SELECT cohorts.id AS cohort_id, cohorts.code AS cohort_code, cohorts.state,
    named.code AS questionnaire_code, newest.id AS questionnaire_id, days.opens_on,
    days.opens_on + asked.open_days AS closes_on
FROM cohorts
JOIN course_version_questionnaires AS asked USING (course_version_id)
JOIN questionnaires AS named ON named.id = asked.questionnaire_id
CROSS JOIN LATERAL (
    SELECT questionnaires.id FROM questionnaires
    WHERE questionnaires.code = named.code ORDER BY questionnaires.version DESC LIMIT 1
) AS newest
CROSS JOIN LATERAL (
    SELECT (cohorts.ends_on + make_interval(months => asked.after_months))::date AS opens_on
) AS days;
GRANT SELECT ON named_evaluations TO obuka_service;

-- Puts to a cohort what its version asks, and moves what has not opened yet to the days that follow
-- from the cohort's now. What would be over already is not put: nobody could answer.
CREATE FUNCTION plan_evaluations(cohort bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE evaluations SET opens_on = named.opens_on, closes_on = named.closes_on
    FROM questionnaires
    JOIN named_evaluations AS named ON named.questionnaire_code = questionnaires.code
    WHERE evaluations.cohort_id = cohort AND named.cohort_id = cohort
        AND questionnaires.id = evaluations.questionnaire_id
        AND evaluations.follows_cohort AND evaluations.opens_on > centre_today()
        AND named.closes_on >= centre_today()
        AND (evaluations.opens_on, evaluations.closes_on) <> (named.opens_on, named.closes_on);
    INSERT INTO evaluations (
        cohort_id, questionnaire_id, opens_on, closes_on, is_required, follows_cohort)
    SELECT named.cohort_id, named.questionnaire_id, named.opens_on, named.closes_on, false, true
    FROM named_evaluations AS named
    WHERE named.cohort_id = cohort AND named.closes_on >= centre_today()
        AND NOT EXISTS (
            SELECT FROM evaluations AS known
            JOIN questionnaires ON questionnaires.id = known.questionnaire_id
            WHERE known.cohort_id = cohort AND questionnaires.code = named.questionnaire_code)
    ORDER BY named.opens_on, named.questionnaire_code;
END
$$;
REVOKE ALL ON FUNCTION plan_evaluations(bigint) FROM PUBLIC;

-- A cohort that is called off is asked nothing: what nobody was invited to goes, the rest ends.
CREATE FUNCTION drop_evaluations(cohort bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM evaluations
    WHERE cohort_id = cohort AND closes_on >= centre_today()
        AND NOT EXISTS (
            SELECT FROM evaluation_invitations WHERE evaluation_id = evaluations.id);
    UPDATE evaluations
    SET opens_on = least(opens_on, centre_today() - 1), closes_on = centre_today() - 1
    WHERE cohort_id = cohort AND closes_on >= centre_today();
END
$$;
REVOKE ALL ON FUNCTION drop_evaluations(bigint) FROM PUBLIC;

CREATE FUNCTION evaluate_cohort() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.state = 'cancelled' THEN
        PERFORM drop_evaluations(NEW.id);
    ELSIF NEW.state IN ('confirmed', 'running', 'closed') THEN
        PERFORM plan_evaluations(NEW.id);
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION evaluate_cohort() FROM PUBLIC;
CREATE TRIGGER evaluate_cohort AFTER UPDATE OF state, ends_on, course_version_id ON cohorts
    FOR EACH ROW WHEN (
        (OLD.state, OLD.ends_on, OLD.course_version_id)
        IS DISTINCT FROM (NEW.state, NEW.ends_on, NEW.course_version_id))
    EXECUTE FUNCTION evaluate_cohort();

-- What somebody has to do about questionnaires on a day: put to the cohort what its course names
-- ('put'), or invite people who are not invited while answers are taken ('invite').
CREATE FUNCTION due_evaluations(day date)
RETURNS TABLE (
    due text, cohort_code text, questionnaire_code text, evaluation_id bigint, opens_on date,
    closes_on date)
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT 'invite', cohorts.code, questionnaires.code, evaluations.id, evaluations.opens_on,
        evaluations.closes_on
    FROM evaluations
    JOIN cohorts ON cohorts.id = evaluations.cohort_id
    JOIN questionnaires ON questionnaires.id = evaluations.questionnaire_id
    WHERE day BETWEEN evaluations.opens_on AND evaluations.closes_on
        AND cohorts.state <> 'cancelled'
        AND EXISTS (
            SELECT FROM enrolments
            WHERE enrolments.cohort_id = cohorts.id AND enrolments.status = 'confirmed'
                AND NOT EXISTS (
                    SELECT FROM evaluation_invitations
                    WHERE evaluation_invitations.evaluation_id = evaluations.id
                        AND evaluation_invitations.enrolment_id = enrolments.id))
    UNION ALL
    SELECT 'put', named.cohort_code, named.questionnaire_code, NULL, named.opens_on,
        named.closes_on
    FROM named_evaluations AS named
    WHERE day BETWEEN named.opens_on AND named.closes_on AND named.state <> 'cancelled'
        AND NOT EXISTS (
            SELECT FROM evaluations
            JOIN questionnaires ON questionnaires.id = evaluations.questionnaire_id
            WHERE evaluations.cohort_id = named.cohort_id
                AND questionnaires.code = named.questionnaire_code)
    ORDER BY 5, 2, 3;
END;
