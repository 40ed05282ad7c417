import CLibPQ
import FoundationEssentials
import Glibc

/// Makes, starts and stops the server of a cluster; the caller holds the lock for starting.
struct ClusterServer: Sendable {
    let layout: ClusterLayout
    let account: ClusterAccount

    private enum Limits {
        /// Seconds that crash recovery may take before starting counts as failed.
        static let startSeconds = 300
        static let stopSeconds = 60
        static let freeBytesMin = 128 << 20
        static let retries = 50
    }

    /// Whether a server runs on the data directory, ready or not.
    ///
    /// Its answer on the socket counts as well: a server in another container has no process here.
    var isRunning: Bool {
        if ServerProcess(layout)?.isServer(of: layout.data) == true { return true }
        let answer = PQping(layout.maintenanceURL)
        return answer == PQPING_OK || answer == PQPING_REJECT
    }

    /// Makes sure that a server takes connections.
    func ensureRunning() throws {
        var binaries: ServerBinaries
        repeat {
            // One that is being stopped ends instead of getting ready, and is then started anew.
            while isRunning {
                if try awaitReady() { return }
            }
            binaries = try prepareData()
            try writeSettings()
            // Whoever restarts it by its own program does not hold our lock: what such a server
            // has just written is no remains.
        } while isRunning
        removeRemains()
        try start(binaries)
    }

    /// Removes what a killed server left, which would keep the next one from starting.
    ///
    /// The server looks itself only whether a process of that number exists: another program may
    /// have it now, or nobody took notice of the dead one. Its memory still tells it whether any
    /// of its children live.
    private func removeRemains() {
        unlink(layout.processFile)
        unlink(layout.socket)
        unlink("\(layout.socket).lock")
    }

    // MARK: Data

    /// Makes the data directory when there is none, and finds the server that fits it.
    private func prepareData() throws -> ServerBinaries {
        if let version = dataVersion {
            return try ServerBinaries.find(majorVersion: version)
        }
        let binaries = try ServerBinaries.find()
        // As the account, because what it left there may lead anywhere.
        _ = try ChildProcess.run("rm", ["-rf", "--", layout.unfinishedData], as: account)
        try checkFreeSpace()
        let outcome = try ChildProcess.run(
            binaries.program("initdb"),
            [
                "--pgdata=\(layout.unfinishedData)", "--username=obuka", "--auth=trust",
                "--data-checksums", "--encoding=UTF8", "--locale=C.UTF-8",
            ],
            as: account
        )
        guard outcome.status == 0 else { throw failure("initdb", outcome.output) }
        // Until here a crash leaves nothing that could be taken for a database.
        guard rename(layout.unfinishedData, layout.data) == 0 else {
            throw failure("initdb", String(cString: strerror(errno)))
        }
        return binaries
    }

    private var dataVersion: Int? {
        let file = URL(filePath: "\(layout.data)/PG_VERSION")
        return (try? String(contentsOf: file, encoding: .utf8)).flatMap { Int($0.trimmed) }
    }

    private func checkFreeSpace() throws(ClusterError) {
        var status = statvfs()
        guard statvfs(layout.directory, &status) == 0 else { return }
        guard Int(status.f_bavail) * Int(status.f_frsize) >= Limits.freeBytesMin else {
            throw ClusterError.diskFull(layout.directory)
        }
    }

    /// Brings our settings up to date, so that a new version of this program has its own.
    ///
    /// What an operator sets with ALTER SYSTEM wins over them.
    private func writeSettings() throws {
        let files = try ServerFiles(layout.data, account)
        let own = ClusterSettings(layout: layout).text
        if try files.read("obuka.conf") != own { try files.write(own, to: "obuka.conf") }
        let main = try files.read("postgresql.conf") ?? ""
        let line = "include 'obuka.conf'"
        let isIncluded = main.split(separator: "\n").contains { String($0).trimmed == line }
        if !isIncluded { try files.write("\(main)\n\(line)\n", to: "postgresql.conf") }
    }

    // MARK: Starting and stopping

    private func start(_ binaries: ServerBinaries) throws {
        unlink(layout.startLog)
        for attempt in 0... {
            let outcome = try ChildProcess.run(
                binaries.program("pg_ctl"),
                [
                    "start", "-w", "-s", "-t", "\(Limits.startSeconds)", "-D", layout.data,
                    "-l", layout.startLog,
                ],
                as: account
            )
            if outcome.status == 0 { break }
            let log = (try? String(contentsOf: URL(filePath: layout.startLog), encoding: .utf8))
            let output = [outcome.output.trimmed, (log ?? "").trimmed]
                .filter { !$0.isEmpty }.joined(separator: "\n")
            // After a server was killed its children need a moment to notice and go.
            let mustWait = output.contains("still in use") || output.contains("is running")
            guard mustWait, attempt < Limits.retries else { throw failure("the server", output) }
            unlink(layout.startLog)
            usleep(200_000)
        }
        guard try awaitReady() else { throw failure("the server", "it has ended at once") }
    }

    /// Waits for a server that another process has started, or that recovers from a crash.
    ///
    /// - Returns: false when it has ended instead.
    private func awaitReady() throws -> Bool {
        for _ in 0..<(Limits.startSeconds * 20) {
            if PQping(layout.maintenanceURL) == PQPING_OK { return true }
            guard isRunning else { return false }
            if let other = ServerProcess(layout)?.socketDirectory, other != layout.socketDirectory {
                throw failure("the server", "it runs, but its socket is in \(other): stop it first")
            }
            usleep(50_000)
        }
        throw failure("the server", "it is not ready after \(Limits.startSeconds) seconds")
    }

    /// Ends sessions in order, or when that takes too long not in order, and stops the server.
    func stop() throws {
        guard isRunning, let version = dataVersion else { return }
        let binaries = try ServerBinaries.find(majorVersion: version)
        for mode in ["fast", "immediate"] {
            let outcome = try ChildProcess.run(
                binaries.program("pg_ctl"),
                ["stop", "-w", "-s", "-t", "\(Limits.stopSeconds)", "-D", layout.data, "-m", mode],
                as: account
            )
            guard outcome.status == 0 || !isRunning else { continue }
            // Outside the data directory an empty one would stay behind when that is deleted.
            if !layout.isSocketInside { rmdir(layout.socketDirectory) }
            return
        }
        throw failure("stopping the server", "it still runs")
    }

    private var lastLogLines: String {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: layout.logs)) ?? []
        let times = names.map { name -> (String, Int) in
            var status = stat()
            let path = "\(layout.logs)/\(name)"
            return stat(path, &status) == 0 ? (path, status.st_mtim.tv_sec) : (path, 0)
        }
        guard let newest = times.max(by: { $0.1 < $1.1 })?.0,
            let text = try? String(contentsOf: URL(filePath: newest), encoding: .utf8)
        else { return "" }
        return text.split(separator: "\n").suffix(5).joined(separator: "\n")
    }

    /// Says what failed and where the server's log is.
    ///
    /// The log itself is not repeated: what sessions did wrong is in it, with their values.
    private func failure(_ action: String, _ output: String) -> ClusterError {
        let isFull = [output, lastLogLines].contains {
            $0.contains("No space left on device") || $0.contains("quota exceeded")
        }
        if isFull { return .diskFull(layout.directory) }
        return .failed(action, output: "\(output.trimmed); its log is in \(layout.logs)")
    }
}
