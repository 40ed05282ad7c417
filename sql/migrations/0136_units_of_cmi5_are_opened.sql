-- Courses of cmi5 are opened as other modules are; their units speak by statements, each in the
-- session of one opening.

-- What an attempt is called in statements.
CREATE TABLE cmi5_registrations (
    attempt_id bigint CONSTRAINT cmi5_registrations_pkey PRIMARY KEY
        CONSTRAINT cmi5_registrations_attempt_fkey REFERENCES module_attempts (id),
    registration uuid NOT NULL DEFAULT gen_random_uuid()
        CONSTRAINT cmi5_registrations_registration_once UNIQUE
);
CALL make_append_only('cmi5_registrations');

CREATE TABLE cmi5_sessions (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT cmi5_sessions_pkey PRIMARY KEY,
    run_id bigint NOT NULL CONSTRAINT cmi5_sessions_run_once UNIQUE
        CONSTRAINT cmi5_sessions_run_fkey REFERENCES module_runs (id),
    attempt_id bigint NOT NULL
        CONSTRAINT cmi5_sessions_attempt_fkey REFERENCES cmi5_registrations (attempt_id),
    part integer NOT NULL CONSTRAINT cmi5_sessions_part_range CHECK (part BETWEEN 0 AND 9999),
    session uuid NOT NULL DEFAULT gen_random_uuid()
        CONSTRAINT cmi5_sessions_session_once UNIQUE,
    -- Of the secret in the address at which the unit gets its token, once, and of that token.
    fetch_hash bytea NOT NULL CONSTRAINT cmi5_sessions_fetch_hash_once UNIQUE
        CONSTRAINT cmi5_sessions_fetch_hash_length CHECK (length(fetch_hash) = 32),
    token_hash bytea CONSTRAINT cmi5_sessions_token_hash_once UNIQUE
        CONSTRAINT cmi5_sessions_token_hash_length CHECK (length(token_hash) = 32),
    is_initialized boolean NOT NULL DEFAULT false,
    has_completed boolean NOT NULL DEFAULT false,
    has_judged boolean NOT NULL DEFAULT false,
    -- What was said before the end may come a little after it.
    terminated_at timestamptz,
    is_abandoned boolean NOT NULL DEFAULT false,
    begun_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT cmi5_sessions_initialized_first CHECK (
        is_initialized OR NOT (has_completed OR has_judged OR terminated_at IS NOT NULL)),
    CONSTRAINT cmi5_sessions_ended_once CHECK (terminated_at IS NULL OR NOT is_abandoned)
);
CREATE INDEX cmi5_sessions_attempt_idx ON cmi5_sessions (attempt_id, id);
REVOKE ALL ON cmi5_sessions FROM obuka_service;
GRANT SELECT, INSERT (run_id, attempt_id, part, fetch_hash),
    UPDATE (token_hash, is_initialized, has_completed, has_judged, terminated_at, is_abandoned)
    ON cmi5_sessions TO obuka_service;

-- A token is given once, and what was said stays said.
CREATE FUNCTION check_cmi5_session() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.token_hash IS NOT NULL AND NEW.token_hash IS DISTINCT FROM OLD.token_hash THEN
        RAISE EXCEPTION 'the token of a session is given once'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'cmi5_sessions_fetched_once', TABLE = 'cmi5_sessions';
    END IF;
    IF OLD.is_initialized > NEW.is_initialized OR OLD.has_completed > NEW.has_completed
        OR OLD.has_judged > NEW.has_judged OR OLD.is_abandoned > NEW.is_abandoned
        OR OLD.terminated_at IS NOT NULL AND NEW.terminated_at IS DISTINCT FROM OLD.terminated_at
    THEN
        RAISE EXCEPTION 'what a session has said stays said'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'cmi5_sessions_goes_on', TABLE = 'cmi5_sessions';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION check_cmi5_session() FROM PUBLIC;
CREATE TRIGGER check_session BEFORE UPDATE ON cmi5_sessions
    FOR EACH ROW EXECUTE FUNCTION check_cmi5_session();

-- Blocks, by the number of the part, and the course (-1), each once in a registration.
CREATE TABLE cmi5_satisfactions (
    attempt_id bigint NOT NULL
        CONSTRAINT cmi5_satisfactions_attempt_fkey REFERENCES cmi5_registrations (attempt_id),
    part integer NOT NULL
        CONSTRAINT cmi5_satisfactions_part_range CHECK (part BETWEEN -1 AND 9999),
    statement_id uuid NOT NULL
        CONSTRAINT cmi5_satisfactions_statement_fkey REFERENCES xapi_statements (statement_id),
    CONSTRAINT cmi5_satisfactions_pkey PRIMARY KEY (attempt_id, part)
);
CREATE INDEX cmi5_satisfactions_statement_idx ON cmi5_satisfactions (statement_id);
CALL make_append_only('cmi5_satisfactions');
