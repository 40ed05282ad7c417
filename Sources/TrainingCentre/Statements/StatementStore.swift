import Documents
import ExperienceAPI
import Postgres

/// Taking statements in, once each.
package enum StatementStore {
    /// What is taken at once.
    package enum Limits {
        package static let statementsMax = 500
        /// Of statements and their attachments, in bytes.
        package static let bytesMax = 20 << 20
    }

    /// Stores statements with what was attached to them, all or none.
    ///
    /// One that is there already and says the same changes nothing. What a unit of cmi5 says of
    /// activities and agents stays in its statements: whoever learns could write it. Refuses with
    /// `StatementError.differs` another one under the same id, with `.tooLong`, and with
    /// `.conflict` what a unit may not say.
    package static func store(
        _ statements: [ReceivedStatement],
        attachments contents: [String: [UInt8]],
        by client: StatementClient,
        in transaction: borrowing Transaction
    ) throws {
        try client.requireWriting()
        var unit = client.unit
        if unit != nil { try unit?.lock(in: transaction) }
        let known = try known(statements.map(\.id), in: transaction)
        var definitions: [String: [JSON]] = [:]
        for statement in statements {
            if let stored = known[statement.id] {
                try requireSame(statement, stored)
                continue
            }
            try unit?.take(statement.received, in: transaction)
            let said = try put(statement, attachments: contents, by: client, in: transaction)
            if unit == nil { definitions.merge(said) { $0 + $1 } }
        }
        try KnownActivity.learn(definitions, in: transaction)
        try unit?.finish(in: transaction)
    }

    private static func requireSame(_ statement: ReceivedStatement, _ stored: JSON) throws {
        guard StatementIdentity.isSame(statement.received, stored) else {
            throw StatementError.differs(statement.id)
        }
    }

    private static func known(
        _ ids: [String],
        in transaction: borrowing Transaction
    ) throws -> [String: JSON] {
        let rows = try transaction.rows(
            """
            SELECT statement_id::text, content
            FROM xapi_statements WHERE statement_id = ANY(\(ids)::text[]::uuid[])
            """,
            as: (String.self, String.self)
        )
        return try Dictionary(
            uniqueKeysWithValues: rows.map { ($0, try JSON.parse(Array($1.utf8))) }
        )
    }

    /// Stores one statement, whoever says it; gives what it says of activities, unless it was
    /// stored before.
    static func put(
        _ statement: ReceivedStatement,
        attachments contents: [String: [UInt8]],
        by client: StatementClient,
        in transaction: borrowing Transaction
    ) throws -> [String: [JSON]] {
        try StatementError.translating {
            try insert(statement, contents, by: client, in: transaction)
        }
    }

    private static func insert(
        _ statement: ReceivedStatement,
        _ contents: [String: [UInt8]],
        by client: StatementClient,
        in transaction: borrowing Transaction
    ) throws -> [String: [JSON]] {
        let content = statement.kept
        let parts = StatementParts(content)
        let row = try transaction.value(
            """
            INSERT INTO xapi_statements (
                statement_id, verb, registration, target, is_voiding, content, actor)
            VALUES (
                \(statement.id)::text::uuid, \(parts.verb), \(parts.registration)::text::uuid,
                \(parts.target)::text::uuid, \(parts.isVoiding), \(content.written),
                \(client.actor.name))
            ON CONFLICT (statement_id) DO NOTHING
            RETURNING id
            """,
            as: Int.self
        )
        guard let row else {
            // Somebody else has stored it since we looked.
            let stored = try known([statement.id], in: transaction)[statement.id]
            try requireSame(statement, stored ?? .null)
            return [:]
        }
        try index(parts, as: row, in: transaction)
        if client.unit == nil { try name(parts, in: transaction) }
        try attach(content, contents, to: row, in: transaction)
        return parts.definitions
    }

    private static func index(
        _ parts: StatementParts,
        as row: Int,
        in transaction: borrowing Transaction
    ) throws {
        let agents = parts.agents.sorted { $0.key.key < $1.key.key }
        _ = try transaction.execute(
            """
            INSERT INTO xapi_statement_agents (statement_row, agent, is_direct)
            SELECT \(row), agent, is_direct
            FROM unnest(\(agents.map(\.key.key)), \(agents.map(\.value)))
                AS agents (agent, is_direct)
            """
        )
        let activities = parts.activities.sorted { $0.key < $1.key }
        if !activities.isEmpty {
            _ = try transaction.execute(
                """
                INSERT INTO xapi_statement_activities (statement_row, activity, is_direct)
                SELECT \(row), activity, is_direct
                FROM unnest(\(activities.map(\.key)), \(activities.map(\.value)))
                    AS activities (activity, is_direct)
                """
            )
        }
    }

    /// Keeps how a statement calls agents.
    private static func name(
        _ parts: StatementParts,
        in transaction: borrowing Transaction
    ) throws {
        let labels = parts.names.sorted { $0.key.key < $1.key.key }
            .filter { $0.value.utf8.count <= 500 }
        guard !labels.isEmpty else { return }
        _ = try transaction.execute(
            """
            INSERT INTO xapi_agent_labels (agent, label)
            SELECT agent, label
            FROM unnest(\(labels.map(\.key.key)), \(labels.map(\.value)))
                AS labels (agent, label)
            ON CONFLICT DO NOTHING
            """
        )
    }

    private static func attach(
        _ statement: JSON,
        _ contents: [String: [UInt8]],
        to row: Int,
        in transaction: borrowing Transaction
    ) throws {
        let digests = Set(AttachedContent.digests(of: statement)).intersection(contents.keys)
        for digest in digests.sorted() {
            _ = try transaction.execute(
                """
                INSERT INTO xapi_attachments (digest, content)
                VALUES (\(digest), \(contents[digest] ?? []))
                ON CONFLICT DO NOTHING
                """
            )
            _ = try transaction.execute(
                """
                INSERT INTO xapi_statement_attachments (statement_row, digest)
                VALUES (\(row), \(digest))
                """
            )
        }
    }
}
