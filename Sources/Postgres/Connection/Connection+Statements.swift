import CLibPQ

/// How a statement is run in a round trip of its own; for the threads that wait for answers.
extension Connection {
    /// Runs a statement, behind a command that goes out with it in the same round trip.
    ///
    /// - Throws: what the server refused first; the connection stays usable unless it is broken.
    func run(_ sql: SQL, behind command: String? = nil) throws(PostgresError) -> QueryResult {
        let preparation = try sendAll(sql, behind: command)
        var failure = try receive(preparation, of: sql)
        let result = try commandResult()
        if failure == nil { failure = refusal(of: result, sql, preparation.entry) }
        try syncResult()
        if let failure { throw failure }
        return result
    }

    /// Runs a statement and hands over its rows one by one as the server sends them.
    ///
    /// The memory in use is that of one row. When `body` throws, the statement is cancelled, so
    /// that the rest need not be received; it may have ended before, so the server's transaction
    /// may be as it was.
    func stream(
        _ sql: SQL,
        behind command: String? = nil,
        _ body: (borrowing QueryResult) throws -> Void
    ) throws {
        let preparation = try sendAll(sql, behind: command)
        var failure: (any Error)? = try receive(preparation, of: sql)
        var cancellation: CancelRequest?
        if failure == nil { PQsetSingleRowMode(handle) }
        while let result = try nextResult() {
            switch result.status {
            case PGRES_SINGLE_TUPLE:
                guard failure == nil else { continue }
                do {
                    try body(result)
                } catch {
                    failure = error
                    cancellation = cancelHandle.cancel()
                }
            case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
                markBroken()
                throw PostgresError(.unsuitableStatement, "COPY needs copyIn or copyOut")
            default:
                if PQstatus(handle) == CONNECTION_BAD {
                    throw lost(result.message, report: ServerReport(result.pointer))
                }
                if failure == nil { failure = refusal(of: result, sql, preparation.entry) }
            }
        }
        try syncResult()
        awaitEnd(of: cancellation)
        if let failure { throw failure }
    }

    /// Gives the connection up when a cancel request could still hit another statement.
    func awaitEnd(of cancellation: CancelRequest?) {
        if cancellation?.waitForEnd() == false { markBroken() }
    }

    /// Runs a command that takes no parameters and is not worth preparing, such as COMMIT.
    @discardableResult
    func runCommand(_ text: String) throws(PostgresError) -> QueryResult {
        try sendCommand(text)
        try sendSync()
        try flush()
        let result = try commandResult()
        try syncResult()
        if let failure = refusal(of: result) { throw failure.with(statement: text) }
        return result
    }

    /// Runs a script of several statements, which the server takes as one transaction unless the
    /// script or the connection says otherwise.
    func runScript(_ text: String) throws(PostgresError) {
        try outsidePipeline { () throws(PostgresError) in
            guard PQsendQuery(handle, text) == 1 else { throw lost() }
            try flush()
            var failure: PostgresError?
            while let result = try nextResult() {
                switch result.status {
                case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
                    markBroken()
                    throw PostgresError(.unsuitableStatement, "a script cannot COPY from a client")
                default:
                    if PQstatus(handle) == CONNECTION_BAD {
                        throw lost(result.message, report: ServerReport(result.pointer))
                    }
                    if failure == nil { failure = refusal(of: result) }
                }
            }
            if let failure { throw failure }
        }
    }

    /// Leaves pipeline mode for what it does not allow (scripts, COPY), and enters it again.
    func outsidePipeline<Value>(
        _ body: () throws(PostgresError) -> Value
    ) throws(PostgresError) -> Value {
        guard PQexitPipelineMode(handle) == 1 else { throw lost() }
        let value: Value
        do {
            value = try body()
        } catch {
            if !isBroken { PQenterPipelineMode(handle) }
            throw error
        }
        PQenterPipelineMode(handle)
        return value
    }

    /// A statement that was sent, and what it needed before it could run.
    private struct Preparation {
        let entry: StatementCache.Entry
        var hasCommand = false
        var deallocated: String?
        var prepares = false
    }

    private func sendAll(
        _ sql: SQL,
        behind command: String?
    ) throws(PostgresError) -> Preparation {
        guard sql.parameters.count <= SQLParameters.countMax else { throw sql.parameters.tooMany }
        if let command { try sendCommand(command) }
        var preparation: Preparation
        if let entry = statements.find(sql) {
            preparation = Preparation(entry: entry)
        } else {
            preparation = Preparation(entry: statements.insert(sql), prepares: true)
            if let name = statements.takeDiscarded() {
                try sendCommand("DEALLOCATE \(name)")
                preparation.deallocated = name
            }
            try sendPrepare(preparation.entry, sql.text)
        }
        preparation.hasCommand = command != nil
        try send(preparation.entry, sql.parameters)
        try sendSync()
        try flush()
        return preparation
    }

    /// Takes the answers to everything that went out before the statement itself.
    private func receive(
        _ preparation: Preparation,
        of sql: SQL
    ) throws(PostgresError) -> PostgresError? {
        var failure: PostgresError?
        if preparation.hasCommand {
            failure = refusal(of: try commandResult())
        }
        if let name = preparation.deallocated {
            let refused = refusal(of: try commandResult())
            takeDeallocation(of: name, refused)
            if failure == nil { failure = refused }
        }
        if preparation.prepares {
            let refused = refusal(of: try commandResult())
            if refused == nil {
                statements.confirm(preparation.entry)
            } else {
                statements.forgetUnprepared(preparation.entry)
            }
            if failure == nil { failure = refused?.with(statement: sql.text) }
        }
        return failure
    }

    /// Notes how a DEALLOCATE ended.
    func takeDeallocation(of name: String, _ refused: PostgresError?) {
        // Refused in a failed transaction the server still holds the name. One that it does not
        // know, because something else deallocated it, is done with.
        guard let refused, refused.sqlState != .unknownPreparedStatement else { return }
        statements.discard(name)
    }

    /// The error in a result, if it is one.
    ///
    /// `entry` is the prepared statement that gave it; it is forgotten when its plan went stale.
    func refusal(
        of result: borrowing QueryResult,
        _ sql: SQL? = nil,
        _ entry: StatementCache.Entry? = nil
    ) -> PostgresError? {
        switch result.status {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return nil
        case PGRES_PIPELINE_ABORTED:
            return PostgresError(.refused, "an earlier command of the same round trip failed")
        default:
            let report = ServerReport(result.pointer)
            let failure = PostgresError(
                .refused,
                report == nil ? result.message : "",
                report: report,
                statement: sql?.text
            )
            if let entry, failure.isStalePlan { forget(entry, failure) }
            return failure
        }
    }

    private func forget(_ stale: StatementCache.Entry, _ failure: PostgresError) {
        if failure.sqlState == .unknownPreparedStatement {
            statements.forgetUnprepared(stale)
        } else {
            statements.forget(stale)
        }
    }
}
