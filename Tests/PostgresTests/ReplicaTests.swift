import EventLoop
import Postgres
import TestSupport
import Testing

@Suite("Primaries and replicas", .serialized)
struct ReplicaTests {
    private func withPair(
        _ body: (_ primary: TestCluster, _ standby: TestCluster) async throws -> Void
    ) async throws {
        let primary = try TestCluster(settings: TestCluster.replicated)
        let standby = try TestCluster(standbyOf: primary)
        try await body(primary, standby)
        standby.tearDown()
        primary.tearDown()
    }

    private func database(_ url: String, readURL: String? = nil) -> Database {
        var configuration = DatabaseConfiguration(url: url)
        configuration.readURL = readURL
        configuration.readTimeout = .seconds(20)
        return Database(configuration: configuration, loops: [TestDatabase.loops[0]])
    }

    /// Whether a standby answers what a replica may answer.
    private func isReplicaAsked(_ database: Database) async throws -> Bool {
        try await database.readValue("SELECT pg_is_in_recovery()", as: Bool.self, from: .replica)
            ?? false
    }

    @Test("A replica answers while it keeps up, and the primary when it does not")
    func lag() async throws {
        try await withPair { primary, standby in
            let database = database(primary.url("postgres"), readURL: standby.url("postgres"))
            let lookup = BatchedLookup(
                in: database,
                from: .replica,
                as: (Bool.self, Int.self),
                row: { isStandby, count in (isStandby, count) },
                statement: { (keys: [Int]) in
                    """
                    SELECT key, pg_is_in_recovery(), (SELECT count(*) FROM facts)
                    FROM unnest(\(keys)) AS keys (key)
                    """
                }
            )
            try await database.transaction { try $0.execute("CREATE TABLE facts (id bigint)") }
            try await until("the table on a replica") {
                let row = try await database.readRow(
                    "SELECT pg_is_in_recovery(), to_regclass('facts') IS NOT NULL",
                    as: (Bool.self, Bool.self),
                    from: .replica
                )
                return row?.0 == true && row?.1 == true
            }
            let reads = try await database.readValue("SELECT pg_is_in_recovery()", as: Bool.self)
            #expect(reads == false)
            // On a machine under load it may seem to lag at any moment.
            try await until("a look-up on a replica") { try await lookup.lookup(1)?.0 == true }

            try standby.command("SELECT pg_wal_replay_pause()")
            try await database.transaction { try $0.execute("INSERT INTO facts VALUES (1)") }
            try await until("the primary") { try await lookup.lookup(1)?.0 == false }
            #expect(try await lookup.lookup(1)?.1 == 1)
            #expect(await database.isReachable(.replica))
            try standby.command("SELECT pg_wal_replay_resume()")
            try await until("a replica that has caught up") { try await isReplicaAsked(database) }
            #expect(try await lookup.lookup(1)?.1 == 1)
            await database.close()
        }
    }

    @Test("Nothing happens for long, and the replica is still known to keep up")
    func idle() async throws {
        try await withPair { primary, standby in
            let database = database(primary.url("postgres"), readURL: standby.url("postgres"))
            try await until("a replica that answers") { try await isReplicaAsked(database) }
            var asked = 0
            for _ in 0..<80 {
                if try await isReplicaAsked(database) { asked += 1 }
                try await Task.sleep(for: .milliseconds(100))
            }
            #expect(asked > 40)
            await database.close()
        }
    }

    @Test("A lost replica costs no read; without the primary none is believed for long")
    func outage() async throws {
        try await withPair { primary, standby in
            let database = database(primary.url("postgres"), readURL: standby.url("postgres"))
            try await until("a replica that answers") { try await isReplicaAsked(database) }
            let stop = Counter()
            let reads = (0..<4).map { _ in
                Task {
                    while stop.value == 0 { _ = try await isReplicaAsked(database) }
                }
            }
            try standby.stop(mode: "immediate")
            #expect(await database.isReachable(.replica) == false)
            #expect(await database.isReachable(.primary))
            stop.count()
            for read in reads { try await read.value }
            try standby.start()
            try await until("a replica that is back") { try await isReplicaAsked(database) }

            try primary.stop()
            #expect(await database.isReachable(.primary) == false)
            try await until("a refusal") {
                do {
                    _ = try await isReplicaAsked(database)
                    return false
                } catch let error as PostgresError {
                    return error.isUnavailable
                }
            }
            #expect(await database.isReachable(.replica))
            await database.close()
        }
    }

    @Test("Writes find the primary among several hosts, also after a failover")
    func failover() async throws {
        try await withPair { primary, standby in
            let hosts = "\(standby.directory),\(primary.directory)"
            let database = database("host=\(hosts) dbname=postgres user=obuka")
            try await database.transaction { try $0.execute("CREATE TABLE facts (id bigint)") }
            #expect(await database.isReachable())
            // As an operator's own proxy might do it.
            let misled = self.database("\(standby.url("postgres")) target_session_attrs=any")
            let count = try await misled.transaction(readOnly: true) {
                try $0.value("SELECT 1", as: Int.self)
            }
            #expect(count == 1)
            let error = await #expect(throws: PostgresError.self) {
                try await misled.transaction { try $0.execute("INSERT INTO facts VALUES (1)") }
            }
            #expect(error?.kind == .connectionLost && error?.isUnavailable == true)

            try await until("the table on the standby") {
                (try? standby.command("SELECT 'facts'::regclass")) != nil
            }
            try primary.stop(mode: "immediate")
            try standby.command("SELECT pg_promote()")
            for database in [database, misled] {
                try await until("the new primary") {
                    do {
                        try await database.transaction {
                            try $0.execute("INSERT INTO facts VALUES (1)")
                        }
                        return true
                    } catch let error as PostgresError where error.isUnavailable {
                        return false
                    }
                }
                await database.close()
            }
        }
    }
}
