/// Why the private cluster cannot be used; each description is a sentence for a person.
package enum ClusterError: Error, Sendable, CustomStringConvertible {
    /// No server is installed, or only one that is too old.
    case noServer(_ newestMajorVersion: Int?)
    case noAccount(_ reason: String)

    package var description: String {
        switch self {
        case .noServer(nil):
            "no PostgreSQL server is installed: on Debian and Ubuntu run "
                + "`apt-get install postgresql`, or set OBUKA_DATABASE_URL to a server of yours"
        case .noServer(let version?):
            "PostgreSQL \(version) is installed, but \(ServerBinaries.versionMin) or newer is "
                + "needed; install it, or set OBUKA_DATABASE_URL to a server of yours"
        case .noAccount(let reason):
            "PostgreSQL does not run as root, and the user obuka cannot be created: \(reason)"
        }
    }
}
