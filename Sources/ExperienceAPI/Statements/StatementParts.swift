import Documents

/// What a statement can be found by, and what it tells of agents and activities.
///
/// Made of a statement that was checked.
package struct StatementParts: Sendable {
    package let verb: String
    package let registration: String?
    /// The statement that the object refers to, in lower case.
    package let target: String?
    package let isVoiding: Bool
    /// Whom the statement mentions; true for its actor and its object, and the members of both.
    package private(set) var agents: [AgentIdentity: Bool] = [:]
    /// Which activities it mentions, by their IRIs; true for its object.
    package private(set) var activities: [String: Bool] = [:]
    /// The names that agents have in it.
    package private(set) var names: [AgentIdentity: String] = [:]
    /// What it says that activities are, in its order.
    package private(set) var definitions: [String: [JSON]] = [:]

    package init(_ statement: JSON) {
        verb = statement["verb"]?["id"]?.text ?? ""
        registration = statement["context"]?["registration"]?.text?.lowercased()
        let object = statement["object"]
        let isReference = object?["objectType"]?.text == "StatementRef"
        target = isReference ? object?["id"]?.text?.lowercased() : nil
        isVoiding = verb == StatementCheck.voided && isReference
        add(statement, isDirect: true)
        if let authority = statement["authority"] { add(agent: authority, isDirect: false) }
    }

    private mutating func add(_ statement: JSON, isDirect: Bool) {
        if let actor = statement["actor"] { add(agent: actor, isDirect: isDirect) }
        if let object = statement["object"] {
            switch object["objectType"]?.text ?? "Activity" {
            case "Activity": add(activity: object, isDirect: isDirect)
            case "SubStatement": add(object, isDirect: false)
            case "StatementRef": break
            default: add(agent: object, isDirect: isDirect)
            }
        }
        let context = statement["context"]
        for name in ["instructor", "team"] {
            if let agent = context?[name] { add(agent: agent, isDirect: false) }
        }
        for relation in ContextCheck.relations {
            guard let value = context?["contextActivities"]?[relation] else { continue }
            for activity in value.elements ?? [value] { add(activity: activity, isDirect: false) }
        }
    }

    private mutating func add(agent: JSON, isDirect: Bool) {
        if let identity = AgentIdentity(agent) {
            agents[identity] = isDirect || agents[identity] ?? false
            if let name = agent["name"]?.text, !name.isEmpty { names[identity] = name }
        }
        for member in agent["member"]?.elements ?? [] { add(agent: member, isDirect: isDirect) }
    }

    private mutating func add(activity: JSON, isDirect: Bool) {
        guard let id = activity["id"]?.text else { return }
        activities[id] = isDirect || activities[id] ?? false
        if let definition = activity["definition"] {
            definitions[id, default: []].append(definition)
        }
    }
}

/// What is known of an activity from all statements about it.
package enum ActivityDefinition {
    /// What definitions say together: the last word counts, but languages and extensions are added
    /// to those that are known.
    package static func join(_ definitions: [JSON]) -> JSON {
        var joined = JoinedMembers()
        var maps: [String: JoinedMembers] = [:]
        for member in definitions.flatMap({ $0.members ?? [] }) {
            joined.put([member])
            guard ["name", "description", "extensions"].contains(member.name) else { continue }
            maps[member.name, default: JoinedMembers()].put(member.value.members ?? [])
        }
        return .object(
            joined.members.map { member in
                guard let map = maps[member.name] else { return member }
                return JSON.Member(member.name, .object(map.members))
            }
        )
    }
}
