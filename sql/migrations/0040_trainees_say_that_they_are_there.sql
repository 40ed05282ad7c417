-- Trainees say themselves that they are there: they scan a code that the trainer's screen shows and
-- that changes twice a minute. Such an arrival is no mark of attendance. The trainer counts the
-- heads in the room, and by that arrivals become marks.

-- The secret that a session's codes are made of. Only staff and the cohort's trainers get a code.
CREATE TABLE arrival_keys (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT arrival_keys_pkey PRIMARY KEY,
    session_id bigint NOT NULL CONSTRAINT arrival_keys_session_fkey REFERENCES sessions (id),
    key bytea NOT NULL CONSTRAINT arrival_keys_key_length CHECK (length(key) = 32),
    opened_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT arrival_keys_session_once UNIQUE (session_id)
);
CALL make_audited('arrival_keys');
CALL make_append_only('arrival_keys');

CREATE TABLE arrivals (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT arrivals_pkey PRIMARY KEY,
    session_id bigint NOT NULL CONSTRAINT arrivals_session_fkey REFERENCES sessions (id),
    enrolment_id bigint NOT NULL CONSTRAINT arrivals_enrolment_fkey REFERENCES enrolments (id),
    arrived_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT arrivals_once UNIQUE (session_id, enrolment_id)
);
CREATE INDEX arrivals_enrolment_idx ON arrivals (enrolment_id);
CALL make_audited('arrivals');
CALL make_append_only('arrivals');

-- The trainer's count. After it nobody arrives any more.
CREATE TABLE arrival_confirmations (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT arrival_confirmations_pkey PRIMARY KEY,
    session_id bigint NOT NULL
        CONSTRAINT arrival_confirmations_session_fkey REFERENCES sessions (id),
    heads integer NOT NULL
        CONSTRAINT arrival_confirmations_heads_range CHECK (heads BETWEEN 0 AND 10000),
    confirmed_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT arrival_confirmations_session_once UNIQUE (session_id)
);
CALL make_audited('arrival_confirmations');
CALL make_append_only('arrival_confirmations');

-- Somebody arrives on the session's day, with a place in its cohort, and before the count. The
-- cohort's lock meets that of closing and of the count: an arrival is either before or refused.
CREATE FUNCTION check_arrival() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM cohorts
    WHERE id = (SELECT cohort_id FROM sessions WHERE id = NEW.session_id)
    FOR NO KEY UPDATE;
    IF NOT EXISTS (
        SELECT FROM sessions JOIN enrolments USING (cohort_id)
        WHERE sessions.id = NEW.session_id AND enrolments.id = NEW.enrolment_id
            AND enrolments.status = 'confirmed'
    ) THEN
        RAISE EXCEPTION 'somebody arrives who has no place in the cohort'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'arrivals_of_enrolled', TABLE = 'arrivals';
    END IF;
    IF EXISTS (
        SELECT FROM sessions JOIN cohorts ON cohorts.id = sessions.cohort_id
        WHERE sessions.id = NEW.session_id
            AND (sessions.held_on <> centre_today() OR cohorts.state = 'closed')
    ) THEN
        RAISE EXCEPTION 'somebody arrives on another day than that of the session'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'arrivals_on_the_day', TABLE = 'arrivals';
    END IF;
    IF EXISTS (SELECT FROM arrival_confirmations WHERE session_id = NEW.session_id) THEN
        RAISE EXCEPTION 'somebody arrives after the count'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'arrivals_before_confirmation', TABLE = 'arrivals';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER check_arrival AFTER INSERT ON arrivals
    FOR EACH ROW EXECUTE FUNCTION check_arrival();

-- A count is of a day that has come, in a cohort that is not closed.
CREATE FUNCTION check_arrival_confirmation() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM cohorts
    WHERE id = (SELECT cohort_id FROM sessions WHERE id = NEW.session_id)
    FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM sessions JOIN cohorts ON cohorts.id = sessions.cohort_id
        WHERE sessions.id = NEW.session_id
            AND (cohorts.state = 'closed' OR sessions.held_on > centre_today())
    ) THEN
        RAISE EXCEPTION 'the cohort is closed, or the session lies in the future'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'arrival_confirmations_in_time', TABLE = 'arrival_confirmations';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER check_arrival_confirmation AFTER INSERT ON arrival_confirmations
    FOR EACH ROW EXECUTE FUNCTION check_arrival_confirmation();
