-- A table with the trigger append_only cannot be updated, deleted from or truncated by the service
-- either, not even in one column.
SELECT tgrelid::regclass || ' ' || wanted.privilege AS offender
FROM pg_trigger
CROSS JOIN (VALUES ('UPDATE'), ('DELETE'), ('TRUNCATE')) AS wanted (privilege)
WHERE tgname = 'append_only'
    AND (
        has_table_privilege('obuka_service', tgrelid, wanted.privilege)
        OR (
            wanted.privilege = 'UPDATE'
            AND has_any_column_privilege('obuka_service', tgrelid, wanted.privilege)))
ORDER BY 1;
