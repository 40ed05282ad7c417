-- Whoever holds, waits for or asks for a seat is told when the training is cancelled, or when its
-- days or sessions move. The change itself asks for it, in its transaction, once for each
-- enrolment however often they move; who writes the notice takes the row out.

ALTER TABLE notices
    ADD COLUMN enrolment_id bigint
        CONSTRAINT notices_enrolment_fkey REFERENCES enrolments (id),
    DROP CONSTRAINT notices_kind_known,
    ADD CONSTRAINT notices_kind_known
        CHECK (kind IN ('certificate-expiry', 'enrolment', 'cohort')),
    DROP CONSTRAINT notices_of_its_kind,
    ADD CONSTRAINT notices_of_its_kind CHECK (
        CASE kind
            WHEN 'certificate-expiry'
                THEN num_nonnulls(certificate_id, days_before) = 2
                    AND num_nonnulls(event_id, enrolment_id) = 0
            WHEN 'enrolment'
                THEN event_id IS NOT NULL
                    AND num_nonnulls(certificate_id, days_before, enrolment_id) = 0
            ELSE enrolment_id IS NOT NULL
                AND num_nonnulls(certificate_id, days_before, event_id) = 0
        END);
CREATE INDEX notices_enrolment_idx ON notices (enrolment_id);
GRANT INSERT (enrolment_id) ON notices TO obuka_service;

CREATE TABLE untold_changes (
    enrolment_id bigint CONSTRAINT untold_changes_pkey PRIMARY KEY
        CONSTRAINT untold_changes_enrolment_fkey REFERENCES enrolments (id),
    is_cancelled boolean NOT NULL,
    have_sessions_moved boolean NOT NULL,
    -- The days of which people knew; NULL when only sessions moved.
    was_starts_on date,
    was_ends_on date
);
REVOKE INSERT, TRUNCATE ON untold_changes FROM obuka_service;

-- What people were told of stays what they know until they are told again.
CREATE FUNCTION ask_to_tell(
    cohort bigint, cancelled boolean, sessions_moved boolean, was_first date, was_last date
) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    INSERT INTO untold_changes (
        enrolment_id, is_cancelled, have_sessions_moved, was_starts_on, was_ends_on)
    SELECT enrolments.id, cancelled, sessions_moved, was_first, was_last
    FROM enrolments
    WHERE enrolments.cohort_id = cohort
        AND enrolments.status IN ('applied', 'endorsed', 'waiting', 'offered', 'confirmed')
    ORDER BY enrolments.id
    ON CONFLICT (enrolment_id) DO UPDATE
    SET is_cancelled = untold_changes.is_cancelled OR excluded.is_cancelled,
        have_sessions_moved =
            untold_changes.have_sessions_moved OR excluded.have_sessions_moved,
        was_starts_on = coalesce(untold_changes.was_starts_on, excluded.was_starts_on),
        was_ends_on = coalesce(untold_changes.was_ends_on, excluded.was_ends_on);
END;
REVOKE ALL ON FUNCTION ask_to_tell(bigint, boolean, boolean, date, date) FROM PUBLIC;

-- Nobody is told today of a training of the past.
CREATE FUNCTION tell_of_cohort() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.state = 'cancelled' THEN
        PERFORM ask_to_tell(NEW.id, true, false, NULL, NULL);
    ELSE
        PERFORM ask_to_tell(NEW.id, false, false, OLD.starts_on, OLD.ends_on);
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION tell_of_cohort() FROM PUBLIC;
CREATE TRIGGER tell_of_cohort AFTER UPDATE OF state, starts_on, ends_on ON cohorts
    FOR EACH ROW WHEN (
        greatest(OLD.ends_on, NEW.ends_on) >= centre_today()
        AND (NEW.state = 'cancelled' AND OLD.state <> 'cancelled'
            OR NOT cohort_has_ended(NEW.state)
            AND (OLD.starts_on, OLD.ends_on) <> (NEW.starts_on, NEW.ends_on)))
    EXECUTE FUNCTION tell_of_cohort();

-- A session that is added is no move; one that is entered with its times for the first time is none
-- either.
CREATE FUNCTION tell_of_session() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM ask_to_tell(cohorts.id, false, true, NULL, NULL)
    FROM cohorts
    WHERE cohorts.id = OLD.cohort_id AND NOT cohort_has_ended(cohorts.state);
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION tell_of_session() FROM PUBLIC;
CREATE TRIGGER tell_of_moved AFTER UPDATE OF held_on, starts_at, ends_at ON sessions
    FOR EACH ROW WHEN (
        greatest(OLD.held_on, NEW.held_on) >= centre_today()
        AND (OLD.held_on <> NEW.held_on
            OR OLD.starts_at IS NOT NULL
            AND (OLD.starts_at, OLD.ends_at) IS DISTINCT FROM (NEW.starts_at, NEW.ends_at)))
    EXECUTE FUNCTION tell_of_session();
CREATE TRIGGER tell_of_dropped AFTER DELETE ON sessions
    FOR EACH ROW WHEN (OLD.held_on >= centre_today())
    EXECUTE FUNCTION tell_of_session();

-- As it was, and no session is left behind by a cohort whose days move.
CREATE OR REPLACE FUNCTION check_cohort_days() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM sessions
        WHERE cohort_id = NEW.id AND held_on NOT BETWEEN NEW.starts_on - 31 AND NEW.ends_on + 31
    ) THEN
        RAISE EXCEPTION 'cohort % has a session far from its days', NEW.code
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'sessions_day_near_cohort', TABLE = 'sessions';
    END IF;
    IF EXISTS (
        SELECT FROM sessions
        WHERE cohort_id = NEW.id AND NOT is_cancelled
            AND held_on BETWEEN OLD.starts_on AND OLD.ends_on
            AND held_on NOT BETWEEN NEW.starts_on AND NEW.ends_on
    ) THEN
        RAISE EXCEPTION 'cohort % leaves a session behind', NEW.code
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'cohorts_sessions_within_days', TABLE = 'cohorts';
    END IF;
    RETURN NULL;
END
$$;
