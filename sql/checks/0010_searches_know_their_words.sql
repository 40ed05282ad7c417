-- Every folded text of a table that may grow has a trigram index.
SELECT attrelid::regclass::text AS offender
FROM pg_attribute
JOIN pg_class ON pg_class.oid = attrelid
WHERE relnamespace = 'public'::regnamespace
    AND relkind = 'r'
    AND attname = 'fold'
    AND attrelid <> 'lsgs'::regclass
    AND NOT EXISTS (
        SELECT FROM pg_index
        JOIN pg_opclass ON pg_opclass.oid = indclass[0]
        WHERE indrelid = attrelid
            AND indkey[0] = attnum
            AND opcname = 'gin_trgm_ops')
ORDER BY 1;
