-- A cohort is planned, published, confirmed to take place, under way and closed, or cancelled on
-- the way: whoever looks at it sees whether it is worth keeping the days free.

SELECT set_config('obuka.actor', 'migration', true);
ALTER TABLE cohorts DROP CONSTRAINT cohorts_state_known;
-- What was open took enrolments, and nobody had said that it takes place.
UPDATE cohorts SET state = 'published' WHERE state = 'open';
ALTER TABLE cohorts
    ADD COLUMN cancelled_on date,
    ADD CONSTRAINT cohorts_state_known CHECK (
        state IN ('draft', 'published', 'confirmed', 'running', 'closed', 'cancelled')),
    ADD CONSTRAINT cohorts_cancelled_has_date
        CHECK ((state = 'cancelled') = (cancelled_on IS NOT NULL));

-- Whether people can ask for a seat in a cohort. Who comes once it is under way is entered by
-- staff.
CREATE FUNCTION cohort_takes_enrolments(state text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN state IN ('published', 'confirmed');

-- Whether a cohort has ended, so that nobody joins or leaves and nothing is recorded any more.
CREATE FUNCTION cohort_has_ended(state text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN state IN ('closed', 'cancelled');

-- The one place that knows the steps.
CREATE FUNCTION check_cohort_step() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.state = 'closed' THEN
        RAISE EXCEPTION 'cohort % is closed and stays as it is', OLD.code
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'cohorts_closed_kept', TABLE = 'cohorts';
    END IF;
    IF (OLD.state, NEW.state) NOT IN (
        ('draft', 'published'), ('published', 'confirmed'), ('confirmed', 'running'),
        ('published', 'closed'), ('confirmed', 'closed'), ('running', 'closed'),
        ('draft', 'cancelled'), ('published', 'cancelled'), ('confirmed', 'cancelled'),
        ('running', 'cancelled')
    ) THEN
        RAISE EXCEPTION 'cohort % does not go from % to %', NEW.code, OLD.state, NEW.state
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'cohorts_state_step', TABLE = 'cohorts';
    END IF;
    IF NEW.state = 'running' AND NEW.starts_on > centre_today() THEN
        RAISE EXCEPTION 'cohort % begins on %', NEW.code, NEW.starts_on
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'cohorts_running_has_begun', TABLE = 'cohorts';
    END IF;
    IF NEW.state = 'cancelled' THEN
        IF coalesce(current_setting('obuka.reason', true), '') = '' THEN
            RAISE EXCEPTION 'cohort % is cancelled without a reason', NEW.code
                USING ERRCODE = 'integrity_constraint_violation',
                      CONSTRAINT = 'cohorts_cancelled_has_reason', TABLE = 'cohorts';
        END IF;
        NEW.cancelled_on := centre_today();
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER check_step BEFORE UPDATE OF state ON cohorts
    FOR EACH ROW
    WHEN (OLD.state <> NEW.state AND OLD.state <> 'cancelled')
    EXECUTE FUNCTION check_cohort_step();

CREATE FUNCTION keep_cancelled_cohort() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'cohort % is cancelled and stays as it is', OLD.code
        USING ERRCODE = 'integrity_constraint_violation',
              CONSTRAINT = 'cohorts_cancelled_kept', TABLE = 'cohorts';
END
$$;
-- An enrolment that comes too late is refused by its own name, below.
CREATE TRIGGER keep_cancelled BEFORE UPDATE ON cohorts
    FOR EACH ROW WHEN (OLD.state = 'cancelled' AND OLD.seats_taken = NEW.seats_taken)
    EXECUTE FUNCTION keep_cancelled_cohort();

-- What is refused in a cancelled cohort, for every table that hangs on one: its enrolments stay
-- as they were, and there are no marks and results of what did not take place. The argument of a
-- trigger is the name of its constraint. The lock meets the one that cancelling takes.
CREATE FUNCTION refuse_if_cancelled(touched bigint[], name text, table_name text) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM cohorts WHERE id = ANY(touched) ORDER BY id FOR NO KEY UPDATE;
    IF EXISTS (SELECT FROM cohorts WHERE id = ANY(touched) AND state = 'cancelled') THEN
        RAISE EXCEPTION 'the cohort is cancelled'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = name,
                  TABLE = table_name;
    END IF;
END
$$;

CREATE FUNCTION refuse_in_cancelled() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM refuse_if_cancelled(
        ARRAY(SELECT DISTINCT cohort_id FROM changed), TG_ARGV[0], TG_TABLE_NAME);
    RETURN NULL;
END
$$;
CREATE TRIGGER refuse_in_cancelled_insert AFTER INSERT ON enrolments
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_in_cancelled('enrolments_cohort_not_cancelled');
CREATE TRIGGER refuse_in_cancelled_update AFTER UPDATE ON enrolments
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_in_cancelled('enrolments_cohort_not_cancelled');
CREATE TRIGGER refuse_in_cancelled_insert AFTER INSERT ON sessions
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_in_cancelled('sessions_cohort_not_cancelled');
CREATE TRIGGER refuse_in_cancelled_update AFTER UPDATE ON sessions
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_in_cancelled('sessions_cohort_not_cancelled');
CREATE TRIGGER refuse_in_cancelled_delete AFTER DELETE ON sessions
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_in_cancelled('sessions_cohort_not_cancelled');

CREATE FUNCTION refuse_in_cancelled_by_enrolment() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM refuse_if_cancelled(
        ARRAY(
            SELECT DISTINCT enrolments.cohort_id
            FROM changed JOIN enrolments ON enrolments.id = changed.enrolment_id),
        TG_ARGV[0], TG_TABLE_NAME);
    RETURN NULL;
END
$$;
CREATE TRIGGER refuse_in_cancelled AFTER INSERT ON attendance_marks
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT
    EXECUTE FUNCTION refuse_in_cancelled_by_enrolment('attendance_marks_cohort_not_cancelled');
CREATE TRIGGER refuse_in_cancelled AFTER INSERT ON results REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT
    EXECUTE FUNCTION refuse_in_cancelled_by_enrolment('results_cohort_not_cancelled');
