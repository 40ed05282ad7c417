-- The hours of a session decide who passes: once somebody is marked there, they are corrected as a
-- mark is, with a reason.
CREATE FUNCTION check_hours() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    -- Every changed session has its cohort locked, as every mark has: see check_session.
    IF coalesce(current_setting('obuka.reason', true), '') = '' AND EXISTS (
        SELECT FROM old_rows
        JOIN new_rows ON new_rows.id = old_rows.id
        WHERE new_rows.hours <> old_rows.hours AND EXISTS (
            SELECT FROM attendance_marks WHERE attendance_marks.session_id = new_rows.id)
    ) THEN
        RAISE EXCEPTION 'the hours of a session with marks are changed without a reason'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'sessions_hours_change_has_reason', TABLE = 'sessions';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER require_reason_for_hours AFTER UPDATE ON sessions
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION check_hours();
