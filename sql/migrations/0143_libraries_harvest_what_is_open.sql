-- What everybody may read is told to the catalogues of other libraries: since when a record says
-- what it says, and that it is gone, which is kept for ever (OAI-PMH 2.0, section 2.5.1).

CREATE TABLE catalogue_records (
    edition_id bigint CONSTRAINT catalogue_records_pkey PRIMARY KEY
        CONSTRAINT catalogue_records_edition_fkey REFERENCES handbook_editions (id),
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    is_deleted boolean NOT NULL DEFAULT false
);
CREATE INDEX catalogue_records_changed_at_idx ON catalogue_records (changed_at, edition_id);
REVOKE ALL ON catalogue_records FROM obuka_service;
GRANT SELECT ON catalogue_records TO obuka_service;

-- Enters what has changed of editions: those that everybody may read, and those that were so. What
-- an edition took the place of says whether that can be read, so it changes with it.
CREATE FUNCTION note_catalogue_records(changed bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    -- Whoever withdraws or closes one of them just now is waited for, and then it is looked. No
    -- weaker lock: two that had it would wait for each other where they enter the same records.
    PERFORM FROM handbook_editions
    WHERE id = ANY(changed) OR superseded_by_id = ANY(changed)
    ORDER BY id FOR NO KEY UPDATE;
    INSERT INTO catalogue_records (edition_id, changed_at, is_deleted)
    SELECT known.id, clock_timestamp(), NOT known.is_open
    FROM (
        SELECT id, published_on IS NOT NULL AND withdrawn_on IS NULL AND access = 'open' AS is_open
        FROM handbook_editions WHERE id = ANY(changed) OR superseded_by_id = ANY(changed)
    ) AS known
    WHERE known.is_open OR EXISTS (
        SELECT FROM catalogue_records WHERE edition_id = known.id AND NOT is_deleted)
    ORDER BY known.id
    ON CONFLICT (edition_id)
    DO UPDATE SET changed_at = clock_timestamp(), is_deleted = excluded.is_deleted;
END
$$;
REVOKE ALL ON FUNCTION note_catalogue_records(bigint[]) FROM PUBLIC;

CREATE FUNCTION note_catalogue_of_editions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM note_catalogue_records(ARRAY(SELECT id FROM changed));
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION note_catalogue_of_editions() FROM PUBLIC;
CREATE TRIGGER note_catalogue AFTER UPDATE ON handbook_editions REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_catalogue_of_editions();

CREATE FUNCTION note_catalogue_of_files() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM note_catalogue_records(ARRAY(SELECT edition_id FROM changed));
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION note_catalogue_of_files() FROM PUBLIC;
CREATE TRIGGER note_catalogue AFTER INSERT ON handbook_files REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_catalogue_of_files();

CREATE FUNCTION note_catalogue_of_handbooks() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM note_catalogue_records(ARRAY(
        SELECT editions.id
        FROM handbook_editions AS editions JOIN changed ON changed.id = editions.handbook_id));
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION note_catalogue_of_handbooks() FROM PUBLIC;
CREATE TRIGGER note_catalogue AFTER UPDATE ON handbooks REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_catalogue_of_handbooks();

CREATE FUNCTION note_catalogue_of_courses() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM note_catalogue_records(ARRAY(
        SELECT editions.id
        FROM handbook_editions AS editions
        JOIN changed ON changed.handbook_id = editions.handbook_id));
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION note_catalogue_of_courses() FROM PUBLIC;
CREATE TRIGGER note_catalogue_inserted AFTER INSERT ON handbook_courses
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_catalogue_of_courses();
CREATE TRIGGER note_catalogue_deleted AFTER DELETE ON handbook_courses
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_catalogue_of_courses();

CREATE FUNCTION note_catalogue_of_titles() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM note_catalogue_records(ARRAY(
        SELECT editions.id
        FROM handbook_editions AS editions
        JOIN handbook_courses USING (handbook_id)
        JOIN changed ON changed.id = handbook_courses.course_id
        JOIN before ON before.id = changed.id
        WHERE (before.title_sr_cyrl, before.title_sr_latn, before.title_en)
            IS DISTINCT FROM (changed.title_sr_cyrl, changed.title_sr_latn, changed.title_en)));
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION note_catalogue_of_titles() FROM PUBLIC;
CREATE TRIGGER note_catalogue AFTER UPDATE ON courses
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_catalogue_of_titles();

SELECT note_catalogue_records(ARRAY(SELECT id FROM handbook_editions));
