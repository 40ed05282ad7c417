-- A list that is larger than all that the statistics know of, as the first one of a new centre, has
-- the statements that look at it planned as if there were a handful of rows: they took minutes.
-- Whoever has entered so many has them counted; the lock that this takes keeps others from
-- counting.
CREATE FUNCTION count_new_rows(entered bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    small_list constant bigint := 1000;
BEGIN
    IF entered < small_list THEN
        RETURN;
    END IF;
    IF (SELECT reltuples < entered FROM pg_class WHERE oid = 'enrolments'::regclass) THEN
        ANALYZE enrolments;
        ANALYZE people;
    END IF;
END
$$;
REVOKE ALL ON FUNCTION count_new_rows(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION count_new_rows(bigint) TO obuka_service;
