-- Every CHECK, UNIQUE, PRIMARY KEY and FOREIGN KEY is named <table>_…, by hand: the name is what
-- Swift translates into a refusal.
SELECT conrelid::regclass || ' ' || conname AS offender
FROM pg_constraint
WHERE connamespace = 'public'::regnamespace
    AND contype IN ('c', 'u', 'p', 'f', 'x')
    AND conrelid <> 0
    AND (
        conname NOT LIKE replace(conrelid::regclass::text, '_', '\_') || '\_%'
        -- What PostgreSQL makes up by itself ends like this or is a long list of columns.
        OR conname ~ '_(check|key)[0-9]*$'
        OR (contype = 'f' AND conname ~ '_id_fkey$')
        OR (contype = 'f' AND conname ~ '_fkey[0-9]+$'))
ORDER BY 1;
