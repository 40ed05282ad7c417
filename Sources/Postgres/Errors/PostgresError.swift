/// What went wrong between this program and PostgreSQL.
///
/// `description` is safe to log and to show: it holds codes and names of the schema, never text
/// from the server and never a parameter. `String(reflecting:)` holds everything the server said.
package struct PostgresError: Error, Sendable {
    /// Where it went wrong.
    package enum Kind: Sendable, Hashable {
        /// The server refused a statement; `sqlState` says why.
        case refused
        /// No connection could be made.
        case cannotConnect
        /// The connection ended while it was in use; what it was doing is rolled back.
        case connectionLost
        /// The connection ended during COMMIT: nobody here knows whether it took effect.
        case commitOutcomeUnknown
        /// All connections stayed busy for as long as a caller waits, or too many callers wait.
        case poolExhausted
        /// The server gave no answer within the client's own limit.
        case timedOut
        /// The database handle has been closed.
        case closed
        /// The columns of a result are not those that were asked for.
        case undecodable
        /// A result that may have one row had more, or was larger than its limit.
        case tooLarge
        /// A statement that the call cannot run, such as COPY through `execute`.
        case unsuitableStatement
    }

    package let kind: Kind
    private let report: ServerReport?
    private let explanation: String
    /// The statement without its parameters, for `String(reflecting:)`.
    private let statement: String?

    init(
        _ kind: Kind,
        _ explanation: String,
        report: ServerReport? = nil,
        statement: String? = nil
    ) {
        self.kind = kind
        self.explanation = explanation
        self.report = report
        self.statement = statement
    }

    /// The server's five-letter code; nil when the error arose on this side.
    package var sqlState: SQLState? { report?.sqlState }
    /// The constraint that refused; the bridge from the schema to the domain's own errors.
    package var constraint: String? { report?.constraint }
    package var table: String? { report?.table }
    package var column: String? { report?.column }
    package var schema: String? { report?.schema }
    package var dataType: String? { report?.dataType }
    /// Whether the server ended the connection with this error.
    var isFatal: Bool { report?.isFatal ?? false }
    /// Whether the plan of a prepared statement no longer fits the schema.
    var isStalePlan: Bool { report?.isStalePlan ?? false }

    /// What the server says first; for those who run scripts of their own, never for visitors.
    var serverMessage: String? { report?.message }
    /// Why no connection could be made: host, port, and what the system or the server said.
    ///
    /// For the operator's log; holds no password and nothing out of a table.
    var connectFailure: String? {
        kind == .cannotConnect && !explanation.isEmpty ? explanation : nil
    }
    /// Where in the statement, counted in characters from one.
    var position: Int? { report?.position }

    /// Why PostgreSQL cannot serve at present.
    package enum Unavailability: Sendable {
        /// No connection, no resources, or shut down.
        case unreachable
        /// The statement took longer than it may; the same again takes as long.
        case late
        /// Another transaction did not let go of what this one needs in time.
        case locked
    }

    /// Why PostgreSQL cannot serve at present; nil for an error of another kind.
    package var unavailability: Unavailability? {
        switch kind {
        case .timedOut: .late
        case .cannotConnect, .connectionLost, .commitOutcomeUnknown, .poolExhausted, .closed:
            .unreachable
        case .refused: sqlState?.unavailability
        case .undecodable, .tooLarge, .unsuitableStatement: nil
        }
    }

    /// Whether PostgreSQL cannot serve at present, for whatever reason.
    ///
    /// Asking again later makes sense; on the web this is 503.
    package var isUnavailable: Bool { unavailability != nil }

    /// Whether the same transaction may succeed at once when run again.
    ///
    /// `Database.transaction` does so by itself.
    package var isRetryable: Bool {
        sqlState == .serializationFailure || sqlState == .deadlockDetected
    }

    /// Whether `Database.transaction` runs its closure again after this.
    var isRunAgain: Bool { isRetryable || isStalePlan }

    func with(kind: Kind) -> PostgresError {
        PostgresError(kind, explanation, report: report, statement: statement)
    }

    func with(statement: String) -> PostgresError {
        guard self.statement == nil else { return self }
        return PostgresError(kind, explanation, report: report, statement: statement)
    }
}

extension PostgresError: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String {
        var parts = [kind.sentence]
        if let report {
            parts.append("SQLSTATE \(report.sqlState.rawValue)")
            let names = [
                ("constraint", constraint), ("schema", schema), ("table", table),
                ("column", column), ("type", dataType),
            ]
            for case (let label, let name?) in names { parts.append("\(label) \(name)") }
        }
        return parts.joined(separator: ", ")
    }

    /// Everything the server said and the statement's text; may hold personal data.
    package var debugDescription: String {
        var lines = [description, explanation]
        if let report { lines.append(report.everything) }
        if let statement { lines.append("statement: \(statement)") }
        return lines.filter { !$0.isEmpty }.joined(separator: "\n")
    }
}

extension PostgresError.Kind {
    fileprivate var sentence: String {
        switch self {
        case .refused: "the database refused the statement"
        case .cannotConnect: "no connection to the database can be made"
        case .connectionLost: "the connection to the database was lost"
        case .commitOutcomeUnknown:
            "the connection to the database was lost during COMMIT; the outcome is unknown"
        case .poolExhausted: "all connections to the database are busy"
        case .timedOut: "the database did not answer in time"
        case .closed: "the database handle is closed"
        case .undecodable: "the result does not have the expected columns"
        case .tooLarge: "the result is larger than expected"
        case .unsuitableStatement: "the statement cannot be run by this call"
        }
    }
}
