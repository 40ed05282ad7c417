import ArgumentParser

/// The flags that every command has: where the data are, and who acts.
struct SettingOptions: ParsableArguments {
    @Option(help: "The data directory (OBUKA_DATA).")
    var data: String?

    @Option(name: .customLong("database-url"), help: "A libpq URI (OBUKA_DATABASE_URL).")
    var databaseURL: String?

    @Option(help: "A file of settings instead of obuka.conf (OBUKA_CONFIG).")
    var config: String?

    @Option(name: .customLong("as"), help: "Act as the account with this e-mail address.")
    var account: String?

    /// The flags that were given, by the name of the setting.
    var flags: [String: String] {
        ["OBUKA_DATA": data, "OBUKA_DATABASE_URL": databaseURL, "OBUKA_CONFIG": config]
            .compactMapValues { $0 }
    }
}

/// The flags of commands that write.
struct WriteOptions: ParsableArguments {
    @Flag(help: "Do everything and take it back: shows what would happen.")
    var dryRun = false
}
