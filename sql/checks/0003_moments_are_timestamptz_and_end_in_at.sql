-- Every moment is a timestamptz and named …_at, and nothing else is named so: a timestamp without
-- a zone means something else on every server.
SELECT attrelid::regclass || '.' || attname AS offender
FROM pg_attribute
JOIN pg_class ON pg_class.oid = attrelid
WHERE relnamespace = 'public'::regnamespace
    AND relkind IN ('r', 'v', 'p', 'm')
    AND attnum > 0
    AND NOT attisdropped
    AND (
        atttypid IN ('timestamp'::regtype, 'time'::regtype, 'timetz'::regtype)
        OR (atttypid = 'timestamptz'::regtype) <> (attname LIKE '%\_at'))
ORDER BY 1;
