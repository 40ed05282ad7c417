-- What is taught, with the rules for passing as data.

CREATE TABLE courses (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT courses_pkey PRIMARY KEY,
    code text NOT NULL CONSTRAINT courses_code_form CHECK (code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    title_sr_cyrl text NOT NULL
        CONSTRAINT courses_title_sr_cyrl_nfc CHECK (title_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT courses_title_sr_cyrl_length CHECK (length(title_sr_cyrl) BETWEEN 1 AND 300),
    title_sr_latn text NOT NULL
        CONSTRAINT courses_title_sr_latn_nfc CHECK (title_sr_latn IS NFC NORMALIZED)
        CONSTRAINT courses_title_sr_latn_length CHECK (length(title_sr_latn) BETWEEN 1 AND 300),
    title_en text NOT NULL
        CONSTRAINT courses_title_en_nfc CHECK (title_en IS NFC NORMALIZED)
        CONSTRAINT courses_title_en_length CHECK (length(title_en) BETWEEN 1 AND 300),
    -- Proposed to a new cohort, which keeps its own copy: a later change touches no old cohort.
    minimum_attendance_percent integer NOT NULL DEFAULT 80
        CONSTRAINT courses_minimum_attendance_percent_range
        CHECK (minimum_attendance_percent BETWEEN 0 AND 100),
    -- NULL: the course has no final test.
    pass_score_percent integer DEFAULT 60
        CONSTRAINT courses_pass_score_percent_range CHECK (pass_score_percent BETWEEN 0 AND 100),
    fold text GENERATED ALWAYS AS (
        search_fold(code || ' ' || title_sr_latn || ' ' || title_sr_cyrl || ' ' || title_en))
        STORED,
    created_at timestamptz NOT NULL DEFAULT now(),
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT courses_code_once UNIQUE (code)
);
CREATE INDEX courses_fold_idx ON courses USING gin (fold gin_trgm_ops);
CREATE TRIGGER count_version BEFORE UPDATE ON courses
    FOR EACH ROW EXECUTE FUNCTION count_version();
CALL make_audited('courses');
