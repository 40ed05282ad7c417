-- Every name, title, alias, holder and venue is in NFC by a CHECK: two spellings of one letter in
-- bytes would be two names to PostgreSQL, and one to Swift.
SELECT attrelid::regclass || '.' || attname AS offender
FROM pg_attribute
JOIN pg_class ON pg_class.oid = attrelid
WHERE relnamespace = 'public'::regnamespace
    AND relkind = 'r'
    AND attnum > 0
    AND NOT attisdropped
    AND atttypid = 'text'::regtype
    AND attname ~ '(^|_)(name|title|alias|holder|venue|institution|function|district|region)(_|$)'
    AND attname NOT LIKE '%\_code'
    -- File names of migrations, and what an administrator calls a token: neither is printed.
    AND attrelid NOT IN ('schema_migrations'::regclass, 'tokens'::regclass)
    AND NOT EXISTS (
        SELECT FROM pg_constraint
        WHERE conrelid = attrelid
            AND contype = 'c'
            AND conkey = ARRAY[attnum]
            AND pg_get_constraintdef(pg_constraint.oid) LIKE '%IS NFC NORMALIZED%')
ORDER BY 1;
