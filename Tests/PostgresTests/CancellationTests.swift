import EventLoop
import Postgres
import TestSupport
import Testing

@Suite("When a request to cancel is never answered", .database)
struct CancellationTests {
    /// Runs `body` with a database of one connection behind a relay.
    private func withRelay(_ body: (Database, Relay) async throws -> Void) async throws {
        let test = TestDatabase.current
        let relay = try Relay(to: "\(test.cluster.directory)/.s.PGSQL.5432")
        var configuration = test.configuration
        configuration.url =
            "host=127.0.0.1 port=\(relay.port) dbname=\(test.name) user=obuka sslmode=disable"
            + " gssencmode=disable"
        configuration.poolConnectionsMax = 1
        let database = Database(configuration: configuration, loops: TestDatabase.loops)
        try await body(database, relay)
        await database.close()
        relay.close()
    }

    @Test("A cancelled transaction ends with its statement, and its connection is not used again")
    func transaction() async throws {
        try await withRelay { database, relay in
            let before = try await database.transaction {
                try $0.value("SELECT pg_backend_pid()", as: Int.self)
            }
            let task = Task {
                try await database.transaction { try $0.execute("SELECT pg_sleep(2)") }
            }
            let test = TestDatabase.current.database
            try await until("the statement") {
                try await test.transaction {
                    try $0.value(
                        """
                        SELECT count(*) FROM pg_stat_activity
                        WHERE pid = \(before) AND state = 'active' AND query LIKE '%pg_sleep(2)'
                        """,
                        as: Int.self
                    ) == 1
                }
            }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(relay.cancelRequests > 0)
            let after = try await database.transaction {
                try $0.value("SELECT pg_backend_pid()", as: Int.self)
            }
            #expect(before != after)
        }
    }

    @Test("Rows that nobody wants any more are read to their end, and then the same holds")
    func stream() async throws {
        struct Enough: Error {}
        try await withRelay { database, relay in
            await #expect(throws: Enough.self) {
                try await database.transaction { transaction in
                    try transaction.forEachRow(
                        "SELECT generate_series(1, 100000)",
                        as: (Int.self)
                    ) { _ in throw Enough() }
                }
            }
            await #expect(throws: Enough.self) {
                try await database.transaction { transaction in
                    try transaction.copyOut("COPY (VALUES (1), (2)) TO STDOUT") { _ in
                        throw Enough()
                    }
                }
            }
            try await until { relay.cancelRequests == 2 }
            #expect(try await database.transaction { try $0.value("SELECT 1", as: Int.self) } == 1)
        }
    }

    @Test("What was cut short is not committed, even when the server had sent everything")
    func swallowed() async throws {
        struct Enough: Error {}
        let database = TestDatabase.current.database
        try await database.transaction { try $0.execute("CREATE TABLE facts (id bigint)") }
        await #expect(throws: PostgresError.self) {
            try await database.transaction { transaction in
                try transaction.execute("INSERT INTO facts VALUES (1)")
                do {
                    try transaction.forEachRow("VALUES (1), (2)", as: (Int.self)) { _ in
                        throw Enough()
                    }
                } catch {}
            }
        }
        await #expect(throws: PostgresError.self) {
            try await database.transaction { transaction in
                try transaction.execute("INSERT INTO facts VALUES (1)")
                do {
                    try transaction.copyOut("COPY (VALUES (1), (2)) TO STDOUT") { _ in
                        throw Enough()
                    }
                } catch {}
            }
        }
        let count = try await database.transaction { transaction in
            try? transaction.savepoint {
                try transaction.forEachRow("VALUES (1), (2)", as: (Int.self)) { _ in
                    throw Enough()
                }
            }
            return try transaction.value("SELECT count(*) FROM facts", as: Int.self)
        }
        #expect(count == 0)
    }

    @Test("A caller that was cancelled before it began does not wait for a connection")
    func beforehand() async throws {
        let silent = try Relay(to: nil)
        var configuration = TestDatabase.current.configuration
        configuration.url = "host=127.0.0.1 port=\(silent.port) dbname=x user=x"
        configuration.connectTimeout = .seconds(30)
        let database = Database(configuration: configuration, loops: TestDatabase.loops)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await database.transaction { try $0.execute("SELECT 1") }
        }
        let start = MonotonicTime.current()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(MonotonicTime.current().elapsed(since: start) < .seconds(20))
        silent.close()
        await database.close()
    }
}
