-- Sessions have a beginning and an end, a room and trainers, and neither a room nor a trainer is in
-- two at once. Times are those of the centre's clock (Europe/Belgrade); a session may lack them.

SELECT set_config('obuka.actor', 'migration', true);
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE rooms (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT rooms_pkey PRIMARY KEY,
    code text NOT NULL CONSTRAINT rooms_code_form CHECK (code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    name_sr_cyrl text NOT NULL
        CONSTRAINT rooms_name_sr_cyrl_nfc CHECK (name_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT rooms_name_sr_cyrl_length CHECK (length(name_sr_cyrl) BETWEEN 1 AND 300),
    name_sr_latn text NOT NULL
        CONSTRAINT rooms_name_sr_latn_nfc CHECK (name_sr_latn IS NFC NORMALIZED)
        CONSTRAINT rooms_name_sr_latn_length CHECK (length(name_sr_latn) BETWEEN 1 AND 300),
    name_en text NOT NULL
        CONSTRAINT rooms_name_en_nfc CHECK (name_en IS NFC NORMALIZED)
        CONSTRAINT rooms_name_en_length CHECK (length(name_en) BETWEEN 1 AND 300),
    -- The house in which it is, by its code.
    venue_code text
        CONSTRAINT rooms_venue_code_form CHECK (venue_code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    capacity integer NOT NULL CONSTRAINT rooms_capacity_range CHECK (capacity BETWEEN 1 AND 10000),
    fold text GENERATED ALWAYS AS (
        search_fold(code || ' ' || name_sr_latn || ' ' || name_sr_cyrl || ' ' || name_en)) STORED,
    created_at timestamptz NOT NULL DEFAULT now(),
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT rooms_code_once UNIQUE (code)
);
CREATE INDEX rooms_fold_idx ON rooms USING gin (fold gin_trgm_ops);
CREATE TRIGGER count_version BEFORE UPDATE ON rooms
    FOR EACH ROW EXECUTE FUNCTION count_version();
CALL make_audited('rooms');

ALTER TABLE sessions
    ADD COLUMN starts_at timestamptz,
    ADD COLUMN ends_at timestamptz,
    ADD COLUMN during tstzrange GENERATED ALWAYS AS (tstzrange(starts_at, ends_at)) STORED,
    ADD COLUMN room_id bigint CONSTRAINT sessions_room_fkey REFERENCES rooms (id),
    -- Where in or beside the cohort's venue, when that is no room of ours.
    ADD COLUMN place text
        CONSTRAINT sessions_place_nfc CHECK (place IS NFC NORMALIZED)
        CONSTRAINT sessions_place_length CHECK (length(place) BETWEEN 1 AND 200),
    -- That its cohort was cancelled: it takes nobody's time any more.
    ADD COLUMN is_cancelled boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT sessions_times_ordered CHECK (starts_at < ends_at),
    ADD CONSTRAINT sessions_times_on_day CHECK (
        (starts_at IS NULL) = (ends_at IS NULL)
        AND (starts_at AT TIME ZONE 'Europe/Belgrade')::date = held_on
        AND (ends_at AT TIME ZONE 'Europe/Belgrade')::date = held_on),
    DROP CONSTRAINT sessions_day_once,
    ADD CONSTRAINT sessions_room_free EXCLUDE USING gist (room_id WITH =, during WITH &&)
        WHERE (room_id IS NOT NULL AND starts_at IS NOT NULL AND NOT is_cancelled);
-- Without a time there is one on a day; with times there may be several.
CREATE UNIQUE INDEX sessions_day_once ON sessions (cohort_id, held_on) WHERE starts_at IS NULL;
CREATE UNIQUE INDEX sessions_start_once ON sessions (cohort_id, starts_at);
CREATE INDEX sessions_cohort_idx ON sessions (cohort_id, held_on);
CREATE INDEX sessions_room_idx ON sessions (room_id);
GRANT INSERT (starts_at, ends_at, room_id, place), UPDATE (starts_at, ends_at, room_id, place)
    ON sessions TO obuka_service;

-- Who teaches a session. The time is the session's, so that one constraint keeps a trainer from
-- being in two at once.
CREATE TABLE session_trainers (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT session_trainers_pkey PRIMARY KEY,
    session_id bigint NOT NULL
        CONSTRAINT session_trainers_session_fkey REFERENCES sessions (id) ON DELETE CASCADE,
    person_id bigint NOT NULL CONSTRAINT session_trainers_person_fkey REFERENCES people (id),
    -- NULL: the session has no times, or its cohort was cancelled.
    during tstzrange,
    CONSTRAINT session_trainers_once UNIQUE (session_id, person_id),
    CONSTRAINT session_trainers_free EXCLUDE USING gist (person_id WITH =, during WITH &&)
);
CREATE INDEX session_trainers_person_idx ON session_trainers (person_id);
CALL make_audited('session_trainers');
REVOKE INSERT, UPDATE ON session_trainers FROM obuka_service;
GRANT INSERT (session_id, person_id) ON session_trainers TO obuka_service;

-- Takes the time over from the session; whoever teaches one is a trainer of the cohort, and so is
-- not enrolled in it.
CREATE FUNCTION enter_session_trainer() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM sessions WHERE id = NEW.session_id FOR UPDATE;
    NEW.during := (
        SELECT during FROM sessions
        WHERE id = NEW.session_id AND starts_at IS NOT NULL AND NOT is_cancelled);
    INSERT INTO cohort_trainers (cohort_id, person_id)
    SELECT cohort_id, NEW.person_id FROM sessions
    WHERE id = NEW.session_id
        AND NOT EXISTS (
            SELECT FROM cohort_trainers
            WHERE cohort_trainers.cohort_id = sessions.cohort_id
                AND cohort_trainers.person_id = NEW.person_id);
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION enter_session_trainer() FROM PUBLIC;
CREATE TRIGGER enter_session_trainer BEFORE INSERT ON session_trainers
    FOR EACH ROW EXECUTE FUNCTION enter_session_trainer();

-- Who no longer teaches the cohort teaches none of its sessions.
CREATE FUNCTION dismiss_session_trainers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM session_trainers
    USING sessions
    WHERE sessions.id = session_trainers.session_id AND sessions.cohort_id = OLD.cohort_id
        AND session_trainers.person_id = OLD.person_id;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION dismiss_session_trainers() FROM PUBLIC;
CREATE TRIGGER dismiss_session_trainers AFTER DELETE ON cohort_trainers
    FOR EACH ROW EXECUTE FUNCTION dismiss_session_trainers();

CREATE FUNCTION move_session_trainers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE session_trainers
    SET during = CASE WHEN NEW.starts_at IS NOT NULL AND NOT NEW.is_cancelled THEN NEW.during END
    WHERE session_id = NEW.id;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION move_session_trainers() FROM PUBLIC;
CREATE TRIGGER move_session_trainers AFTER UPDATE OF starts_at, ends_at, is_cancelled ON sessions
    FOR EACH ROW EXECUTE FUNCTION move_session_trainers();

-- A room has a place for everybody whom the cohort takes.
CREATE FUNCTION check_room() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM rooms JOIN cohorts ON cohorts.id = NEW.cohort_id
        WHERE rooms.id = NEW.room_id AND rooms.capacity < cohorts.seats_taken
    ) THEN
        RAISE EXCEPTION 'the room is too small for those who are enrolled'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'sessions_room_large_enough', TABLE = 'sessions';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER check_room AFTER INSERT OR UPDATE OF room_id ON sessions
    FOR EACH ROW WHEN (NEW.room_id IS NOT NULL)
    EXECUTE FUNCTION check_room();

-- Before the cohort is cancelled, while its sessions can still change.
CREATE FUNCTION free_sessions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE sessions SET is_cancelled = true WHERE cohort_id = NEW.id;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION free_sessions() FROM PUBLIC;
CREATE TRIGGER free_sessions BEFORE UPDATE OF state ON cohorts
    FOR EACH ROW WHEN (NEW.state = 'cancelled' AND OLD.state NOT IN ('closed', 'cancelled'))
    EXECUTE FUNCTION free_sessions();
-- What has ended is not touched otherwise.
ALTER TABLE sessions DISABLE TRIGGER USER;
UPDATE sessions SET is_cancelled = true
WHERE cohort_id IN (SELECT id FROM cohorts WHERE state = 'cancelled');
ALTER TABLE sessions ENABLE TRIGGER USER;

-- A calendar program takes over a change only when the event says that it is newer: what changes a
-- session counts the version of its cohort.
CREATE FUNCTION count_session_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE cohorts SET row_version = row_version + 1
    WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.cohort_id ELSE NEW.cohort_id END
        AND state <> 'cancelled';
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION count_session_change() FROM PUBLIC;
CREATE TRIGGER count_session_change AFTER INSERT OR DELETE OR
    UPDATE OF held_on, hours, starts_at, ends_at, room_id, place ON sessions
    FOR EACH ROW EXECUTE FUNCTION count_session_change();

-- When a cohort takes a participant's time: its sessions, whole days where they have no times, and
-- all its days while it has no session.
CREATE FUNCTION cohort_times(cohort bigint) RETURNS SETOF tstzrange
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT CASE WHEN sessions.starts_at IS NOT NULL THEN sessions.during ELSE tstzrange(
        (sessions.held_on + interval '0 days') AT TIME ZONE 'Europe/Belgrade',
        (sessions.held_on + interval '1 day') AT TIME ZONE 'Europe/Belgrade') END
    FROM sessions WHERE sessions.cohort_id = cohort
    UNION ALL
    SELECT tstzrange(
        (cohorts.starts_on + interval '0 days') AT TIME ZONE 'Europe/Belgrade',
        (cohorts.ends_on + interval '1 day') AT TIME ZONE 'Europe/Belgrade')
    FROM cohorts
    WHERE cohorts.id = cohort
        AND NOT EXISTS (SELECT FROM sessions WHERE sessions.cohort_id = cohort);
END;

-- The cohorts in which a person has a live place at a time that this cohort takes as well.
CREATE FUNCTION participant_clashes(cohort bigint, person bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT DISTINCT other.id
    FROM enrolments
    JOIN cohorts AS wanted ON wanted.id = cohort
    JOIN cohorts AS other ON other.id = enrolments.cohort_id
    WHERE enrolments.person_id = person AND enrolments.status = 'confirmed'
        AND other.id <> cohort AND NOT cohort_has_ended(other.state)
        -- Sessions lie within a month of their cohort's days.
        AND other.starts_on <= wanted.ends_on + 62 AND other.ends_on >= wanted.starts_on - 62
        AND EXISTS (
            SELECT FROM cohort_times(cohort) AS one, cohort_times(other.id) AS two
            WHERE one && two);
END;
