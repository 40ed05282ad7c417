import EventLoop
import Postgres
import TestSupport
import Testing

@Suite("When the server goes away", .serialized)
struct OutageTests {
    private enum Outcome: Sendable, Hashable { case answered, unavailable, other(String) }

    private func outcome(
        counting answers: Counter = Counter(),
        _ body: () async throws -> Void
    ) async -> Outcome {
        do {
            try await body()
            answers.count()
            return .answered
        } catch let error as PostgresError where error.isUnavailable {
            return .unavailable
        } catch {
            return .other(String(reflecting: error))
        }
    }

    /// Writes and reads without a pause, while `outage` happens to the server.
    private func load(
        _ database: Database,
        during outage: () async throws -> Void
    ) async throws -> [Outcome] {
        let (stop, answers) = (Counter(), Counter())
        let tasks = (0..<8).map { worker in
            Task {
                var outcomes: [Outcome] = []
                while stop.value == 0 {
                    outcomes.append(
                        await outcome(counting: answers) {
                            if worker % 2 == 0 {
                                _ = try await database.readValue("SELECT \(worker)", as: Int.self)
                            } else {
                                try await database.transaction {
                                    try $0.execute("INSERT INTO facts VALUES (\(worker))")
                                    try $0.execute("SELECT pg_sleep(0.002)")
                                }
                            }
                        }
                    )
                    try? await Task.sleep(for: .milliseconds(1))
                }
                return outcomes
            }
        }
        try await until("answers") { answers.value > 50 }
        try await outage()
        let before = answers.value
        try await until("answers again") { answers.value > before + 50 }
        stop.count()
        var all: [Outcome] = []
        for task in tasks { all += await task.value }
        return all
    }

    /// `outage` takes the server away, calls its second argument, and brings the server back.
    private func survives(
        _ outage: (TestCluster, _ meanwhile: () async throws -> Void) async throws -> Void
    ) async throws {
        // A crash must not take the table back.
        let cluster = try TestCluster(settings: ["synchronous_commit = on"])
        let database = Database(
            configuration: DatabaseConfiguration(url: cluster.url("postgres")),
            loops: TestDatabase.loops
        )
        try await database.transaction { try $0.execute("CREATE TABLE facts (id bigint)") }
        let outcomes = try await load(database) {
            try await outage(cluster) {
                // While the server is away everything fails, and says so.
                let write = await outcome {
                    _ = try await database.transaction { try $0.execute("SELECT 1") }
                }
                #expect(write == .unavailable)
            }
        }
        let others = Set(outcomes).subtracting([.answered, .unavailable])
        #expect(others.isEmpty)
        // Lanes pause up to five seconds between attempts, each loop's by itself: reads take turns
        // on them, so two in a row must be answered for each.
        try await until("the lanes of every loop") {
            for _ in 0..<(2 * TestDatabase.loops.count) {
                let read = await outcome { _ = try await database.read("SELECT 1", as: (Int.self)) }
                if read != .answered { return false }
            }
            return true
        }
        #expect(try await database.readValue("SELECT 2", as: Int.self) == 2)
        #expect(try await database.transaction { try $0.value("SELECT 3", as: Int.self) } == 3)
        await database.close()
        cluster.tearDown()
    }

    @Test("A restart costs errors that say unavailable, and later calls work")
    func restart() async throws {
        try await survives { cluster, meanwhile in
            try cluster.stop()
            try await meanwhile()
            try cluster.start()
        }
    }

    @Test("So does a crash of the server")
    func crash() async throws {
        try await survives { cluster, meanwhile in
            try cluster.killPostmaster()
            // Sessions live on until they notice.
            try await Task.sleep(for: .milliseconds(500))
            try await meanwhile()
            try cluster.startAfterKill()
        }
    }

    @Test("Connections that died while idle are replaced without an error", .database)
    func idleDeath() async throws {
        let database = TestDatabase.current.database
        for round in 0..<5 {
            try await database.transaction { try $0.execute("SELECT \(round)") }
            let killer = Database(
                configuration: TestDatabase.current.configuration,
                loops: TestDatabase.loops
            )
            try await killer.transaction {
                try $0.execute(
                    """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()
                        AND application_name = 'test'
                    """
                )
            }
            let value = try await database.transaction { try $0.value("SELECT 1", as: Int.self) }
            #expect(value == 1)
            await killer.close()
        }
    }

    @Test("A connection lost during COMMIT says that the outcome is unknown", .database)
    func commitOutcome() async throws {
        let database = TestDatabase.current.database
        try await database.transaction {
            try $0.execute("CREATE TABLE facts (id bigint)")
            try $0.execute(
                """
                CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    PERFORM pg_terminate_backend(pg_backend_pid());
                    PERFORM pg_sleep(1);
                    RETURN NULL;
                END $$
                """
            )
            try $0.execute(
                """
                CREATE CONSTRAINT TRIGGER facts_die AFTER INSERT ON facts
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION die()
                """
            )
        }
        let error = await #expect(throws: PostgresError.self) {
            try await database.transaction { try $0.execute("INSERT INTO facts VALUES (1)") }
        }
        #expect(error?.kind == .commitOutcomeUnknown)
        #expect(error?.isRetryable == false)
        #expect(try await database.transaction { try $0.value("SELECT 1", as: Int.self) } == 1)
    }

    @Test("A connection lost in the middle is an error, not a second run", .database)
    func lostInTheMiddle() async throws {
        let runs = Counter()
        let database = TestDatabase.current.database
        let error = await #expect(throws: PostgresError.self) {
            try await database.transaction { transaction in
                runs.count()
                try transaction.execute("SELECT 1")
                try transaction.execute("SELECT pg_terminate_backend(pg_backend_pid())")
            }
        }
        #expect(error?.kind == .connectionLost)
        #expect(error?.isUnavailable == true)
        #expect(runs.value == 1)
    }
}
