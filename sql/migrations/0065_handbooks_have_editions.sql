-- Handbooks, and their editions: one language and version of a handbook each, with its file.

CREATE TABLE handbooks (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT handbooks_pkey PRIMARY KEY,
    code text NOT NULL
        CONSTRAINT handbooks_code_form CHECK (code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    title_sr_cyrl text NOT NULL
        CONSTRAINT handbooks_title_sr_cyrl_nfc CHECK (title_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT handbooks_title_sr_cyrl_length CHECK (length(title_sr_cyrl) BETWEEN 1 AND 300),
    title_sr_latn text NOT NULL
        CONSTRAINT handbooks_title_sr_latn_nfc CHECK (title_sr_latn IS NFC NORMALIZED)
        CONSTRAINT handbooks_title_sr_latn_length CHECK (length(title_sr_latn) BETWEEN 1 AND 300),
    title_en text NOT NULL
        CONSTRAINT handbooks_title_en_nfc CHECK (title_en IS NFC NORMALIZED)
        CONSTRAINT handbooks_title_en_length CHECK (length(title_en) BETWEEN 1 AND 300),
    project_id bigint CONSTRAINT handbooks_project_fkey REFERENCES projects (id),
    fold text GENERATED ALWAYS AS (
        search_fold(code || ' ' || title_sr_latn || ' ' || title_sr_cyrl || ' ' || title_en))
        STORED,
    created_at timestamptz NOT NULL DEFAULT now(),
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT handbooks_code_once UNIQUE (code)
);
CREATE INDEX handbooks_project_idx ON handbooks (project_id);
CREATE TRIGGER count_version BEFORE UPDATE ON handbooks
    FOR EACH ROW EXECUTE FUNCTION count_version();
CALL make_audited('handbooks');
CALL make_searchable('handbooks');

-- The courses that a handbook is for.
CREATE TABLE handbook_courses (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT handbook_courses_pkey PRIMARY KEY,
    handbook_id bigint NOT NULL
        CONSTRAINT handbook_courses_handbook_fkey REFERENCES handbooks (id),
    course_id bigint NOT NULL CONSTRAINT handbook_courses_course_fkey REFERENCES courses (id),
    CONSTRAINT handbook_courses_once UNIQUE (handbook_id, course_id)
);
CREATE INDEX handbook_courses_course_idx ON handbook_courses (course_id);
CALL make_audited('handbook_courses');
REVOKE UPDATE ON handbook_courses FROM obuka_service;

-- Files that are kept outside the database, each under the SHA-256 of its content.
CREATE TABLE blobs (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT blobs_pkey PRIMARY KEY,
    digest text NOT NULL CONSTRAINT blobs_digest_form CHECK (digest ~ '^[0-9a-f]{64}$'),
    bytes bigint NOT NULL CONSTRAINT blobs_bytes_positive CHECK (bytes > 0),
    media_type text NOT NULL CONSTRAINT blobs_media_type_known
        CHECK (media_type IN ('application/pdf', 'application/epub+zip')),
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT blobs_digest_once UNIQUE (digest)
);
CALL make_audited('blobs');
CALL make_append_only('blobs');

CREATE TABLE handbook_editions (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT handbook_editions_pkey PRIMARY KEY,
    code text NOT NULL
        CONSTRAINT handbook_editions_code_form CHECK (code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    handbook_id bigint NOT NULL
        CONSTRAINT handbook_editions_handbook_fkey REFERENCES handbooks (id),
    -- A tag of BCP 47 with its script where the language has two.
    language_tag text NOT NULL CONSTRAINT handbook_editions_language_tag_form
        CHECK (language_tag ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?$' AND language_tag <> 'sr'),
    -- What the title page says: "1", "2.1", "second, revised".
    version_label text NOT NULL
        CONSTRAINT handbook_editions_version_label_nfc CHECK (version_label IS NFC NORMALIZED)
        CONSTRAINT handbook_editions_version_label_length
        CHECK (length(version_label) BETWEEN 1 AND 40),
    year integer NOT NULL
        CONSTRAINT handbook_editions_year_plausible CHECK (year BETWEEN 1990 AND 2100),
    licence text NOT NULL
        CONSTRAINT handbook_editions_licence_length CHECK (length(licence) BETWEEN 1 AND 100),
    access text NOT NULL DEFAULT 'open'
        CONSTRAINT handbook_editions_access_known CHECK (access IN ('open', 'accounts')),
    blob_id bigint CONSTRAINT handbook_editions_blob_fkey REFERENCES blobs (id),
    published_on date,
    withdrawn_on date,
    created_at timestamptz NOT NULL DEFAULT now(),
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT handbook_editions_code_once UNIQUE (code),
    CONSTRAINT handbook_editions_once UNIQUE (handbook_id, language_tag, version_label),
    CONSTRAINT handbook_editions_published_has_file
        CHECK (published_on IS NULL OR blob_id IS NOT NULL),
    CONSTRAINT handbook_editions_withdrawn_was_published CHECK (withdrawn_on >= published_on),
    CONSTRAINT handbook_editions_draft_not_withdrawn
        CHECK (withdrawn_on IS NULL OR published_on IS NOT NULL)
);
CREATE INDEX handbook_editions_blob_idx ON handbook_editions (blob_id);
CREATE TRIGGER count_version BEFORE UPDATE ON handbook_editions
    FOR EACH ROW EXECUTE FUNCTION count_version();
CALL make_audited('handbook_editions');

-- What people have read and cited stays as it was. Who may read it can be decided anew, and it can
-- be withdrawn; what is withdrawn stays so.
CREATE FUNCTION keep_published_edition() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'the edition of the handbook is published and stays as it is'
        USING ERRCODE = 'integrity_constraint_violation',
              CONSTRAINT = 'handbook_editions_published_kept', TABLE = 'handbook_editions';
END
$$;
CREATE TRIGGER keep_published BEFORE UPDATE ON handbook_editions
    FOR EACH ROW WHEN (
        OLD.published_on IS NOT NULL
        AND (OLD.code, OLD.handbook_id, OLD.language_tag, OLD.version_label, OLD.year, OLD.licence,
                OLD.blob_id, OLD.published_on)
            IS DISTINCT FROM
            (NEW.code, NEW.handbook_id, NEW.language_tag, NEW.version_label, NEW.year, NEW.licence,
                NEW.blob_id, NEW.published_on)
        OR OLD.withdrawn_on IS DISTINCT FROM NEW.withdrawn_on AND OLD.withdrawn_on IS NOT NULL)
    EXECUTE FUNCTION keep_published_edition();
CREATE TRIGGER keep_published_row BEFORE DELETE ON handbook_editions
    FOR EACH ROW WHEN (OLD.published_on IS NOT NULL)
    EXECUTE FUNCTION keep_published_edition();
