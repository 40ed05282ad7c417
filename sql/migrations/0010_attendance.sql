-- Marks of attendance. No row means "not recorded"; a correction is a later row.

CREATE TABLE attendance_marks (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT attendance_marks_pkey PRIMARY KEY,
    session_id bigint NOT NULL CONSTRAINT attendance_marks_session_fkey REFERENCES sessions (id),
    enrolment_id bigint NOT NULL
        CONSTRAINT attendance_marks_enrolment_fkey REFERENCES enrolments (id),
    mark text NOT NULL
        CONSTRAINT attendance_marks_mark_known
        CHECK (mark IN ('present', 'late', 'excused', 'absent')),
    reason text CONSTRAINT attendance_marks_reason_length CHECK (length(reason) BETWEEN 1 AND 500),
    recorded_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX attendance_marks_enrolment_idx ON attendance_marks (enrolment_id, session_id, id DESC);
-- A first mark has no predecessor to correct: of two at the same moment one is refused.
CREATE UNIQUE INDEX attendance_marks_first_once ON attendance_marks (session_id, enrolment_id)
    WHERE reason IS NULL;
CREATE INDEX attendance_marks_session_idx ON attendance_marks (session_id);
CALL make_audited('attendance_marks');
CALL make_append_only('attendance_marks');

CREATE VIEW current_attendance AS
SELECT DISTINCT ON (enrolment_id, session_id) enrolment_id, session_id, mark, recorded_at
FROM attendance_marks
ORDER BY enrolment_id, session_id, id DESC;
GRANT SELECT ON current_attendance TO obuka_service;

-- A mark belongs to a session and an enrolment of one cohort that is not closed. The lock meets
-- the one that closing and enrolling take: a mark is either before the closing or refused.
CREATE FUNCTION check_attendance() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM new_rows
        JOIN sessions ON sessions.id = new_rows.session_id
        JOIN enrolments ON enrolments.id = new_rows.enrolment_id
        WHERE sessions.cohort_id <> enrolments.cohort_id
    ) THEN
        RAISE EXCEPTION 'the session is of another cohort than the enrolment'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'attendance_marks_same_cohort', TABLE = 'attendance_marks';
    END IF;
    PERFORM 1 FROM cohorts
    WHERE id IN (
        SELECT sessions.cohort_id FROM new_rows JOIN sessions ON sessions.id = new_rows.session_id)
    ORDER BY id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM new_rows
        JOIN sessions ON sessions.id = new_rows.session_id
        JOIN cohorts ON cohorts.id = sessions.cohort_id
        WHERE cohorts.state = 'closed'
    ) THEN
        RAISE EXCEPTION 'the cohort is closed'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'attendance_marks_cohort_not_closed', TABLE = 'attendance_marks';
    END IF;
    IF EXISTS (
        SELECT FROM new_rows
        JOIN sessions ON sessions.id = new_rows.session_id
        WHERE sessions.held_on > centre_today()
    ) THEN
        RAISE EXCEPTION 'the session lies in the future'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'attendance_marks_session_not_in_future',
                  TABLE = 'attendance_marks';
    END IF;
    IF EXISTS (
        SELECT FROM new_rows
        WHERE new_rows.reason IS NULL AND EXISTS (
            SELECT FROM attendance_marks AS earlier
            WHERE earlier.enrolment_id = new_rows.enrolment_id
                AND earlier.session_id = new_rows.session_id AND earlier.id < new_rows.id)
    ) THEN
        RAISE EXCEPTION 'a mark is corrected without a reason'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'attendance_marks_correction_has_reason',
                  TABLE = 'attendance_marks';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER check_attendance AFTER INSERT ON attendance_marks
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION check_attendance();

-- A session cannot be added to, moved in or taken from a closed cohort, and lies near its days.
CREATE FUNCTION check_session() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    -- In an INSERT there is no OLD and in a DELETE no NEW: both are then NULL.
    PERFORM 1 FROM cohorts WHERE id IN (OLD.cohort_id, NEW.cohort_id)
    ORDER BY id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM cohorts WHERE id IN (OLD.cohort_id, NEW.cohort_id) AND state = 'closed'
    ) THEN
        RAISE EXCEPTION 'the cohort is closed'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'sessions_cohort_not_closed', TABLE = 'sessions';
    END IF;
    IF EXISTS (
        SELECT FROM cohorts
        WHERE id = NEW.cohort_id AND NEW.held_on NOT BETWEEN starts_on - 31 AND ends_on + 31
    ) THEN
        RAISE EXCEPTION 'the session lies far from the days of its cohort'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'sessions_day_near_cohort', TABLE = 'sessions';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER check_session BEFORE INSERT OR UPDATE OR DELETE ON sessions
    FOR EACH ROW EXECUTE FUNCTION check_session();
