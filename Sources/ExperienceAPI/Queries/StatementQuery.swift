import Documents

/// Which statements somebody asks for (xAPI 1.0.3, Communication 2.1.3).
package struct StatementQuery: Sendable {
    /// One statement by its id; the other parameters are none then.
    package var statement: String?
    /// Whether the one asked for is one that was voided.
    package var isVoided = false
    package var agent: AgentIdentity?
    package var relatedAgents = false
    package var verb: String?
    package var activity: String?
    package var relatedActivities = false
    package var registration: String?
    package var since: Timestamp?
    package var until: Timestamp?
    package var limit: Int
    package var format = StatementFormat.exact
    package var attachments = false
    package var ascending = false
    /// The row after which the page begins.
    package var cursor: Cursor?

    /// Where a page ended: at a moment, behind a row.
    package struct Cursor: Sendable, Hashable {
        package let moment: Timestamp
        package let row: Int

        package init(moment: Timestamp, row: Int) {
            self.moment = moment
            self.row = row
        }

        /// Nil for what is not `written`, and for a moment that no statement was stored at: beyond
        /// it a database has none either.
        init?(_ text: String) {
            let parts = text.split(separator: "-", omittingEmptySubsequences: false)
            guard parts.count == 2, let microseconds = Int(parts[0]), let row = Int(parts[1]),
                (0...Cursor.latest).contains(microseconds), row >= 0
            else { return nil }
            self.init(moment: Timestamp(microseconds: microseconds), row: row)
        }

        /// The end of the year 9999, in microseconds.
        private static let latest = 253_402_300_799_999_999

        package var written: String { "\(moment.microseconds)-\(row)" }
    }

    /// How many statements a page has.
    package enum Limits {
        package static let rowsMax = 500
    }

    private static let names: Set = [
        "agent", "verb", "activity", "registration", "related_activities", "related_agents",
        "since", "until", "limit", "format", "attachments", "ascending", "cursor",
    ]
    private static let single = ["statementId", "voidedStatementId"]

    /// Reads the parameters; refuses with `StatementProblem` those that are unknown, wrong, or do
    /// not go together.
    package init(_ parameters: [String: String]) throws {
        let known = StatementQuery.names.union(StatementQuery.single)
        if let stranger = parameters.keys.filter({ !known.contains($0) }).min() {
            throw StatementProblem(stranger, "is no parameter of this")
        }
        limit = StatementQuery.Limits.rowsMax
        if let format = parameters["format"] {
            guard let read = StatementFormat(rawValue: format) else {
                throw StatementProblem("format", "is none of ids, exact, canonical")
            }
            self.format = read
        }
        attachments = try Self.boolean("attachments", parameters)
        try readSingle(parameters)
        agent = try parameters["agent"].map { try AgentIdentity.reading($0, named: "agent") }
        verb = try Self.iri("verb", parameters)
        activity = try Self.iri("activity", parameters)
        registration = try Self.uuid("registration", parameters)
        relatedAgents = try Self.boolean("related_agents", parameters)
        relatedActivities = try Self.boolean("related_activities", parameters)
        ascending = try Self.boolean("ascending", parameters)
        since = try Self.moment("since", parameters)
        until = try Self.moment("until", parameters)
        if let text = parameters["limit"] {
            guard let number = Int(text), number >= 0 else {
                throw StatementProblem("limit", "is no whole number from 0")
            }
            if number > 0 { limit = min(number, limit) }
        }
        if let text = parameters["cursor"] {
            guard let read = Cursor(text) else {
                throw StatementProblem("cursor", "is none that was given in “more”")
            }
            cursor = read
        }
    }

    private mutating func readSingle(_ parameters: [String: String]) throws {
        let asked = StatementQuery.single.filter { parameters[$0] != nil }
        guard let name = asked.first else { return }
        if asked.count > 1 {
            throw StatementProblem(name, "stands beside \(asked[1])")
        }
        let others = parameters.keys.filter { ![name, "format", "attachments"].contains($0) }
        if let other = others.min() { throw StatementProblem(other, "stands beside \(name)") }
        statement = try Self.uuid(name, parameters)
        isVoided = name == "voidedStatementId"
    }

    static func boolean(_ name: String, _ parameters: [String: String]) throws -> Bool {
        switch parameters[name] {
        case nil, "false": return false
        case "true": return true
        default: throw StatementProblem(name, "is neither true nor false")
        }
    }

    static func iri(_ name: String, _ parameters: [String: String]) throws -> String? {
        guard let text = parameters[name] else { return nil }
        guard IRI.isAbsolute(text) else { throw StatementProblem(name, "is no IRI") }
        return text
    }

    static func uuid(_ name: String, _ parameters: [String: String]) throws -> String? {
        guard let text = parameters[name] else { return nil }
        guard let id = UniqueID.read(text) else { throw StatementProblem(name, "is no UUID") }
        return id
    }

    static func moment(_ name: String, _ parameters: [String: String]) throws -> Timestamp? {
        guard let text = parameters[name] else { return nil }
        guard let moment = Timestamp(text) else {
            throw StatementProblem(name, "is no moment of ISO 8601")
        }
        return moment
    }
}
