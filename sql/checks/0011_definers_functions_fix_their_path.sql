-- Every function that runs with its owner's rights fixes its search_path: nobody slips a table of
-- the same name under it. None of them can be called or attached by everybody but as the trigger
-- that it is.
SELECT oid::regprocedure::text AS offender
FROM pg_proc
WHERE pronamespace = 'public'::regnamespace
    AND prosecdef
    AND (
        NOT EXISTS (
            SELECT FROM unnest(proconfig) AS setting
            WHERE setting = 'search_path=public, pg_temp')
        OR has_function_privilege('public', oid, 'EXECUTE'))
ORDER BY 1;
