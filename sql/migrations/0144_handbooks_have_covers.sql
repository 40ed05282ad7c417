-- An edition is shown with its cover: a picture that was handed in, the first page of its PDF, or
-- the cover of its EPUB. It is drawn in two sizes by a job, as the text is read.

ALTER TABLE handbook_editions
    ADD COLUMN cover_blob_id bigint
        CONSTRAINT handbook_editions_cover_fkey REFERENCES blobs (id);
CREATE INDEX handbook_editions_cover_idx ON handbook_editions (cover_blob_id);
GRANT INSERT (cover_blob_id), UPDATE (cover_blob_id) ON handbook_editions TO obuka_service;

-- What became of the cover that is drawn from a file.
CREATE TABLE handbook_covers (
    blob_id bigint CONSTRAINT handbook_covers_pkey PRIMARY KEY
        CONSTRAINT handbook_covers_blob_fkey REFERENCES blobs (id),
    attempts integer NOT NULL DEFAULT 0 CONSTRAINT handbook_covers_attempts_range
        CHECK (attempts BETWEEN 0 AND 3),
    -- When it is taken next; NULL when it is done with.
    due_at timestamptz DEFAULT now(),
    drawn_at timestamptz,
    large_id bigint CONSTRAINT handbook_covers_large_fkey REFERENCES blobs (id),
    small_id bigint CONSTRAINT handbook_covers_small_fkey REFERENCES blobs (id),
    -- Of the large one, in pixels.
    width integer CONSTRAINT handbook_covers_width_range CHECK (width BETWEEN 1 AND 10000),
    height integer CONSTRAINT handbook_covers_height_range CHECK (height BETWEEN 1 AND 10000),
    -- Why there is none.
    problem text CONSTRAINT handbook_covers_problem_known
        CHECK (problem IN ('damaged', 'none', 'too_slow', 'not_drawn', 'given_up')),
    CONSTRAINT handbook_covers_done_once CHECK ((due_at IS NULL) = (drawn_at IS NOT NULL)),
    CONSTRAINT handbook_covers_whole CHECK (
        num_nonnulls(large_id, small_id, width, height)
            = CASE WHEN drawn_at IS NOT NULL AND problem IS NULL THEN 4 ELSE 0 END)
);
CREATE INDEX handbook_covers_due_idx ON handbook_covers (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX handbook_covers_large_idx ON handbook_covers (large_id);
CREATE INDEX handbook_covers_small_idx ON handbook_covers (small_id);
REVOKE ALL ON handbook_covers FROM obuka_service;
GRANT SELECT ON handbook_covers TO obuka_service;
GRANT UPDATE (attempts, due_at, drawn_at, large_id, small_id, width, height, problem)
    ON handbook_covers TO obuka_service;

-- From which file the cover of each edition is drawn.
CREATE VIEW edition_cover_sources AS
SELECT editions.id AS edition_id, coalesce(editions.cover_blob_id, (
    SELECT blob_id FROM edition_files
    WHERE edition_files.edition_id = editions.id
        AND media_type IN ('application/pdf', 'application/epub+zip')
    ORDER BY media_type = 'application/pdf' DESC LIMIT 1)) AS blob_id
FROM handbook_editions AS editions;
GRANT SELECT ON edition_cover_sources TO obuka_service;

CREATE FUNCTION ask_for_cover() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO handbook_covers (blob_id)
    SELECT DISTINCT sources.blob_id FROM edition_cover_sources AS sources
    WHERE sources.blob_id IS NOT NULL AND sources.edition_id
        = (to_jsonb(NEW) ->> TG_ARGV[0])::bigint
    ON CONFLICT (blob_id) DO NOTHING;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION ask_for_cover() FROM PUBLIC;
CREATE TRIGGER ask_for_cover_inserted AFTER INSERT ON handbook_editions
    FOR EACH ROW WHEN (NEW.blob_id IS NOT NULL OR NEW.cover_blob_id IS NOT NULL)
    EXECUTE FUNCTION ask_for_cover('id');
CREATE TRIGGER ask_for_cover_updated AFTER UPDATE OF blob_id, cover_blob_id ON handbook_editions
    FOR EACH ROW WHEN (
        (NEW.blob_id, NEW.cover_blob_id) IS DISTINCT FROM (OLD.blob_id, OLD.cover_blob_id))
    EXECUTE FUNCTION ask_for_cover('id');
CREATE TRIGGER ask_for_cover_inserted AFTER INSERT ON handbook_files
    FOR EACH ROW EXECUTE FUNCTION ask_for_cover('edition_id');
INSERT INTO handbook_covers (blob_id)
SELECT DISTINCT blob_id FROM edition_cover_sources WHERE blob_id IS NOT NULL;
