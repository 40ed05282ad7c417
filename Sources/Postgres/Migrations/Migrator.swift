import CLibPQ
import EventLoop

/// Brings a database's schema up to date from a directory of numbered SQL files.
///
/// Forward only: a file never changes once it has been applied. Each file is one transaction of
/// the role that connects, not of the service's. The table `public.schema_migrations` holds what
/// has been applied, with checksums. Two migrators at once wait for each other.
package struct Migrator: Sendable {
    private let configuration: DatabaseConfiguration
    private let directory: String

    /// A migrator for the database that `configuration` connects to.
    package init(configuration: DatabaseConfiguration, directory: String) {
        self.configuration = configuration
        self.directory = directory
    }

    /// What has happened and what is next.
    package enum Progress: Sendable {
        /// Another migrator is at work; this one waits for it.
        case waitingForAnother
        case applying(MigrationFile, _ index: Int, of: Int)
        case applied(MigrationFile, Duration)
    }

    /// The migrations that `migrate` would apply now, in order; changes nothing.
    ///
    /// - Throws: `MigrationError` for files that do not fit what was applied; `PostgresError`.
    package func plan() async throws -> [MigrationFile] {
        try await Thread.run(named: "pg-migrator") {
            let files = try MigrationFile.all(in: directory)
            let connection = try Connection.connect(configuration.migrationSettings)
            return try pending(files, connection)
        }
    }

    /// Applies what is pending and answers what that was.
    ///
    /// When one file is refused those before it stay applied, and nothing of it is kept unless it
    /// commits by itself, which the error then says.
    ///
    /// - Parameter progress: told on a thread of the migrator's own.
    /// - Returns: what was applied now.
    /// - Throws: `MigrationError`, `PostgresError`.
    @discardableResult
    package func migrate(
        _ progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async throws -> [MigrationFile] {
        try await Thread.run(named: "pg-migrator") {
            let files = try MigrationFile.all(in: directory)
            let connection = try Connection.connect(configuration.migrationSettings)
            try lock(connection, progress)
            try connection.runScript(Migrator.tableScript)
            let pending = try pending(files, connection)
            for (index, file) in pending.enumerated() {
                progress(.applying(file, index, of: pending.count))
                let start = MonotonicTime.current()
                try apply(file, connection)
                progress(.applied(file, MonotonicTime.current().elapsed(since: start)))
            }
            return pending
        }
    }

    /// Takes the lock, which the server gives back when the connection ends.
    private func lock(
        _ connection: Connection,
        _ progress: @Sendable (Progress) -> Void
    ) throws {
        let key = Migrator.lockKey
        let isFree = try connection.run("SELECT pg_try_advisory_lock(\(key))").rows(Bool.self)
        guard isFree == [false] else { return }
        progress(.waitingForAnother)
        // The other may take long, and that is no failure: no limit for this one wait.
        try connection.runCommand("SET lock_timeout = 0")
        _ = try connection.run("SELECT pg_advisory_lock(\(key))")
        try connection.runCommand("RESET lock_timeout")
    }

    /// Compares the files with what was applied.
    private func pending(
        _ files: [MigrationFile],
        _ connection: Connection
    ) throws -> [MigrationFile] {
        let table = try connection.run("SELECT to_regclass('public.schema_migrations') IS NULL")
        guard try table.rows(Bool.self) == [false] else { return files }
        let applied = try connection.run(
            "SELECT number, name, sha256 FROM public.schema_migrations ORDER BY number"
        ).rows(Int.self, String.self, [UInt8].self)
        let known = Dictionary(uniqueKeysWithValues: files.map { ($0.number, $0) })
        for (number, name, checksum) in applied {
            guard let file = known[number], file.name == name else {
                throw MigrationError.missing(name)
            }
            guard file.checksum == checksum else { throw MigrationError.changed(name) }
        }
        guard let last = applied.last else { return files }
        let numbers = Set(applied.map(\.0))
        let pending = files.filter { !numbers.contains($0.number) }
        if let early = pending.first, early.number < last.0 {
            throw MigrationError.outOfOrder(early.name, after: last.1)
        }
        return pending
    }

    private func apply(_ file: MigrationFile, _ connection: Connection) throws {
        try connection.runCommand("BEGIN")
        let began = try connection.run(Migrator.transactionID).rows(String.self)[0]
        do {
            try connection.runScript(file.script)
            guard PQtransactionStatus(connection.handle) == PQTRANS_INTRANS,
                try connection.run(Migrator.transactionID).rows(String.self) == [began]
            else { throw MigrationError.leftTransaction(file.name, isPartKept: false) }
            _ = try connection.run(
                """
                INSERT INTO public.schema_migrations (number, name, sha256)
                VALUES (\(file.number), \(file.name), \(file.checksum))
                """
            )
            try connection.runCommand("COMMIT")
        } catch {
            guard !connection.isBroken else { throw error }
            _ = try? connection.runCommand("ROLLBACK")
            if try isCommitted(began, connection) {
                throw MigrationError.leftTransaction(file.name, isPartKept: true)
            }
            throw explained(error, file)
        }
        // What the script set for its session must not reach the next one.
        try connection.runCommand("RESET ALL")
    }

    /// Whether the transaction in which a script began has taken effect, although it failed.
    private func isCommitted(_ id: String, _ connection: Connection) throws -> Bool {
        let status = try connection.run(
            "SELECT coalesce(pg_xact_status(\(id)::xid8) = 'committed', false)"
        )
        return try status.rows(Bool.self) == [true]
    }

    private static let transactionID: SQL = "SELECT pg_current_xact_id()::text"

    private func explained(_ error: any Error, _ file: MigrationFile) -> any Error {
        guard let error = error as? PostgresError, let message = error.serverMessage else {
            return error
        }
        let line = error.position.map { position in
            1 + file.script.unicodeScalars.prefix(position - 1).count { $0 == "\n" }
        }
        return MigrationError.refused(file.name, line: line, message: message, error)
    }

    /// The digits of "obuka" on a telephone; any other program's key would do as well.
    private static let lockKey = 62_852

    private static let tableScript = """
        CREATE TABLE IF NOT EXISTS public.schema_migrations (
            number integer CONSTRAINT schema_migrations_pkey PRIMARY KEY,
            name text NOT NULL CONSTRAINT schema_migrations_name_once UNIQUE,
            sha256 bytea NOT NULL
                CONSTRAINT schema_migrations_sha256_length CHECK (octet_length(sha256) = 32),
            applied_at timestamptz NOT NULL DEFAULT now()
        )
        """
}
