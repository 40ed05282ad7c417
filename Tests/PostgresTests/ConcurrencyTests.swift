import EventLoop
import Glibc
import Postgres
import TestSupport
import Testing

@Suite("Transactions that meet", .database)
struct ConcurrencyTests {
    private var database: Database { TestDatabase.current.database }

    @Test("Serialisation failures are run again until all have counted")
    func serialisation() async throws {
        let database = database
        try await database.transaction {
            try $0.execute("CREATE TABLE counters (id int PRIMARY KEY, value int)")
            try $0.execute("INSERT INTO counters VALUES (1, 0)")
        }
        let runs = Counter()
        // Two at a time: of two that meet one fails, and alone it gets through.
        let rounds = 10
        for _ in 0..<rounds {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<2 {
                    group.addTask { try await addOne(in: database, counting: runs) }
                }
                try await group.waitForAll()
            }
        }
        let value = try await database.transaction {
            try $0.value("SELECT value FROM counters", as: Int.self)
        }
        #expect(value == 2 * rounds)
        #expect(runs.value > 2 * rounds)
    }

    private func addOne(in database: Database, counting runs: Counter) async throws {
        try await database.transaction(isolation: .serializable) { transaction in
            let value = try transaction.value(
                "SELECT value FROM counters WHERE id = 1",
                as: Int.self
            )
            runs.count()
            try transaction.execute("SELECT pg_sleep(0.01)")
            try transaction.execute("UPDATE counters SET value = \((value ?? 0) + 1)")
        }
    }

    @Test("A deadlock is run again, and both get through")
    func deadlock() async throws {
        let database = database
        try await database.transaction {
            try $0.execute("CREATE TABLE locks (id int PRIMARY KEY, value int)")
            try $0.execute("INSERT INTO locks VALUES (1, 0), (2, 0)")
        }
        let runs = try await meetInDeadlock { transaction, id in
            try transaction.execute("UPDATE locks SET value = value + 1 WHERE id = \(id)")
        }
        let values = try await database.transaction {
            try $0.rows("SELECT value FROM locks", as: (Int.self))
        }
        #expect(values == [2, 2])
        // On a busy machine they may meet once more.
        #expect(runs >= 3)
    }

    @Test("A deadlock inside a savepoint is run again, whatever the closure does about it")
    func deadlockInSavepoint() async throws {
        let database = database
        try await database.transaction {
            try $0.execute("CREATE TABLE locks (id int PRIMARY KEY, value int)")
            try $0.execute("INSERT INTO locks VALUES (1, 0), (2, 0)")
        }
        let runs = try await meetInDeadlock { transaction, id in
            _ = try? transaction.savepoint {
                try transaction.execute("UPDATE locks SET value = value + 1 WHERE id = \(id)")
            }
        }
        let values = try await database.transaction {
            try $0.rows("SELECT value FROM locks", as: (Int.self))
        }
        #expect(values == [2, 2])
        // On a busy machine they may meet once more.
        #expect(runs >= 3)
    }

    /// Runs two transactions that take what the other one has, and answers how often they ran.
    private func meetInDeadlock(
        _ take: @escaping @Sendable (borrowing Transaction, _ id: Int) throws -> Void
    ) async throws -> Int {
        let (runs, holders) = (Counter(), Counter())
        let database = database
        try await withThrowingTaskGroup(of: Void.self) { group in
            for order in [[1, 2], [2, 1]] {
                group.addTask {
                    try await database.transaction { transaction in
                        runs.count()
                        try take(transaction, order[0])
                        holders.count()
                        // Only when both hold something can each want what the other has.
                        while holders.value < 2 { usleep(1_000) }
                        try take(transaction, order[1])
                    }
                }
            }
            try await group.waitForAll()
        }
        return runs.value
    }

    @Test("Lock, then look: twelve tasks for three seats sell three, every time")
    func seats() async throws {
        let database = database
        try await database.transaction {
            try $0.execute("CREATE TABLE cohorts (id int PRIMARY KEY, capacity int)")
            try $0.execute("CREATE TABLE places (cohort int, person int)")
        }
        for round in 0..<10 {
            try await database.transaction {
                try $0.execute("INSERT INTO cohorts VALUES (\(round), 3)")
            }
            let sold = try await withThrowingTaskGroup(of: Bool.self) { group in
                for person in 0..<12 {
                    group.addTask {
                        try await database.transaction { transaction in
                            let capacity = try transaction.value(
                                "SELECT capacity FROM cohorts WHERE id = \(round) FOR UPDATE",
                                as: Int.self
                            )
                            let taken = try transaction.value(
                                "SELECT count(*) FROM places WHERE cohort = \(round)",
                                as: Int.self
                            )
                            guard let capacity, let taken, taken < capacity else { return false }
                            try transaction.execute(
                                "INSERT INTO places VALUES (\(round), \(person))"
                            )
                            return true
                        }
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(sold == 3)
        }
    }

    @Test("Cancelling a task ends its statement on the server")
    func cancellation() async throws {
        let database = database
        for delay in [0, 1, 5, 20, 100] {
            let task = Task {
                try await database.transaction { transaction in
                    for _ in 0..<3 { try transaction.execute("SELECT pg_sleep(30)") }
                }
            }
            try await Task.sleep(for: .milliseconds(delay))
            let start = MonotonicTime.current()
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(MonotonicTime.current().elapsed(since: start) < .seconds(25))
        }
        let running = try await database.transaction {
            try $0.value(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND query LIKE '%pg_sleep(30)%'
                    AND state = 'active' AND pid <> pg_backend_pid()
                """,
                as: Int.self
            )
        }
        #expect(running == 0)
    }

    @Test("A late cancellation hits nobody else's statement")
    func lateCancellation() async throws {
        let database = database
        let wrong = await withTaskGroup(of: Int.self) { group in
            for worker in 0..<4 {
                group.addTask {
                    var wrong = 0
                    for round in 0..<100 {
                        let task = Task {
                            try await database.transaction { transaction in
                                for _ in 0..<2 { try transaction.execute("SELECT \(round)") }
                                return true
                            }
                        }
                        if (round + worker) % 2 == 0 {
                            task.cancel()
                            _ = await task.result
                        } else if (try? await task.value) != true {
                            wrong += 1
                        }
                    }
                    return wrong
                }
            }
            return await group.reduce(0, +)
        }
        #expect(wrong == 0)
    }
}

@Suite("The pool")
struct PoolTests {
    @Test(
        "A caller that waits too long is told that all are busy",
        .database {
            $0.poolConnectionsMax = 1
            $0.poolWait = .milliseconds(100)
        }
    )
    func waitsInVain() async throws {
        let database = TestDatabase.current.database
        let holder = Task {
            try await database.transaction { try $0.execute("SELECT pg_sleep(60)") }
        }
        try await until { database.census.isLentOut }
        let start = MonotonicTime.current()
        let error = await #expect(throws: PostgresError.self) {
            try await database.transaction { try $0.execute("SELECT 1") }
        }
        #expect(error?.kind == .poolExhausted)
        #expect(error?.isUnavailable == true)
        #expect(MonotonicTime.current().elapsed(since: start) < .seconds(40))
        holder.cancel()
        _ = await holder.result
        #expect(try await database.transaction { try $0.value("SELECT 1", as: Int.self) } == 1)
    }

    @Test(
        "Callers are served in order, one connection at a time, and more than may wait refused",
        .database {
            $0.poolConnectionsMax = 2
            $0.poolWaitersMax = 50
        }
    )
    func queue() async throws {
        let database = TestDatabase.current.database
        let kinds = await withTaskGroup(of: PostgresError.Kind?.self) { group in
            for _ in 0..<80 {
                group.addTask {
                    do {
                        try await database.transaction { try $0.execute("SELECT pg_sleep(0.01)") }
                        return nil
                    } catch {
                        return (error as? PostgresError)?.kind
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(kinds.count { $0 == nil } >= 52)
        #expect(kinds.allSatisfy { $0 == nil || $0 == .poolExhausted })
        let census = database.census
        #expect(census.connections <= 2 && census.waiting == 0)
    }

    @Test(
        "A waiting caller that is cancelled leaves the queue",
        .database { $0.poolConnectionsMax = 1 }
    )
    func cancelledWaiter() async throws {
        let database = TestDatabase.current.database
        let holder = Task {
            try await database.transaction { try $0.execute("SELECT pg_sleep(60)") }
        }
        try await until { database.census.isLentOut }
        let waiter = Task { try await database.transaction { try $0.execute("SELECT 1") } }
        try await until { database.census.waiting == 1 }
        waiter.cancel()
        await #expect(throws: CancellationError.self) { try await waiter.value }
        holder.cancel()
        _ = await holder.result
        #expect(database.census.waiting == 0)
    }

    @Test(
        "Idle connections are closed after their time",
        .database { $0.idleConnectionLifetime = .milliseconds(100) }
    )
    func idle() async throws {
        let database = TestDatabase.current.database
        try await database.transaction { try $0.execute("SELECT 1") }
        try await until { database.census.connections == 0 }
        #expect(try await database.transaction { try $0.value("SELECT 1", as: Int.self) } == 1)
    }

    @Test(
        "A caller that comes while an idle connection ends does not wait for nobody",
        .database {
            $0.poolConnectionsMax = 1
            $0.idleConnectionLifetime = .milliseconds(1)
        }
    )
    func retirement() async throws {
        let database = TestDatabase.current.database
        for round in 0..<300 {
            try await database.transaction { _ in }
            try await Task.sleep(for: .microseconds(900 + round % 5 * 100))
        }
    }

    @Test("A closed database refuses, after what was running has ended", .database)
    func close() async throws {
        let database = Database(
            configuration: TestDatabase.current.configuration,
            loops: TestDatabase.loops
        )
        let (started, start) = AsyncStream.makeStream(of: Void.self)
        let running = Task {
            try await database.transaction {
                start.finish()
                return try $0.value("SELECT 1 FROM pg_sleep(0.2)", as: Int.self)
            }
        }
        for await _ in started {}
        await database.close()
        #expect(try await running.value == 1)
        #expect(database.census.connections == 0)
        let error = await #expect(throws: PostgresError.self) {
            try await database.transaction { try $0.execute("SELECT 1") }
        }
        #expect(error?.kind == .closed)
        let read = await #expect(throws: PostgresError.self) {
            try await database.read("SELECT 1", as: (Int.self))
        }
        #expect(read?.kind == .closed)
    }
}

extension PoolCensus {
    /// Whether a caller has a connection and none is idle.
    fileprivate var isLentOut: Bool { connections > 0 && idle == 0 }
}
