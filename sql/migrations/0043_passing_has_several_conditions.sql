-- Passing is attendance, and every assessment that is needed, and the weighted score, and the
-- evaluation where it is asked for. A standing names every condition that is missing; the first is
-- its problem, as before.

-- The standing by attendance, of everybody who counts in a cohort, is what the view was until now.
ALTER VIEW standings RENAME TO attendance_standings;

-- Whether the course asks everybody for an answer, whichever questionnaire it is.
CREATE FUNCTION cohort_asks_evaluation(cohort bigint) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN false;

CREATE VIEW standings AS
SELECT attended.enrolment_id, attended.cohort_id, attended.person_id, attended.status,
    attended.total_hours, attended.attended_hours, attended.missing_marks,
    assessed.score_percent AS final_score_percent, found.problems[1] AS problem, found.problems
FROM attendance_standings AS attended
JOIN cohorts ON cohorts.id = attended.cohort_id
CROSS JOIN LATERAL (
    SELECT
        -- Of everything that weighs, or nothing: half a score is none.
        CASE WHEN bool_and(score_percent IS NOT NULL) FILTER (WHERE weight > 0 AND NOT is_exempt)
            THEN round(
                sum(weight * score_percent) FILTER (WHERE NOT is_exempt)
                / nullif(sum(weight) FILTER (WHERE NOT is_exempt), 0), 2)::numeric(5, 2)
        END AS score_percent,
        count(*) FILTER (WHERE weight > 0) = 1
            AND bool_or(assessment = 'final') FILTER (WHERE weight > 0) AS is_final_alone,
        coalesce(
            array_agg(assessment || ' missing' ORDER BY position)
                FILTER (WHERE is_needed AND NOT is_exempt AND score_percent IS NULL),
            '{}') AS missing,
        coalesce(
            array_agg(assessment || ' below pass mark' ORDER BY position)
                FILTER (WHERE NOT is_exempt AND score_percent < pass_mark_percent),
            '{}') AS below
    FROM assessment_standings
    WHERE assessment_standings.enrolment_id = attended.enrolment_id
) AS assessed
CROSS JOIN LATERAL (
    SELECT cohort_asks_evaluation(cohorts.id) AND NOT EXISTS (
            SELECT FROM evaluations
            JOIN questionnaires ON questionnaires.id = evaluations.questionnaire_id
            JOIN evaluation_invitations ON evaluation_invitations.evaluation_id = evaluations.id
            WHERE evaluations.cohort_id = cohorts.id AND questionnaires.kind = 'reaction'
                AND evaluation_invitations.enrolment_id = attended.enrolment_id
                AND evaluation_invitations.is_used
        ) OR EXISTS (
            SELECT FROM evaluations
            WHERE evaluations.cohort_id = cohorts.id AND evaluations.is_required
                AND NOT EXISTS (
                    SELECT FROM evaluation_invitations
                    WHERE evaluation_invitations.evaluation_id = evaluations.id
                        AND evaluation_invitations.enrolment_id = attended.enrolment_id
                        AND evaluation_invitations.is_used)
        ) AS is_missing
) AS evaluation
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN attended.problem = 'withdrawn' THEN ARRAY[attended.problem]
        ELSE array_remove(
            ARRAY[
                CASE WHEN attended.problem IN ('no session recorded', 'attendance below minimum')
                    THEN attended.problem END
            ] || CASE
                -- Nobody waits for the results of somebody who did not attend enough.
                WHEN attended.problem IN ('no session recorded', 'attendance below minimum')
                    THEN '{}'
                ELSE assessed.missing
            END || assessed.below || ARRAY[
                CASE WHEN assessed.score_percent < cohorts.pass_score_percent THEN
                    CASE WHEN assessed.is_final_alone THEN 'final below pass score'
                        ELSE 'score below pass score' END
                END,
                CASE WHEN evaluation.is_missing THEN 'evaluation not given' END
            ], NULL)
    END AS problems
) AS found;
GRANT SELECT ON standings TO obuka_service;

ALTER TABLE outcomes
    ADD COLUMN problems text[],
    DROP CONSTRAINT outcomes_problem_known,
    ADD CONSTRAINT outcomes_problem_known CHECK (
        problem IN (
            'withdrawn', 'no session recorded', 'attendance below minimum',
            'final below pass score', 'score below pass score', 'evaluation not given')
        OR problem ~ '^[a-z][a-z0-9-]{0,39} (missing|below pass mark)$');

CREATE OR REPLACE FUNCTION close_cohort() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.state = 'closed' THEN
        RAISE EXCEPTION 'cohort % is closed and stays as it is', OLD.code
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'cohorts_closed_kept', TABLE = 'cohorts';
    END IF;
    IF NEW.state <> 'closed' THEN
        RETURN NULL;
    END IF;
    IF NOT EXISTS (SELECT FROM sessions WHERE cohort_id = NEW.id) THEN
        RAISE EXCEPTION 'cohort % has no session', NEW.code
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'cohorts_closed_has_session', TABLE = 'cohorts';
    END IF;
    IF EXISTS (
        SELECT FROM standings
        WHERE cohort_id = NEW.id AND status = 'confirmed' AND missing_marks > 0
    ) THEN
        RAISE EXCEPTION 'marks are missing in cohort %', NEW.code
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'cohorts_closed_marks_complete', TABLE = 'cohorts';
    END IF;
    -- Of somebody who attended enough; attendance is the first of the conditions.
    IF EXISTS (SELECT FROM standings WHERE cohort_id = NEW.id AND problem LIKE '% missing') THEN
        RAISE EXCEPTION 'results are missing in cohort %', NEW.code
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'cohorts_closed_results_complete', TABLE = 'cohorts';
    END IF;
    IF EXISTS (SELECT FROM sessions WHERE cohort_id = NEW.id AND held_on > NEW.closed_on) THEN
        RAISE EXCEPTION 'cohort % has a session after its closing date', NEW.code
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'cohorts_closed_after_sessions', TABLE = 'cohorts';
    END IF;
    IF NEW.closed_on > centre_today() THEN
        RAISE EXCEPTION 'cohort % is closed before its closing date', NEW.code
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'cohorts_closed_not_in_future', TABLE = 'cohorts';
    END IF;
    INSERT INTO outcomes (
        enrolment_id, cohort_id, person_id, lsg_code, sex, withdrawn_on, attended_hours,
        total_hours, final_score_percent, problem, problems)
    SELECT enrolments.id, enrolments.cohort_id, enrolments.person_id, enrolments.lsg_code,
        enrolments.sex, enrolments.withdrawn_on, attended_hours, total_hours,
        final_score_percent, problem, problems
    FROM standings
    JOIN enrolments ON enrolments.id = standings.enrolment_id
    WHERE standings.cohort_id = NEW.id
    ORDER BY enrolments.id;
    RETURN NULL;
END
$$;

-- As before, with more that can be missing: participation is attendance alone.
CREATE OR REPLACE FUNCTION check_certificate() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM new_rows
        LEFT JOIN outcomes ON outcomes.enrolment_id = new_rows.enrolment_id
        WHERE new_rows.kind <> 'accreditation'
            AND (
                outcomes.id IS NULL
                OR CASE new_rows.kind
                    WHEN 'completion' THEN NOT outcomes.passed
                    -- Who attended enough took part, whatever the tests said.
                    ELSE outcomes.problem IN (
                        'withdrawn', 'no session recorded', 'attendance below minimum')
                END)
    ) THEN
        RAISE EXCEPTION 'no outcome of a closed cohort stands behind the certificate'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'certificates_outcome_stands', TABLE = 'certificates';
    END IF;
    IF EXISTS (
        SELECT FROM new_rows JOIN cohorts ON cohorts.id = new_rows.cohort_id
        WHERE new_rows.issued_on NOT BETWEEN cohorts.closed_on AND centre_today()
    ) THEN
        RAISE EXCEPTION 'a certificate is dated before the closing or in the future'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'certificates_issued_after_closing', TABLE = 'certificates';
    END IF;
    RETURN NULL;
END
$$;
