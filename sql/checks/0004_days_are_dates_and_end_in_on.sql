-- Every day is a date and named …_on, and nothing else is named so.
SELECT attrelid::regclass || '.' || attname AS offender
FROM pg_attribute
JOIN pg_class ON pg_class.oid = attrelid
WHERE relnamespace = 'public'::regnamespace
    AND relkind IN ('r', 'v', 'p', 'm')
    AND attnum > 0
    AND NOT attisdropped
    AND (atttypid = 'date'::regtype) <> (attname LIKE '%\_on')
ORDER BY 1;
