-- Two sessions of one cohort at the same time counted twice towards everybody's attendance. None is
-- entered or moved over another any more; those that overlap already stand, and are named among the
-- clashes of their cohort.

-- How a session is named: by its day, and its beginning on the clock in Belgrade where it has one.
CREATE FUNCTION session_name(meeting sessions) RETURNS text
LANGUAGE sql STABLE
RETURN to_char((meeting).held_on, 'YYYY-MM-DD') || coalesce(to_char(
    (meeting).starts_at AT TIME ZONE 'Europe/Belgrade', '"T"HH24:MI'), '');

-- Refuses a session with times over another of its cohort. The cohort is locked first, so that of
-- two at once the second sees the first.
CREATE FUNCTION check_overlap() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM cohorts WHERE id = NEW.cohort_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM sessions
        WHERE cohort_id = NEW.cohort_id AND held_on = NEW.held_on AND id <> NEW.id
            AND starts_at IS NOT NULL AND NOT is_cancelled AND during && NEW.during)
    THEN
        RAISE EXCEPTION 'the cohort has another session at that time'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'sessions_one_at_a_time', TABLE = 'sessions';
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION check_overlap() FROM PUBLIC;
CREATE TRIGGER check_overlap AFTER INSERT ON sessions
    FOR EACH ROW WHEN (NEW.starts_at IS NOT NULL AND NOT NEW.is_cancelled)
    EXECUTE FUNCTION check_overlap();
CREATE TRIGGER check_overlap_moved AFTER UPDATE OF starts_at, ends_at, held_on ON sessions
    FOR EACH ROW WHEN (NEW.starts_at IS NOT NULL AND NOT NEW.is_cancelled
        AND (NEW.starts_at, NEW.ends_at) IS DISTINCT FROM (OLD.starts_at, OLD.ends_at))
    EXECUTE FUNCTION check_overlap();
