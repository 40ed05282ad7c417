-- A session is not longer than its times say. An hour of teaching has at least 45 minutes, so four
-- hours on the clock are at most five and a third of teaching: hours decide who passes.

CREATE FUNCTION check_session_hours() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'the session has more hours than its times allow'
        USING ERRCODE = 'integrity_constraint_violation',
              CONSTRAINT = 'sessions_hours_within_times', TABLE = 'sessions';
END
$$;
CREATE TRIGGER check_session_hours BEFORE INSERT OR UPDATE OF hours, starts_at, ends_at ON sessions
    FOR EACH ROW
    WHEN (NEW.hours * interval '45 minutes' > NEW.ends_at - NEW.starts_at)
    EXECUTE FUNCTION check_session_hours();
