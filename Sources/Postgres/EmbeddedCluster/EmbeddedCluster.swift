import EventLoop
import Logging
import Synchronization

/// A private PostgreSQL cluster in a directory, started when the first process needs it.
///
/// Several processes may use it at once, the server and commands beside it: each holds a shared
/// lock, and the last to leave stops the server. When all were killed the server runs on, and the
/// next process uses it; when the server was killed, the next process starts it and it recovers.
/// It is reached by a socket in a directory that only its user and root can enter.
package final class EmbeddedCluster: Sendable {
    /// The conninfo of the database `obuka`, as the cluster's superuser of the same name.
    ///
    /// For migrations and operators. The service has a login of its own, see `serviceURL`.
    package let url: String
    /// Where the server writes its log, one file for each day of the week.
    package var logDirectory: String { layout.logs }

    private let layout: ClusterLayout
    private let logger: Logger
    /// Held from `join` to `leave`.
    private let membership = Mutex<ClusterLock?>(nil)

    /// A handle on the cluster in a directory; touches nothing.
    ///
    /// - Throws: `ClusterError.socketPathTooLong`.
    package init(
        directory: String,
        logger: Logger = Logger(label: "obuka.cluster")
    ) throws {
        layout = try ClusterLayout(directory: directory)
        self.logger = logger
        url = layout.url("obuka")
    }

    /// Makes sure that the server runs, and that nobody stops it before `leave`.
    ///
    /// The first time of all it makes the cluster, which takes about two seconds.
    ///
    /// - Throws: `ClusterError`, whose description says what to do; `PostgresError`.
    package func join() async throws {
        try await Thread.run(named: "pg-cluster") { [self] in
            let account = try ClusterAccount.forServer()
            try layout.prepare(for: account)
            let server = ClusterServer(layout: layout, account: account)
            let starting = try ClusterLock("\(layout.directory)/starting.lock", account)
            try starting.lockAlone()
            let lock = try ClusterLock("\(layout.directory)/members.lock", account)
            try lock.lockShared()
            let wasRunning = server.isRunning
            do {
                try server.ensureRunning()
                try createDatabase()
            } catch {
                // Nobody else would stop what this has started.
                lock.unlock()
                if lock.tryLockAlone() { try? server.stop() }
                throw error
            }
            membership.withLock { $0 = lock }
            logger.debug("\(wasRunning ? "uses the running cluster" : "started the cluster")")
        }
    }

    /// Says that this process needs the server no more; the last one to say so stops it.
    ///
    /// Close all connections first. Without `join` before it does nothing.
    ///
    /// - Throws: `ClusterError` when the server cannot be stopped.
    package func leave() async throws {
        guard let lock = membership.withLock({ $0.take() }) else { return }
        try await Thread.run(named: "pg-cluster") { [self] in
            let account = try ClusterAccount.forServer()
            // Whoever wants to join meanwhile waits until the server has stopped.
            let starting = try ClusterLock("\(layout.directory)/starting.lock", account)
            try starting.lockAlone()
            lock.unlock()
            guard lock.tryLockAlone() else { return }
            try ClusterServer(layout: layout, account: account).stop()
            logger.debug("stopped the cluster")
        }
    }

    /// Starts the server again when it has gone, for those who have joined and not left.
    ///
    /// Somebody may have killed it, or the kernel when memory was short.
    ///
    /// - Returns: false after `leave`, when nobody would stop what this started.
    /// - Throws: as `join`.
    package func restart() async throws -> Bool {
        try await Thread.run(named: "pg-cluster") { [self] in
            let account = try ClusterAccount.forServer()
            // `leave` ends its membership first and stops the server behind this lock.
            let starting = try ClusterLock("\(layout.directory)/starting.lock", account)
            try starting.lockAlone()
            guard membership.withLock({ $0 != nil }) else { return false }
            try ClusterServer(layout: layout, account: account).ensureRunning()
            return true
        }
    }

    /// The conninfo of the database `obuka` for a role that migrations have made, which may log in
    /// from now on.
    ///
    /// A session that logs in as that role has no more than its privileges, whatever it sets; one
    /// of the superuser gets everything back with `RESET ROLE`. What keeps others out is the
    /// directory of the socket: whoever gets there is not asked for a password. Call it after
    /// `join` and the migrations.
    ///
    /// - Throws: `PostgresError`, also when there is no such role.
    package func serviceURL(role: String) async throws -> String {
        try await Thread.run(named: "pg-cluster") { [self] in
            // Two sessions that alter one role at the same moment fail.
            let account = try ClusterAccount.forServer()
            let starting = try ClusterLock("\(layout.directory)/starting.lock", account)
            try starting.lockAlone()
            let configuration = DatabaseConfiguration(url: url)
            let connection = try Connection.connect(configuration.migrationSettings)
            let mayLogIn = try connection.run(
                "SELECT rolcanlogin FROM pg_roles WHERE rolname = \(role)"
            ).rows(Bool.self)
            if mayLogIn != [true] {
                _ = try connection.run("ALTER ROLE \(identifier: role) LOGIN")
            }
            return layout.url("obuka", user: role)
        }
    }

    /// Makes the database `obuka` when the cluster is new.
    private func createDatabase() throws {
        var configuration = DatabaseConfiguration(url: layout.maintenanceURL)
        configuration.applicationName = "obuka cluster"
        let connection = try Connection.connect(configuration.migrationSettings)
        let exists = try connection.run(
            "SELECT EXISTS (SELECT FROM pg_database WHERE datname = 'obuka')"
        ).rows(Bool.self)
        if exists == [false] { try connection.runScript("CREATE DATABASE obuka") }
    }
}
