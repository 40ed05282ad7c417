import Postgres
import TestSupport
import Testing

@Suite("Prepared statements")
struct StatementTests {
    private var database: Database { TestDatabase.current.database }

    @Test(
        "Statements that something else deallocated are prepared again",
        .database {
            $0.poolConnectionsMax = 1
            $0.preparedStatementsMax = 2
        }
    )
    func deallocated() async throws {
        let database = database
        let statements: [SQL] = ["SELECT 1", "SELECT 1 + 1", "SELECT 1 + 2", "SELECT 1 + 3"]
        try await database.transaction { transaction in
            for sql in statements.prefix(2) { try transaction.execute(sql) }
            try transaction.execute("DEALLOCATE ALL")
        }
        // Making room for these means to deallocate what is not there any more.
        for (number, sql) in statements.enumerated().reversed() {
            let value = try await database.transaction { try $0.value(sql, as: Int.self) }
            #expect(value == number + 1)
        }
    }

    @Test(
        "A lane with more statements than it keeps answers all, good and bad ones",
        .database { $0.preparedStatementsMax = 2 }
    )
    func laneCache() async throws {
        let database = database
        for _ in 0..<3 {
            let right = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<12 {
                    group.addTask(executorPreference: TestDatabase.loops[0]) {
                        var sql: SQL = "SELECT \(1)"
                        for _ in 0..<number { sql = "\(sql) + \(1)" }
                        let bad: SQL = "SELECT \(sql), nothing"
                        async let refused = try? database.readValue(bad, as: Int.self)
                        let value = try? await database.readValue(sql, as: Int.self)
                        return await refused == nil && value == number + 1
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(right == 12)
        }
        // The bursts left some that wait to be deallocated; quiet reads make the room.
        let held = try await onLoop {
            var sql: SQL = "SELECT \(2)"
            for _ in 0..<60 {
                sql = "\(sql) * \(1)"
                _ = try await database.readValue(sql, as: Int.self)
            }
            return try await database.readValue(
                "SELECT count(*) FROM pg_prepared_statements",
                as: Int.self
            )
        }
        #expect(held == 2)
    }

    @Test("One text with parameters of several types is several statements", .database)
    func types() async throws {
        func kind<Value: SQLValue>(_ value: Value, onLane: Bool) async throws -> String? {
            let sql: SQL = "SELECT pg_typeof(\(value))::text"
            if onLane { return try await database.readValue(sql, as: String.self) }
            return try await database.transaction { try $0.value(sql, as: String.self) }
        }
        for onLane in [true, false] {
            for _ in 0..<3 {
                #expect(try await kind(1, onLane: onLane) == "bigint")
                #expect(try await kind("x", onLane: onLane) == "text")
                #expect(try await kind(true, onLane: onLane) == "boolean")
            }
        }
    }

    @Test("Composed and decomposed letters are different texts", .database)
    func composition() async throws {
        let (composed, decomposed): (SQL, SQL) = (
            "SELECT octet_length('\u{E9}')", "SELECT octet_length('e\u{301}')"
        )
        for _ in 0..<2 {
            #expect(try await database.readValue(composed, as: Int.self) == 2)
            #expect(try await database.readValue(decomposed, as: Int.self) == 3)
        }
        let lengths = try await database.transaction {
            [
                try $0.value(composed, as: Int.self), try $0.value(decomposed, as: Int.self),
            ]
        }
        #expect(lengths == [2, 3])
    }

    @Test("A statement with more parameters than can be counted costs no connection", .database)
    func tooManyParameters() async throws {
        var sql: SQL = "SELECT 1"
        for _ in 0..<4 { sql = "\(sql) + \(1)" }
        for _ in 0..<14 { sql = "\(sql) + (\(sql))" }
        let (database, large) = (database, sql)
        let inTransaction = await #expect(throws: PostgresError.self) {
            try await database.transaction { try $0.execute(large) }
        }
        #expect(inTransaction?.kind == .unsuitableStatement)
        let onLane = await #expect(throws: PostgresError.self) {
            try await database.read(large, as: (Int.self))
        }
        #expect(onLane?.kind == .unsuitableStatement)
    }
}
