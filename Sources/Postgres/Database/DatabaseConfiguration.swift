/// How a `Database` connects, and its limits.
package struct DatabaseConfiguration: Sendable {
    /// A libpq URI or keyword string; several hosts and all of libpq's keywords are allowed.
    ///
    /// Of several hosts the one is taken that is no standby, so that a failover is followed.
    package var url: String
    /// Where reads go that need not come from the primary, such as a replica; nil is `url`.
    package var readURL: String?
    /// How far behind the primary such an answer may be.
    package var readLagMax = Duration.seconds(5)
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
    /// Bytes of the values in one pipelined read's rows; when they are more the read is refused
    /// with `.tooLarge` and its connection replaced.
    ///
    /// Counted row by row as they come; one row is always taken in whole. A `BatchedLookup` is
    /// bounded by its keys instead and looked at when its answer has come.
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

    /// What pipelined reads of the primary connect with.
    var laneSettings: ConnectionSettings { laneSettings(url: url) }

    /// What pipelined reads of a replica connect with; nil when none is configured.
    var replicaLaneSettings: ConnectionSettings? {
        readURL.map { url in
            var settings = laneSettings(url: url)
            settings.mustBePrimary = false
            return settings
        }
    }

    /// Read only, and patient for one read's time.
    private func laneSettings(url: String) -> ConnectionSettings {
        settings(
            url: url,
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
            preparedStatementsMax: preparedStatementsMax,
            mustBePrimary: true
        )
    }
}
