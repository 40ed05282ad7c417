-- The versions of a course that were published in another centre come into this one with the day of
-- their publication, in order, and the vocabulary that they name with them.

-- A day of the past, not before that of the version before. A draft becomes published, as by
-- `publish_version`; what is published stays.
CREATE FUNCTION publish_version_as_of(version bigint, day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM courses
    WHERE id = (SELECT course_id FROM course_versions WHERE id = version)
    FOR NO KEY UPDATE;
    IF day > centre_today() OR EXISTS (
        SELECT FROM course_versions AS earlier
        JOIN course_versions AS published USING (course_id)
        WHERE published.id = version AND earlier.number < published.number
            AND earlier.published_on > day
    ) THEN
        RAISE EXCEPTION 'a version is published in the future or before the one before it'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'course_versions_published_in_order', TABLE = 'course_versions';
    END IF;
    UPDATE course_versions SET published_on = day WHERE id = version AND published_on IS NULL;
END
$$;
REVOKE ALL ON FUNCTION publish_version_as_of(bigint, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION publish_version_as_of(bigint, date) TO obuka_service;

-- A centre names the groups that its courses are for; a code stays, reports count by it.
GRANT INSERT (code, name_sr_cyrl, name_sr_latn, name_en),
    UPDATE (name_sr_cyrl, name_sr_latn, name_en) ON target_groups TO obuka_service;
