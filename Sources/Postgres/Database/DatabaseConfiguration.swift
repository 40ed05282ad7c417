/// How a `Database` connects, and its limits.
package struct DatabaseConfiguration: Sendable {
    /// A libpq URI or keyword string; several hosts and all of libpq's keywords are allowed.
    package var url: String
    /// Where pipelined reads go, such as replicas; nil is `url`.
    package var readURL: String?
    package var applicationName = "obuka"
    /// The role that the statements run as; nil is the one that connects.
    package var role: String?
    /// The schemas to look in, as in `search_path`; nil leaves the server's setting.
    package var searchPath: String?

    /// Connections for transactions, each with a thread of its own.
    package var poolConnectionsMax = 10
    /// Callers that may wait for a connection; one more is refused at once.
    package var poolWaitersMax = 1_000
    /// How long a caller waits for a connection before it gets `.poolExhausted`.
    package var poolWait = Duration.seconds(5)
    /// How long an idle connection of the pool is kept.
    package var idleConnectionLifetime = Duration.seconds(60)

    /// How long one host may take to accept a connection; whole seconds, at least two.
    package var connectTimeout = Duration.seconds(5)
    package var statementTimeout = Duration.seconds(30)
    package var lockTimeout = Duration.seconds(10)
    package var idleInTransactionTimeout = Duration.seconds(30)
    /// Prepared statements kept on each connection; the least recently used goes first.
    package var preparedStatementsMax = 256

    /// Connections for pipelined reads on each event loop.
    package var lanesPerLoop = 1
    /// How long a pipelined read may take, waiting included.
    package var readTimeout = Duration.seconds(5)
    /// Reads that are sent on one lane before the first of them is answered.
    package var laneReadsInFlightMax = 256
    /// Reads that wait for a lane; one more is refused at once.
    package var laneReadsWaitingMax = 16_384
    /// Bytes of one pipelined read's result; a larger one is refused with `.tooLarge`.
    package var readResultBytesMax = 16 << 20

    package init(url: String) {
        self.url = url
    }
}

extension DatabaseConfiguration {
    /// What transactions connect with.
    var poolSettings: ConnectionSettings {
        settings(
            url: url,
            answerTimeout: statementTimeout + DatabaseConfiguration.answerGrace,
            server: [
                ("statement_timeout", statementTimeout.settingMilliseconds),
                ("lock_timeout", lockTimeout.settingMilliseconds),
                (
                    "idle_in_transaction_session_timeout",
                    idleInTransactionTimeout.settingMilliseconds
                ),
            ]
        )
    }

    /// What pipelined reads connect with: read only, and patient for one read's time.
    var laneSettings: ConnectionSettings {
        settings(
            url: readURL ?? url,
            answerTimeout: nil,
            server: [
                ("statement_timeout", readTimeout.settingMilliseconds),
                ("default_transaction_read_only", "on"),
                // These statements find rows by their keys: one plan fits every parameter, and
                // planning a join anew for each turn of the loop costs more than running it.
                ("plan_cache_mode", "force_generic_plan"),
            ]
        )
    }

    /// What LISTEN connects with.
    var listenerSettings: ConnectionSettings {
        settings(url: url, answerTimeout: connectTimeout, server: [])
    }

    /// What migrations connect with: no role but the owner's, no limit but for waiting on locks.
    var migrationSettings: ConnectionSettings {
        var owner = self
        owner.role = nil
        return owner.settings(
            url: url,
            answerTimeout: nil,
            server: [("lock_timeout", lockTimeout.settingMilliseconds)]
        )
    }

    /// The server's own limit acts first; this is for a server that cannot act.
    private static let answerGrace = Duration.seconds(5)

    private func settings(
        url: String,
        answerTimeout: Duration?,
        server: [(name: String, value: String)]
    ) -> ConnectionSettings {
        var server = server + [("TimeZone", "UTC"), ("DateStyle", "ISO")]
        if let role { server.append(("role", role)) }
        if let searchPath { server.append(("search_path", searchPath)) }
        return ConnectionSettings(
            url: url,
            applicationName: applicationName,
            connectTimeout: connectTimeout,
            answerTimeout: answerTimeout,
            serverSettings: server,
            preparedStatementsMax: preparedStatementsMax
        )
    }
}
