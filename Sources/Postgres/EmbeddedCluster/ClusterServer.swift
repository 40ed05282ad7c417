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
        if hasProcess { return true }
        let answer = PQping(layout.maintenanceURL)
        return answer == PQPING_OK || answer == PQPING_REJECT
    }

    private var hasProcess: Bool {
        guard
            let text = try? String(
                contentsOf: URL(filePath: layout.processFile),
                encoding: .utf8
            ),
            let process = text.split(separator: "\n").first.flatMap({ pid_t($0) })
        else { return false }
        return isOurs(process)
    }

    /// Process numbers are used again; ours is a server that works in our data directory.
    private func isOurs(_ process: pid_t) -> Bool {
        guard let link = realpath("/proc/\(process)/cwd", nil) else { return false }
        defer { free(link) }
        guard let data = realpath(layout.data, nil) else { return false }
        defer { free(data) }
        return strcmp(link, data) == 0
    }

    /// Makes sure that a server takes connections.
    func ensureRunning() throws {
        if isRunning {
            try awaitReady()
            return
        }
        let binaries = try prepareData()
        try writeSettings()
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
        try? FileManager.default.removeItem(atPath: layout.unfinishedData)
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

    /// Writes our settings anew, so that a new version of this program brings its own.
    ///
    /// What an operator sets with ALTER SYSTEM wins over them.
    private func writeSettings() throws {
        let own = ClusterSettings(layout: layout).text
        try write(own, to: "\(layout.data)/obuka.conf")
        let main = "\(layout.data)/postgresql.conf"
        let text = try String(contentsOf: URL(filePath: main), encoding: .utf8)
        let line = "include 'obuka.conf'"
        if !text.contains(line) { try write("\(text)\n\(line)\n", to: main) }
    }

    private func write(_ text: String, to path: String) throws {
        do {
            // Atomically, so that a full disk does not leave half a file.
            try text.write(to: URL(filePath: path), atomically: true, encoding: .utf8)
        } catch {
            try checkFreeSpace()
            throw ClusterError.cannotCreate(path, reason: "\(error)")
        }
        chown(path, account.userID, account.groupID)
        chmod(path, 0o600)
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
            let output = [outcome.output.trimmed, (log ?? "").trimmed, lastLogLines]
                .filter { !$0.isEmpty }.joined(separator: "\n")
            // After a server was killed its children need a moment to notice and go.
            let mustWait = output.contains("still in use") || output.contains("is running")
            guard mustWait, attempt < Limits.retries else { throw failure("the server", output) }
            unlink(layout.startLog)
            usleep(200_000)
        }
        try awaitReady()
    }

    /// Waits for a server that another process has started, or that recovers from a crash.
    private func awaitReady() throws {
        for _ in 0..<(Limits.startSeconds * 20) {
            if PQping(layout.maintenanceURL) == PQPING_OK { return }
            guard isRunning else { break }
            usleep(50_000)
        }
        throw failure("the server", lastLogLines)
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
        throw failure("stopping the server", lastLogLines)
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

    private func failure(_ action: String, _ output: String) -> ClusterError {
        if output.contains("No space left on device") || output.contains("quota exceeded") {
            return .diskFull(layout.directory)
        }
        return .failed(action, output: output.trimmed)
    }
}
