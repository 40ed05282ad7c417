import Documents

/// By what an agent or a group is known: its inverse functional identifier, as one text.
///
/// Two are the same when these texts are (xAPI 1.0.3, Data 2.4.2.3).
package struct AgentIdentity: Hashable, Sendable {
    /// `mbox mailto:…`, `mbox_sha1sum …`, `openid …` or `account HOMEPAGE NAME`.
    package let key: String

    /// The identity of an agent that was checked; nil for a group without one.
    package init?(_ agent: JSON) {
        if let account = agent["account"] {
            let (home, name) = (account["homePage"]?.text ?? "", account["name"]?.text ?? "")
            key = "account \(home) \(name)"
            return
        }
        for kind in AgentCheck.identifiers {
            guard let value = agent[kind]?.text else { continue }
            key = "\(kind) \(kind == "mbox_sha1sum" ? value.lowercased() : value)"
            return
        }
        return nil
    }

    /// Reads an agent or a group that is a parameter, as JSON; refuses with `StatementProblem`.
    package static func reading(_ text: String, named name: String) throws -> AgentIdentity {
        let json: JSON
        do {
            json = try JSON.parse(Array(text.utf8))
        } catch {
            throw StatementProblem(name, "is no JSON: \(error)")
        }
        try NullCheck.check(json, at: name)
        try AgentCheck.check(json, at: name)
        guard let identity = AgentIdentity(json) else {
            throw StatementProblem(name, "is a group without an identifier")
        }
        return identity
    }

    /// The members by which a person is shown that has this identity (`/agents`).
    package var membersOfPerson: [JSON.Member] {
        // A name may begin with blanks, and be one.
        let parts = key.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
            .map(String.init)
        guard parts[0] == "account" else {
            return [JSON.Member(parts[0], [.string(parts.dropFirst().joined(separator: " "))])]
        }
        let name = parts.count > 2 ? parts[2] : ""
        return [
            JSON.Member("account", [["homePage": .string(parts[1]), "name": .string(name)]])
        ]
    }
}
