import Documents

/// A statement that came to be stored, checked, with what the store adds to it.
package struct ReceivedStatement: Sendable {
    /// In lower case.
    package let id: String
    /// As it came, to be compared with the one that is stored under its id.
    package let received: JSON
    private let authority: JSON
    private let version: String

    /// Takes a statement that was checked.
    ///
    /// `id` is that of the address, or a new one where the statement has none.
    package init(_ received: JSON, id: String, authority: JSON, version: String) {
        self.id = received["id"]?.text?.lowercased() ?? id
        self.received = received
        self.authority = authority
        self.version = version
    }

    /// The statement as it is kept: with its id, who answers for it, and activities beside the
    /// object as lists (Data 2.4.6.2).
    package var kept: JSON {
        var members = (received.members ?? []).filter {
            !["id", "stored", "authority"].contains($0.name)
        }
        .map { $0.name == "context" ? JSON.Member("context", Self.context($0.value)) : $0 }
        .map { $0.name == "object" ? JSON.Member("object", Self.sub($0.value)) : $0 }
        members.insert(JSON.Member("id", .string(id)), at: 0)
        members.append(JSON.Member("authority", authority))
        if received["version"] == nil {
            members.append(JSON.Member("version", .string(version)))
        }
        return .object(members)
    }

    /// A statement as it is shown that was kept, with the moment at which it was stored; this is
    /// also when it happened where it does not say.
    package static func shown(_ kept: JSON, storedAt moment: Timestamp) -> JSON {
        var members = kept.members ?? []
        if kept["timestamp"] == nil {
            members.append(JSON.Member("timestamp", .string(moment.written)))
        }
        members.append(JSON.Member("stored", .string(moment.written)))
        return .object(members)
    }

    private static func sub(_ object: JSON) -> JSON {
        guard object["objectType"]?.text == "SubStatement" else { return object }
        return .object(
            (object.members ?? []).map {
                $0.name == "context" ? JSON.Member("context", context($0.value)) : $0
            }
        )
    }

    private static func context(_ context: JSON) -> JSON {
        .object(
            (context.members ?? []).map { member in
                guard member.name == "contextActivities" else { return member }
                let relations = (member.value.members ?? []).map { relation in
                    relation.value.elements == nil
                        ? JSON.Member(relation.name, [relation.value]) : relation
                }
                return JSON.Member(member.name, .object(relations))
            }
        )
    }
}
