/// Why the private cluster cannot be used; each description is a sentence for a person.
package enum ClusterError: Error, Sendable, CustomStringConvertible {
    /// No server is installed, or only one that is too old.
    case noServer(_ newestMajorVersion: Int?)
    /// The data was made by a version that is not installed.
    case otherVersion(data: Int)
    case noAccount(_ reason: String)
    /// The server's user cannot get to the data.
    case unreachable(_ directory: String, account: String)
    /// Somebody else's file or directory stands where ours must be.
    case taken(_ path: String)
    /// The path of the socket would be longer than the system allows.
    case socketPathTooLong(_ path: String)
    case diskFull(_ path: String)
    case cannotCreate(_ path: String, reason: String)
    /// `initdb`, the server or its stopping failed; `output` is what it wrote.
    case failed(_ action: String, output: String)

    package var description: String {
        switch self {
        case .noServer(nil):
            "no PostgreSQL server is installed: on Debian and Ubuntu run "
                + "`apt-get install postgresql`, or set OBUKA_DATABASE_URL to a server of yours"
        case .noServer(let version?):
            "PostgreSQL \(version) is installed, but \(ServerBinaries.versionMin) or newer is "
                + "needed: install it, or set OBUKA_DATABASE_URL to a server of yours"
        case .otherVersion(let data):
            "the data was made by PostgreSQL \(data), which is not installed: on Debian and "
                + "Ubuntu run `apt-get install postgresql-\(data)`, or move the data with pg_upgrade"
        case .noAccount(let reason):
            "PostgreSQL does not run as root, and the user obuka cannot be created: \(reason)"
        case .unreachable(let directory, let account):
            "the server runs as \(account), who may not enter \(directory): choose another data "
                + "directory, or run `chmod o+x \(directory)`"
        case .taken(let path):
            "\(path) belongs to somebody else or is open to others: remove it, or choose another "
                + "data directory"
        case .socketPathTooLong(let path):
            "the socket \(path) is longer than the 107 bytes that the system allows"
        case .diskFull(let path): "the disk that holds \(path) is full"
        case .cannotCreate(let path, let reason): "\(path) cannot be created: \(reason)"
        case .failed(let action, let output): "\(action) failed: \(output)"
        }
    }
}
