import FoundationEssentials
import Postgres

/// What the databases of a directory of migrations are cloned from.
struct TestTemplate: Sendable {
    let cluster: TestCluster
    let name: String

    /// Makes the template and migrates it; nil gives an empty one.
    static func make(
        _ cluster: TestCluster,
        migrations: String?,
        number: Int
    ) async throws -> TestTemplate {
        let name = "obuka_test_template_\(number)"
        try cluster.command("CREATE DATABASE \(name) TEMPLATE template0")
        if let migrations {
            let configuration = DatabaseConfiguration(url: cluster.url(name))
            try await Migrator(configuration: configuration, directory: migrations).migrate()
        }
        try cluster.command(resetScript, database: name)
        return TestTemplate(cluster: cluster, name: name)
    }

    func clone(_ number: Int) throws -> String {
        let clone = "\(name)_clone_\(number)"
        try cluster.command("CREATE DATABASE \(clone) TEMPLATE \(name)")
        return clone
    }

    func drop(_ clone: String) throws {
        try cluster.command("DROP DATABASE \(clone) WITH (FORCE)")
    }

    /// A function that brings a clone back to the state of the template, and what it needs to know.
    ///
    /// Deleting is a hundred times quicker than TRUNCATE, and `session_replication_role = replica`
    /// lets it pass append-only triggers and foreign keys. Rows that migrations inserted are kept
    /// aside and put back. A clone whose schema a test changed cannot be brought back and says so.
    private static let resetScript = """
        CREATE SCHEMA obuka_test;
        CREATE FUNCTION obuka_test.namespaces() RETURNS oid[] LANGUAGE sql STABLE AS $$
            SELECT array_agg(oid) FROM pg_namespace
            WHERE nspname !~ '^(pg_|information_schema$|obuka_test$)'
        $$;
        CREATE TABLE obuka_test.seeds (source regclass, copy regclass, columns text);
        CREATE TABLE obuka_test.sequences (sequence regclass, last bigint, called boolean);
        CREATE VIEW obuka_test.shape AS
            SELECT md5(coalesce(string_agg(part, ',' ORDER BY part), '')) AS fingerprint FROM (
                SELECT 'class ' || c.oid || c.relnatts || c.relchecks || c.relhasindex AS part
                FROM pg_class c WHERE c.relnamespace = ANY (obuka_test.namespaces())
                    AND c.relkind <> 'i'
                UNION ALL SELECT 'column ' || attrelid || attname || atttypid || attnotnull
                FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid
                WHERE c.relnamespace = ANY (obuka_test.namespaces()) AND attnum > 0
                UNION ALL SELECT 'index ' || indexrelid FROM pg_index i JOIN pg_class c
                    ON c.oid = indexrelid WHERE c.relnamespace = ANY (obuka_test.namespaces())
                UNION ALL SELECT 'proc ' || oid || xmin FROM pg_proc
                    WHERE pronamespace = ANY (obuka_test.namespaces())
                UNION ALL SELECT 'type ' || oid FROM pg_type
                    WHERE typnamespace = ANY (obuka_test.namespaces())
                UNION ALL SELECT 'constraint ' || oid FROM pg_constraint
                    WHERE connamespace = ANY (obuka_test.namespaces())
                UNION ALL SELECT 'trigger ' || oid || tgenabled::text FROM pg_trigger
                UNION ALL SELECT 'policy ' || oid FROM pg_policy
                UNION ALL SELECT 'schema ' || unnest(obuka_test.namespaces())
            ) parts;
        CREATE TABLE obuka_test.template (fingerprint text);
        CREATE FUNCTION obuka_test.reset() RETURNS boolean LANGUAGE plpgsql AS $$
        DECLARE
            item record;
        BEGIN
            IF (SELECT fingerprint FROM obuka_test.template)
                <> (SELECT fingerprint FROM obuka_test.shape) THEN RETURN false; END IF;
            SET LOCAL session_replication_role = replica;
            FOR item IN SELECT oid::regclass AS name FROM pg_class
                WHERE relnamespace = ANY (obuka_test.namespaces()) AND relkind IN ('r', 'p')
                AND NOT relispartition
            LOOP EXECUTE format('DELETE FROM %s', item.name); END LOOP;
            FOR item IN SELECT * FROM obuka_test.seeds
            LOOP EXECUTE format(
                'INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM %s',
                item.source, item.columns, item.columns, item.copy); END LOOP;
            PERFORM setval(sequence, last, called) FROM obuka_test.sequences;
            RETURN true;
        END $$;
        DO $$
        DECLARE
            item record;
            filled boolean;
            last bigint;
            called boolean;
            columns text;
        BEGIN
            FOR item IN SELECT oid, oid::regclass AS name FROM pg_class
                WHERE relnamespace = ANY (obuka_test.namespaces()) AND relkind IN ('r', 'p')
                AND NOT relispartition
            LOOP
                EXECUTE format('SELECT EXISTS (SELECT FROM %s)', item.name) INTO filled;
                CONTINUE WHEN NOT filled;
                SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) INTO columns
                FROM pg_attribute WHERE attrelid = item.oid AND attnum > 0
                    AND NOT attisdropped AND attgenerated = '';
                EXECUTE format('CREATE TABLE obuka_test.seed_%s AS SELECT %s FROM %s',
                    item.oid, columns, item.name);
                INSERT INTO obuka_test.seeds
                VALUES (item.name, ('obuka_test.seed_' || item.oid)::regclass, columns);
            END LOOP;
            FOR item IN SELECT oid::regclass AS name FROM pg_class
                WHERE relnamespace = ANY (obuka_test.namespaces()) AND relkind = 'S'
            LOOP
                EXECUTE format('SELECT last_value, is_called FROM %s', item.name)
                INTO last, called;
                INSERT INTO obuka_test.sequences VALUES (item.name, last, called);
            END LOOP;
            INSERT INTO obuka_test.template SELECT fingerprint FROM obuka_test.shape;
        END $$;
        """
}
