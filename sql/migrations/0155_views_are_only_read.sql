-- Views came with the rights of tables, and who writes through one has those of its owner: by
-- `ended_quotas` the service could delete quotas, which it may not. Nothing of ours did.
-- `sql/checks` looks that no other view comes so.
DO $$
DECLARE
    known record;
BEGIN
    FOR known IN
        SELECT relname FROM pg_class
        WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace
    LOOP
        EXECUTE format(
            'REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON %I FROM obuka_service', known.relname);
    END LOOP;
END
$$;
