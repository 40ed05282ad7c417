-- What learners did, as programs tell it: statements of the Experience API (xAPI 1.0.3). They come
-- from modules and from other systems, and never change; one that was wrong is voided by another.

-- Programs that store and read statements, and may do nothing else.
ALTER TABLE account_roles DROP CONSTRAINT account_roles_role_known;
ALTER TABLE account_roles ADD CONSTRAINT account_roles_role_known CHECK (role IN (
    'administrator', 'staff', 'trainer', 'trainee', 'focal-point', 'auditor', 'xapi-client'));

CREATE TABLE xapi_statements (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT xapi_statements_pkey PRIMARY KEY,
    statement_id uuid NOT NULL CONSTRAINT xapi_statements_statement_id_once UNIQUE,
    verb text NOT NULL
        CONSTRAINT xapi_statements_verb_length CHECK (octet_length(verb) BETWEEN 3 AND 2000),
    registration uuid,
    -- The statement that the object refers to, which may come later or never.
    target uuid,
    is_voiding boolean NOT NULL,
    -- As it came, but for the moment at which it was stored: numbers and the order of members too.
    content text NOT NULL
        CONSTRAINT xapi_statements_content_length CHECK (octet_length(content) <= 1048576),
    -- Who sent it.
    actor text NOT NULL CONSTRAINT xapi_statements_actor_named CHECK (actor <> ''),
    -- Later than the lock of `mark_statement_writer`.
    stored_at timestamptz NOT NULL DEFAULT date_trunc('milliseconds', clock_timestamp()),
    CONSTRAINT xapi_statements_voids_another
        CHECK (NOT is_voiding OR (target IS NOT NULL AND target <> statement_id))
);
CREATE INDEX xapi_statements_stored_idx ON xapi_statements (stored_at, id);
CREATE INDEX xapi_statements_verb_idx ON xapi_statements (verb);
CREATE INDEX xapi_statements_registration_idx ON xapi_statements (registration)
    WHERE registration IS NOT NULL;
CREATE INDEX xapi_statements_target_idx ON xapi_statements (target) WHERE target IS NOT NULL;
-- Every question leaves out what is voided: without this, each reads the whole table for it.
CREATE INDEX xapi_statements_voiding_idx ON xapi_statements (target) WHERE is_voiding;
CALL make_append_only('xapi_statements');

-- Whoever reads can be told up to which moment nothing is missing: each transaction that stores
-- holds the second in which it began, where everybody sees it, until it is over.
CREATE FUNCTION mark_statement_writer() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(
        7823001, floor(extract(epoch FROM clock_timestamp()))::integer - 1700000000);
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION mark_statement_writer() FROM PUBLIC;
CREATE TRIGGER mark_writer BEFORE INSERT ON xapi_statements
    FOR EACH STATEMENT EXECUTE FUNCTION mark_statement_writer();

-- Who begins to read after this has every statement that was stored up to then: who stores one
-- earlier and is not over yet holds a lock, and who takes the lock later stores it later.
CREATE FUNCTION statements_consistent_through() RETURNS timestamptz
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    earliest bigint;
BEGIN
    SELECT min(objid::bigint) INTO earliest
    FROM pg_locks
    WHERE locktype = 'advisory' AND classid = 7823001 AND objsubid = 2
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database());
    RETURN date_trunc('milliseconds', least(moment, to_timestamp(earliest + 1700000000)))
        - interval '1 millisecond';
END
$$;
REVOKE ALL ON FUNCTION statements_consistent_through() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION statements_consistent_through() TO obuka_service;

-- By whom and what a statement is found; an agent by the identifier that it is known by. Direct are
-- its actor and its object.
CREATE TABLE xapi_statement_agents (
    statement_row bigint NOT NULL
        CONSTRAINT xapi_statement_agents_statement_fkey REFERENCES xapi_statements (id),
    agent text NOT NULL
        CONSTRAINT xapi_statement_agents_agent_length CHECK (octet_length(agent) <= 2100),
    is_direct boolean NOT NULL,
    CONSTRAINT xapi_statement_agents_pkey PRIMARY KEY (statement_row, agent)
);
CREATE INDEX xapi_statement_agents_agent_idx ON xapi_statement_agents (agent, statement_row);
CALL make_append_only('xapi_statement_agents');

CREATE TABLE xapi_statement_activities (
    statement_row bigint NOT NULL
        CONSTRAINT xapi_statement_activities_statement_fkey REFERENCES xapi_statements (id),
    activity text NOT NULL
        CONSTRAINT xapi_statement_activities_activity_length
        CHECK (octet_length(activity) <= 2000),
    is_direct boolean NOT NULL,
    CONSTRAINT xapi_statement_activities_pkey PRIMARY KEY (statement_row, activity)
);
CREATE INDEX xapi_statement_activities_activity_idx
    ON xapi_statement_activities (activity, statement_row);
CALL make_append_only('xapi_statement_activities');

-- What came with statements, once each.
CREATE TABLE xapi_attachments (
    digest text CONSTRAINT xapi_attachments_pkey PRIMARY KEY
        CONSTRAINT xapi_attachments_digest_sha256 CHECK (digest ~ '^[0-9a-f]{64}$'),
    content bytea NOT NULL
        CONSTRAINT xapi_attachments_content_length CHECK (octet_length(content) <= 16777216)
);
CALL make_append_only('xapi_attachments');

-- Only who sent the bytes with a statement gets them with it: a digest alone opens nothing.
CREATE TABLE xapi_statement_attachments (
    statement_row bigint NOT NULL
        CONSTRAINT xapi_statement_attachments_statement_fkey REFERENCES xapi_statements (id),
    digest text NOT NULL
        CONSTRAINT xapi_statement_attachments_attachment_fkey
        REFERENCES xapi_attachments (digest),
    CONSTRAINT xapi_statement_attachments_pkey PRIMARY KEY (statement_row, digest)
);
CREATE INDEX xapi_statement_attachments_digest_idx ON xapi_statement_attachments (digest);
CALL make_append_only('xapi_statement_attachments');

-- How statements call an agent.
CREATE TABLE xapi_agent_labels (
    agent text NOT NULL
        CONSTRAINT xapi_agent_labels_agent_length CHECK (octet_length(agent) <= 2100),
    label text NOT NULL
        CONSTRAINT xapi_agent_labels_label_length CHECK (octet_length(label) BETWEEN 1 AND 500),
    CONSTRAINT xapi_agent_labels_pkey PRIMARY KEY (agent, label)
);
CALL make_append_only('xapi_agent_labels');

-- What statements say that an activity is, joined: the last word counts.
CREATE TABLE xapi_activities (
    activity text CONSTRAINT xapi_activities_pkey PRIMARY KEY
        CONSTRAINT xapi_activities_activity_length CHECK (octet_length(activity) <= 2000),
    definition text NOT NULL
        CONSTRAINT xapi_activities_definition_length CHECK (octet_length(definition) <= 1048576),
    updated_at timestamptz NOT NULL DEFAULT now()
);
REVOKE ALL ON xapi_activities FROM obuka_service;
GRANT SELECT, INSERT (activity, definition), UPDATE (definition, updated_at)
    ON xapi_activities TO obuka_service;
