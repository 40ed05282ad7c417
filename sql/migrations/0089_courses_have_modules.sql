-- A course has parts that somebody goes through alone: a text, a film, a quiz, a package, or what
-- is done on another platform. A version of a course says which it has, in which order, and which
-- of them passing takes; that is published with it and stays as it is.

CREATE TABLE modules (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT modules_pkey PRIMARY KEY,
    code text NOT NULL CONSTRAINT modules_code_form CHECK (code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    title_sr_cyrl text NOT NULL
        CONSTRAINT modules_title_sr_cyrl_nfc CHECK (title_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT modules_title_sr_cyrl_length CHECK (length(title_sr_cyrl) BETWEEN 1 AND 300),
    title_sr_latn text NOT NULL
        CONSTRAINT modules_title_sr_latn_nfc CHECK (title_sr_latn IS NFC NORMALIZED)
        CONSTRAINT modules_title_sr_latn_length CHECK (length(title_sr_latn) BETWEEN 1 AND 300),
    title_en text NOT NULL
        CONSTRAINT modules_title_en_nfc CHECK (title_en IS NFC NORMALIZED)
        CONSTRAINT modules_title_en_length CHECK (length(title_en) BETWEEN 1 AND 300),
    -- What it is; what is in it is said elsewhere.
    kind text NOT NULL
        CONSTRAINT modules_kind_known CHECK (kind IN (
            'text', 'video', 'quiz', 'scorm-1.2', 'scorm-2004', 'cmi5', 'h5p', 'external')),
    -- That going through it takes; 0 when nobody said.
    hours numeric(6, 2) NOT NULL
        CONSTRAINT modules_hours_range CHECK (hours BETWEEN 0 AND 2000),
    fold text GENERATED ALWAYS AS (
        search_fold(code || ' ' || title_sr_latn || ' ' || title_sr_cyrl || ' ' || title_en))
        STORED,
    created_at timestamptz NOT NULL DEFAULT now(),
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT modules_code_once UNIQUE (code)
);
CREATE TRIGGER count_version BEFORE UPDATE ON modules
    FOR EACH ROW EXECUTE FUNCTION count_version();
CALL make_audited('modules');
CALL make_searchable('modules');
REVOKE DELETE ON modules FROM obuka_service;

CREATE TABLE course_version_modules (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT course_version_modules_pkey PRIMARY KEY,
    course_version_id bigint NOT NULL
        CONSTRAINT course_version_modules_version_fkey REFERENCES course_versions (id),
    module_id bigint NOT NULL
        CONSTRAINT course_version_modules_module_fkey REFERENCES modules (id),
    position integer NOT NULL
        CONSTRAINT course_version_modules_position_range CHECK (position BETWEEN 1 AND 50),
    -- Whether passing takes it; the others are offered.
    is_required boolean NOT NULL,
    CONSTRAINT course_version_modules_once UNIQUE (course_version_id, module_id),
    CONSTRAINT course_version_modules_position_once UNIQUE (course_version_id, position)
);
CREATE INDEX course_version_modules_module_idx ON course_version_modules (module_id);
CALL make_audited('course_version_modules');
REVOKE UPDATE ON course_version_modules FROM obuka_service;
CREATE TRIGGER keep_published BEFORE INSERT OR UPDATE OR DELETE ON course_version_modules
    FOR EACH ROW EXECUTE FUNCTION keep_published_version();

-- A new version has the modules of the one before it.
CREATE FUNCTION take_over_modules() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO course_version_modules (course_version_id, module_id, position, is_required)
    SELECT NEW.id, known.module_id, known.position, known.is_required
    FROM course_version_modules AS known
    JOIN course_versions ON course_versions.id = known.course_version_id
    WHERE course_versions.course_id = NEW.course_id AND course_versions.number = NEW.number - 1
    ORDER BY known.position;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION take_over_modules() FROM PUBLIC;
CREATE TRIGGER take_over_modules AFTER INSERT ON course_versions
    FOR EACH ROW EXECUTE FUNCTION take_over_modules();

-- What a module is called by, what it is and how long it takes is said with each version that has
-- it, and so stays once one of them is published. Its title may be put right. Who names it in a
-- version waits for who changes it, and the other way round; the lock on the versions meets the one
-- of publishing.
CREATE FUNCTION lock_module() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM modules WHERE id = NEW.module_id FOR SHARE;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION lock_module() FROM PUBLIC;
CREATE TRIGGER lock_module BEFORE INSERT ON course_version_modules
    FOR EACH ROW EXECUTE FUNCTION lock_module();

CREATE FUNCTION keep_published_module() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM course_versions
    WHERE id IN (SELECT course_version_id FROM course_version_modules WHERE module_id = OLD.id)
    ORDER BY id FOR UPDATE;
    IF EXISTS (
        SELECT FROM course_version_modules AS named
        JOIN course_versions ON course_versions.id = named.course_version_id
        WHERE named.module_id = OLD.id AND course_versions.published_on IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'module % stands in a published version of a course', OLD.code
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'modules_published_kept', TABLE = 'modules';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION keep_published_module() FROM PUBLIC;
CREATE TRIGGER keep_published BEFORE UPDATE OF code, kind, hours ON modules
    FOR EACH ROW WHEN (
        (OLD.code, OLD.kind, OLD.hours) IS DISTINCT FROM (NEW.code, NEW.kind, NEW.hours))
    EXECUTE FUNCTION keep_published_module();

-- Programs of others learn of modules as of the other nouns of the catalogue.
CREATE TRIGGER tell_inserted AFTER INSERT ON modules REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_coded('module');
CREATE TRIGGER tell_updated AFTER UPDATE ON modules
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_coded('module');
