import Documents

/// A statement in a row, for people: who did what with what, and what came of it.
package enum StatementSummary {
    /// The row; what the statement does not say is null.
    package static func row(_ statement: JSON) -> JSON {
        let (object, result) = (statement["object"], statement["result"])
        return [
            "stored": statement["stored"] ?? .null, "actor": agent(statement["actor"]),
            "verb": statement["verb"]?["id"] ?? .null,
            "object": object?["id"] ?? agent(object), "success": result?["success"] ?? .null,
            "completion": result?["completion"] ?? .null,
            "scaled": result?["score"]?["scaled"] ?? .null,
            "registration": statement["context"]?["registration"] ?? .null,
            "id": statement["id"] ?? .null,
        ]
    }

    private static func agent(_ json: JSON?) -> JSON {
        guard let json else { return .null }
        return json["name"] ?? JSON(AgentIdentity(json)?.key)
    }
}
