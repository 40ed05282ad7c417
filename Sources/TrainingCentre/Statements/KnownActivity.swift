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

    /// Adds what statements say of activities to what is known.
    ///
    /// Rows are locked, in one order, before they are looked at. Refuses with
    /// `StatementError.tooLong`.
    static func learn(
        _ said: [String: [JSON]],
        in transaction: borrowing Transaction
    ) throws {
        guard !said.isEmpty else { return }
        try StatementError.translating {
            let isNew = try Set(insert(said, in: transaction))
            let rest = said.filter { !isNew.contains($0.key) }
            if !rest.isEmpty { try change(rest, in: transaction) }
        }
    }

    /// The activities of which nothing was known.
    private static func insert(
        _ said: [String: [JSON]],
        in transaction: borrowing Transaction
    ) throws -> [String] {
        let activities = said.keys.sorted()
        let definitions = activities.map { ActivityDefinition.join(said[$0] ?? []).written }
        return try transaction.rows(
            """
            INSERT INTO xapi_activities (activity, definition)
            SELECT activity, definition
            FROM unnest(\(activities), \(definitions)) AS said (activity, definition)
            ORDER BY activity COLLATE "C"
            ON CONFLICT DO NOTHING
            RETURNING activity
            """,
            as: String.self
        )
    }

    private static func change(
        _ said: [String: [JSON]],
        in transaction: borrowing Transaction
    ) throws {
        let known = try transaction.rows(
            """
            SELECT activity, definition FROM xapi_activities
            WHERE activity = ANY(\(Array(said.keys)))
            ORDER BY activity COLLATE "C"
            FOR UPDATE
            """,
            as: (String.self, String.self)
        )
        let changed = try known.compactMap { activity, text -> (String, String)? in
            let before = try JSON.parse(Array(text.utf8))
            let joined = ActivityDefinition.join([before] + (said[activity] ?? [])).written
            return joined == text ? nil : (activity, joined)
        }
        guard !changed.isEmpty else { return }
        _ = try transaction.execute(
            """
            UPDATE xapi_activities SET definition = said.definition, updated_at = now()
            FROM unnest(\(changed.map(\.0)), \(changed.map(\.1))) AS said (activity, definition)
            WHERE xapi_activities.activity = said.activity
            """
        )
    }
}

/// What is known of an agent from the statements that name it.
package enum KnownAgent {
    /// The agent as a person: its identifier and names that statements gave it, at most a hundred.
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
