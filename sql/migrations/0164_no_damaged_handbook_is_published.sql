-- What is published stays as it is, and an edition with a file that nobody can open could only be
-- withdrawn for good. A file that was not read yet may be published: who reads it says later.
CREATE FUNCTION check_files_open() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM edition_files JOIN handbook_texts USING (blob_id)
        WHERE edition_files.edition_id = NEW.id AND handbook_texts.problem = 'damaged')
    THEN
        RAISE EXCEPTION 'a file of the edition is damaged'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'handbook_editions_file_opens', TABLE = 'handbook_editions';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION check_files_open() FROM PUBLIC;
CREATE TRIGGER check_files_open BEFORE UPDATE OF published_on ON handbook_editions
    FOR EACH ROW WHEN (OLD.published_on IS NULL AND NEW.published_on IS NOT NULL)
    EXECUTE FUNCTION check_files_open();
