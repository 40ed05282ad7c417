-- Places with all their names, and words of fixed vocabularies under which work is found.

CREATE TABLE venues (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT venues_pkey PRIMARY KEY,
    code text NOT NULL CONSTRAINT venues_code_form CHECK (code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    name_sr_cyrl text NOT NULL
        CONSTRAINT venues_name_sr_cyrl_nfc CHECK (name_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT venues_name_sr_cyrl_length CHECK (length(name_sr_cyrl) BETWEEN 1 AND 300),
    name_sr_latn text NOT NULL
        CONSTRAINT venues_name_sr_latn_nfc CHECK (name_sr_latn IS NFC NORMALIZED)
        CONSTRAINT venues_name_sr_latn_length CHECK (length(name_sr_latn) BETWEEN 1 AND 300),
    name_en text NOT NULL
        CONSTRAINT venues_name_en_nfc CHECK (name_en IS NFC NORMALIZED)
        CONSTRAINT venues_name_en_length CHECK (length(name_en) BETWEEN 1 AND 300),
    kind text NOT NULL DEFAULT 'other'
        CONSTRAINT venues_kind_known CHECK (kind IN (
            'training-centre', 'reception-centre', 'asylum-centre', 'other')),
    lsg_code text CONSTRAINT venues_lsg_fkey REFERENCES lsgs (code),
    fold text GENERATED ALWAYS AS (
        search_fold(code || ' ' || name_sr_latn || ' ' || name_sr_cyrl || ' ' || name_en))
        STORED,
    created_at timestamptz NOT NULL DEFAULT now(),
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT venues_code_once UNIQUE (code)
);
CREATE INDEX venues_lsg_idx ON venues (lsg_code);
CREATE INDEX venues_fold_idx ON venues USING gin (fold gin_trgm_ops);
CREATE TRIGGER count_version BEFORE UPDATE ON venues
    FOR EACH ROW EXECUTE FUNCTION count_version();
CALL make_audited('venues');

-- One house is called by many names.
CREATE TABLE venue_aliases (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT venue_aliases_pkey PRIMARY KEY,
    venue_id bigint NOT NULL CONSTRAINT venue_aliases_venue_fkey REFERENCES venues (id),
    alias text NOT NULL
        CONSTRAINT venue_aliases_alias_nfc CHECK (alias IS NFC NORMALIZED)
        CONSTRAINT venue_aliases_alias_length CHECK (length(alias) BETWEEN 1 AND 300),
    fold text GENERATED ALWAYS AS (search_fold(alias)) STORED,
    CONSTRAINT venue_aliases_alias_once UNIQUE (venue_id, alias)
);
CREATE INDEX venue_aliases_fold_idx ON venue_aliases USING gin (fold gin_trgm_ops);
CALL make_audited('venue_aliases');

-- Goals of the United Nations (sdg), objectives of the Global Compact for Migration (gcm),
-- categories of migrants, and themes.
CREATE TABLE tags (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT tags_pkey PRIMARY KEY,
    code text NOT NULL CONSTRAINT tags_code_form CHECK (code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    vocabulary text NOT NULL
        CONSTRAINT tags_vocabulary_known
        CHECK (vocabulary IN ('sdg', 'gcm', 'migrant-category', 'theme')),
    title_sr_cyrl text NOT NULL
        CONSTRAINT tags_title_sr_cyrl_nfc CHECK (title_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT tags_title_sr_cyrl_length CHECK (length(title_sr_cyrl) BETWEEN 1 AND 300),
    title_sr_latn text NOT NULL
        CONSTRAINT tags_title_sr_latn_nfc CHECK (title_sr_latn IS NFC NORMALIZED)
        CONSTRAINT tags_title_sr_latn_length CHECK (length(title_sr_latn) BETWEEN 1 AND 300),
    title_en text NOT NULL
        CONSTRAINT tags_title_en_nfc CHECK (title_en IS NFC NORMALIZED)
        CONSTRAINT tags_title_en_length CHECK (length(title_en) BETWEEN 1 AND 300),
    fold text GENERATED ALWAYS AS (
        search_fold(code || ' ' || title_sr_latn || ' ' || title_sr_cyrl || ' ' || title_en))
        STORED,
    created_at timestamptz NOT NULL DEFAULT now(),
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT tags_code_once UNIQUE (code)
);
CREATE INDEX tags_fold_idx ON tags USING gin (fold gin_trgm_ops);
CREATE TRIGGER count_version BEFORE UPDATE ON tags
    FOR EACH ROW EXECUTE FUNCTION count_version();
CALL make_audited('tags');

-- Another tag is another row.
CREATE TABLE project_tags (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT project_tags_pkey PRIMARY KEY,
    project_id bigint NOT NULL CONSTRAINT project_tags_project_fkey REFERENCES projects (id),
    tag_id bigint NOT NULL CONSTRAINT project_tags_tag_fkey REFERENCES tags (id),
    CONSTRAINT project_tags_once UNIQUE (project_id, tag_id)
);
CREATE INDEX project_tags_tag_idx ON project_tags (tag_id);
CALL make_audited('project_tags');
REVOKE UPDATE ON project_tags FROM obuka_service;

CREATE TABLE course_tags (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT course_tags_pkey PRIMARY KEY,
    course_id bigint NOT NULL CONSTRAINT course_tags_course_fkey REFERENCES courses (id),
    tag_id bigint NOT NULL CONSTRAINT course_tags_tag_fkey REFERENCES tags (id),
    CONSTRAINT course_tags_once UNIQUE (course_id, tag_id)
);
CREATE INDEX course_tags_tag_idx ON course_tags (tag_id);
CALL make_audited('course_tags');
REVOKE UPDATE ON course_tags FROM obuka_service;
