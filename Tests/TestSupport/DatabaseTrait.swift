import Postgres
import Testing

/// Lends every test of a suite a database of its own; see `TestDatabase.current`.
package struct DatabaseTrait: TestTrait, SuiteTrait, TestScoping {
    package var isRecursive: Bool { true }

    let migrations: String?
    let configure: @Sendable (inout DatabaseConfiguration) -> Void

    @concurrent
    package func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        let pool = try await TestDatabasePool.pool(migrations: migrations)
        try await pool.lend(configure, function)
    }
}

extension Trait where Self == DatabaseTrait {
    /// An empty database.
    package static var database: DatabaseTrait { .database() }

    /// A database made by the migrations in a directory, and a handle configured as the test
    /// wants it.
    ///
    /// The template is made once in a process for each directory; rows that migrations insert are
    /// there at the beginning of every test.
    package static func database(
        migrations: String? = nil,
        configure: @escaping @Sendable (inout DatabaseConfiguration) -> Void = { _ in }
    ) -> DatabaseTrait {
        DatabaseTrait(migrations: migrations, configure: configure)
    }
}
