import ArgumentParser

/// The flags that every command has: where the data are, and who acts.
struct SettingOptions: ParsableArguments {
    @Option(help: "The data directory (OBUKA_DATA).")
    var data: String?

    @Option(name: .customLong("database-url"), help: "A libpq URI (OBUKA_DATABASE_URL).")
    var databaseURL: String?

    @Option(help: "A file of settings instead of obuka.conf (OBUKA_CONFIG).")
    var config: String?

    @Option(help: "Any setting, as NAME=VALUE without OBUKA_; again for more.")
    var set: [String] = []

    @Option(name: .customLong("as"), help: "Act as the account with this e-mail address.")
    var accounts: [String] = []

    var account: String? { accounts.last }

    /// The flags that were given, by the name of the setting.
    var flags: [String: String] {
        let own = ["OBUKA_DATA": data, "OBUKA_DATABASE_URL": databaseURL, "OBUKA_CONFIG": config]
        let pairs = set.compactMap { pair -> (String, String)? in
            guard let equals = pair.firstIndex(of: "=") else { return nil }
            return ("OBUKA_" + pair[..<equals], String(pair[pair.index(after: equals)...]))
        }
        return Dictionary(pairs, uniquingKeysWith: { $1 })
            .merging(own.compactMapValues { $0 }) { $1 }
    }

    func validate() throws {
        if let wrong = set.first(where: { !$0.contains("=") }) {
            throw ValidationError("--set \(wrong): write NAME=VALUE")
        }
    }
}

/// The flags of commands that write.
struct WriteOptions: ParsableArguments {
    @Flag(help: "Do everything and take it back: shows what would happen.")
    var dryRun = false
}
