import EventLoop
import Postgres
import Synchronization
import TestSupport
import Testing

@Suite("Database.read", .database)
struct LaneTests {
    private var database: Database { TestDatabase.current.database }

    @Test("A read answers with typed rows, from a loop and from elsewhere")
    func answers() async throws {
        let elsewhere = try await database.read(
            "SELECT n, n::text FROM generate_series(1, \(3)) n",
            as: (Int.self, String.self)
        )
        #expect(elsewhere.map(\.0) == [1, 2, 3])
        #expect(elsewhere.map(\.1) == ["1", "2", "3"])
        let database = database
        let value = try await onLoop {
            try? await database.readValue("SELECT \(7) + 1", as: Int.self)
        }
        #expect(value == 8)
    }

    @Test("Ten thousand concurrent reads all get their own answer")
    func manyReads() async throws {
        let database = database
        let sum = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<10_000 {
                group.addTask {
                    try await database.readValue("SELECT \(number)", as: Int.self) == number
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(sum == 10_000)
    }

    @Test("An error in a turn fails its own read and no other")
    func errorInTheMiddle() async throws {
        let database = database
        let outcomes = try await onLoop {
            await withTaskGroup(of: (Int, Int?).self) { group in
                for number in 0..<40 {
                    group.addTask(executorPreference: TestDatabase.loops[0]) {
                        let divisor = number % 10 == 5 ? 0 : 1
                        let value = try? await database.readValue(
                            "SELECT \(number) / \(divisor)",
                            as: Int.self
                        )
                        return (number, value)
                    }
                }
                var outcomes: [Int: Int?] = [:]
                for await (number, value) in group { outcomes[number] = value }
                return outcomes
            }
        }
        for number in 0..<40 {
            #expect(outcomes[number] == .some(number % 10 == 5 ? nil : number))
        }
    }

    @Test("A statement that cannot be prepared fails alone, however often it is in flight")
    func unpreparable() async throws {
        let database = database
        let outcomes = await withTaskGroup(of: (Bool, SQLState?).self) { group in
            for number in 0..<60 {
                group.addTask(executorPreference: TestDatabase.loops[1]) {
                    do {
                        if number % 3 == 0 {
                            _ = try await database.read("SELECT nothing", as: (Int.self))
                        } else {
                            let value = try await database.readValue(
                                "SELECT \(number) * 2",
                                as: Int.self
                            )
                            return (value == number * 2, nil)
                        }
                    } catch let error as PostgresError {
                        return (false, error.sqlState)
                    } catch {}
                    return (false, nil)
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0.0 } == 40)
        #expect(outcomes.count { $0.1 == SQLState(rawValue: "42703") } == 20)
    }

    @Test("A terminated lane connection is replaced and nobody notices")
    func terminatedConnection() async throws {
        let database = database
        _ = try await database.read("SELECT 1", as: (Int.self))
        for _ in 0..<3 {
            let reads = (0..<200).map { number in
                Task {
                    try await database.readValue(
                        "SELECT \(number) FROM pg_sleep(0.001)",
                        as: Int.self
                    )
                }
            }
            try await database.transaction { transaction in
                try transaction.execute(
                    """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()
                        AND application_name = 'test'
                    """
                )
            }
            for (number, read) in reads.enumerated() {
                #expect(try await read.value == number)
            }
            try await Task.sleep(for: .milliseconds(1_100))
        }
    }

    @Test("Lanes refuse to write")
    func readOnly() async throws {
        let database = database
        try await database.transaction { try $0.execute("CREATE TABLE facts (id bigint)") }
        let error = await #expect(throws: PostgresError.self) {
            try await database.read("INSERT INTO facts VALUES (1)", as: ())
        }
        #expect(error?.sqlState == .readOnlyTransaction)
    }

    @Test("A changed table makes no read fail: stale plans are prepared again")
    func stalePlan() async throws {
        let database = database
        try await database.transaction {
            try $0.execute("CREATE TABLE facts (id bigint)")
            try $0.execute("INSERT INTO facts VALUES (1)")
        }
        let sql: SQL = "SELECT * FROM facts"
        #expect(try await database.read(sql, as: (Int.self)).count == 1)
        try await database.transaction { try $0.execute("ALTER TABLE facts ADD name text") }
        for _ in 0..<4 {
            let rows = try await database.read(sql, as: (Int.self, String?.self))
            #expect(rows.count == 1)
        }
        let again = try await database.transaction {
            try $0.rows(sql, as: (Int.self, String?.self)).count
        }
        try await database.transaction { try $0.execute("ALTER TABLE facts DROP name") }
        let third = try await database.transaction { try $0.rows(sql, as: (Int.self)).count }
        #expect(again == 1 && third == 1)
    }
}

@Suite("Database.read with limits")
struct LaneLimitTests {
    @Test(
        "A slow read times out and those behind it do not hang",
        .database { $0.readTimeout = .milliseconds(300) }
    )
    func timeout() async throws {
        let database = TestDatabase.current.database
        let error = await #expect(throws: PostgresError.self) {
            try await database.read("SELECT 1 FROM pg_sleep(10)", as: (Int.self))
        }
        #expect(error?.unavailability == .late)
        #expect(try await database.readValue("SELECT 5", as: Int.self) == 5)
    }

    @Test("A cancelled task is released at once", .database { $0.readTimeout = .seconds(60) })
    func cancellation() async throws {
        let database = TestDatabase.current.database
        let start = MonotonicTime.current()
        let task = Task { try await database.read("SELECT 1 FROM pg_sleep(15)", as: (Int.self)) }
        try await Task.sleep(for: .milliseconds(50))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(MonotonicTime.current().elapsed(since: start) < .seconds(12))
    }

    @Test(
        "More reads than may wait are refused at once",
        .database {
            $0.laneReadsInFlightMax = 1
            $0.laneReadsWaitingMax = 5
        }
    )
    func tooMany() async throws {
        let database = TestDatabase.current.database
        let loop = TestDatabase.loops[0]
        let outcomes = await withTaskGroup(of: PostgresError.Kind?.self) { group in
            for _ in 0..<20 {
                group.addTask(executorPreference: loop) {
                    do {
                        _ = try await database.read("SELECT 1 FROM pg_sleep(0.05)", as: (Int.self))
                        return nil
                    } catch {
                        return (error as? PostgresError)?.kind
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == .poolExhausted } >= 14)
        #expect(outcomes.count { $0 == nil } >= 5)
    }

    @Test("A large result is refused", .database { $0.readResultBytesMax = 100_000 })
    func tooLarge() async throws {
        let database = TestDatabase.current.database
        let error = await #expect(throws: PostgresError.self) {
            try await database.read("SELECT repeat('x', 200000)", as: (String.self))
        }
        #expect(error?.kind == .tooLarge)
    }

    @Test("A large result is refused while it comes, and not when all of it is here", .database)
    func tooLargeEarly() async throws {
        let database = TestDatabase.current.database
        let error = await #expect(throws: PostgresError.self) {
            // Ten gigabytes, which would not come within the time of a read.
            try await database.read(
                "SELECT repeat('x', 1000) FROM generate_series(1, 10000000)",
                as: (String.self)
            )
        }
        #expect(error?.kind == .tooLarge)
        #expect(try await database.readValue("SELECT 5", as: Int.self) == 5)
    }

    @Test("A second row where one is expected is an error", .database)
    func twoRows() async throws {
        let database = TestDatabase.current.database
        let error = await #expect(throws: PostgresError.self) {
            try await database.readValue("VALUES (1), (2), (3)", as: Int.self)
        }
        #expect(error?.kind == .tooLarge)
        #expect(try await database.readValue("SELECT 1 WHERE false", as: Int.self) == nil)
        let wrong = await #expect(throws: PostgresError.self) {
            try await database.readValue("SELECT 'x' WHERE false", as: Int.self)
        }
        #expect(wrong?.kind == .undecodable)
    }
}

@Suite("BatchedLookup", .database)
struct BatchedLookupTests {
    @Test("Keys of one turn travel together; duplicates share, misses are nil")
    func lookups() async throws {
        let database = TestDatabase.current.database
        try await database.transaction { transaction in
            try transaction.execute("CREATE TABLE courses (code text PRIMARY KEY, hours int)")
            try transaction.execute(
                "INSERT INTO courses SELECT 'c' || n, n FROM generate_series(0, 999) n"
            )
        }
        let statements = Atomic<Int>(0)
        let lookup = BatchedLookup(
            in: database,
            as: (Int.self, String?.self),
            keysMax: 100,
            row: { hours, note in (hours, note) },
            statement: { (codes: [String]) in
                statements.wrappingAdd(1, ordering: .relaxed)
                return "SELECT code, hours, NULL::text FROM courses WHERE code = ANY (\(codes))"
            }
        )
        let wrong = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<3_000 {
                group.addTask(executorPreference: TestDatabase.loops[0]) {
                    let key = number % 1_500
                    let row = try? await lookup.lookup("c\(key)")
                    return row?.0 == (key < 1_000 ? key : nil)
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 0 : 1) }
        }
        #expect(wrong == 0)
        #expect(statements.load(ordering: .relaxed) < 300)
    }

    @Test("Keys that differ only in how letters are composed have their own rows")
    func composition() async throws {
        let lookup = BatchedLookup(
            in: TestDatabase.current.database,
            as: (Int.self),
            row: { $0 },
            statement: { (keys: [String]) in
                "SELECT key, octet_length(key) FROM unnest(\(keys)) AS keys (key)"
            }
        )
        let lengths = try await onLoop {
            async let composed = lookup.lookup("\u{E9}")
            async let decomposed = lookup.lookup("e\u{301}")
            return [try? await composed, try? await decomposed]
        }
        #expect(lengths == [2, 3])
    }

    @Test("A refused batch fails everyone who asked")
    func refused() async throws {
        let lookup = BatchedLookup(
            in: TestDatabase.current.database,
            as: (Int.self),
            row: { $0 },
            statement: { (codes: [Int]) in "SELECT code, 1 FROM nowhere WHERE code = ANY (\(codes))"
            }
        )
        for _ in 0..<3 {
            let error = await #expect(throws: PostgresError.self) { try await lookup.lookup(1) }
            #expect(error?.sqlState == .undefinedTable)
        }
    }
}

/// Runs `body` on the first loop that the tests share.
func onLoop<Value: Sendable>(
    _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await Task(executorPreference: TestDatabase.loops[0]) { try await body() }.value
}
