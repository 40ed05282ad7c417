-- What learners open as a module: its content as it was handed in, one version after the other.
-- Files lie outside the database, the package under its digest and what was in it beside it.

ALTER TABLE blobs DROP CONSTRAINT blobs_media_type_known;
ALTER TABLE blobs ADD CONSTRAINT blobs_media_type_known
    CHECK (media_type IN ('application/pdf', 'application/epub+zip', 'application/zip'));

CREATE TABLE module_versions (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT module_versions_pkey PRIMARY KEY,
    module_id bigint NOT NULL CONSTRAINT module_versions_module_fkey REFERENCES modules (id),
    number integer NOT NULL CONSTRAINT module_versions_number_range
        CHECK (number BETWEEN 1 AND 9999),
    blob_id bigint NOT NULL CONSTRAINT module_versions_blob_fkey REFERENCES blobs (id),
    standard text NOT NULL CONSTRAINT module_versions_standard_known
        CHECK (standard IN ('scorm-1.2', 'scorm-2004', 'cmi5', 'xapi', 'h5p', 'web')),
    -- What the manifest said: edition, title, parts in order and what starts each, and what is odd.
    content jsonb NOT NULL CONSTRAINT module_versions_content_object
        CHECK (jsonb_typeof(content) = 'object'),
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT module_versions_number_once UNIQUE (module_id, number),
    CONSTRAINT module_versions_blob_once UNIQUE (module_id, blob_id)
);
CREATE INDEX module_versions_blob_idx ON module_versions (blob_id);
CALL make_audited('module_versions');
CALL make_append_only('module_versions');

-- Versions are counted; two that come at once wait for each other. A version is of the kind that
-- its module is, which versions of courses may have promised.
CREATE FUNCTION check_module_version() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    module_kind text;
BEGIN
    SELECT kind INTO module_kind FROM modules WHERE id = NEW.module_id FOR UPDATE;
    IF module_kind <> (CASE NEW.standard WHEN 'web' THEN 'text' ELSE NEW.standard END) THEN
        RAISE EXCEPTION 'the module is of another kind than the package'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'module_versions_of_kind', TABLE = 'module_versions';
    END IF;
    IF NEW.number <> 1 + coalesce(
        (SELECT max(number) FROM module_versions WHERE module_id = NEW.module_id), 0)
    THEN
        RAISE EXCEPTION 'versions of a module are counted'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'module_versions_counted', TABLE = 'module_versions';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION check_module_version() FROM PUBLIC;
CREATE TRIGGER check_version BEFORE INSERT ON module_versions
    FOR EACH ROW EXECUTE FUNCTION check_module_version();

-- A module that has content stays of its kind.
CREATE FUNCTION keep_kind_of_content() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM module_versions WHERE module_id = OLD.id) THEN
        RAISE EXCEPTION 'module % has content of its kind', OLD.code
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'modules_kind_has_content', TABLE = 'modules';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION keep_kind_of_content() FROM PUBLIC;
CREATE TRIGGER keep_kind_of_content BEFORE UPDATE OF kind ON modules
    FOR EACH ROW WHEN (OLD.kind <> NEW.kind) EXECUTE FUNCTION keep_kind_of_content();

-- Packages of the Experience API's own kind are modules as well.
ALTER TABLE modules DROP CONSTRAINT modules_kind_known;
ALTER TABLE modules ADD CONSTRAINT modules_kind_known CHECK (kind IN (
    'text', 'video', 'quiz', 'scorm-1.2', 'scorm-2004', 'cmi5', 'xapi', 'h5p', 'external'));

-- The version that who begins from now on begins with: the last that was said. Who has begun with
-- another goes on with that. An older one can be said again.
CREATE TABLE module_publications (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT module_publications_pkey PRIMARY KEY,
    module_version_id bigint NOT NULL CONSTRAINT module_publications_version_fkey
        REFERENCES module_versions (id),
    published_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX module_publications_version_idx ON module_publications (module_version_id, id);
CALL make_audited('module_publications');
CALL make_append_only('module_publications');
