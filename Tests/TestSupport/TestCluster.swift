import EventLoop
import FoundationEssentials
import Glibc
import Postgres

/// A throw-away PostgreSQL cluster in the temporary directory, reached by a socket only.
///
/// It does not survive this process: a small watcher waits on a pipe whose other end only this
/// process holds, so the server stops and the files go even after a crash or `kill -9`. What a
/// dead watcher left behind is swept by the next run.
package final class TestCluster: Sendable {
    /// Holds the data directory, the log and the socket.
    package let directory: String
    package let binaries: ServerBinaries
    private let account: ClusterAccount
    private let lifeline: Int32
    private let lock: Int32

    private static let prefix = "obuka_test_"

    /// The cluster that all tests of this process share.
    package static func shared() async throws -> TestCluster {
        try await sharedTask.value
    }

    private static let sharedTask = Task.detached { try TestCluster() }

    /// Makes and starts a cluster; for tests that kill theirs.
    ///
    /// - Parameters:
    ///   - settings: lines for `postgresql.conf`.
    ///   - primary: the cluster, made with `replicated`, that this one is to be a standby of.
    /// - Throws: `TestSupportError`, `ClusterError`, `SystemError`.
    package init(settings: [String] = [], standbyOf primary: TestCluster? = nil) throws {
        TestCluster.sweepOnce
        binaries = try ServerBinaries.find()
        account = try ClusterAccount.forServer()
        let root = "/tmp/\(TestCluster.prefix)\(getpid())_\(TestCluster.nextNumber())"
        directory = root
        try TestCluster.demand(mkdir(root, 0o700) == 0, "mkdir")
        lock = open("\(root)/lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        try TestCluster.demand(lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0, "flock")
        try TestCluster.demand(chown(root, account.userID, account.groupID) == 0, "chown")
        lifeline = try TestCluster.startWatcher(root, binaries, account)
        try makeData(primary)
        let configuration = URL(filePath: "\(root)/data/postgresql.auto.conf")
        let given = try String(contentsOf: configuration, encoding: .utf8)
        let lines =
            [given] + TestCluster.settings(root) + settings
            + (primary == nil ? [] : TestCluster.replicated)
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: configuration)
        try start()
    }

    /// Settings for a cluster that others are to follow.
    package static let replicated = ["wal_level = replica", "max_wal_senders = 4"]

    private func makeData(_ primary: TestCluster?) throws {
        let data = "\(directory)/data"
        if let primary {
            let source = primary.url("postgres")
            let arguments = ["-D", data, "-d", source, "-R", "-X", "stream", "-c", "fast", "-N"]
            try run("pg_basebackup", arguments)
            return
        }
        try run(
            "initdb",
            [
                "--pgdata=\(data)", "--username=obuka", "--auth=trust", "--no-sync",
                "--encoding=UTF8", "--locale=C.UTF-8",
            ]
        )
    }

    private static func settings(_ directory: String) -> [String] {
        [
            "listen_addresses = ''", "unix_socket_directories = '\(directory)'", "fsync = off",
            "synchronous_commit = off", "full_page_writes = off", "shared_buffers = 128MB",
            "max_connections = 200", "max_prepared_transactions = 0", "jit = off",
            "wal_level = minimal", "max_wal_senders = 0", "autovacuum_naptime = 10s",
            "log_min_messages = warning", "max_wal_size = 4GB", "deadlock_timeout = 100ms",
        ]
    }

    /// A conninfo for a database of this cluster, as its superuser.
    package func url(_ database: String, user: String = "obuka") -> String {
        "host=\(directory) dbname=\(database) user=\(user)"
    }

    // MARK: Running programs

    /// Runs one of PostgreSQL's programs as the cluster's user.
    ///
    /// - Throws: `TestSupportError` with its output when it fails.
    @discardableResult
    package func run(_ program: String, _ arguments: [String]) throws -> String {
        let outcome = try ChildProcess.run(binaries.program(program), arguments, as: account)
        guard outcome.status == 0 else {
            throw TestSupportError("\(program): \(outcome.output)")
        }
        return outcome.output
    }

    /// Runs SQL that cannot be part of a transaction, such as CREATE DATABASE.
    package func command(_ sql: String, database: String = "postgres") throws {
        try run("psql", ["-XqAt", "-v", "ON_ERROR_STOP=1", "-d", url(database), "-c", sql])
    }

    /// Starts the server and waits until it takes connections.
    package func start() throws {
        try run(
            "pg_ctl",
            ["start", "-w", "-t", "60", "-D", "\(directory)/data", "-l", "\(directory)/log"]
        )
    }

    /// Stops the server.
    ///
    /// - Parameter mode: `fast` ends sessions in order, `immediate` is a crash.
    /// - Throws: `TestSupportError`.
    package func stop(mode: String = "fast") throws {
        try run("pg_ctl", ["stop", "-w", "-D", "\(directory)/data", "-m", mode])
    }

    /// Kills the postmaster as the kernel would when memory is short.
    package func killPostmaster() throws {
        let file = try String(
            contentsOf: URL(filePath: "\(directory)/data/postmaster.pid"),
            encoding: .utf8
        )
        let process = file.split(separator: "\n").first.flatMap { pid_t($0) }
        guard let process else { throw TestSupportError("no postmaster") }
        kill(process, SIGKILL)
    }

    /// Starts the server again after `killPostmaster`, once its children have gone.
    package func startAfterKill() throws {
        for name in ["data/postmaster.pid", ".s.PGSQL.5432", ".s.PGSQL.5432.lock"] {
            unlink("\(directory)/\(name)")
        }
        for _ in 0..<100 {
            do { return try start() } catch { usleep(100_000) }
        }
        try start()
    }

    /// Stops the server and deletes everything.
    package func tearDown() {
        close(lifeline)
        for _ in 0..<200 where access(directory, F_OK) == 0 { usleep(50_000) }
        close(lock)
    }

    // MARK: Going away

    /// Starts the watcher and answers the end of the pipe that keeps it waiting.
    private static func startWatcher(
        _ directory: String,
        _ binaries: ServerBinaries,
        _ account: ClusterAccount
    ) throws -> Int32 {
        var ends: [Int32] = [-1, -1]
        try demand(pipe(&ends) == 0, "pipe")
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let script = """
            cd "$1" || exit 1
            read -r _
            while kill -0 $(head -n 1 data/postmaster.pid 2>/dev/null) 2>/dev/null; do
                kill -QUIT $(head -n 1 data/postmaster.pid); sleep 0.05
            done
            rm -rf "$1"
            """
        let watcher = try ChildProcess.start(
            "/bin/sh",
            ["-c", script, "sh", directory],
            input: ends[0]
        )
        close(ends[0])
        // Nobody waits for it: it outlives this process.
        _ = watcher
        return ends[1]
    }

    private static let sweepOnce: Void = sweep()

    /// Deletes clusters whose process and watcher are both gone.
    private static func sweep() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/tmp")) ?? []
        for name in names where name.hasPrefix(prefix) {
            var status = stat()
            // One that is being made may not be locked yet.
            guard stat("/tmp/\(name)", &status) == 0, time(nil) - status.st_mtim.tv_sec > 60 else {
                continue
            }
            let lock = open("/tmp/\(name)/lock", O_RDWR | O_CLOEXEC)
            guard lock >= 0 else { continue }
            defer { close(lock) }
            guard flock(lock, LOCK_EX | LOCK_NB) == 0 else { continue }
            let file = try? String(
                contentsOf: URL(filePath: "/tmp/\(name)/data/postmaster.pid"),
                encoding: .utf8
            )
            let process = file?.split(separator: "\n").first.flatMap { pid_t($0) }
            if let process, isPostgres(process) { kill(process, SIGQUIT) }
            try? FileManager.default.removeItem(atPath: "/tmp/\(name)")
        }
    }

    /// Process numbers are used again; only a server is to be stopped.
    private static func isPostgres(_ process: pid_t) -> Bool {
        let name = try? String(contentsOf: URL(filePath: "/proc/\(process)/comm"), encoding: .utf8)
        return name?.hasPrefix("postgres") ?? false
    }

    private static func demand(_ holds: Bool, _ call: String) throws {
        if !holds { throw SystemError.last(call) }
    }

    private static func nextNumber() -> UInt64 {
        MonotonicTime.current().nanoseconds / 1_000
    }
}

/// What went wrong around a test, not in it.
package struct TestSupportError: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
