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
        try await value(cluster.url, sql)
    }

    private func value(_ url: String, _ sql: SQL) async throws -> String? {
        let database = Database(
            configuration: DatabaseConfiguration(url: url),
            loops: TestDatabase.loops
        )
        let outcome: Result<String?, any Error>
        do {
            outcome = .success(
                try await database.transaction { try $0.value(sql, as: String.self) }
            )
        } catch {
            outcome = .failure(error)
        }
        await database.close()
        return try outcome.get()
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

    @Test("Several that come at once make one cluster and start one server")
    func together() async throws {
        try await withDirectory { directory in
            let clusters = try (0..<4).map { _ in try EmbeddedCluster(directory: directory) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for cluster in clusters { group.addTask { try await cluster.join() } }
                try await group.waitForAll()
            }
            for cluster in clusters {
                #expect(try await value(cluster, "SELECT 'here'") == "here")
                try await cluster.leave()
            }
            #expect(process(directory) == nil)
        }
    }

    @Test("A server that is being stopped is started anew, and one that only hangs is not touched")
    func notReady() async throws {
        try await withDirectory { directory in
            let first = try EmbeddedCluster(directory: directory)
            try await first.join()
            let database = Database(
                configuration: DatabaseConfiguration(url: first.url),
                loops: TestDatabase.loops
            )
            let server = try #require(process(directory))
            // The postmaster waits for this session to end.
            try await database.transaction { try $0.execute("SELECT 1") }
            kill(server, SIGTERM)
            let second = try EmbeddedCluster(directory: directory)
            let joining = Task { try await second.join() }
            try await Task.sleep(for: .milliseconds(300))
            #expect(process(directory) == server)
            await database.close()
            try await joining.value
            let next = try #require(process(directory))
            #expect(next != server)

            kill(next, SIGSTOP)
            let third = try EmbeddedCluster(directory: directory)
            let patient = Task { try await third.join() }
            try await Task.sleep(for: .milliseconds(300))
            kill(next, SIGCONT)
            try await patient.value
            #expect(process(directory) == next)
            for cluster in [first, second, third] { try await cluster.leave() }
            #expect(process(directory) == nil)
        }
    }

    @Test("A process number that something else has now is no running server")
    func reusedNumber() async throws {
        let other = try await TestCluster.shared()
        let path = URL(filePath: "\(other.directory)/data/postmaster.pid")
        let foreign = try String(contentsOf: path, encoding: .utf8)
        try await withDirectory { directory in
            let cluster = try EmbeddedCluster(directory: directory)
            for file in ["\(getpid())\n", foreign, "not a number", ""] {
                try await cluster.join()
                try await cluster.leave()
                try file.write(
                    toFile: "\(directory)/data/postmaster.pid",
                    atomically: false,
                    encoding: .utf8
                )
            }
            try await cluster.join()
            #expect(try await value(cluster, "SELECT 'here'") == "here")
            try await cluster.leave()
        }
    }

    @Test("Who left starts nothing, who stayed starts a killed server again")
    func restart() async throws {
        try await withDirectory { directory in
            let cluster = try EmbeddedCluster(directory: directory)
            try await cluster.join()
            let killed = try #require(process(directory))
            kill(killed, SIGKILL)
            try await until { kill(killed, 0) != 0 }
            #expect(try await cluster.restart())
            #expect(try await value(cluster, "SELECT 'here'") == "here")
            try await cluster.leave()
            #expect(try await cluster.restart() == false)
            #expect(process(directory) == nil)
        }
    }

    @Test("Joining that fails stops what it has started")
    func failedJoin() async throws {
        try await withDirectory { directory in
            let cluster = try EmbeddedCluster(directory: directory)
            try await cluster.join()
            let database = Database(
                configuration: DatabaseConfiguration(url: cluster.url),
                loops: TestDatabase.loops
            )
            try await database.transaction {
                try $0.execute("ALTER DATABASE postgres ALLOW_CONNECTIONS false")
            }
            await database.close()
            try await cluster.leave()
            await #expect(throws: PostgresError.self) { try await cluster.join() }
            #expect(process(directory) == nil)
        }
    }

    @Test("The service logs in as itself and gets nothing of the owner's back")
    func service() async throws {
        try await withDirectory { directory in
            let cluster = try EmbeddedCluster(directory: directory)
            try await cluster.join()
            await #expect(throws: PostgresError.self) {
                try await cluster.serviceURL(role: "obuka_service")
            }
            let database = Database(
                configuration: DatabaseConfiguration(url: cluster.url),
                loops: TestDatabase.loops
            )
            try await database.transaction { try $0.execute("CREATE ROLE obuka_service NOLOGIN") }
            await database.close()
            for _ in 0..<2 {
                let url = try await cluster.serviceURL(role: "obuka_service")
                #expect(try await value(url, "SELECT session_user::text") == "obuka_service")
                let refusal = await #expect(throws: PostgresError.self) {
                    try await value(url, "SELECT set_config('role', 'obuka', true)")
                }
                #expect(refusal?.sqlState == .insufficientPrivilege)
            }
            try await cluster.leave()
        }
    }

    @Test("Neither the log nor what is said of a failure holds a refused row")
    func log() async throws {
        try await withDirectory { directory in
            let cluster = try EmbeddedCluster(directory: directory)
            try await cluster.join()
            try await cluster.leave()
            // Only a line of its own is one that the server reads.
            let main = "\(directory)/data/postgresql.conf"
            let text = try String(contentsOf: URL(filePath: main), encoding: .utf8)
            try text.replacing("include 'obuka.conf'", with: "# include 'obuka.conf'")
                .write(toFile: main, atomically: false, encoding: .utf8)
            try await cluster.join()
            let database = Database(
                configuration: DatabaseConfiguration(url: cluster.url),
                loops: TestDatabase.loops
            )
            await #expect(throws: PostgresError.self) {
                try await database.transaction { transaction in
                    try transaction.execute("CREATE TABLE people (name text CHECK (name <> name))")
                    try transaction.execute("INSERT INTO people VALUES (\("ЖИКА"))")
                }
            }
            await database.close()
            var log = ""
            for name in try FileManager.default.contentsOfDirectory(atPath: cluster.logDirectory) {
                let file = URL(filePath: "\(cluster.logDirectory)/\(name)")
                log += try String(contentsOf: file, encoding: .utf8)
            }
            #expect(log.contains("people_name_check"))
            #expect(!log.contains("ЖИКА"))
            try await cluster.leave()
            try "nonsense = on\n".write(
                toFile: "\(directory)/data/postgresql.auto.conf",
                atomically: false,
                encoding: .utf8
            )
            let failure = await #expect(throws: ClusterError.self) { try await cluster.join() }
            let description = "\(try #require(failure))"
            #expect(description.contains("nonsense"))
            #expect(description.contains(cluster.logDirectory))
            #expect(!description.contains("people_name_check"))
        }
    }

    @Test("A link where the server's settings belong is not followed")
    func link() async throws {
        try await withDirectory { directory in
            let cluster = try EmbeddedCluster(directory: directory)
            try await cluster.join()
            try await cluster.leave()
            let victim = "\(directory)/victim"
            try "untouched".write(toFile: victim, atomically: false, encoding: .utf8)
            chmod(victim, 0o644)
            unlink("\(directory)/data/obuka.conf")
            symlink(victim, "\(directory)/data/obuka.conf")
            let error = await #expect(throws: ClusterError.self) { try await cluster.join() }
            #expect(error?.description.contains("obuka.conf") == true)
            var status = stat()
            #expect(stat(victim, &status) == 0)
            #expect(status.st_uid == geteuid() && status.st_mode & 0o777 == 0o644)
        }
    }

    @Test("Every spelling of a directory is the same cluster")
    func spelling() async throws {
        try await withDirectory { directory in
            let long = String(repeating: "d", count: 100)
            mkdir(directory, 0o755)
            symlink(directory, "\(directory)_link")
            defer { unlink("\(directory)_link") }
            for name in ["short", long, "\(long)/deep"] {
                let url = try EmbeddedCluster(directory: "\(directory)/\(name)").url
                for spelling in [
                    "\(directory)//\(name)/", "\(directory)/./\(name)", "\(directory)_link/\(name)",
                ] {
                    #expect(try EmbeddedCluster(directory: spelling).url == url)
                }
            }
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
