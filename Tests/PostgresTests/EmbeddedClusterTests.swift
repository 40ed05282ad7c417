import EventLoop
import FoundationEssentials
import Glibc
import Postgres
import TestSupport
import Testing

@Suite("EmbeddedCluster", .serialized)
struct EmbeddedClusterTests {
    private func withDirectory(_ body: (String) async throws -> Void) async throws {
        let directory = "/tmp/obuka_cluster_\(getpid())_\(MonotonicTime.current().nanoseconds)"
        do {
            try await body(directory)
        } catch {
            try? FileManager.default.removeItem(atPath: directory)
            throw error
        }
        try? FileManager.default.removeItem(atPath: directory)
    }

    private func value(_ cluster: EmbeddedCluster, _ sql: SQL) async throws -> String? {
        let database = Database(
            configuration: DatabaseConfiguration(url: cluster.url),
            loops: TestDatabase.loops
        )
        defer { Task { await database.close() } }
        return try await database.transaction { try $0.value(sql, as: String.self) }
    }

    private func process(_ directory: String) -> pid_t? {
        let path = "\(directory)/data/postmaster.pid"
        return (try? String(contentsOf: URL(filePath: path), encoding: .utf8))
            .flatMap { $0.split(separator: "\n").first.flatMap { pid_t($0) } }
    }

    @Test("The first makes and starts it, the second uses it, the last to leave stops it")
    func life() async throws {
        try await withDirectory { directory in
            let first = try EmbeddedCluster(directory: directory)
            try await first.join()
            #expect(try await value(first, "SHOW data_checksums") == "on")
            #expect(try await value(first, "SHOW fsync") == "on")
            #expect(try await value(first, "SHOW listen_addresses") == "")
            #expect(try await value(first, "SELECT current_user::text") == "obuka")
            let server = process(directory)
            let second = try EmbeddedCluster(directory: directory)
            try await second.join()
            #expect(process(directory) == server)
            try await first.leave()
            #expect(try await value(second, "SELECT 'here'") == "here")
            try await second.leave()
            #expect(process(directory) == nil)
        }
    }

    @Test("A killed server recovers and keeps what was committed; a half-made one is made anew")
    func recovery() async throws {
        try await withDirectory { directory in
            try FileManager.default.createDirectory(
                atPath: directory,
                withIntermediateDirectories: true
            )
            let cluster = try EmbeddedCluster(directory: directory)
            try await cluster.join()
            try await cluster.leave()
            // As if initdb had been interrupted.
            try FileManager.default.moveItem(
                atPath: "\(directory)/data",
                toPath: "\(directory)/data.unfinished"
            )
            try await cluster.join()
            #expect(!FileManager.default.fileExists(atPath: "\(directory)/data.unfinished"))
            _ = try await value(cluster, "SELECT 'x'")
            let database = Database(
                configuration: DatabaseConfiguration(url: cluster.url),
                loops: TestDatabase.loops
            )
            try await database.transaction {
                try $0.execute("CREATE TABLE kept (fact text)")
                try $0.execute("INSERT INTO kept VALUES ('survives')")
            }
            let killed = try #require(process(directory))
            kill(killed, SIGKILL)
            let error = await #expect(throws: PostgresError.self) {
                try await database.transaction {
                    try $0.execute("SELECT pg_sleep(3)")
                    try $0.execute("SELECT pg_sleep(3)")
                }
            }
            #expect(error?.isUnavailable == true)
            let next = try EmbeddedCluster(directory: directory)
            try await next.join()
            #expect(process(directory) != killed)
            #expect(try await value(next, "SELECT fact FROM kept") == "survives")
            await database.close()
            try await next.leave()
            try await cluster.leave()
            #expect(process(directory) == nil)
        }
    }

    @Test("A cluster whose users were all killed is used again")
    func orphan() async throws {
        try await withDirectory { directory in
            var cluster: EmbeddedCluster? = try EmbeddedCluster(directory: directory)
            try await cluster?.join()
            let server = process(directory)
            // Losing the handle closes its locks, as the system does when a process is killed.
            cluster = nil
            let next = try EmbeddedCluster(directory: directory)
            try await next.join()
            #expect(process(directory) == server)
            try await next.leave()
            #expect(process(directory) == nil)
        }
    }

    @Test("A long directory puts the socket elsewhere")
    func longPath() async throws {
        try await withDirectory { directory in
            let long = directory + "/" + String(repeating: "d", count: 100)
            let cluster = try EmbeddedCluster(directory: long)
            try await cluster.join()
            #expect(try await value(cluster, "SELECT 'here'") == "here")
            try await cluster.leave()
        }
    }

    @Test("A directory that the server's user cannot enter is named", .enabled(if: geteuid() == 0))
    func unreachable() async throws {
        try await withDirectory { directory in
            mkdir(directory, 0o700)
            let cluster = try EmbeddedCluster(directory: "\(directory)/inside/cluster")
            let error = await #expect(throws: ClusterError.self) { try await cluster.join() }
            #expect(error?.description.contains("chmod o+x \(directory)") == true)
        }
    }

    @Test("Data of a version that is not installed is named")
    func otherVersion() async throws {
        try await withDirectory { directory in
            let cluster = try EmbeddedCluster(directory: directory)
            try await cluster.join()
            try await cluster.leave()
            try "9".write(
                toFile: "\(directory)/data/PG_VERSION",
                atomically: false,
                encoding: .utf8
            )
            let error = await #expect(throws: ClusterError.self) { try await cluster.join() }
            #expect(error?.description.contains("PostgreSQL 9") == true)
        }
    }
}
