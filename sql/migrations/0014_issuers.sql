-- Who issues: an identity (did:web) and the public halves of its keys. The private halves are files
-- that the database never sees.

CREATE TABLE issuers (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT issuers_pkey PRIMARY KEY,
    -- In addresses and in the DID, so it stays for ever.
    slug text NOT NULL
        CONSTRAINT issuers_slug_form CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
    name_sr_cyrl text NOT NULL
        CONSTRAINT issuers_name_sr_cyrl_nfc CHECK (name_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT issuers_name_sr_cyrl_length CHECK (length(name_sr_cyrl) BETWEEN 1 AND 300),
    name_sr_latn text NOT NULL
        CONSTRAINT issuers_name_sr_latn_nfc CHECK (name_sr_latn IS NFC NORMALIZED)
        CONSTRAINT issuers_name_sr_latn_length CHECK (length(name_sr_latn) BETWEEN 1 AND 300),
    name_en text NOT NULL
        CONSTRAINT issuers_name_en_nfc CHECK (name_en IS NFC NORMALIZED)
        CONSTRAINT issuers_name_en_length CHECK (length(name_en) BETWEEN 1 AND 300),
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT issuers_slug_once UNIQUE (slug)
);
CALL make_audited('issuers');
SELECT set_config('obuka.actor', 'migration', true);
INSERT INTO issuers (slug, name_sr_cyrl, name_sr_latn, name_en)
VALUES (
    'centre', 'Тренинг центар за миграције', 'Trening centar za migracije',
    'Training Centre for Migration');

-- A key is for one use: proofs in documents and the log's checkpoints are Ed25519, tokens P-256.
-- The newest that is neither retired nor revoked signs; all of them stay published.
CREATE TABLE issuer_keys (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT issuer_keys_pkey PRIMARY KEY,
    issuer_id bigint NOT NULL CONSTRAINT issuer_keys_issuer_fkey REFERENCES issuers (id),
    code text NOT NULL
        CONSTRAINT issuer_keys_code_form CHECK (code ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
    purpose text NOT NULL
        CONSTRAINT issuer_keys_purpose_known CHECK (purpose IN ('proof', 'token', 'log')),
    -- Raw Ed25519, or the uncompressed point of P-256 (X9.63).
    public_key bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT issuer_keys_code_once UNIQUE (issuer_id, code),
    CONSTRAINT issuer_keys_public_key_length
        CHECK (length(public_key) = CASE purpose WHEN 'token' THEN 65 ELSE 32 END)
);
CALL make_audited('issuer_keys');
CALL make_append_only('issuer_keys');

CREATE TABLE issuer_key_retirements (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT issuer_key_retirements_pkey PRIMARY KEY,
    key_id bigint NOT NULL
        CONSTRAINT issuer_key_retirements_key_fkey REFERENCES issuer_keys (id),
    retired_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT issuer_key_retirements_once UNIQUE (key_id)
);
CALL make_audited('issuer_key_retirements');
CALL make_append_only('issuer_key_retirements');

-- Somebody else may have the private half: what it signed proves nothing by itself any more.
CREATE TABLE issuer_key_revocations (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT issuer_key_revocations_pkey PRIMARY KEY,
    key_id bigint NOT NULL
        CONSTRAINT issuer_key_revocations_key_fkey REFERENCES issuer_keys (id),
    revoked_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT issuer_key_revocations_once UNIQUE (key_id)
);
CALL make_audited('issuer_key_revocations');
CALL make_append_only('issuer_key_revocations');
