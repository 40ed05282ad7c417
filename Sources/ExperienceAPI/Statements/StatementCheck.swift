import Documents

/// Whether JSON is a statement by the rules of xAPI 1.0.3, part two, section 2.
///
/// Every refusal is a `StatementProblem` that says where it is. What cannot be seen in a statement
/// alone, such as an attachment that did not come with it, is not looked at.
package enum StatementCheck {
    private static let ofBoth: Set = [
        "actor", "verb", "object", "result", "context", "timestamp", "attachments",
    ]
    private static let ofStatement = ofBoth.union(["id", "stored", "authority", "version"])

    /// The verb of a statement that takes another one back.
    package static let voided = "http://adlnet.gov/expapi/verbs/voided"

    /// Refuses with `StatementProblem` what is no statement.
    package static func check(_ json: JSON, at path: String = "") throws {
        let statement = try CheckedObject(json, at: path, allowing: ofStatement)
        try NullCheck.check(json, at: path)
        try statement.uuid("id")
        try statement.timestamp("stored")
        try version(of: statement)
        if let authority = statement["authority"] {
            try self.authority(authority, at: statement.place("authority"))
        }
        try parts(of: statement, isSub: false)
        if json["verb"]?["id"]?.text == voided,
            json["object"]?["objectType"]?.text != "StatementRef"
        {
            throw StatementProblem(
                statement.place("object"),
                "is no StatementRef, which a statement that voids another has"
            )
        }
    }

    private static func version(of statement: CheckedObject) throws {
        guard let version = try statement.text("version") else { return }
        guard ProtocolVersion.isKnown(version) else {
            throw StatementProblem(statement.place("version"), "is none of 1.0")
        }
    }

    /// An agent, or a group of two: an application and who uses it (Data 2.4.9).
    private static func authority(_ json: JSON, at path: String) throws {
        try AgentCheck.check(json, at: path)
        guard json["objectType"]?.text == "Group" else { return }
        guard AgentIdentity(json) == nil, json["member"]?.elements?.count == 2 else {
            throw StatementProblem(path, "is a group of other than two members")
        }
    }

    private static func parts(of statement: CheckedObject, isSub: Bool) throws {
        try AgentCheck.check(try statement.required("actor"), at: statement.place("actor"))
        try verb(try statement.required("verb"), at: statement.place("verb"))
        let object = try statement.required("object")
        try self.object(object, at: statement.place("object"), isSub: isSub)
        if let result = statement["result"] {
            try ResultCheck.check(result, at: statement.place("result"))
        }
        if let context = statement["context"] {
            let isActivity = ["Activity", nil].contains(object["objectType"]?.text)
            try ContextCheck.check(
                context,
                at: statement.place("context"),
                isOfActivity: isActivity
            )
        }
        try statement.timestamp("timestamp")
        for (index, attachment) in (try statement.list("attachments") ?? []).enumerated() {
            try self.attachment(attachment, at: "\(statement.place("attachments"))[\(index)]")
        }
    }

    private static func verb(_ json: JSON, at path: String) throws {
        let verb = try CheckedObject(json, at: path, allowing: ["id", "display"])
        try verb.requiredIRI("id")
        try verb.languageMap("display")
    }

    private static func object(_ json: JSON, at path: String, isSub: Bool) throws {
        guard json.members != nil else { throw StatementProblem(path, "is no object") }
        let kind = json["objectType"]
        guard kind == nil || kind?.text != nil else {
            throw StatementProblem("\(path).objectType", "is no text")
        }
        switch kind?.text ?? "Activity" {
        case "Activity": try ActivityCheck.check(json, at: path)
        case "Agent": try AgentCheck.check(json, at: path, as: .agent)
        case "Group": try AgentCheck.check(json, at: path, as: .group)
        case "StatementRef":
            let reference = try CheckedObject(json, at: path, allowing: ["objectType", "id"])
            _ = try reference.required("id")
            try reference.uuid("id")
        case "SubStatement" where !isSub:
            let sub = try CheckedObject(json, at: path, allowing: ofBoth.union(["objectType"]))
            try parts(of: sub, isSub: true)
        case "SubStatement":
            throw StatementProblem(path, "is a SubStatement in a SubStatement")
        case let kind:
            throw StatementProblem("\(path).objectType", "“\(kind)” is not known")
        }
    }

    private static func attachment(_ json: JSON, at path: String) throws {
        let attachment = try CheckedObject(
            json,
            at: path,
            allowing: [
                "usageType", "display", "description", "contentType", "length", "sha2", "fileUrl",
            ]
        )
        try attachment.requiredIRI("usageType")
        _ = try attachment.required("display")
        try attachment.languageMap("display")
        try attachment.languageMap("description")
        let type = try attachment.requiredText("contentType")
        guard type.split(separator: "/", omittingEmptySubsequences: false).count == 2 else {
            throw StatementProblem(attachment.place("contentType"), "is no media type")
        }
        guard let length = try attachment.required("length").wholeNumber, length >= 0 else {
            throw StatementProblem(attachment.place("length"), "is no whole number of bytes")
        }
        let digest = try attachment.requiredText("sha2")
        guard [56, 64, 96, 128].contains(digest.utf8.count),
            digest.utf8.allSatisfy(\.isHexadecimal)
        else { throw StatementProblem(attachment.place("sha2"), "is no SHA-2 in hexadecimal") }
        _ = try attachment.iri("fileUrl")
    }
}

/// The versions of xAPI that are spoken.
package enum ProtocolVersion {
    /// What answers say.
    package static let current = "1.0.3"
    /// All of them, the newest first.
    package static let all = ["1.0.3", "1.0.2", "1.0.1", "1.0.0"]

    /// Whether a text names one of them, or a later patch of them; `1.0` is `1.0.0`.
    package static func isKnown(_ text: String) -> Bool {
        guard text.hasPrefix("1.0.") else { return text == "1.0" }
        let patch = text.utf8.dropFirst(4)
        return (1...3).contains(patch.count) && patch.allSatisfy(\.isDigit)
    }
}
