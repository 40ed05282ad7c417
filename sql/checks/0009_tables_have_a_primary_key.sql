-- Every table has a primary key.
SELECT oid::regclass::text AS offender
FROM pg_class
WHERE relnamespace = 'public'::regnamespace
    AND relkind IN ('r', 'p')
    AND NOT EXISTS (
        SELECT FROM pg_constraint WHERE conrelid = pg_class.oid AND contype = 'p')
ORDER BY 1;
