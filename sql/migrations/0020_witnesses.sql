-- What convinces somebody who believes neither the centre nor its database: every certified fact
-- hangs on the log, and others sign that they have seen the log grow and never change.

-- The salt of a certificate's leaf is a hash of this seed and of the whole row of the register.
-- So the leaf stands for what the credential says and for what only the page shows: the titles in
-- the other languages, the project, the cohort.
ALTER TABLE credentials
    ADD COLUMN seed bytea CONSTRAINT credentials_seed_length CHECK (length(seed) = 32);
GRANT INSERT (seed) ON credentials TO obuka_service;

-- A row of a credential fills a page. Which places of a list have ended is asked of the indices
-- alone, whole lists at a time.
ALTER TABLE credentials DROP CONSTRAINT credentials_pkey;
ALTER TABLE credentials ADD CONSTRAINT credentials_pkey
    PRIMARY KEY (certificate_id) INCLUDE (status_list_id);
ALTER TABLE credentials DROP CONSTRAINT credentials_status_slot_once;
ALTER TABLE credentials ADD CONSTRAINT credentials_status_slot_once
    UNIQUE (status_list_id, status_slot) INCLUDE (certificate_id);

-- Since when a leaf waits. The service cannot say so: it has no privilege to.
ALTER TABLE log_leaves ADD COLUMN entered_at timestamptz NOT NULL DEFAULT now();
-- The few leaves that are about no certificate: keys, status lists, documents.
CREATE INDEX log_leaves_kind_idx ON log_leaves (kind, id) WHERE certificate_id IS NULL;

-- A witness signs that trees of other logs began with those that it has seen before.
ALTER TABLE issuer_keys DROP CONSTRAINT issuer_keys_purpose_known;
ALTER TABLE issuer_keys ADD CONSTRAINT issuer_keys_purpose_known
    CHECK (purpose IN ('proof', 'token', 'log', 'authority', 'document', 'witness'));

-- The witnesses that are asked to cosign our log, by address and key (C2SP vkey).
CREATE TABLE witnesses (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT witnesses_pkey PRIMARY KEY,
    url text NOT NULL
        CONSTRAINT witnesses_url_form CHECK (url ~ '^https?://[!-~]+$')
        CONSTRAINT witnesses_url_length CHECK (length(url) <= 500),
    vkey text NOT NULL
        CONSTRAINT witnesses_vkey_form CHECK (vkey ~ '^[^+[:space:]]+\+[0-9a-f]{8}\+[!-~]+$'),
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT witnesses_vkey_once UNIQUE (vkey)
);
CALL make_audited('witnesses');
-- Another address or key is another witness.
REVOKE UPDATE ON witnesses FROM obuka_service;

-- How far each has followed, and why not further.
CREATE TABLE witness_states (
    witness_id bigint CONSTRAINT witness_states_pkey PRIMARY KEY
        CONSTRAINT witness_states_witness_fkey REFERENCES witnesses (id) ON DELETE CASCADE,
    cosigned_size bigint NOT NULL DEFAULT 0
        CONSTRAINT witness_states_cosigned_size_range CHECK (cosigned_size >= 0),
    asked_at timestamptz NOT NULL DEFAULT now(),
    problem text
);

-- Logs of others that we are a witness of, each by a key that signs its checkpoints.
CREATE TABLE watched_logs (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT watched_logs_pkey PRIMARY KEY,
    origin text NOT NULL
        CONSTRAINT watched_logs_origin_form CHECK (origin ~ '^[^[:cntrl:]]{1,255}$'),
    vkey text NOT NULL
        CONSTRAINT watched_logs_vkey_form
        CHECK (vkey ~ '^[^+[:space:]]+\+[0-9a-f]{8}\+[!-~]+$'),
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT watched_logs_key_once UNIQUE (origin, vkey)
);
CALL make_audited('watched_logs');
REVOKE UPDATE ON watched_logs FROM obuka_service;

-- The last tree that was cosigned for each of them. It stays when a log is watched no more: who
-- forgets what he has signed signs another history the next time.
CREATE TABLE watched_trees (
    origin text CONSTRAINT watched_trees_pkey PRIMARY KEY,
    size bigint NOT NULL CONSTRAINT watched_trees_size_range CHECK (size >= 0),
    root bytea NOT NULL CONSTRAINT watched_trees_root_length CHECK (length(root) = 32),
    cosigned_at timestamptz NOT NULL DEFAULT now()
);
REVOKE DELETE, TRUNCATE ON watched_trees FROM obuka_service;

CREATE FUNCTION keep_watched_tree() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'a tree that was cosigned only grows'
        USING ERRCODE = 'integrity_constraint_violation',
              CONSTRAINT = 'watched_trees_grow', TABLE = 'watched_trees';
END
$$;
CREATE TRIGGER keep_watched_tree BEFORE UPDATE ON watched_trees
    FOR EACH ROW
    WHEN (NEW.origin <> OLD.origin OR NEW.size < OLD.size
        OR (NEW.size = OLD.size AND NEW.root <> OLD.root))
    EXECUTE FUNCTION keep_watched_tree();
CREATE TRIGGER keep_watched_tree_whole BEFORE DELETE OR TRUNCATE ON watched_trees
    FOR EACH STATEMENT EXECUTE FUNCTION keep_watched_tree();
