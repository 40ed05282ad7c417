-- A course that asks for itself, or for one that asks for it in the end, can be taken by nobody. Of
-- the others their newest published versions count, as they do for who applies.
CREATE FUNCTION asks_for_itself(version bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp
BEGIN ATOMIC
    WITH RECURSIVE asked (course_id) AS (
        SELECT course_id FROM course_version_prerequisites WHERE course_version_id = version
        UNION
        SELECT needed.course_id
        FROM asked
        JOIN course_versions AS newest ON newest.id = (
            SELECT id FROM course_versions AS published
            WHERE published.course_id = asked.course_id AND published_on IS NOT NULL
            ORDER BY number DESC LIMIT 1)
        JOIN course_version_prerequisites AS needed ON needed.course_version_id = newest.id
    )
    SELECT EXISTS (
        SELECT FROM asked JOIN course_versions ON course_versions.id = version
        WHERE asked.course_id = course_versions.course_id);
END;
REVOKE ALL ON FUNCTION asks_for_itself(bigint) FROM PUBLIC;

CREATE FUNCTION check_prerequisites() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    version bigint := CASE TG_TABLE_NAME WHEN 'course_versions' THEN NEW.id
        ELSE (to_jsonb(NEW) ->> 'course_version_id')::bigint END;
BEGIN
    -- Two that are published at once may ask for each other: the second one looks after the first.
    LOCK TABLE course_version_prerequisites IN SHARE ROW EXCLUSIVE MODE;
    IF asks_for_itself(version) THEN
        RAISE EXCEPTION 'a course asks for itself'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'course_version_prerequisites_end',
                  TABLE = 'course_version_prerequisites';
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION check_prerequisites() FROM PUBLIC;
CREATE TRIGGER check_prerequisites AFTER INSERT ON course_version_prerequisites
    FOR EACH ROW EXECUTE FUNCTION check_prerequisites();
CREATE TRIGGER check_prerequisites AFTER UPDATE OF published_on ON course_versions
    FOR EACH ROW WHEN (NEW.published_on IS NOT NULL AND OLD.published_on IS NULL)
    EXECUTE FUNCTION check_prerequisites();
