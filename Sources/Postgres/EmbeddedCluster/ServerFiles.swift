import Glibc

/// The server's data directory, read and written without following a link anywhere in it.
///
/// It belongs to the server's user, who could put a link where root is about to write or read.
/// Everything goes by descriptors, and only what the account owns is touched.
struct ServerFiles: ~Copyable {
    private let path: String
    private let account: ClusterAccount
    private let directory: Int32

    /// Opens the directory; throws `ClusterError.taken` when it is not the account's.
    init(_ path: String, _ account: ClusterAccount) throws(ClusterError) {
        self.path = path
        self.account = account
        directory = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard directory >= 0 else { throw ServerFiles.failure(path) }
        var status = stat()
        guard fstat(directory, &status) == 0, status.st_uid == account.userID else {
            throw .taken(path)
        }
    }

    deinit {
        close(directory)
    }

    /// The text of a file; nil when there is none.
    func read(_ name: String) throws(ClusterError) -> String? {
        let file = openat(directory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw ServerFiles.failure("\(path)/\(name)")
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_uid == account.userID,
            status.st_mode & S_IFMT == S_IFREG
        else { throw .taken("\(path)/\(name)") }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = Glibc.read(file, &buffer, buffer.count)
            if count > 0 { bytes += buffer.prefix(count) }
            if count == 0 { break }
            guard count > 0 || errno == EINTR else {
                throw ServerFiles.failure("\(path)/\(name)")
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Writes a file anew, for the account alone; a full disk leaves the old one as it was.
    func write(_ text: String, to name: String) throws(ClusterError) {
        let new = "\(name).new"
        unlinkat(directory, new, 0)
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let file = openat(directory, new, flags, 0o600)
        guard file >= 0 else { throw ServerFiles.failure("\(path)/\(new)") }
        defer { close(file) }
        guard put(Array(text.utf8), into: file), fsync(file) == 0,
            !account.isOther || fchown(file, account.userID, account.groupID) == 0,
            renameat(directory, new, directory, name) == 0
        else {
            let failure = ServerFiles.failure("\(path)/\(name)")
            unlinkat(directory, new, 0)
            throw failure
        }
    }

    private func put(_ bytes: [UInt8], into file: Int32) -> Bool {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(file, buffer.baseAddress.map { $0 + written }, buffer.count - written)
            }
            if count > 0 { written += count }
            guard count > 0 || errno == EINTR else { return false }
        }
        return true
    }

    /// What `errno` says about a path.
    static func failure(_ path: String) -> ClusterError {
        switch errno {
        case ENOSPC, EDQUOT: .diskFull(path)
        // A link, or something else than a directory, where ours must be.
        case ELOOP, ENOTDIR: .taken(path)
        default: .cannotCreate(path, reason: String(cString: strerror(errno)))
        }
    }
}
