import Logging
import Postgres
import Synchronization
import TestSupport
import Testing

@Suite("PostgresError", .database)
struct ErrorTests {
    private func failure(_ sql: SQL) async -> PostgresError? {
        await #expect(throws: PostgresError.self) {
            try await TestDatabase.current.database.transaction { try $0.execute(sql) }
        }
    }

    private func makeTable() async throws {
        try await TestDatabase.current.database.transaction {
            try $0.execute(
                """
                CREATE TABLE people (
                    id bigint CONSTRAINT people_pkey PRIMARY KEY,
                    email text NOT NULL CONSTRAINT people_email_once UNIQUE,
                    age int CONSTRAINT people_age_possible CHECK (age BETWEEN 0 AND 150),
                    boss bigint CONSTRAINT people_boss_exists REFERENCES people
                )
                """
            )
            try $0.execute("INSERT INTO people VALUES (1, 'mira@example.org', 40, NULL)")
        }
    }

    @Test("A violated constraint is known by its name")
    func constraints() async throws {
        try await makeTable()
        let unique = await failure("INSERT INTO people VALUES (2, \("mira@example.org"), 1)")
        #expect(unique?.constraint == "people_email_once")
        #expect(unique?.sqlState == .uniqueViolation)
        #expect(unique?.table == "people")
        #expect(unique?.schema == "public")
        let check = await failure("INSERT INTO people VALUES (2, 'x', \(200))")
        #expect(check?.constraint == "people_age_possible")
        let reference = await failure("INSERT INTO people VALUES (2, 'x', 1, \(9))")
        #expect(reference?.constraint == "people_boss_exists")
        let null = await failure("INSERT INTO people VALUES (2, NULL)")
        #expect(null?.sqlState == .notNullViolation)
        #expect(null?.column == "email")
        #expect(null?.isUnavailable == false && null?.isRetryable == false)
    }

    @Test("The description holds neither server text nor values; the reflection holds both")
    func redaction() async throws {
        try await makeTable()
        let error = await failure("INSERT INTO people VALUES (2, \("mira@example.org"), 1)")
        let description = "\(try #require(error))"
        #expect(!description.contains("mira"))
        #expect(!description.contains("duplicate"))
        #expect(!description.contains("INSERT"))
        #expect(description.contains("people_email_once"))
        let everything = String(reflecting: try #require(error))
        #expect(everything.contains("mira@example.org"))
        #expect(everything.contains("duplicate key"))
        #expect(everything.contains("INSERT INTO people VALUES (2, $1, 1)"))
    }

    @Test("A statement that runs too long is unavailable, and so is a lock that does not come")
    func timeouts() async throws {
        var configuration = TestDatabase.current.configuration
        configuration.statementTimeout = .milliseconds(100)
        configuration.lockTimeout = .milliseconds(50)
        let database = Database(configuration: configuration, loops: TestDatabase.loops)
        let late = await #expect(throws: PostgresError.self) {
            try await database.transaction { try $0.execute("SELECT pg_sleep(5)") }
        }
        #expect(late?.sqlState == .queryCancelled)
        #expect(late?.unavailability == .late)
        try await makeTable()
        let locked = await #expect(throws: PostgresError.self) {
            try await TestDatabase.current.database.transaction { transaction in
                try transaction.execute("LOCK TABLE people")
                try blockingTransaction(database) { try $0.execute("DELETE FROM people") }
            }
        }
        #expect(locked?.sqlState == .lockNotAvailable)
        #expect(locked?.unavailability == .locked)
        await database.close()
    }

    @Test("No server: unavailable, whatever the reason")
    func noServer() async throws {
        for url in [
            "host=/nowhere dbname=x", "host=127.0.0.1 port=1 dbname=x", "not a url",
            "\(TestDatabase.current.url) user=nobody_there",
        ] {
            let database = Database(
                configuration: DatabaseConfiguration(url: url),
                loops: TestDatabase.loops
            )
            let write = await #expect(throws: PostgresError.self) {
                try await database.transaction { try $0.execute("SELECT 1") }
            }
            #expect(write?.kind == .cannotConnect)
            #expect(write?.isUnavailable == true)
            let read = await #expect(throws: PostgresError.self) {
                try await database.read("SELECT 1", as: (Int.self))
            }
            #expect(read?.isUnavailable == true)
            await database.close()
        }
    }
}

/// Runs a transaction of another database handle and waits for it on this thread.
func blockingTransaction(
    _ database: Database,
    _ body: @escaping @Sendable (borrowing Transaction) throws -> Void
) throws {
    let outcome = BlockingOutcome()
    Task {
        do {
            try await database.transaction { try body($0) }
            outcome.finish(nil)
        } catch {
            outcome.finish(error)
        }
    }
    if let error = outcome.wait() { throw error }
}

@Suite("What is logged about connections", .database)
struct ConnectionLogTests {
    @Test("The reason why there is none, and never a password")
    func reasons() async throws {
        let lines = LogLines()
        let logger = Logger(label: "test") { _ in lines }
        let (host, password) = (TestDatabase.current.cluster.directory, "kpT9xQ")
        for (url, wanted) in [
            ("host=/nowhere dbname=x password=\(password)", "/nowhere"),
            ("postgresql://u:\(password)@127.0.0.1:1/x", "Connection refused"),
            ("host=\(host) user=\(password) dbname=x password=\(password)", "does not exist"),
            ("postgresql://u:\(password)@[127.0.0.1/x", "is not valid"),
        ] {
            let database = Database(
                configuration: DatabaseConfiguration(url: url),
                loops: TestDatabase.loops,
                logger: logger
            )
            _ = try? await database.readValue("SELECT 1", as: Int.self)
            await database.close()
            let said = lines.take()
            #expect(said.contains(wanted))
            #expect(!said.contains(password))
        }
    }
}

/// A log handler that keeps what it is told.
private final class LogLines: LogHandler, Sendable {
    private let lines = Mutex("")

    var logLevel: Logger.Level {
        get { .trace }
        set {}
    }
    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }

    func log(event: LogEvent) {
        lines.withLock { $0 += "\(event.message) \(event.metadata ?? [:])\n" }
    }

    func take() -> String {
        lines.withLock { text in
            defer { text = "" }
            return text
        }
    }
}
