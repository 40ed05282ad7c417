-- Institutions: ministries, offices, municipal bodies, donors, partners.

CREATE TABLE organisations (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT organisations_pkey PRIMARY KEY,
    code text NOT NULL
        CONSTRAINT organisations_code_form CHECK (code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    name_sr_cyrl text NOT NULL
        CONSTRAINT organisations_name_sr_cyrl_nfc CHECK (name_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT organisations_name_sr_cyrl_length CHECK (length(name_sr_cyrl) BETWEEN 1 AND 300),
    name_sr_latn text NOT NULL
        CONSTRAINT organisations_name_sr_latn_nfc CHECK (name_sr_latn IS NFC NORMALIZED)
        CONSTRAINT organisations_name_sr_latn_length CHECK (length(name_sr_latn) BETWEEN 1 AND 300),
    name_en text NOT NULL
        CONSTRAINT organisations_name_en_nfc CHECK (name_en IS NFC NORMALIZED)
        CONSTRAINT organisations_name_en_length CHECK (length(name_en) BETWEEN 1 AND 300),
    kind text NOT NULL
        CONSTRAINT organisations_kind_known CHECK (kind IN (
            'state-body', 'local-body', 'international', 'donor', 'civil-society', 'other')),
    lsg_code text CONSTRAINT organisations_lsg_fkey REFERENCES lsgs (code),
    fold text GENERATED ALWAYS AS (
        search_fold(code || ' ' || name_sr_latn || ' ' || name_sr_cyrl || ' ' || name_en)) STORED,
    created_at timestamptz NOT NULL DEFAULT now(),
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT organisations_code_once UNIQUE (code)
);
CREATE INDEX organisations_lsg_idx ON organisations (lsg_code);
CREATE INDEX organisations_fold_idx ON organisations USING gin (fold gin_trgm_ops);
CREATE TRIGGER count_version BEFORE UPDATE ON organisations
    FOR EACH ROW EXECUTE FUNCTION count_version();
CALL make_audited('organisations');

-- Other names in use: an acronym, an old name, the spelling of another script.
CREATE TABLE organisation_aliases (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT organisation_aliases_pkey PRIMARY KEY,
    organisation_id bigint NOT NULL
        CONSTRAINT organisation_aliases_organisation_fkey REFERENCES organisations (id),
    alias text NOT NULL
        CONSTRAINT organisation_aliases_alias_nfc CHECK (alias IS NFC NORMALIZED)
        CONSTRAINT organisation_aliases_alias_length CHECK (length(alias) BETWEEN 1 AND 300),
    fold text GENERATED ALWAYS AS (search_fold(alias)) STORED,
    CONSTRAINT organisation_aliases_alias_once UNIQUE (organisation_id, alias)
);
CREATE INDEX organisation_aliases_fold_idx ON organisation_aliases USING gin (fold gin_trgm_ops);
CALL make_audited('organisation_aliases');
