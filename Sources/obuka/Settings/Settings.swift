import EventLoop
import Foundation
import Logging

/// What can be set from outside: by flag, by `OBUKA_…` variable, or in `obuka.conf`, in this order.
struct Settings: Sendable {
    let listen: SocketAddress
    /// A libpq URI; nil means the embedded cluster.
    let databaseURL: String?
    let readURL: String?
    let dataDirectory: String
    let resourcesDirectory: String
    let publicURL: String
    /// From where the contents of modules come; nil for `content.localhost`.
    let contentURL: String?
    /// A folder with the core of H5P, which its licence keeps out of here; nil without.
    let h5pPlayer: String?
    let keysDirectory: String
    let keysPassphraseFile: String?
    /// PEM: the certificate of the key for documents and those above it.
    let documentCertificateFile: String?
    let documentKeyFile: String?
    let trustedProxies: [IPNetwork]
    let loops: Int?
    let logLevel: Logger.Level
    let verificationsPerMinuteMax: Int
    let connectionsMax: Int
    let connectionsPerAddressMax: Int

    /// Where the embedded cluster lives.
    var clusterDirectory: String { "\(dataDirectory)/cluster" }

    /// Where the files of handbooks are kept.
    var blobsDirectory: String { "\(dataDirectory)/blobs" }

    var migrationsDirectory: String { "\(resourcesDirectory)/sql/migrations" }

    /// A value that cannot be, with what to write instead.
    struct Problem: SettingProblem {
        let description: String

        init(_ name: String, _ value: String, _ advice: String) {
            description = "\(name) is “\(value)”: \(advice)"
        }
    }

    /// Reads the settings; `flags` are those given at the command line.
    static func load(
        flags: [String: String],
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> Settings {
        let sources = try Sources(flags: flags, environment: environment)
        let listen = sources["OBUKA_LISTEN"] ?? "127.0.0.1:8080"
        guard let address = SocketAddress(listen) else {
            throw Problem("OBUKA_LISTEN", listen, "write host:port, for example 127.0.0.1:8080")
        }
        let publicURL = sources["OBUKA_PUBLIC_URL"] ?? "https://obuka.example"
        guard publicURL.hasPrefix("https://") || publicURL.hasPrefix("http://") else {
            throw Problem("OBUKA_PUBLIC_URL", publicURL, "write an address with https://")
        }
        return Settings(
            listen: address,
            databaseURL: sources["OBUKA_DATABASE_URL"],
            readURL: sources["OBUKA_READ_URL"],
            dataDirectory: sources.dataDirectory,
            resourcesDirectory: try Resources.directory(sources["OBUKA_RESOURCES"]),
            publicURL: publicURL.hasSuffix("/") ? String(publicURL.dropLast()) : publicURL,
            contentURL: try contentURL(sources["OBUKA_CONTENT_URL"], apartFrom: publicURL),
            h5pPlayer: try folder("OBUKA_H5P_PLAYER", in: sources),
            keysDirectory: sources["OBUKA_KEYS"]?.absolutePath ?? "\(sources.dataDirectory)/keys",
            keysPassphraseFile: sources["OBUKA_KEYS_PASSPHRASE_FILE"]?.absolutePath,
            documentCertificateFile: sources["OBUKA_DOCUMENT_CERTIFICATE"]?.absolutePath,
            documentKeyFile: sources["OBUKA_DOCUMENT_KEY_FILE"]?.absolutePath,
            trustedProxies: try networks(sources["OBUKA_TRUSTED_PROXIES"] ?? ""),
            loops: try sources.number("OBUKA_LOOPS", in: 1...256),
            logLevel: try level(sources["OBUKA_LOG_LEVEL"] ?? "info"),
            verificationsPerMinuteMax:
                try sources.number("OBUKA_VERIFICATIONS_PER_MINUTE_MAX", in: 1...1_000_000_000)
                ?? 120,
            connectionsMax: try sources.number("OBUKA_CONNECTIONS_MAX", in: 1...1_000_000) ?? 4_096,
            connectionsPerAddressMax:
                try sources.number("OBUKA_CONNECTIONS_PER_ADDRESS_MAX", in: 1...1_000_000) ?? 256
        )
    }

    /// An address on a host that nothing else of the centre has: cookies and passwords do not tell
    /// ports apart.
    private static func contentURL(_ text: String?, apartFrom publicURL: String) throws -> String? {
        guard let text else { return nil }
        let host = URLComponents(string: text)?.host
        guard text.hasPrefix("https://") || text.hasPrefix("http://"), let host,
            host != URLComponents(string: publicURL)?.host,
            URLComponents(string: text)?.path.allSatisfy({ $0 == "/" }) == true
        else {
            throw Problem(
                "OBUKA_CONTENT_URL",
                text,
                "write an address with https:// and a host that is not the one of OBUKA_PUBLIC_URL"
            )
        }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    /// A folder that has to be there when it is named.
    private static func folder(_ name: String, in sources: Sources) throws -> String? {
        guard let path = sources[name]?.absolutePath else { return nil }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
            isFolder.boolValue
        else { throw Problem(name, path, "write the path of a folder that is there") }
        return path
    }

    private static func level(_ text: String) throws -> Logger.Level {
        guard let level = Logger.Level(rawValue: text.lowercased()) else {
            let known = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem("OBUKA_LOG_LEVEL", text, "write one of \(known)")
        }
        return level
    }

    private static func networks(_ text: String) throws -> [IPNetwork] {
        try text.split(whereSeparator: { $0 == "," || $0 == " " }).map { part in
            guard let network = IPNetwork(String(part)) else {
                throw Problem(
                    "OBUKA_TRUSTED_PROXIES",
                    String(part),
                    "write addresses like 10.0.0.0/8"
                )
            }
            return network
        }
    }

    /// The places a setting may stand in.
    private struct Sources {
        private let flags: [String: String]
        private let environment: [String: String]
        private let file: [String: String]

        init(flags: [String: String], environment: [String: String]) throws {
            self.flags = flags
            self.environment = environment
            file = try ConfigurationFile.load(flags["OBUKA_CONFIG"] ?? environment["OBUKA_CONFIG"])
        }

        subscript(name: String) -> String? {
            let value = flags[name] ?? environment[name] ?? file[name]
            return value.flatMap { $0.isEmpty ? nil : $0 }
        }

        func number(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
            guard let text = self[name] else { return nil }
            guard let number = Int(text), range.contains(number) else {
                throw Problem(
                    name,
                    text,
                    "write a whole number from \(range.lowerBound) to \(range.upperBound)"
                )
            }
            return number
        }

        var dataDirectory: String {
            if let directory = self["OBUKA_DATA"] { return directory.absolutePath }
            if geteuid() == 0 { return "/var/lib/obuka" }
            let home = environment["HOME"] ?? "/tmp"
            return (environment["XDG_DATA_HOME"] ?? "\(home)/.local/share") + "/obuka"
        }
    }
}

/// A setting that cannot be used; its description says what to do.
protocol SettingProblem: Error, CustomStringConvertible {}

extension String {
    /// The path from the root, whatever the working directory becomes later.
    var absolutePath: String {
        hasPrefix("/") ? self : FileManager.default.currentDirectoryPath + "/" + self
    }
}
