-- A weighted score is compared as it is: 59.995 is below 60. It is rounded to be shown, and down
-- when it does not pass, so that nobody reads a pass score that was not reached. Outcomes that are
-- frozen stay as they are.
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
                END,
                CASE WHEN evaluation.is_missing THEN 'evaluation not given' END
            ], NULL)
    END AS problems
) AS found;
