-- Whoever has a seat is told as well when a session is added, and when the place or the room
-- changes. Drafts, and sessions of the past, tell nobody.

ALTER TABLE untold_changes ADD COLUMN has_place_changed boolean NOT NULL DEFAULT false;

DROP FUNCTION ask_to_tell(bigint, boolean, boolean, date, date);

-- What people were told of stays what they know until they are told again. `with_seat`: only those
-- who hold a seat, or are offered one, want to know.
CREATE FUNCTION ask_to_tell(
    cohort bigint, with_seat boolean, cancelled boolean, sessions_changed boolean,
    place_changed boolean, was_first date, was_last date
) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    INSERT INTO untold_changes (
        enrolment_id, is_cancelled, have_sessions_moved, has_place_changed, was_starts_on,
        was_ends_on)
    SELECT enrolments.id, cancelled, sessions_changed, place_changed, was_first, was_last
    FROM enrolments
    WHERE enrolments.cohort_id = cohort AND (
        enrolments.status IN ('offered', 'confirmed')
        OR NOT with_seat AND enrolments.status IN ('applied', 'endorsed', 'waiting'))
    ORDER BY enrolments.id
    ON CONFLICT (enrolment_id) DO UPDATE
    SET is_cancelled = untold_changes.is_cancelled OR excluded.is_cancelled,
        have_sessions_moved =
            untold_changes.have_sessions_moved OR excluded.have_sessions_moved,
        has_place_changed = untold_changes.has_place_changed OR excluded.has_place_changed,
        was_starts_on = coalesce(untold_changes.was_starts_on, excluded.was_starts_on),
        was_ends_on = coalesce(untold_changes.was_ends_on, excluded.was_ends_on);
END;
REVOKE ALL ON FUNCTION
    ask_to_tell(bigint, boolean, boolean, boolean, boolean, date, date) FROM PUBLIC;

-- Nobody is told today of a training of the past.
CREATE OR REPLACE FUNCTION tell_of_cohort() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.state = 'cancelled' THEN
        PERFORM ask_to_tell(NEW.id, false, true, false, false, NULL, NULL);
        RETURN NULL;
    END IF;
    IF (OLD.starts_on, OLD.ends_on) <> (NEW.starts_on, NEW.ends_on) THEN
        PERFORM ask_to_tell(
            NEW.id, false, false, false, false, OLD.starts_on, OLD.ends_on);
    END IF;
    IF OLD.venue <> NEW.venue THEN
        PERFORM ask_to_tell(NEW.id, true, false, false, true, NULL, NULL);
    END IF;
    RETURN NULL;
END
$$;
DROP TRIGGER tell_of_cohort ON cohorts;
CREATE TRIGGER tell_of_cohort AFTER UPDATE OF state, starts_on, ends_on, venue ON cohorts
    FOR EACH ROW WHEN (
        greatest(OLD.ends_on, NEW.ends_on) >= centre_today()
        AND (NEW.state = 'cancelled' AND OLD.state <> 'cancelled'
            OR NOT cohort_has_ended(NEW.state) AND OLD.state <> 'draft'
            AND (OLD.starts_on, OLD.ends_on, OLD.venue)
                <> (NEW.starts_on, NEW.ends_on, NEW.venue)))
    EXECUTE FUNCTION tell_of_cohort();

-- The arguments say what the change is: "added", "moved", "dropped" or "elsewhere". What is entered
-- with its times or its room for the first time has not changed.
CREATE OR REPLACE FUNCTION tell_of_session() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    change text := TG_ARGV[0];
BEGIN
    PERFORM ask_to_tell(
        cohorts.id, change IN ('added', 'elsewhere'), false, change <> 'elsewhere',
        change = 'elsewhere', NULL, NULL)
    FROM cohorts
    WHERE cohorts.id = CASE WHEN TG_OP = 'INSERT' THEN NEW.cohort_id ELSE OLD.cohort_id END
        AND NOT cohort_has_ended(cohorts.state) AND cohorts.state <> 'draft';
    RETURN NULL;
END
$$;
DROP TRIGGER tell_of_moved ON sessions;
CREATE TRIGGER tell_of_moved AFTER UPDATE OF held_on, starts_at, ends_at ON sessions
    FOR EACH ROW WHEN (
        greatest(OLD.held_on, NEW.held_on) >= centre_today()
        AND (OLD.held_on <> NEW.held_on
            OR OLD.starts_at IS NOT NULL
            AND (OLD.starts_at, OLD.ends_at) IS DISTINCT FROM (NEW.starts_at, NEW.ends_at)))
    EXECUTE FUNCTION tell_of_session('moved');
DROP TRIGGER tell_of_dropped ON sessions;
CREATE TRIGGER tell_of_dropped AFTER DELETE ON sessions
    FOR EACH ROW WHEN (OLD.held_on >= centre_today())
    EXECUTE FUNCTION tell_of_session('dropped');
CREATE TRIGGER tell_of_elsewhere AFTER UPDATE OF room_id, place ON sessions
    FOR EACH ROW WHEN (
        NEW.held_on >= centre_today() AND num_nonnulls(OLD.room_id, OLD.place) > 0
        AND (OLD.room_id, OLD.place) IS DISTINCT FROM (NEW.room_id, NEW.place))
    EXECUTE FUNCTION tell_of_session('elsewhere');
-- One of today is entered because somebody marks who is there.
CREATE TRIGGER tell_of_added AFTER INSERT ON sessions
    FOR EACH ROW WHEN (NEW.held_on > centre_today())
    EXECUTE FUNCTION tell_of_session('added');
