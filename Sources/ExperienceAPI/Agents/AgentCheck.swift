import Documents

/// Who did or is meant: an agent, or a group of agents (xAPI 1.0.3, Data 2.4.2).
package enum AgentCheck {
    static let identifiers = ["mbox", "mbox_sha1sum", "openid", "account"]

    /// Where an agent or a group may stand.
    enum Place {
        case either, agent, group
    }

    /// Refuses with `StatementProblem` what is neither an agent nor a group.
    static func check(_ json: JSON, at path: String, as place: Place = .either) throws {
        let kind = try kind(json, at: path)
        switch (place, kind) {
        case (.agent, "Group"): throw StatementProblem(path, "is a group where an agent stands")
        case (.group, "Agent"): throw StatementProblem(path, "is an agent where a group stands")
        default: break
        }
        let known = ["objectType", "name"] + identifiers
        let object = try CheckedObject(
            json,
            at: path,
            allowing: Set(kind == "Group" ? known + ["member"] : known)
        )
        _ = try object.text("name")
        let found = identifiers.filter(object.has)
        guard found.count <= 1 else {
            throw StatementProblem(path, "is identified twice: \(found.joined(separator: ", "))")
        }
        try identifier(of: object)
        if kind == "Group" {
            try members(of: object, isAnonymous: found.isEmpty)
        } else if found.isEmpty {
            throw StatementProblem(
                path,
                "is identified by nothing: give mbox, mbox_sha1sum, openid or account"
            )
        }
    }

    private static func kind(_ json: JSON, at path: String) throws -> String {
        guard let value = json["objectType"] else { return "Agent" }
        guard let kind = value.text, ["Agent", "Group"].contains(kind) else {
            throw StatementProblem(
                path.isEmpty ? "objectType" : "\(path).objectType",
                "is neither Agent nor Group"
            )
        }
        return kind
    }

    private static func members(of group: CheckedObject, isAnonymous: Bool) throws {
        guard let members = try group.list("member") else {
            if isAnonymous {
                throw StatementProblem(group.place("member"), "is missing in a group without name")
            }
            return
        }
        for (index, member) in members.enumerated() {
            try check(member, at: "\(group.place("member"))[\(index)]", as: .agent)
        }
    }

    private static func identifier(of object: CheckedObject) throws {
        if let address = try object.text("mbox"), !isAddress(address) {
            throw StatementProblem(
                object.place("mbox"),
                "is no address, such as mailto:ana@obuka.example"
            )
        }
        if let digest = try object.text("mbox_sha1sum") {
            guard digest.utf8.count == 40, digest.utf8.allSatisfy(\.isHexadecimal) else {
                throw StatementProblem(object.place("mbox_sha1sum"), "is no SHA-1 of 40 digits")
            }
        }
        _ = try object.iri("openid")
        guard let account = object["account"] else { return }
        let checked = try CheckedObject(
            account,
            at: object.place("account"),
            allowing: ["homePage", "name"]
        )
        try checked.requiredIRI("homePage")
        _ = try checked.requiredText("name")
    }

    /// Whether a text is `mailto:` and an address.
    private static func isAddress(_ text: String) -> Bool {
        guard text.hasPrefix("mailto:") else { return false }
        let parts = text.dropFirst(7).split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
            && text.unicodeScalars.allSatisfy {
                $0 > " " && !"<>,;()[]\\\"".unicodeScalars.contains($0)
            }
    }
}
