import EventLoop
import FoundationEssentials
import Glibc

/// Where the files of a cluster are.
struct ClusterLayout: Sendable {
    /// Holds everything but, when its path is long, the socket.
    let directory: String
    /// Holds the socket; nobody but the server's user and root can enter it.
    let socketDirectory: String

    var data: String { "\(directory)/data" }
    /// Where `initdb` works until it is done; what is left of one that was not is deleted.
    var unfinishedData: String { "\(directory)/data.unfinished" }
    var startLog: String { "\(directory)/start.log" }
    var logs: String { "\(directory)/log" }
    var processFile: String { "\(data)/postmaster.pid" }

    var isSocketInside: Bool { socketDirectory.hasPrefix(directory) }
    var socket: String { "\(socketDirectory)/\(Self.socketName)" }
    /// The conninfo of the database that is there from the beginning.
    var maintenanceURL: String { url("postgres") }

    /// The conninfo of a database, as superuser.
    func url(_ database: String) -> String {
        let host = socketDirectory.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
        return "host='\(host)' dbname=\(database) user=obuka connect_timeout=5"
    }

    /// Longest path of a socket: `sun_path` without its terminating zero.
    private static let socketPathBytesMax = 107
    private static let socketName = ".s.PGSQL.5432"

    /// The layout for a directory; the same for every process that names it.
    init(directory: String) throws(ClusterError) {
        let directory =
            directory.hasPrefix("/") ? directory : "\(Self.workingDirectory)/\(directory)"
        self.directory = directory
        let inside = "\(directory)/run"
        if Self.fits(inside) {
            socketDirectory = inside
        } else {
            let parent = geteuid() == 0 && access("/run", W_OK) == 0 ? "/run" : "/tmp"
            socketDirectory = "\(parent)/obuka-\(geteuid())-\(Self.digest(directory))"
        }
        guard Self.fits(socketDirectory) else {
            throw ClusterError.socketPathTooLong("\(socketDirectory)/\(Self.socketName)")
        }
    }

    private static func fits(_ directory: String) -> Bool {
        "\(directory)/\(socketName)".utf8.count <= socketPathBytesMax
    }

    private static var workingDirectory: String {
        FileManager.default.currentDirectoryPath
    }

    /// FNV-1a: the name need only be the same each time and differ between directories.
    private static func digest(_ text: String) -> String {
        let hash = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        return String(hash, radix: 36)
    }

    // MARK: Making it

    /// Makes the directories that do not exist, for the server's user alone.
    func prepare(for account: ClusterAccount) throws {
        try Self.makeParents(of: directory)
        for path in [directory, socketDirectory, logs] {
            try Self.makePrivate(path, account)
        }
        try checkReachable(by: account)
    }

    private static func makeParents(of path: String) throws(ClusterError) {
        var parent = ""
        for part in path.split(separator: "/").dropLast() {
            parent += "/\(part)"
            guard mkdir(parent, 0o755) == 0 || errno == EEXIST else { throw failure(parent) }
        }
    }

    /// Makes a directory for the account alone, or checks that it is one.
    private static func makePrivate(
        _ path: String,
        _ account: ClusterAccount
    ) throws(ClusterError) {
        if mkdir(path, 0o700) == 0 {
            guard chown(path, account.userID, account.groupID) == 0 else { throw failure(path) }
        } else if errno != EEXIST {
            throw failure(path)
        }
        var status = stat()
        // Not followed: a link would lead a privileged server to wherever its maker likes.
        guard lstat(path, &status) == 0 else { throw failure(path) }
        let isDirectory = status.st_mode & S_IFMT == S_IFDIR
        guard isDirectory, status.st_uid == account.userID, status.st_mode & 0o022 == 0 else {
            // An empty directory made for us by root, as packages and containers do, is ours.
            if isDirectory, status.st_uid == geteuid(), isEmpty(path),
                chown(path, account.userID, account.groupID) == 0, chmod(path, 0o700) == 0
            {
                return
            }
            throw ClusterError.taken(path)
        }
        if status.st_mode & 0o077 != 0 { chmod(path, 0o700) }
    }

    private static func isEmpty(_ path: String) -> Bool {
        (try? FileManager.default.contentsOfDirectory(atPath: path))?.isEmpty ?? false
    }

    private static func failure(_ path: String) -> ClusterError {
        if errno == ENOSPC || errno == EDQUOT { return .diskFull(path) }
        return .cannotCreate(path, reason: String(cString: strerror(errno)))
    }

    /// Finds the first directory on the way that the account may not enter.
    private func checkReachable(by account: ClusterAccount) throws {
        guard account.isOther else { return }
        var path = ""
        for part in directory.split(separator: "/") {
            path += "/\(part)"
            let outcome = try ChildProcess.run("test", ["-x", path], as: account)
            guard outcome.status == 0 else {
                throw ClusterError.unreachable(path, account: account.name)
            }
        }
    }
}
