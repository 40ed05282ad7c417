import Documents

/// Whether two statements say the same (xAPI 1.0.3, Data 2.3.1).
package enum StatementIdentity {
    /// Whether a statement that comes again is the one that is stored.
    ///
    /// What the store sets or may set itself does not count, nor do what people are shown of verbs
    /// and activities, the order of members, and how a number, a moment or a duration is written.
    package static func isSame(_ received: JSON, _ stored: JSON) -> Bool {
        let hasTimestamp = received["timestamp"] != nil
        // By bytes: Swift calls composed and decomposed letters equal.
        return core(received, hasTimestamp: hasTimestamp).bytes
            == core(stored, hasTimestamp: hasTimestamp).bytes
    }

    /// Whether what was signed is the statement that it came with; what the signer left open may
    /// stand in the statement.
    package static func isSigned(_ payload: JSON, by statement: JSON) -> Bool {
        let names = Set((payload.members ?? []).map(\.name))
        let open = ["id", "timestamp", "context"].filter { !names.contains($0) }
        let kept = { (json: JSON) in
            JSON.object(
                (json.members ?? []).filter { $0.name != "attachments" && !open.contains($0.name) }
            )
        }
        return isSame(kept(payload), kept(statement))
    }

    private static func core(_ statement: JSON, hasTimestamp: Bool) -> JSON {
        // Who compares has found them by their id, which one that came may lack.
        var dropped: Set = ["id", "stored", "authority", "version"]
        if !hasTimestamp { dropped.insert("timestamp") }
        let members = (statement.members ?? []).filter { !dropped.contains($0.name) }
        return normalised(.object(members), named: "")
    }

    private static func normalised(_ json: JSON, named name: String) -> JSON {
        switch json {
        case .object(let members):
            return name == "extensions" ? added(json) : meant(members)
        case .array(let elements):
            let values = elements.map { normalised($0, named: name) }
            // A group has its members in any order, and so have activities beside the object.
            let isSet = name == "member" || ContextCheck.relations.contains(name)
            return .array(isSet ? inOrder(values) : values)
        case .string(let text): return .string(normalised(text, named: name))
        case .number(let text): return number(text)
        default: return json
        }
    }

    /// What others add, which means what only they know: all of it counts but the order of members
    /// and how a number is written.
    private static func added(_ json: JSON) -> JSON {
        switch json {
        case .object(let members):
            .object(sorted(members.map { JSON.Member($0.name, added($0.value)) }))
        case .array(let elements): .array(elements.map(added))
        case .number(let text): number(text)
        default: json
        }
    }

    private static func number(_ text: String) -> JSON {
        guard let number = Double(text), number.isFinite else { return .number(text) }
        return Int(exactly: number).map(JSON.integer) ?? .number("\(number)")
    }

    private static func inOrder(_ values: [JSON]) -> [JSON] {
        values.map { (value: $0, bytes: $0.bytes) }
            .sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }.map(\.value)
    }

    private static func sorted(_ members: [JSON.Member]) -> [JSON.Member] {
        members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    private static func meant(_ members: [JSON.Member]) -> JSON {
        let shown: Set = ["display", "definition"]
        // What is left out means the same as what is usual.
        let kept = members.filter {
            !shown.contains($0.name) && !($0.name == "objectType" && usual.contains($0.value))
        }
        return .object(
            sorted(
                kept.map { member in
                    let isList =
                        ContextCheck.relations.contains(member.name)
                        && member.value.members != nil
                    let value = isList ? JSON.array([member.value]) : member.value
                    return JSON.Member(member.name, normalised(value, named: member.name))
                }
            )
        )
    }

    /// What an object or an actor is where nobody says it.
    ///
    /// An agent that is an object cannot be taken for an activity, which has other members.
    private static let usual: Set<JSON> = ["Agent", "Activity"]

    private static func normalised(_ text: String, named name: String) -> String {
        switch name {
        case "id", "registration": UniqueID.read(text) ?? text
        case "timestamp": Timestamp(text).map { "\($0.microseconds)" } ?? text
        case "duration": ISODuration(text).map { "\($0)" } ?? text
        default: text
        }
    }
}
