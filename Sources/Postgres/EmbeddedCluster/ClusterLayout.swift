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

    let isSocketInside: Bool
    var socket: String { "\(socketDirectory)/\(Self.socketName)" }
    /// The conninfo of the database that is there from the beginning.
    var maintenanceURL: String { url("postgres") }

    /// The conninfo of a database, as superuser or as another role.
    func url(_ database: String, user: String = "obuka") -> String {
        let (host, user) = (quoted(socketDirectory), quoted(user))
        return "host=\(host) dbname=\(database) user=\(user) connect_timeout=5"
    }

    private func quoted(_ value: String) -> String {
        "'\(value.replacing("\\", with: "\\\\").replacing("'", with: "\\'"))'"
    }

    /// Longest path of a socket: `sun_path` without its terminating zero.
    private static let socketPathBytesMax = 107
    /// Holds the directories of sockets that do not fit inside.
    private static let outside = "/tmp"
    private static let socketName = ".s.PGSQL.5432"

    /// The layout for a directory; the same for every process, user and spelling that names it.
    init(directory: String) throws(ClusterError) {
        let directory = Self.canonical(
            directory.hasPrefix("/") ? directory : "\(Self.workingDirectory)/\(directory)"
        )
        self.directory = directory
        let inside = "\(directory)/run"
        isSocketInside = Self.fits(inside)
        // Not below /run, which only root can write to. Whoever makes it first owns it, and one
        // that is not the server's user's is refused.
        socketDirectory =
            isSocketInside ? inside : "\(Self.outside)/obuka-\(Self.digest(directory))"
        guard Self.fits(socketDirectory) else {
            throw ClusterError.socketPathTooLong("\(socketDirectory)/\(Self.socketName)")
        }
    }

    /// The path with all links followed as far as it exists, and without doubled slashes.
    private static func canonical(_ path: String) -> String {
        let parts = path.split(separator: "/").filter { $0 != "." }
        for count in stride(from: parts.count, through: 0, by: -1) {
            let prefix = "/" + parts.prefix(count).joined(separator: "/")
            guard let real = realpath(prefix, nil) else { continue }
            defer { free(real) }
            let existing = String(cString: real)
            return parts.dropFirst(count).reduce(existing == "/" ? "" : existing) { "\($0)/\($1)" }
        }
        return path
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
        let isNew = mkdir(path, 0o700) == 0
        guard isNew || errno == EEXIST else { throw failure(path) }
        // By its descriptor: who owns the directory around it could put a link in its place, which
        // would lead root to wherever its maker likes.
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw errno == EACCES ? .taken(path) : failure(path) }
        defer { close(descriptor) }
        if try isPrivate(descriptor, path, account) { return }
        // An empty directory made for us by root, as packages and containers do, is ours.
        var status = stat()
        if fstat(descriptor, &status) == 0, status.st_uid == geteuid(), isNew || isEmpty(path),
            fchown(descriptor, account.userID, account.groupID) == 0,
            fchmod(descriptor, 0o700) == 0
        {
            return
        }
        // Another process may have made it, and given it away only since we looked first.
        guard try isPrivate(descriptor, path, account) else { throw .taken(path) }
    }

    /// Whether a directory is the account's; one that others can look into is closed to them.
    private static func isPrivate(
        _ descriptor: Int32,
        _ path: String,
        _ account: ClusterAccount
    ) throws(ClusterError) -> Bool {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(path) }
        guard status.st_uid == account.userID, status.st_mode & 0o022 == 0 else { return false }
        if status.st_mode & 0o077 != 0 { fchmod(descriptor, 0o700) }
        return true
    }

    private static func isEmpty(_ path: String) -> Bool {
        (try? FileManager.default.contentsOfDirectory(atPath: path))?.isEmpty ?? false
    }

    private static func failure(_ path: String) -> ClusterError { ServerFiles.failure(path) }

    /// Finds the first directory on the way that the account may not enter.
    private func checkReachable(by account: ClusterAccount) throws {
        guard account.isOther else { return }
        var path = ""
        for part in directory.split(separator: "/") {
            path += "/\(part)"
            guard mayEnter(path, account) else {
                throw ClusterError.unreachable(path, account: account.name)
            }
        }
    }

    private func mayEnter(_ path: String, _ account: ClusterAccount) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else { return false }
        let bit: mode_t =
            status.st_uid == account.userID ? 0o100 : status.st_gid == account.groupID ? 0o010 : 1
        if status.st_mode & bit != 0 { return true }
        // An access list may allow it all the same, which only trying tells.
        return (try? ChildProcess.run("test", ["-x", path], as: account))?.status == 0
    }
}
