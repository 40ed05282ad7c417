-- Every trigger function, and every function that runs with its owner's rights, fixes its
-- search_path: nobody slips a table of the same name under it. One with its owner's rights cannot
-- be called or attached by everybody.
SELECT oid::regprocedure::text AS offender
FROM pg_proc
WHERE pronamespace = 'public'::regnamespace
    AND (prosecdef OR prorettype = 'trigger'::regtype)
    AND (
        NOT EXISTS (
            SELECT FROM unnest(proconfig) AS setting
            WHERE setting = 'search_path=public, pg_temp')
        OR (prosecdef AND has_function_privilege('public', oid, 'EXECUTE')))
ORDER BY 1;
