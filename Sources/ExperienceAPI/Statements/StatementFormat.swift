import Documents

/// In which form statements are given (xAPI 1.0.3, Communication 2.1.3).
package enum StatementFormat: String, Sendable, CaseIterable {
    /// As they came.
    case exact
    /// With no more of agents, activities and verbs than says which they are.
    case ids
    /// With activities as they are known from all statements, and every text in one language.
    case canonical

    /// The statement in this form; `definitions` are those that are known of its activities.
    package func write(
        _ statement: JSON,
        languages: [String],
        definitions: [String: JSON]
    ) -> JSON {
        switch self {
        case .exact: statement
        case .ids: StatementFormat.identified(statement)
        case .canonical:
            StatementFormat.canonical(statement, languages, definitions)
        }
    }

    // MARK: Identifiers alone

    private static func identified(_ statement: JSON) -> JSON {
        .object(
            (statement.members ?? []).map { member in
                JSON.Member(member.name, identified(member.value, member.name))
            }
        )
    }

    private static func identified(_ json: JSON, _ name: String) -> JSON {
        switch name {
        case "actor", "authority", "instructor", "team": agent(json)
        case "verb": keep(["id"], of: json)
        case "object": object(json)
        case "context": context(json)
        default: json
        }
    }

    private static func object(_ json: JSON) -> JSON {
        switch json["objectType"]?.text ?? "Activity" {
        case "Activity": keep(["objectType", "id"], of: json)
        case "SubStatement": identified(json)
        case "StatementRef": json
        default: agent(json)
        }
    }

    private static func agent(_ json: JSON) -> JSON {
        let isAnonymous = AgentIdentity(json) == nil
        let kept = ["objectType"] + AgentCheck.identifiers
        return .object(
            (json.members ?? []).compactMap { member in
                if kept.contains(member.name) { return member }
                guard isAnonymous, member.name == "member" else { return nil }
                return JSON.Member("member", .array((member.value.elements ?? []).map(agent)))
            }
        )
    }

    private static func context(_ json: JSON) -> JSON {
        .object(
            (json.members ?? []).map { member in
                guard member.name == "contextActivities" else {
                    return JSON.Member(member.name, identified(member.value, member.name))
                }
                let relations = (member.value.members ?? []).map { relation in
                    let activities = relation.value.elements ?? [relation.value]
                    return JSON.Member(
                        relation.name,
                        .array(activities.map { keep(["objectType", "id"], of: $0) })
                    )
                }
                return JSON.Member(member.name, .object(relations))
            }
        )
    }

    private static func keep(_ names: [String], of json: JSON) -> JSON {
        .object((json.members ?? []).filter { names.contains($0.name) })
    }

    // MARK: As it is known

    private static let maps: Set = ["name", "description", "display"]

    private static func canonical(
        _ json: JSON,
        _ languages: [String],
        _ definitions: [String: JSON]
    ) -> JSON {
        switch json {
        case .array(let elements):
            return .array(elements.map { canonical($0, languages, definitions) })
        case .object(var members):
            if let id = json["id"]?.text, let known = definitions[id],
                (json["objectType"]?.text ?? "Activity") == "Activity", json["display"] == nil
            {
                members.removeAll { $0.name == "definition" }
                members.append(JSON.Member("definition", known))
            }
            return .object(
                members.map { member in
                    if member.name == "extensions" { return member }
                    if maps.contains(member.name), let texts = member.value.members {
                        return JSON.Member(member.name, best(texts, languages))
                    }
                    return JSON.Member(
                        member.name,
                        canonical(member.value, languages, definitions)
                    )
                }
            )
        default: return json
        }
    }

    /// The text in the language that is wanted most; the first where none is.
    private static func best(_ texts: [JSON.Member], _ languages: [String]) -> JSON {
        let names = texts.map { $0.name.lowercased() }
        for language in languages {
            let wanted = language.lowercased()
            let place =
                names.firstIndex(of: wanted)
                ?? names.firstIndex { $0.hasPrefix(wanted + "-") }
                ?? names.firstIndex { wanted.hasPrefix($0 + "-") }
            if let place { return .object([texts[place]]) }
        }
        return .object(Array(texts.prefix(1)))
    }
}
