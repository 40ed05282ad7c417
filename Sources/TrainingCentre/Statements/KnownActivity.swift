import Documents
import ExperienceAPI
import Postgres

/// What is known of an activity from the statements about it.
package enum KnownActivity {
    /// The activity with its definition; without one where no statement has any.
    ///
    /// Refuses a unit of cmi5 another activity than its own with `AccessError.notAllowed`, and
    /// with `StatementError.sessionEnded`.
    package static func find(
        _ activity: String,
        by client: StatementClient,
        in transaction: borrowing Transaction
    ) throws -> JSON {
        if let unit = client.unit {
            guard unit.activity == activity else { throw AccessError.notAllowed }
            try unit.requireOpen(isWriting: false, in: transaction)
        }
        var members = [
            JSON.Member("objectType", "Activity"), JSON.Member("id", .string(activity)),
        ]
        if let definition = try definitions(of: [activity], in: transaction)[activity] {
            members.append(JSON.Member("definition", definition))
        }
        return .object(members)
    }

    /// What is known of activities, as much as a page has room for; of the others nothing.
    static func definitions(
        of activities: [String],
        in transaction: borrowing Transaction
    ) throws -> [String: JSON] {
        let rows = try transaction.rows(
            """
            SELECT activity, definition
            FROM (
                SELECT activity, definition,
                    sum(octet_length(definition)) OVER (ORDER BY activity COLLATE "C") AS bytes
                FROM xapi_activities WHERE activity = ANY(\(activities))) AS measured
            WHERE bytes <= \(StatementPage.Limits.bytesMax)::bigint
            """,
            as: (String.self, String.self)
        )
        return try Dictionary(
            uniqueKeysWithValues: rows.map { ($0, try JSON.parse(Array($1.utf8))) }
        )
    }

    /// Adds what a statement says of an activity to what is known; the row is locked before it is
    /// looked at.
    static func learn(
        _ activity: String,
        _ definition: JSON,
        in transaction: borrowing Transaction
    ) throws {
        let isNew = try transaction.execute(
            """
            INSERT INTO xapi_activities (activity, definition)
            VALUES (\(activity), \(definition.written))
            ON CONFLICT DO NOTHING
            """
        )
        guard isNew == 0 else { return }
        let text = try transaction.value(
            "SELECT definition FROM xapi_activities WHERE activity = \(activity) FOR UPDATE",
            as: String.self
        )
        let known = try text.map { try JSON.parse(Array($0.utf8)) }
        let merged = ActivityDefinition.merge(definition, into: known).written
        guard merged != text else { return }
        _ = try transaction.execute(
            """
            UPDATE xapi_activities SET definition = \(merged), updated_at = now()
            WHERE activity = \(activity)
            """
        )
    }
}

/// What is known of an agent from the statements that name it.
package enum KnownAgent {
    /// The agent as a person: its identifier and every name that statements gave it.
    ///
    /// Refuses a unit of cmi5 another agent than its learner with `AccessError.notAllowed`, and
    /// with `StatementError.sessionEnded`.
    package static func person(
        _ agent: AgentIdentity,
        by client: StatementClient,
        in transaction: borrowing Transaction
    ) throws -> JSON {
        if let unit = client.unit {
            guard unit.agent == agent else { throw AccessError.notAllowed }
            try unit.requireOpen(isWriting: false, in: transaction)
        }
        let labels = try transaction.rows(
            """
            SELECT label FROM xapi_agent_labels WHERE agent = \(agent.key) ORDER BY label LIMIT 100
            """,
            as: String.self
        )
        var members = [JSON.Member("objectType", "Person")]
        if !labels.isEmpty { members.append(JSON.Member("name", .array(labels.map(JSON.string)))) }
        return .object(members + agent.membersOfPerson)
    }
}
