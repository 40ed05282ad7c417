-- Scores, and what they come to: the standing of every enrolment and its frozen outcome.

CREATE TABLE results (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT results_pkey PRIMARY KEY,
    enrolment_id bigint NOT NULL CONSTRAINT results_enrolment_fkey REFERENCES enrolments (id),
    assessment text NOT NULL
        CONSTRAINT results_assessment_known CHECK (assessment IN ('pre', 'final')),
    score_percent numeric(5, 2) NOT NULL
        CONSTRAINT results_score_percent_range CHECK (score_percent BETWEEN 0 AND 100),
    reason text CONSTRAINT results_reason_length CHECK (length(reason) BETWEEN 1 AND 500),
    recorded_at timestamptz NOT NULL DEFAULT now()
);
-- A first score has no predecessor to correct: of two at the same moment one is refused.
CREATE UNIQUE INDEX results_first_once ON results (enrolment_id, assessment)
    WHERE reason IS NULL;
CREATE INDEX results_enrolment_idx ON results (enrolment_id, assessment, id DESC);
CALL make_audited('results');
CALL make_append_only('results');

CREATE VIEW current_results AS
SELECT DISTINCT ON (enrolment_id, assessment) enrolment_id, assessment, score_percent, recorded_at
FROM results
ORDER BY enrolment_id, assessment, id DESC;
GRANT SELECT ON current_results TO obuka_service;

CREATE FUNCTION check_result() RETURNS trigger
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
    -- A test before the training is what its name says.
    IF EXISTS (
        SELECT FROM new_rows
        JOIN enrolments ON enrolments.id = new_rows.enrolment_id
        JOIN cohorts ON cohorts.id = enrolments.cohort_id
        WHERE new_rows.assessment = 'final' AND cohorts.starts_on > centre_today()
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
                AND earlier.assessment = new_rows.assessment AND earlier.id < new_rows.id)
    ) THEN
        RAISE EXCEPTION 'a result is corrected without a reason'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'results_correction_has_reason', TABLE = 'results';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER check_result AFTER INSERT ON results REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION check_result();

-- The one place that knows the rules for passing. Hours of sessions marked present or late,
-- divided by the hours of all sessions (excused stays in the denominator), against the minimum;
-- then the final score against the pass score. Both bounds included.
CREATE VIEW standings AS
SELECT enrolments.id AS enrolment_id,
    enrolments.cohort_id,
    enrolments.person_id,
    enrolments.status,
    attendance.total_hours,
    attendance.attended_hours,
    attendance.missing_marks,
    final.score_percent AS final_score_percent,
    CASE
        WHEN enrolments.status = 'withdrawn' THEN 'withdrawn'
        WHEN attendance.total_hours = 0 THEN 'no session recorded'
        WHEN attendance.attended_hours * 100
            < cohorts.minimum_attendance_percent * attendance.total_hours
            THEN 'attendance below minimum'
        WHEN cohorts.pass_score_percent IS NOT NULL AND final.score_percent IS NULL
            THEN 'final missing'
        WHEN final.score_percent < cohorts.pass_score_percent THEN 'final below pass score'
    END AS problem
FROM enrolments
JOIN cohorts ON cohorts.id = enrolments.cohort_id
CROSS JOIN LATERAL (
    SELECT coalesce(sum(sessions.hours), 0) AS total_hours,
        coalesce(sum(sessions.hours) FILTER (WHERE latest.mark IN ('present', 'late')), 0)
            AS attended_hours,
        count(*) FILTER (WHERE latest.mark IS NULL) AS missing_marks
    FROM sessions
    LEFT JOIN LATERAL (
        SELECT attendance_marks.mark
        FROM attendance_marks
        WHERE attendance_marks.enrolment_id = enrolments.id
            AND attendance_marks.session_id = sessions.id
        ORDER BY attendance_marks.id DESC
        LIMIT 1
    ) AS latest ON true
    WHERE sessions.cohort_id = cohorts.id
) AS attendance
LEFT JOIN LATERAL (
    SELECT results.score_percent
    FROM results
    WHERE results.enrolment_id = enrolments.id AND results.assessment = 'final'
    ORDER BY results.id DESC
    LIMIT 1
) AS final ON true;
GRANT SELECT ON standings TO obuka_service;

-- The standing of each enrolment on the day its cohort was closed, with the facts that reports
-- count; they read only this.
CREATE TABLE outcomes (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT outcomes_pkey PRIMARY KEY,
    enrolment_id bigint NOT NULL,
    cohort_id bigint NOT NULL,
    person_id bigint NOT NULL,
    lsg_code text CONSTRAINT outcomes_lsg_fkey REFERENCES lsgs (code),
    sex text CONSTRAINT outcomes_sex_known CHECK (sex IN ('M', 'F')),
    withdrawn_on date,
    attended_hours numeric(7, 2) NOT NULL,
    total_hours numeric(7, 2) NOT NULL,
    final_score_percent numeric(5, 2),
    problem text,
    passed boolean GENERATED ALWAYS AS (problem IS NULL) STORED NOT NULL,
    CONSTRAINT outcomes_enrolment_fkey
        FOREIGN KEY (enrolment_id, cohort_id, person_id)
        REFERENCES enrolments (id, cohort_id, person_id),
    CONSTRAINT outcomes_enrolment_once UNIQUE (enrolment_id),
    CONSTRAINT outcomes_problem_known CHECK (problem IN (
        'withdrawn', 'no session recorded', 'attendance below minimum', 'final missing',
        'final below pass score')),
    CONSTRAINT outcomes_hours_ordered CHECK (attended_hours BETWEEN 0 AND total_hours)
);
CREATE INDEX outcomes_enrolment_idx ON outcomes (enrolment_id, cohort_id, person_id);
CREATE INDEX outcomes_lsg_idx ON outcomes (lsg_code);
-- In the order of persons, whom a report counts once, with all that it counts.
CREATE INDEX outcomes_person_idx ON outcomes (person_id)
    INCLUDE (cohort_id, lsg_code, sex, withdrawn_on, passed);
CALL make_audited('outcomes');
CALL make_append_only('outcomes');
-- Closing a cohort is the only way to an outcome.
REVOKE INSERT ON outcomes FROM obuka_service;

-- A cohort closes only when every mark is there for everybody who is confirmed, and a final result
-- for everybody who reached the minimum attendance. Closing freezes the outcomes; it is final.
CREATE FUNCTION close_cohort() RETURNS trigger
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
    IF EXISTS (SELECT FROM standings WHERE cohort_id = NEW.id AND problem = 'final missing') THEN
        RAISE EXCEPTION 'final results are missing in cohort %', NEW.code
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
        total_hours, final_score_percent, problem)
    SELECT enrolments.id, enrolments.cohort_id, enrolments.person_id, enrolments.lsg_code,
        enrolments.sex, enrolments.withdrawn_on, attended_hours, total_hours,
        final_score_percent, problem
    FROM standings
    JOIN enrolments ON enrolments.id = standings.enrolment_id
    WHERE standings.cohort_id = NEW.id
    ORDER BY enrolments.id;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION close_cohort() FROM PUBLIC;
CREATE TRIGGER close_cohort AFTER UPDATE OF
    code, course_id, project_id, starts_on, ends_on, venue, capacity, overbooked,
    minimum_attendance_percent, pass_score_percent, state, closed_on
    ON cohorts FOR EACH ROW
    WHEN (OLD.state = 'closed' OR NEW.state = 'closed')
    EXECUTE FUNCTION close_cohort();
