import EventLoop
import FoundationEssentials
import Glibc
import Postgres
import Synchronization
import TestSupport
import Testing

@Suite("Migrator", .database)
struct MigratorTests {
    /// A directory of migrations that goes when the test has ended.
    private final class Directory: Sendable {
        let path = "/tmp/obuka_migrations_\(getpid())_\(MonotonicTime.current().nanoseconds)"

        init(_ files: [String: String]) throws {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true
            )
            for (name, text) in files { try write(name, text) }
        }

        deinit {
            try? FileManager.default.removeItem(atPath: path)
        }

        func write(_ name: String, _ text: String) throws {
            try text.write(toFile: "\(path)/\(name)", atomically: true, encoding: .utf8)
        }

        func remove(_ name: String) throws {
            try FileManager.default.removeItem(atPath: "\(path)/\(name)")
        }

        var migrator: Migrator {
            Migrator(configuration: TestDatabase.current.configuration, directory: path)
        }
    }

    private let files = [
        "0001_people.sql": "CREATE TABLE people (id bigint); -- ћирилица",
        "0002_names.sql": "ALTER TABLE people ADD name text;\nINSERT INTO people VALUES (1, 'a');",
        "README.md": "not a migration",
    ]

    private func failure(_ directory: Directory) async -> MigrationError? {
        await #expect(throws: MigrationError.self) { try await directory.migrator.migrate() }
    }

    @Test("A fresh database gets all, a second run nothing, a new file only itself")
    func forward() async throws {
        let directory = try Directory(files)
        #expect(try await directory.migrator.plan().map(\.number) == [1, 2])
        let steps = Mutex<[String]>([])
        let applied = try await directory.migrator.migrate { progress in
            if case .applying(let file, let index, let count) = progress {
                steps.withLock { $0.append("\(index + 1)/\(count) \(file.sentence)") }
            }
        }
        #expect(applied.map(\.name) == ["0001_people.sql", "0002_names.sql"])
        #expect(steps.withLock { $0 } == ["1/2 people", "2/2 names"])
        #expect(try await directory.migrator.migrate().isEmpty)
        #expect(try await directory.migrator.plan().isEmpty)
        try directory.write("0003_more.sql", "INSERT INTO people VALUES (2, 'b')")
        #expect(try await directory.migrator.migrate().map(\.number) == [3])
        let count = try await TestDatabase.current.database.transaction {
            try $0.value("SELECT count(*) FROM people", as: Int.self)
        }
        #expect(count == 2)
    }

    @Test("The plan touches nothing")
    func planOnly() async throws {
        let directory = try Directory(files)
        #expect(try await directory.migrator.plan().count == 2)
        let tables = try await TestDatabase.current.database.transaction {
            try $0.value(
                "SELECT count(*) FROM pg_class WHERE relname = 'schema_migrations'",
                as: Int.self
            )
        }
        #expect(tables == 0)
    }

    @Test("A changed, missing or late file is refused by name")
    func refusals() async throws {
        let directory = try Directory(files)
        try await directory.migrator.migrate()
        try directory.write("0002_names.sql", "SELECT 1")
        #expect(
            await failure(directory)?.description.contains("0002_names.sql was changed") == true
        )
        try directory.remove("0002_names.sql")
        #expect(await failure(directory)?.description.contains("has 0002_names.sql") == true)
        try directory.write("0002_names.sql", try #require(files["0002_names.sql"]))
        try directory.write("0004_four.sql", "SELECT 4")
        try await directory.migrator.migrate()
        try directory.write("0003_three.sql", "SELECT 3")
        #expect(
            await failure(directory)?.description.contains("0003_three.sql comes before") == true
        )
        try directory.remove("0003_three.sql")
        try directory.write("0004_other.sql", "SELECT 4")
        #expect(await failure(directory)?.description.contains("same number") == true)
        try directory.remove("0004_other.sql")
        try directory.write("5_short.sql", "SELECT 5")
        #expect(await failure(directory)?.description.contains("not named as") == true)
    }

    @Test("A refused script keeps nothing of itself and all before it, and says the line")
    func resume() async throws {
        let directory = try Directory(files)
        try directory.write(
            "0002_names.sql",
            "ALTER TABLE people ADD name text;\n\nSELECT nonsense;"
        )
        let error = try #require(await failure(directory))
        #expect(error.description.contains("0002_names.sql, line 3"))
        #expect(error.description.contains("nonsense"))
        #expect(try await directory.migrator.plan().map(\.number) == [2])
        try directory.write("0002_names.sql", "ALTER TABLE people ADD name text")
        #expect(try await directory.migrator.migrate().map(\.number) == [2])
    }

    private func tables() async throws -> [String] {
        try await TestDatabase.current.database.transaction {
            try $0.rows(
                """
                SELECT relname::text FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relname LIKE 'made_%'
                ORDER BY relname
                """,
                as: (String.self)
            )
        }
    }

    @Test(
        "A script that commits by itself is refused, and what it left behind is said",
        arguments: [
            "CREATE TABLE made_a (); COMMIT;",
            "CREATE TABLE made_a (); COMMIT; BEGIN;",
            "CREATE TABLE made_a (); COMMIT; BEGIN; CREATE TABLE made_b (); SELECT nonsense;",
            "CREATE TABLE made_a (); COMMIT; SELECT nonsense;",
        ]
    )
    func ownCommit(script: String) async throws {
        let directory = try Directory(["0001_commits.sql": script])
        let error = await failure(directory)
        #expect(error?.description.contains("0001_commits.sql contains COMMIT") == true)
        #expect(error?.description.contains("was kept") == true)
        #expect(try await tables() == ["made_a"])
        #expect(try await directory.migrator.plan().map(\.number) == [1])
    }

    @Test("A script that rolls back by itself is refused, and leaves nothing")
    func ownRollback() async throws {
        let directory = try Directory([
            "0001_rolls.sql": "CREATE TABLE made_a (); ROLLBACK; BEGIN; CREATE TABLE made_b ();"
        ])
        let error = await failure(directory)
        #expect(error?.description.contains("nothing of it was kept") == true)
        #expect(try await tables() == [])
    }

    @Test("Two at once apply everything once")
    func twoAtOnce() async throws {
        // The first to come waits here until the others have said that they wait for it.
        let gate = TestDatabase.current.database
        try await gate.transaction { try $0.execute("CREATE TABLE gate ()") }
        let directory = try Directory([
            "0001_slow.sql": "CREATE TABLE people (id bigint); LOCK TABLE gate;",
            "0002_row.sql": "INSERT INTO people VALUES (1)",
        ])
        let migrator = directory.migrator
        let waited = Counter()
        let holder = Task {
            try await gate.transaction { transaction in
                try transaction.execute("LOCK TABLE gate")
                while waited.value < 2 { usleep(1_000) }
            }
        }
        try await until("the lock") {
            try await gate.transaction {
                try $0.value(
                    """
                    SELECT count(*) FROM pg_locks
                    WHERE relation = 'gate'::regclass AND mode = 'AccessExclusiveLock'
                    """,
                    as: Int.self
                ) == 1
            }
        }
        let applied = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    try await migrator.migrate { progress in
                        if case .waitingForAnother = progress { waited.count() }
                    }.count
                }
            }
            return try await group.reduce(0, +)
        }
        try await holder.value
        #expect(applied == 2)
        #expect(waited.value == 2)
    }

    @Test("Migrations run as the owner even when the service has another role")
    func owner() async throws {
        try await TestDatabase.current.database.transaction {
            try $0.execute(
                """
                DO $$ BEGIN CREATE ROLE obuka_test_service;
                EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$
                """
            )
        }
        var configuration = TestDatabase.current.configuration
        configuration.role = "obuka_test_service"
        let directory = try Directory(["0001_owner.sql": "CREATE TABLE owned (id bigint)"])
        try await Migrator(configuration: configuration, directory: directory.path).migrate()
        let database = Database(configuration: configuration, loops: TestDatabase.loops)
        let role = try await database.transaction {
            try $0.value("SELECT current_user::text", as: String.self)
        }
        #expect(role == "obuka_test_service")
        let read = try await database.readValue("SELECT current_user::text", as: String.self)
        #expect(read == "obuka_test_service")
        await database.close()
    }
}
