-- That somebody who is enrolled has completed a module of the cohort's course, here or elsewhere. A
-- correction is a later row; one that takes a completion back says nothing but why.

CREATE TABLE module_completions (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT module_completions_pkey PRIMARY KEY,
    enrolment_id bigint NOT NULL
        CONSTRAINT module_completions_enrolment_fkey REFERENCES enrolments (id),
    module_id bigint NOT NULL CONSTRAINT module_completions_module_fkey REFERENCES modules (id),
    is_completed boolean NOT NULL,
    -- A completion made elsewhere may be much older than the cohort.
    completed_on date
        CONSTRAINT module_completions_completed_on_plausible CHECK (completed_on >= '2000-01-01'),
    -- NULL: nothing was scored.
    score_percent numeric(5, 2)
        CONSTRAINT module_completions_score_percent_range CHECK (score_percent BETWEEN 0 AND 100),
    source text CONSTRAINT module_completions_source_known CHECK (source IN ('here', 'elsewhere')),
    evidence text
        CONSTRAINT module_completions_evidence_nfc CHECK (evidence IS NFC NORMALIZED)
        CONSTRAINT module_completions_evidence_length CHECK (length(evidence) BETWEEN 3 AND 500),
    reason text
        CONSTRAINT module_completions_reason_length CHECK (length(reason) BETWEEN 1 AND 500),
    recorded_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT module_completions_completed_says_when CHECK (
        CASE WHEN is_completed THEN num_nulls(completed_on, source) = 0
            ELSE num_nonnulls(completed_on, source, score_percent, evidence) = 0 END),
    -- What nobody here saw is shown by something.
    CONSTRAINT module_completions_elsewhere_has_evidence
        CHECK (source IS DISTINCT FROM 'elsewhere' OR evidence IS NOT NULL),
    CONSTRAINT module_completions_taken_back_has_reason CHECK (is_completed OR reason IS NOT NULL)
);
CREATE INDEX module_completions_enrolment_idx
    ON module_completions (enrolment_id, module_id, id DESC);
CREATE INDEX module_completions_module_idx ON module_completions (module_id);
-- A first row has no predecessor to correct: of two at the same moment one is refused.
CREATE UNIQUE INDEX module_completions_first_once ON module_completions (enrolment_id, module_id)
    WHERE reason IS NULL;
CALL make_audited('module_completions');
CALL make_append_only('module_completions');

-- The lock meets the one that closing and enrolling take: a completion is either before the closing
-- or refused.
CREATE FUNCTION check_module_completion() RETURNS trigger
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
                  CONSTRAINT = 'module_completions_cohort_not_closed', TABLE = 'module_completions';
    END IF;
    IF EXISTS (
        SELECT FROM new_rows
        JOIN enrolments ON enrolments.id = new_rows.enrolment_id
        JOIN cohorts ON cohorts.id = enrolments.cohort_id
        WHERE NOT EXISTS (
            SELECT FROM course_version_modules AS asked
            WHERE asked.course_version_id = cohorts.course_version_id
                AND asked.module_id = new_rows.module_id)
    ) THEN
        RAISE EXCEPTION 'the version of the course does not have the module'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'module_completions_module_of_course', TABLE = 'module_completions';
    END IF;
    IF EXISTS (
        SELECT FROM new_rows
        WHERE new_rows.completed_on > centre_today()
    ) THEN
        RAISE EXCEPTION 'a module is completed in the future'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'module_completions_not_in_future', TABLE = 'module_completions';
    END IF;
    -- Earlier is a mistyped year.
    IF EXISTS (
        SELECT FROM new_rows
        JOIN enrolments ON enrolments.id = new_rows.enrolment_id
        JOIN cohorts ON cohorts.id = enrolments.cohort_id
        WHERE new_rows.source = 'here' AND new_rows.completed_on < cohorts.starts_on - 366
    ) THEN
        RAISE EXCEPTION 'a module is completed long before the cohort'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'module_completions_day_near_cohort', TABLE = 'module_completions';
    END IF;
    IF EXISTS (
        SELECT FROM new_rows
        JOIN modules ON modules.id = new_rows.module_id
        WHERE new_rows.source = 'here' AND modules.kind = 'external'
    ) THEN
        RAISE EXCEPTION 'a module of another platform is completed here'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'module_completions_external_elsewhere',
                  TABLE = 'module_completions';
    END IF;
    IF EXISTS (
        SELECT FROM new_rows
        WHERE new_rows.reason IS NULL AND EXISTS (
            SELECT FROM module_completions AS earlier
            WHERE earlier.enrolment_id = new_rows.enrolment_id
                AND earlier.module_id = new_rows.module_id AND earlier.id < new_rows.id)
    ) THEN
        RAISE EXCEPTION 'a completion is corrected without a reason'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'module_completions_correction_has_reason',
                  TABLE = 'module_completions';
    END IF;
    IF EXISTS (
        SELECT FROM new_rows
        WHERE NOT new_rows.is_completed AND (
            SELECT earlier.is_completed FROM module_completions AS earlier
            WHERE earlier.enrolment_id = new_rows.enrolment_id
                AND earlier.module_id = new_rows.module_id AND earlier.id < new_rows.id
            ORDER BY earlier.id DESC
            LIMIT 1) IS NOT TRUE
    ) THEN
        RAISE EXCEPTION 'a completion is taken back that is none'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'module_completions_taken_back_once', TABLE = 'module_completions';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER check_completion AFTER INSERT ON module_completions
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION check_module_completion();
CREATE TRIGGER check_held_seat AFTER INSERT ON module_completions
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION check_held_seat('module_completions_of_enrolled');
CREATE TRIGGER refuse_in_cancelled AFTER INSERT ON module_completions
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT
    EXECUTE FUNCTION refuse_in_cancelled_by_enrolment('module_completions_cohort_not_cancelled');

-- Where everybody of a cohort stands with each module of its version.
CREATE VIEW module_standings AS
SELECT enrolments.id AS enrolment_id, enrolments.cohort_id, enrolments.person_id,
    asked.module_id, asked.position, asked.is_required,
    coalesce(latest.is_completed, false) AS is_completed, latest.completed_on,
    latest.score_percent, latest.source, latest.evidence
FROM enrolments
JOIN cohorts ON cohorts.id = enrolments.cohort_id
JOIN course_version_modules AS asked ON asked.course_version_id = cohorts.course_version_id
LEFT JOIN LATERAL (
    SELECT module_completions.is_completed, module_completions.completed_on,
        module_completions.score_percent, module_completions.source, module_completions.evidence
    FROM module_completions
    WHERE module_completions.enrolment_id = enrolments.id
        AND module_completions.module_id = asked.module_id
    ORDER BY module_completions.id DESC
    LIMIT 1
) AS latest ON true;
GRANT SELECT ON module_standings TO obuka_service;

-- As it was, and a required module that is not completed is a problem too, after what was measured
-- and before the evaluation. It keeps nobody from closing the cohort.
CREATE OR REPLACE VIEW standings AS
SELECT attended.enrolment_id, attended.cohort_id, attended.person_id, attended.status,
    attended.total_hours, attended.attended_hours, attended.missing_marks,
    score.score_percent AS final_score_percent, found.problems[1] AS problem, found.problems
FROM attendance_standings AS attended
JOIN cohorts ON cohorts.id = attended.cohort_id
CROSS JOIN LATERAL (
    SELECT
        -- Of everything that weighs, or nothing: half a score is none.
        bool_and(score_percent IS NOT NULL) FILTER (WHERE weight > 0 AND NOT is_exempt) AS is_whole,
        sum(weight * score_percent) FILTER (WHERE NOT is_exempt) AS points,
        nullif(sum(weight) FILTER (WHERE NOT is_exempt), 0) AS weights,
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
    SELECT assessed.is_whole AND assessed.points < cohorts.pass_score_percent * assessed.weights
        AS is_below
) AS compared
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN compared.is_below THEN trunc(assessed.points / assessed.weights, 2)
        WHEN assessed.is_whole THEN round(assessed.points / assessed.weights, 2)
    END AS score_percent
) AS score
CROSS JOIN LATERAL (
    SELECT coalesce(
        array_agg('module ' || modules.code || ' not completed' ORDER BY asked.position), '{}')
        AS missing
    FROM course_version_modules AS asked
    JOIN modules ON modules.id = asked.module_id
    WHERE asked.course_version_id = cohorts.course_version_id AND asked.is_required
        AND (
            SELECT module_completions.is_completed
            FROM module_completions
            WHERE module_completions.enrolment_id = attended.enrolment_id
                AND module_completions.module_id = asked.module_id
            ORDER BY module_completions.id DESC
            LIMIT 1) IS NOT TRUE
) AS learned
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
                CASE WHEN compared.is_below THEN
                    CASE WHEN assessed.is_final_alone THEN 'final below pass score'
                        ELSE 'score below pass score' END
                END
            ] || learned.missing || ARRAY[
                CASE WHEN evaluation.is_missing THEN 'evaluation not given' END
            ], NULL)
    END AS problems
) AS found;

ALTER TABLE outcomes
    DROP CONSTRAINT outcomes_problem_known,
    ADD CONSTRAINT outcomes_problem_known CHECK (
        problem IN (
            'withdrawn', 'no session recorded', 'attendance below minimum',
            'final below pass score', 'score below pass score', 'evaluation not given')
        OR problem ~ '^[a-z][a-z0-9-]{0,39} (missing|below pass mark)$'
        OR problem ~ '^module [A-Z0-9][A-Z0-9-]{0,39} not completed$');

-- Completions of a module in a cohort: one message for what is entered at once, with how many.
CREATE FUNCTION tell_of_completions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT has_webhooks() THEN RETURN NULL; END IF;
    PERFORM tell_webhooks(
        array_agg('completion.recorded'::text), array_agg('cohort'::text),
        array_agg(done.code ORDER BY done.code, done.module),
        array_agg('/api/v1/cohorts/' || done.code || '/modules' ORDER BY done.code, done.module),
        array_agg(
            jsonb_build_object('module', done.module, 'completions', done.completions)
            ORDER BY done.code, done.module))
    FROM (
        SELECT cohorts.code, modules.code AS module, count(*) AS completions
        FROM new_rows
        JOIN modules ON modules.id = new_rows.module_id
        JOIN enrolments ON enrolments.id = new_rows.enrolment_id
        JOIN cohorts ON cohorts.id = enrolments.cohort_id
        GROUP BY cohorts.code, modules.code
    ) AS done
    HAVING count(*) > 0;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION tell_of_completions() FROM PUBLIC;
CREATE TRIGGER tell_inserted AFTER INSERT ON module_completions
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_completions();
