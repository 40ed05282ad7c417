import EventLoop
import FoundationEssentials
import Glibc
import Postgres
import Synchronization
import TestSupport
import Testing

@Suite("Database.transaction", .database)
struct TransactionTests {
    private var database: Database { TestDatabase.current.database }

    private func makeFacts() async throws {
        try await database.transaction {
            try $0.execute("CREATE TABLE facts (id bigint CONSTRAINT facts_pkey PRIMARY KEY)")
        }
    }

    private func count() async throws -> Int? {
        try await database.transaction { try $0.value("SELECT count(*) FROM facts", as: Int.self) }
    }

    @Test("A transaction commits what its closure did and returns its value")
    func commits() async throws {
        let count = try await database.transaction { transaction in
            try transaction.execute("CREATE TABLE facts (id bigint, name text)")
            return try transaction.execute("INSERT INTO facts VALUES (1, 'a'), (2, \("b"))")
        }
        #expect(count == 2)
        let rows = try await database.transaction { transaction in
            try transaction.rows(
                "SELECT id, name FROM facts WHERE id > \(0) ORDER BY id",
                as: (Int.self, String?.self)
            )
        }
        #expect(rows.map(\.0) == [1, 2])
        #expect(rows.map(\.1) == ["a", "b"])
    }

    @Test("An error rolls everything back and comes out as it was thrown")
    func rollsBack() async throws {
        try await makeFacts()
        struct Refusal: Error {}
        await #expect(throws: Refusal.self) {
            try await database.transaction { transaction in
                try transaction.execute("INSERT INTO facts VALUES (1)")
                throw Refusal()
            }
        }
        #expect(try await count() == 0)
    }

    @Test("A swallowed error of the server cannot be committed")
    func swallowedError() async throws {
        try await makeFacts()
        let error = await #expect(throws: PostgresError.self) {
            try await database.transaction { transaction in
                try transaction.execute("INSERT INTO facts VALUES (1)")
                do { try transaction.execute("INSERT INTO facts VALUES (1)") } catch {}
                return 1
            }
        }
        #expect(error?.constraint == "facts_pkey")
        #expect(try await count() == 0)
    }

    @Test("A savepoint takes back its own part alone, nested ones too")
    func savepoints() async throws {
        try await makeFacts()
        try await database.transaction { transaction in
            try transaction.execute("INSERT INTO facts VALUES (1)")
            // No #expect around closures here: swiftc 6.3.1 gives those in the macro and those
            // after it the same symbols, and runs the wrong ones.
            var refusal: PostgresError?
            do {
                try transaction.savepoint {
                    try transaction.execute("INSERT INTO facts VALUES (2)")
                    try transaction.execute("INSERT INTO facts VALUES (1)")
                }
            } catch {
                refusal = error as? PostgresError
            }
            #expect(refusal?.constraint == "facts_pkey")
            try transaction.savepoint {
                try transaction.execute("INSERT INTO facts VALUES (3)")
                _ = try? transaction.savepoint {
                    try transaction.execute("INSERT INTO facts VALUES (4)")
                    try transaction.execute("SELECT 1 / 0")
                }
            }
        }
        let ids = try await database.transaction {
            try $0.rows("SELECT id FROM facts ORDER BY id", as: (Int.self))
        }
        #expect(ids == [1, 3])
    }

    @Test("A rehearsal does everything, checks deferred constraints, and changes nothing")
    func rehearsal() async throws {
        try await makeFacts()
        try await database.transaction {
            try $0.execute(
                """
                CREATE TABLE notes (
                    fact bigint CONSTRAINT notes_fact_exists REFERENCES facts
                        DEFERRABLE INITIALLY DEFERRED
                )
                """
            )
        }
        let inserted = try await database.rehearsal {
            try $0.execute("INSERT INTO facts VALUES (1), (2)")
        }
        #expect(inserted == 2)
        #expect(try await count() == 0)
        let error = await #expect(throws: PostgresError.self) {
            try await database.rehearsal { try $0.execute("INSERT INTO notes VALUES (9)") }
        }
        #expect(error?.constraint == "notes_fact_exists")
        let real = await #expect(throws: PostgresError.self) {
            try await database.transaction { try $0.execute("INSERT INTO notes VALUES (9)") }
        }
        #expect(real?.constraint == "notes_fact_exists")
    }

    @Test("A read-only transaction cannot write")
    func readOnly() async throws {
        try await makeFacts()
        let error = await #expect(throws: PostgresError.self) {
            try await database.transaction(readOnly: true) {
                try $0.execute("INSERT INTO facts VALUES (1)")
            }
        }
        #expect(error?.sqlState == .readOnlyTransaction)
    }

    @Test("Now is the server's and the same throughout")
    func now() async throws {
        let (first, second, server) = try await database.transaction { transaction in
            let first = try transaction.now
            try transaction.execute("SELECT pg_sleep(0.02)")
            let server = try transaction.value("SELECT now()", as: Date.self)
            return (first, try transaction.now, server)
        }
        #expect(first == second)
        #expect(first == server)
    }

    @Test("The time cannot be asked in the failed state, and never while rows are read")
    func nowAfterFailure() async throws {
        let failed = await #expect(throws: PostgresError.self) {
            try await database.transaction { transaction in
                do { try transaction.execute("SELECT 1 / 0") } catch {}
                return try transaction.now
            }
        }
        #expect(failed?.sqlState == .inFailedTransaction)
        let nested = await #expect(throws: PostgresError.self) {
            try await database.transaction { transaction in
                try transaction.forEachRow("SELECT 1", as: (Int.self)) { _ in
                    _ = try transaction.now
                }
            }
        }
        #expect(nested?.kind == .unsuitableStatement)
    }

    @Test("A second row where one is expected is an error")
    func twoRows() async throws {
        let error = await #expect(throws: PostgresError.self) {
            try await database.transaction { try $0.value("VALUES (1), (2)", as: Int.self) }
        }
        #expect(error?.kind == .tooLarge)
        let none = try await database.transaction {
            try $0.row("SELECT 1, 2 WHERE false", as: (Int.self, Int.self))
        }
        #expect(none == nil)
        let null = try await database.transaction {
            try $0.value("SELECT NULL::int", as: Int?.self)
        }
        #expect(null == .some(nil))
    }

    @Test("Rows are streamed; stopping early leaves a usable connection")
    func streaming() async throws {
        struct Enough: Error {}
        let database = database
        let sum = try await database.transaction { transaction in
            var sum = 0
            try transaction.forEachRow(
                "SELECT n, repeat('x', 100) FROM generate_series(1, \(100_000)) n",
                as: (Int.self, String.self)
            ) { number, _ in sum += number }
            return sum
        }
        #expect(sum == 5_000_050_000)
        for _ in 0..<5 {
            let seen = Mutex(0)
            let start = MonotonicTime.current()
            await #expect(throws: Enough.self) {
                try await database.transaction { transaction in
                    try transaction.forEachRow(
                        "SELECT generate_series(1, 100000000)",
                        as: (Int.self)
                    ) { number in
                        seen.withLock { $0 = number }
                        if number == 1_000 { throw Enough() }
                    }
                }
            }
            #expect(seen.withLock { $0 } == 1_000)
            #expect(MonotonicTime.current().elapsed(since: start) < .seconds(20))
            #expect(try await database.transaction { try $0.value("SELECT 1", as: Int.self) } == 1)
        }
    }

    @Test("COPY through execute is refused, and the pool survives it")
    func copyThroughExecute() async throws {
        try await makeFacts()
        let error = await #expect(throws: PostgresError.self) {
            try await database.transaction { try $0.execute("COPY facts FROM STDIN") }
        }
        #expect(error?.kind == .unsuitableStatement)
        #expect(try await count() == 0)
    }

    @Test(
        "More statements than the cache holds work as well",
        .database { $0.preparedStatementsMax = 4 }
    )
    func statementCache() async throws {
        let database = TestDatabase.current.database
        let total = try await database.transaction { transaction in
            var total = 0
            for _ in 0..<3 {
                for number in 0..<12 {
                    var sql: SQL = "SELECT \(1)"
                    for _ in 0..<number { sql = "\(sql) + \(1)" }
                    total += try transaction.value(sql, as: Int.self) ?? 0
                    _ = try? transaction.savepoint {
                        try transaction.execute("SELECT 1 / (\(number) - \(number))")
                    }
                }
            }
            let held = try transaction.value(
                "SELECT count(*) FROM pg_prepared_statements",
                as: Int.self
            )
            #expect((held ?? 0) <= 8)
            return total
        }
        #expect(total == 3 * 78)
    }
}
