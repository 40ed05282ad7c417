-- A report as of a day prints the titles that courses, projects and areas of plans had on that day,
-- so that what was reported comes out the same after one of them got another title.

CREATE TABLE former_titles (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT former_titles_pkey PRIMARY KEY,
    -- The table of what had the title, and its row; as in the audit.
    noun text NOT NULL
        CONSTRAINT former_titles_noun_known CHECK (noun IN ('courses', 'projects', 'plan_areas')),
    subject_id bigint NOT NULL,
    title_sr_cyrl text NOT NULL
        CONSTRAINT former_titles_title_sr_cyrl_nfc CHECK (title_sr_cyrl IS NFC NORMALIZED),
    title_sr_latn text NOT NULL
        CONSTRAINT former_titles_title_sr_latn_nfc CHECK (title_sr_latn IS NFC NORMALIZED),
    title_en text NOT NULL
        CONSTRAINT former_titles_title_en_nfc CHECK (title_en IS NFC NORMALIZED),
    ended_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX former_titles_subject_idx ON former_titles (noun, subject_id, ended_at);
CALL make_audited('former_titles');
CALL make_append_only('former_titles');
-- Only a change of the title enters them.
REVOKE INSERT ON former_titles FROM obuka_service;

CREATE FUNCTION keep_former_title() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO former_titles (noun, subject_id, title_sr_cyrl, title_sr_latn, title_en)
    VALUES (TG_TABLE_NAME, OLD.id, OLD.title_sr_cyrl, OLD.title_sr_latn, OLD.title_en);
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION keep_former_title() FROM PUBLIC;
CREATE TRIGGER keep_former_title AFTER UPDATE ON courses
    FOR EACH ROW
    WHEN (ROW(OLD.title_sr_cyrl, OLD.title_sr_latn, OLD.title_en)
        IS DISTINCT FROM ROW(NEW.title_sr_cyrl, NEW.title_sr_latn, NEW.title_en))
    EXECUTE FUNCTION keep_former_title();
CREATE TRIGGER keep_former_title AFTER UPDATE ON projects
    FOR EACH ROW
    WHEN (ROW(OLD.title_sr_cyrl, OLD.title_sr_latn, OLD.title_en)
        IS DISTINCT FROM ROW(NEW.title_sr_cyrl, NEW.title_sr_latn, NEW.title_en))
    EXECUTE FUNCTION keep_former_title();
CREATE TRIGGER keep_former_title AFTER UPDATE ON plan_areas
    FOR EACH ROW
    WHEN (ROW(OLD.title_sr_cyrl, OLD.title_sr_latn, OLD.title_en)
        IS DISTINCT FROM ROW(NEW.title_sr_cyrl, NEW.title_sr_latn, NEW.title_en))
    EXECUTE FUNCTION keep_former_title();

-- The titles of a row on a day, in Cyrillic, in Latin and in English, given those that it has now.
CREATE FUNCTION titles_on(day date, kind text, subject bigint, titles text[]) RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT coalesce((
        SELECT ARRAY[former.title_sr_cyrl, former.title_sr_latn, former.title_en]
        FROM former_titles AS former
        WHERE former.noun = kind AND former.subject_id = subject
            AND (former.ended_at AT TIME ZONE 'Europe/Belgrade')::date > day
        ORDER BY former.ended_at, former.id
        LIMIT 1), titles);
END;
