-- A view is written through with the rights of its owner, past those that the tables behind it
-- give: the service reads views and does no more with them.
SELECT views.oid::regclass || ' ' || wanted.privilege AS offender
FROM pg_class AS views
CROSS JOIN (VALUES ('INSERT'), ('UPDATE'), ('DELETE')) AS wanted (privilege)
WHERE views.relkind IN ('v', 'm') AND views.relnamespace = 'public'::regnamespace
    AND (
        has_table_privilege('obuka_service', views.oid, wanted.privilege)
        OR (
            wanted.privilege IN ('INSERT', 'UPDATE')
            AND has_any_column_privilege('obuka_service', views.oid, wanted.privilege)))
ORDER BY 1;
