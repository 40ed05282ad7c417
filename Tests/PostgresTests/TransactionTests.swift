import Postgres
import TestSupport
import Testing

@Suite("Database.transaction", .database)
struct TransactionTests {
    private var database: Database { TestDatabase.current.database }

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
}
