import Postgres

/// Lends the databases that were cloned from one template, so many at a time.
///
/// Swift Testing starts every case at once; this is the gate that keeps the server from drowning.
actor TestDatabasePool {
    private static let databasesMax = 8
    private static let registry = Registry()

    private let template: TestTemplate
    private var free: [Clone] = []
    private var made = 0
    private var lent = 0
    private var waiters: [CheckedContinuation<Void, Never>] = []

    /// A clone and the connection that brings it back.
    private struct Clone: Sendable {
        let name: String
        let keeper: Database
    }

    /// The pools of this process, one for each directory of migrations.
    private actor Registry {
        private var pools: [String?: Task<TestDatabasePool, any Error>] = [:]

        func pool(_ migrations: String?) async throws -> TestDatabasePool {
            let number = pools.count
            let task =
                pools[migrations]
                ?? Task {
                    let cluster = try await TestCluster.shared()
                    let template = try await TestTemplate.make(
                        cluster,
                        migrations: migrations,
                        number: number
                    )
                    return TestDatabasePool(template)
                }
            pools[migrations] = task
            return try await task.value
        }
    }

    static func pool(migrations: String?) async throws -> TestDatabasePool {
        try await registry.pool(migrations)
    }

    private init(_ template: TestTemplate) {
        self.template = template
    }

    /// Lends a database to `body`, and brings it back to the template's state afterwards.
    func lend(
        _ configure: @Sendable (inout DatabaseConfiguration) -> Void,
        _ body: @concurrent @Sendable () async throws -> Void
    ) async throws {
        while lent >= TestDatabasePool.databasesMax {
            await withCheckedContinuation { waiters.append($0) }
        }
        lent += 1
        defer {
            lent -= 1
            if !waiters.isEmpty { waiters.removeFirst().resume() }
        }
        let clone = try free.popLast() ?? makeClone()
        let database = TestDatabase(
            cluster: template.cluster,
            name: clone.name,
            configure: configure
        )
        do {
            try await TestDatabase.$leased.withValue(database) { try await body() }
        } catch {
            await database.database.close()
            try await bringBack(clone)
            throw error
        }
        await database.database.close()
        try await bringBack(clone)
    }

    private func makeClone() throws -> Clone {
        made += 1
        let name = try template.clone(made)
        var configuration = DatabaseConfiguration(url: template.cluster.url(name))
        configuration.applicationName = "test keeper"
        configuration.poolConnectionsMax = 1
        return Clone(
            name: name,
            keeper: Database(configuration: configuration, loops: TestDatabase.loops)
        )
    }

    /// Ends what a test left running, and resets; a clone with a changed schema is dropped.
    private func bringBack(_ clone: Clone) async throws {
        let isBack = try await clone.keeper.transaction { transaction in
            try transaction.execute(
                """
                SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
                    AND backend_type = 'client backend'
                """
            )
            return try transaction.value("SELECT obuka_test.reset()", as: Bool.self) ?? false
        }
        if isBack {
            free.append(clone)
        } else {
            await clone.keeper.close()
            try template.drop(clone.name)
        }
    }
}
