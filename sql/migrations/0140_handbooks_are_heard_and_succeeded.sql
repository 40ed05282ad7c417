-- An edition is read as pages of the web too, and heard; it may have the same content as several
-- files, one of each kind. An edition, and a handbook, says which one took its place.

ALTER TABLE blobs DROP CONSTRAINT blobs_media_type_known;
ALTER TABLE blobs ADD CONSTRAINT blobs_media_type_known CHECK (media_type IN (
    'application/pdf', 'application/epub+zip', 'application/zip', 'text/html', 'audio/mpeg',
    'audio/mp4', 'audio/ogg', 'image/jpeg', 'image/png', 'image/gif', 'image/webp', 'video/mp4',
    'video/webm'));
ALTER TABLE blobs ADD CONSTRAINT blobs_kind_once UNIQUE (id, media_type);

-- The files of an edition beside its first one, each of another kind.
CREATE TABLE handbook_files (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT handbook_files_pkey PRIMARY KEY,
    edition_id bigint NOT NULL
        CONSTRAINT handbook_files_edition_fkey REFERENCES handbook_editions (id),
    blob_id bigint NOT NULL,
    media_type text NOT NULL CONSTRAINT handbook_files_media_type_known CHECK (media_type IN (
        'application/pdf', 'application/epub+zip', 'text/html', 'audio/mpeg', 'audio/mp4',
        'audio/ogg')),
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT handbook_files_blob_fkey FOREIGN KEY (blob_id, media_type)
        REFERENCES blobs (id, media_type),
    CONSTRAINT handbook_files_kind_once UNIQUE (edition_id, media_type)
);
CREATE INDEX handbook_files_blob_idx ON handbook_files (blob_id, media_type);
CALL make_audited('handbook_files');
REVOKE UPDATE ON handbook_files FROM obuka_service;

-- Of each kind an edition has one file, its first one counted. Whoever gives it another one waits
-- for the row of the edition.
CREATE FUNCTION check_handbook_file() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    edition record;
BEGIN
    SELECT blob_id, withdrawn_on INTO edition
    FROM handbook_editions WHERE id = NEW.edition_id FOR UPDATE;
    IF edition.withdrawn_on IS NOT NULL THEN
        RAISE EXCEPTION 'the edition is withdrawn and gets no more files'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'handbook_files_edition_not_withdrawn', TABLE = 'handbook_files';
    END IF;
    IF EXISTS (SELECT FROM blobs WHERE id = edition.blob_id AND media_type = NEW.media_type) THEN
        RAISE EXCEPTION 'the first file of the edition is of this kind'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'handbook_files_not_the_first', TABLE = 'handbook_files';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION check_handbook_file() FROM PUBLIC;
CREATE TRIGGER check_file BEFORE INSERT ON handbook_files
    FOR EACH ROW EXECUTE FUNCTION check_handbook_file();

CREATE FUNCTION check_first_file() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM handbook_files JOIN blobs USING (media_type)
        WHERE handbook_files.edition_id = NEW.id AND blobs.id = NEW.blob_id)
    THEN
        RAISE EXCEPTION 'the edition has a file of this kind beside its first one'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'handbook_files_not_the_first', TABLE = 'handbook_files';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION check_first_file() FROM PUBLIC;
CREATE TRIGGER check_first_file BEFORE UPDATE OF blob_id ON handbook_editions
    FOR EACH ROW WHEN (NEW.blob_id IS DISTINCT FROM OLD.blob_id)
    EXECUTE FUNCTION check_first_file();

-- What people have read stays: of a published edition no file goes.
CREATE FUNCTION keep_published_file() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM handbook_editions WHERE id = OLD.edition_id FOR UPDATE;
    IF EXISTS (
        SELECT FROM handbook_editions WHERE id = OLD.edition_id AND published_on IS NOT NULL)
    THEN
        RAISE EXCEPTION 'the edition is published and keeps its files'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'handbook_files_published_kept', TABLE = 'handbook_files';
    END IF;
    RETURN OLD;
END
$$;
REVOKE ALL ON FUNCTION keep_published_file() FROM PUBLIC;
CREATE TRIGGER keep_published BEFORE DELETE ON handbook_files
    FOR EACH ROW EXECUTE FUNCTION keep_published_file();

-- All files of editions, the first one of each first.
CREATE VIEW edition_files AS
SELECT editions.id AS edition_id, editions.blob_id, blobs.media_type, 0::bigint AS place
FROM handbook_editions AS editions JOIN blobs ON blobs.id = editions.blob_id
UNION ALL
SELECT edition_id, blob_id, media_type, id FROM handbook_files;
GRANT SELECT ON edition_files TO obuka_service;

-- The file of each edition whose text is searched: pages are found best in a PDF.
CREATE VIEW edition_texts AS
SELECT DISTINCT ON (edition_id) edition_id, blob_id, media_type
FROM edition_files
WHERE media_type NOT LIKE 'audio/%'
ORDER BY edition_id, array_position(
    ARRAY['application/pdf', 'application/epub+zip', 'text/html'], media_type), place;
GRANT SELECT ON edition_texts TO obuka_service;

-- What is heard has no text.
CREATE OR REPLACE FUNCTION ask_for_text() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO handbook_texts (blob_id)
    SELECT id FROM blobs WHERE id = NEW.blob_id AND media_type NOT LIKE 'audio/%'
    ON CONFLICT (blob_id) DO NOTHING;
    RETURN NULL;
END
$$;
CREATE TRIGGER ask_for_text_inserted AFTER INSERT ON handbook_files
    FOR EACH ROW EXECUTE FUNCTION ask_for_text();

-- Which one took the place of another. The lock lets two changes that would close a circle
-- together wait for each other.
ALTER TABLE handbooks
    ADD COLUMN superseded_by_id bigint
        CONSTRAINT handbooks_superseded_by_fkey REFERENCES handbooks (id);
CREATE INDEX handbooks_superseded_by_idx ON handbooks (superseded_by_id);
GRANT INSERT (superseded_by_id), UPDATE (superseded_by_id) ON handbooks TO obuka_service;
ALTER TABLE handbook_editions
    ADD COLUMN superseded_by_id bigint
        CONSTRAINT handbook_editions_superseded_by_fkey REFERENCES handbook_editions (id);
CREATE INDEX handbook_editions_superseded_by_idx ON handbook_editions (superseded_by_id);
GRANT INSERT (superseded_by_id), UPDATE (superseded_by_id) ON handbook_editions
    TO obuka_service;

CREATE FUNCTION check_superseded() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    is_circle boolean;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext(TG_TABLE_NAME || '.superseded_by_id'));
    EXECUTE format(
        $query$
        WITH RECURSIVE later (id) AS (
            SELECT $1
            UNION SELECT known.superseded_by_id
            FROM %I AS known JOIN later ON known.id = later.id
            WHERE known.superseded_by_id IS NOT NULL
        )
        SELECT EXISTS (SELECT FROM later WHERE id = $2)
        $query$, TG_TABLE_NAME)
    INTO is_circle USING NEW.superseded_by_id, NEW.id;
    IF is_circle THEN
        RAISE EXCEPTION '% would take its own place', NEW.code
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = TG_ARGV[0], TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION check_superseded() FROM PUBLIC;
CREATE TRIGGER check_superseded AFTER INSERT OR UPDATE OF superseded_by_id ON handbooks
    FOR EACH ROW WHEN (NEW.superseded_by_id IS NOT NULL)
    EXECUTE FUNCTION check_superseded('handbooks_superseded_no_circle');
CREATE TRIGGER check_superseded AFTER INSERT OR UPDATE OF superseded_by_id ON handbook_editions
    FOR EACH ROW WHEN (NEW.superseded_by_id IS NOT NULL)
    EXECUTE FUNCTION check_superseded('handbook_editions_superseded_no_circle');
