-- The signed, machine-readable form of each certificate, byte for byte as signed, and its place in
-- a status list.

-- A list has 131,072 places. They are dealt from a deck that was shuffled once, so a place says
-- nothing about when a certificate was issued.
CREATE TABLE status_lists (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT status_lists_pkey PRIMARY KEY,
    issuer_id bigint NOT NULL CONSTRAINT status_lists_issuer_fkey REFERENCES issuers (id),
    number integer NOT NULL CONSTRAINT status_lists_number_range CHECK (number >= 1),
    -- Three bytes a place, the highest first.
    deck bytea NOT NULL CONSTRAINT status_lists_deck_length CHECK (length(deck) = 393216),
    dealt integer NOT NULL DEFAULT 0
        CONSTRAINT status_lists_dealt_range CHECK (dealt BETWEEN 0 AND 131072),
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT status_lists_number_once UNIQUE (issuer_id, number)
);
CALL make_audited('status_lists');
REVOKE INSERT, UPDATE, DELETE ON status_lists FROM obuka_service;
GRANT INSERT (issuer_id, number, deck), UPDATE (dealt) ON status_lists TO obuka_service;

CREATE FUNCTION deal_onwards() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.dealt < OLD.dealt THEN
        RAISE EXCEPTION 'places of status list % are dealt once', OLD.number
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'status_lists_dealt_once', TABLE = 'status_lists';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER deal_onwards BEFORE UPDATE ON status_lists
    FOR EACH ROW EXECUTE FUNCTION deal_onwards();

CREATE TABLE credentials (
    certificate_id bigint CONSTRAINT credentials_pkey PRIMARY KEY
        CONSTRAINT credentials_certificate_fkey REFERENCES certificates (id),
    -- Hides in the log which certificate an entry is about; with it gone, the entry is a number.
    salt bytea NOT NULL CONSTRAINT credentials_salt_length CHECK (length(salt) = 32),
    status_list_id bigint NOT NULL
        CONSTRAINT credentials_status_list_fkey REFERENCES status_lists (id),
    status_slot integer NOT NULL
        CONSTRAINT credentials_status_slot_range CHECK (status_slot BETWEEN 0 AND 131071),
    proof_key_id bigint NOT NULL
        CONSTRAINT credentials_proof_key_fkey REFERENCES issuer_keys (id),
    token_key_id bigint NOT NULL
        CONSTRAINT credentials_token_key_fkey REFERENCES issuer_keys (id),
    -- JSON with an embedded proof, and the compact JWS.
    document bytea NOT NULL,
    token bytea NOT NULL,
    CONSTRAINT credentials_status_slot_once UNIQUE (status_list_id, status_slot)
) WITH (toast_tuple_target = 8160);
-- Signatures do not compress, and most rows fit a page.
ALTER TABLE credentials ALTER COLUMN document SET STORAGE EXTERNAL,
    ALTER COLUMN token SET STORAGE EXTERNAL;
CREATE INDEX credentials_proof_key_idx ON credentials (proof_key_id);
CREATE INDEX credentials_token_key_idx ON credentials (token_key_id);
CALL make_append_only('credentials');

-- Each signed edition of a status list; the newest counts.
CREATE TABLE status_publications (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT status_publications_pkey PRIMARY KEY,
    status_list_id bigint NOT NULL
        CONSTRAINT status_publications_status_list_fkey REFERENCES status_lists (id),
    ended_count integer NOT NULL
        CONSTRAINT status_publications_ended_count_range CHECK (ended_count >= 0),
    document bytea NOT NULL,
    published_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX status_publications_status_list_idx
    ON status_publications (status_list_id, id DESC);
CALL make_audited('status_publications');
CALL make_append_only('status_publications');
