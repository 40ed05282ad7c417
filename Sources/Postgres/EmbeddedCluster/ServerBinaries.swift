import FoundationEssentials
import Glibc

/// The programs of an installed PostgreSQL server.
package struct ServerBinaries: Sendable {
    package let directory: String
    /// The major version, such as 15.
    package let majorVersion: Int

    /// Finds the newest server that is new enough.
    ///
    /// Looks where `pg_config` points, where distributions install, and in `PATH`.
    ///
    /// - Throws: `ClusterError.noServer` when there is none.
    package static func find() throws -> ServerBinaries {
        let found = installed()
        let newest = found.filter { $0.majorVersion >= versionMin }.max {
            ($0.majorVersion, $0.directory) < ($1.majorVersion, $1.directory)
        }
        guard let newest else {
            throw ClusterError.noServer(found.map(\.majorVersion).max())
        }
        return newest
    }

    /// Finds the server of one version.
    ///
    /// - Throws: `ClusterError.otherVersion` when it is not installed.
    static func find(majorVersion: Int) throws -> ServerBinaries {
        // The usual place first: asking every directory for its version takes time.
        let usual = ServerBinaries(in: "/usr/lib/postgresql/\(majorVersion)/bin")
        if let usual, usual.majorVersion == majorVersion { return usual }
        guard let server = installed().first(where: { $0.majorVersion == majorVersion }) else {
            throw ClusterError.otherVersion(data: majorVersion)
        }
        return server
    }

    private static func installed() -> [ServerBinaries] {
        var directories: [String] = []
        for path in searchPath {
            if let configured = try? ChildProcess.output("\(path)/pg_config", ["--bindir"]) {
                directories.append(configured.trimmed)
            }
            directories.append(path)
        }
        for parent in ["/usr/lib/postgresql", "/usr/local/pgsql", "/opt/postgresql"] {
            let versions = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
            directories += versions.map { "\(parent)/\($0)/bin" }
        }
        directories += (10...30).map { "/usr/pgsql-\($0)/bin" }
        return Set(directories).compactMap(ServerBinaries.init(in:))
    }

    /// The server in a directory; nil when it holds none that runs.
    package init?(in directory: String) {
        // Links such as /usr/local/bin/postgres stand beside other programs than the real ones do.
        guard let server = realpath("\(directory)/postgres", nil) else { return nil }
        defer { free(server) }
        let directory = String(String(cString: server).dropLast("/postgres".count))
        for program in ["postgres", "initdb", "pg_ctl"] {
            guard FileManager.default.isExecutableFile(atPath: "\(directory)/\(program)") else {
                return nil
            }
        }
        guard
            let version = try? ChildProcess.output("\(directory)/postgres", ["--version"]),
            let number = version.split(separator: " ").lazy.compactMap({ word in
                Int(word.prefix { $0.isNumber })
            }).first
        else { return nil }
        self.directory = directory
        majorVersion = number
    }

    /// The path of one of the programs.
    package func program(_ name: String) -> String {
        "\(directory)/\(name)"
    }

    static let versionMin = 15

    private static var searchPath: [String] {
        (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
            .split(separator: ":").map(String.init)
    }
}

extension String {
    /// The text without white space at its ends.
    var trimmed: String {
        let isSpace = { (character: Character) in character.isWhitespace }
        let start = drop(while: isSpace)
        return String(start.reversed().drop(while: isSpace).reversed())
    }
}
