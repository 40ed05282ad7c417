import Glibc

/// The operating-system user that a server runs as; PostgreSQL refuses to run as root.
package struct ClusterAccount: Sendable, Hashable {
    package let name: String
    package let userID: UInt32
    package let groupID: UInt32

    /// Whom a server started by this process runs as.
    ///
    /// For root it is the user `postgres`, else `obuka`, which is created when it does not exist.
    /// Everyone else runs it as themselves.
    ///
    /// - Throws: `ClusterError.noAccount` when root has nobody to run it as.
    package static func forServer() throws -> ClusterAccount {
        guard geteuid() == 0 else {
            return ClusterAccount(name: "", userID: geteuid(), groupID: getegid())
        }
        if let account = find("postgres") ?? find("obuka") { return account }
        let arguments = ["--system", "--user-group", "--no-create-home", "obuka"]
        let outcome = try? ChildProcess.run("useradd", arguments)
        guard let account = find("obuka") else {
            throw ClusterError.noAccount(outcome?.output.trimmed ?? "useradd is not installed")
        }
        return account
    }

    /// Whether running a program as this user needs a change of user.
    var isOther: Bool { userID != geteuid() }

    /// The command that changes the user and then becomes the program behind it.
    var prefix: [String] {
        guard isOther else { return [] }
        return ["setpriv", "--reuid=\(userID)", "--regid=\(groupID)", "--clear-groups", "--"]
    }

    private static func find(_ name: String) -> ClusterAccount? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16_384)
        guard getpwnam_r(name, &entry, &buffer, buffer.count, &found) == 0, found != nil else {
            return nil
        }
        return ClusterAccount(name: name, userID: entry.pw_uid, groupID: entry.pw_gid)
    }
}
