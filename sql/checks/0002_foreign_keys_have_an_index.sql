-- Every foreign key has an index that its columns lead: without one, every delete and every join
-- on it reads the whole table. Rows without the key may be left out of it.
SELECT conrelid::regclass || ' ' || conname AS offender
FROM pg_constraint
WHERE connamespace = 'public'::regnamespace
    AND contype = 'f'
    AND NOT EXISTS (
        SELECT FROM pg_index
        WHERE indrelid = conrelid
            AND (
                indpred IS NULL
                OR pg_get_expr(indpred, indrelid) IN (
                    SELECT format('(%I IS NOT NULL)', attname)
                    FROM pg_attribute
                    WHERE attrelid = conrelid AND ARRAY[attnum] = conkey))
            AND (
                SELECT array_agg(column_number ORDER BY column_number)
                FROM unnest((indkey::int2[])[0:cardinality(conkey) - 1]) AS column_number
            ) = (
                SELECT array_agg(column_number ORDER BY column_number)
                FROM unnest(conkey) AS column_number))
ORDER BY 1;
