import Documents
import ExperienceAPI
import Postgres

/// Statements that somebody asked for, with what was attached to them.
///
/// All of a page is in memory at once, so that it ends where it has become long: with the statement
/// that reaches `Limits.bytesMax`, whose rest is on the pages after it.
package struct StatementPage: Sendable {
    /// How long a page becomes.
    package enum Limits {
        /// Of statements as they are kept, of what was attached to them, and of what is known of
        /// their activities, where these are asked for; one statement is given in any case.
        package static let bytesMax = 4 << 20
    }

    /// In the form that was asked for.
    package let statements: [JSON]
    /// Where the next page begins; nil at the end.
    package let next: StatementQuery.Cursor?
    /// When the newest of them was stored; nil without any.
    package let storedAt: Timestamp?
    /// The bytes of attachments by their digest, where they were asked for.
    package let attachments: [String: [UInt8]]

    /// The statements that a query finds and the client may read.
    ///
    /// A voided statement is only found as such; a statement about one that is found is found too,
    /// however long the chain (xAPI 1.0.3, Communication 2.1.3). `languages` are those wanted,
    /// the best first. Refuses with `StatementError.unknown` where one was asked for, and with
    /// `.sessionEnded`.
    package static func find(
        _ query: StatementQuery,
        languages: [String],
        by client: StatementClient,
        in transaction: borrowing Transaction
    ) throws -> StatementPage {
        try client.unit?.requireOpen(isWriting: false, in: transaction)
        let found = try query.rows(of: client, in: transaction)
        if query.statement != nil, found.isEmpty { throw StatementError.unknown }
        let shown = found.map(\.row)
        var definitions: [String: JSON] = [:]
        if query.format == .canonical {
            let activities = Set(shown.flatMap { StatementParts($0.content).activities.keys })
            definitions = try KnownActivity.definitions(of: activities.sorted(), in: transaction)
        }
        let last = (found.first?.candidates ?? 0) > shown.count ? shown.last : nil
        return StatementPage(
            statements: shown.map { row in
                query.format.write(
                    ReceivedStatement.shown(row.content, storedAt: row.storedAt),
                    languages: languages,
                    definitions: definitions
                )
            },
            next: last.map { StatementQuery.Cursor(moment: $0.storedAt, row: $0.id) },
            storedAt: shown.map(\.storedAt).max(),
            attachments: query.attachments
                ? try attached(to: shown.map(\.id), in: transaction) : [:]
        )
    }

    private static func attached(
        to rows: [Int],
        in transaction: borrowing Transaction
    ) throws -> [String: [UInt8]] {
        let found = try transaction.rows(
            """
            SELECT digest, content FROM xapi_attachments
            WHERE digest IN (
                SELECT digest FROM xapi_statement_attachments
                WHERE statement_row = ANY(\(rows)))
            """,
            as: (String.self, [UInt8].self)
        )
        return Dictionary(uniqueKeysWithValues: found.map { ($0, $1) })
    }
}

/// A row of the table of statements.
struct StatementRow: Sendable {
    let id: Int
    let storedAt: Timestamp
    /// As it is kept, without the moment of storing.
    let content: JSON
}

extension StatementQuery {
    /// The rows of the page, each with the number of rows that there would be on a page without
    /// end, which is one more than the limit where there are more.
    fileprivate func rows(
        of client: StatementClient,
        in transaction: borrowing Transaction
    ) throws -> [(row: StatementRow, candidates: Int)] {
        let rows = try transaction.rows(
            page(of: client),
            as: (Int.self, Int.self, String.self, Int.self)
        )
        return try rows.map { id, microseconds, text, candidates in
            let row = StatementRow(
                id: id,
                storedAt: Timestamp(microseconds: microseconds),
                content: try JSON.parse(Array(text.utf8))
            )
            return (row, candidates)
        }
    }

    /// The statements up to the one that makes the page long; lengths are known without reading
    /// what is so long.
    private func page(of client: StatementClient) -> SQL {
        """
        WITH candidates AS MATERIALIZED (\(statement(of: client))),
        measured AS (
            SELECT statements.id, statements.stored_at, statements.content,
                row_number() OVER place AS number, count(*) OVER () AS candidates,
                coalesce(sum(\(bytes)) OVER (place ROWS BETWEEN UNBOUNDED PRECEDING
                    AND 1 PRECEDING), 0) AS bytes_before
            FROM candidates AS statements
            WINDOW place AS (\(order)))
        SELECT statements.id, (extract(epoch FROM statements.stored_at) * 1000000)::bigint,
            statements.content, statements.candidates
        FROM measured AS statements
        WHERE statements.number <= \(limit)::bigint
            AND statements.bytes_before < \(StatementPage.Limits.bytesMax)::bigint
        \(order)
        """
    }

    /// How much of the page a statement takes.
    private var bytes: SQL {
        var bytes: SQL = "octet_length(statements.content)::bigint"
        if attachments {
            bytes = """
                \(bytes) + coalesce((
                    SELECT sum(octet_length(xapi_attachments.content))
                    FROM xapi_statement_attachments
                    JOIN xapi_attachments
                        ON xapi_attachments.digest = xapi_statement_attachments.digest
                    WHERE xapi_statement_attachments.statement_row = statements.id), 0)
                """
        }
        if format == .canonical {
            bytes = """
                \(bytes) + coalesce((
                    SELECT sum(octet_length(xapi_activities.definition))
                    FROM xapi_statement_activities
                    JOIN xapi_activities
                        ON xapi_activities.activity = xapi_statement_activities.activity
                    WHERE xapi_statement_activities.statement_row = statements.id), 0)
                """
        }
        return bytes
    }

    private static let columns: SQL = """
        SELECT statements.id, statements.stored_at, statements.content
        FROM xapi_statements AS statements
        """

    /// Whether another statement voids it; what voids others cannot be voided.
    private static let voided: SQL = """
        (NOT statements.is_voiding AND EXISTS (
            SELECT FROM xapi_statements AS voiding
            WHERE voiding.target = statements.statement_id AND voiding.is_voiding))
        """

    /// What a client reaches.
    private func reached(_ client: StatementClient) -> SQL {
        guard let unit = client.unit else { return "true" }
        return "statements.registration = \(unit.registration)::text::uuid"
    }

    private func statement(of client: StatementClient) -> SQL {
        if let statement {
            return """
                \(Self.columns)
                WHERE statements.statement_id = \(statement)::text::uuid
                    AND \(Self.voided) = \(isVoided) AND \(reached(client))
                """
        }
        let conditions = filters
        // The others follow from those that are found themselves: what refers to them, as far as
        // the client reaches.
        let found: SQL =
            conditions.isEmpty
            ? ""
            : """
            WITH RECURSIVE found AS (
                SELECT statements.id, statements.statement_id
                FROM xapi_statements AS statements
                WHERE \(conditions.reduce(reached(client)) { "\($0) AND \($1)" })
                UNION
                SELECT statements.id, statements.statement_id
                FROM found JOIN xapi_statements AS statements
                    ON statements.target = found.statement_id
                WHERE \(reached(client)))
            """
        let isFound: SQL = conditions.isEmpty ? "true" : "statements.id IN (SELECT id FROM found)"
        return """
            \(found)
            \(Self.columns)
            WHERE \(isFound) AND NOT \(Self.voided) AND \(reached(client)) AND \(stretch)
            \(order)
            LIMIT \(limit + 1)
            """
    }

    private var order: SQL {
        ascending
            ? "ORDER BY statements.stored_at, statements.id"
            : "ORDER BY statements.stored_at DESC, statements.id DESC"
    }

    /// Of the statements in time.
    private var stretch: SQL {
        var stretch: SQL = "true"
        if let since { stretch = "\(stretch) AND statements.stored_at > \(Self.moment(since))" }
        if let until { stretch = "\(stretch) AND statements.stored_at <= \(Self.moment(until))" }
        guard let cursor else { return stretch }
        let place: SQL = "(\(Self.moment(cursor.moment)), \(cursor.row)::bigint)"
        return ascending
            ? "\(stretch) AND (statements.stored_at, statements.id) > \(place)"
            : "\(stretch) AND (statements.stored_at, statements.id) < \(place)"
    }

    private static func moment(_ timestamp: Timestamp) -> SQL {
        """
        ('epoch'::timestamptz + \(timestamp.microseconds)::bigint * interval '1 microsecond')
        """
    }

    private var filters: [SQL] {
        var filters: [SQL] = []
        if let verb { filters.append("statements.verb = \(verb)") }
        if let registration {
            filters.append("statements.registration = \(registration)::text::uuid")
        }
        if let agent {
            filters.append(
                """
                statements.id IN (
                    SELECT statement_row FROM xapi_statement_agents
                    WHERE agent = \(agent.key) AND (is_direct OR \(relatedAgents)))
                """
            )
        }
        if let activity {
            filters.append(
                """
                statements.id IN (
                    SELECT statement_row FROM xapi_statement_activities
                    WHERE activity = \(activity) AND (is_direct OR \(relatedActivities)))
                """
            )
        }
        return filters
    }
}

extension TrainingCentre {
    /// Up to when nothing is missing in what is read after this.
    package func statementsConsistentThrough() async throws -> Timestamp {
        let microseconds = try await read { (transaction: borrowing Transaction) in
            try transaction.value(
                "SELECT (extract(epoch FROM statements_consistent_through()) * 1000000)::bigint",
                as: Int.self
            )
        }
        return Timestamp(microseconds: microseconds ?? 0)
    }
}
