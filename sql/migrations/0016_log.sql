-- The transparency log: what was certified, ended and published, as salted hashes in a Merkle tree
-- that only grows (C2SP tlog-tiles). An act enters its leaves in its own transaction; a sequencer
-- gives them places later, and signs the tree only after that is committed.

CREATE TABLE log_leaves (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT log_leaves_pkey PRIMARY KEY,
    kind text NOT NULL
        CONSTRAINT log_leaves_kind_known
        CHECK (kind IN ('issue', 'revoke', 'supersede', 'key', 'status', 'did')),
    commitment bytea NOT NULL
        CONSTRAINT log_leaves_commitment_length CHECK (length(commitment) = 32),
    -- What it is about, for proofs; nothing of it is in the log.
    certificate_id bigint
        CONSTRAINT log_leaves_certificate_fkey REFERENCES certificates (id),
    -- NULL until the sequencer takes it in. Ids have gaps and are no places.
    place bigint CONSTRAINT log_leaves_place_range CHECK (place >= 0),
    CONSTRAINT log_leaves_place_once UNIQUE (place),
    CONSTRAINT log_leaves_certificate_named
        CHECK ((certificate_id IS NOT NULL) = (kind IN ('issue', 'revoke', 'supersede')))
);
CREATE INDEX log_leaves_pending_idx ON log_leaves (id) WHERE place IS NULL;
CREATE INDEX log_leaves_certificate_idx ON log_leaves (certificate_id);
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON log_leaves FROM obuka_service;
GRANT INSERT (kind, commitment, certificate_id), UPDATE (place) ON log_leaves TO obuka_service;

CREATE FUNCTION keep_log_leaf() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'a leaf of the log gets its place once and keeps it'
        USING ERRCODE = 'integrity_constraint_violation',
              CONSTRAINT = 'log_leaves_kept', TABLE = 'log_leaves';
END
$$;
CREATE TRIGGER keep_log_leaf BEFORE UPDATE ON log_leaves
    FOR EACH ROW
    WHEN (OLD.place IS NOT NULL OR NEW.kind <> OLD.kind OR NEW.commitment <> OLD.commitment
        OR NEW.certificate_id IS DISTINCT FROM OLD.certificate_id)
    EXECUTE FUNCTION keep_log_leaf();
CREATE TRIGGER keep_log_leaf_whole BEFORE DELETE OR TRUNCATE ON log_leaves
    FOR EACH STATEMENT EXECUTE FUNCTION keep_log_leaf();

-- The newest and widest edition of each tile.
CREATE TABLE log_tiles (
    level integer NOT NULL,
    number bigint NOT NULL,
    hashes bytea NOT NULL
        CONSTRAINT log_tiles_hashes_length
        CHECK (length(hashes) BETWEEN 32 AND 8192 AND length(hashes) % 32 = 0),
    CONSTRAINT log_tiles_pkey PRIMARY KEY (level, number)
);
REVOKE DELETE, TRUNCATE ON log_tiles FROM obuka_service;

-- Every root that was committed; only a committed one is signed.
CREATE TABLE log_roots (
    size bigint CONSTRAINT log_roots_pkey PRIMARY KEY
        CONSTRAINT log_roots_size_range CHECK (size >= 1),
    hash bytea NOT NULL CONSTRAINT log_roots_hash_length CHECK (length(hash) = 32),
    sequenced_at timestamptz NOT NULL DEFAULT now()
);
CALL make_append_only('log_roots');

-- The signed roots, with the cosignatures of witnesses that came later.
CREATE TABLE log_checkpoints (
    size bigint CONSTRAINT log_checkpoints_pkey PRIMARY KEY
        CONSTRAINT log_checkpoints_root_fkey REFERENCES log_roots (size),
    note text NOT NULL,
    signed_at timestamptz NOT NULL DEFAULT now()
);
REVOKE DELETE, TRUNCATE ON log_checkpoints FROM obuka_service;
