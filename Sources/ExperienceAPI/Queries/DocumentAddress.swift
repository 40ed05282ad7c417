import Documents

/// Where a document of a learner, of an activity or of an agent is kept (xAPI 1.0.3,
/// Communication 2.2 to 2.7).
package struct DocumentAddress: Sendable, Hashable {
    /// To what documents belong.
    package enum Kind: String, Sendable, CaseIterable {
        case state
        case activityProfile = "activity-profile"
        case agentProfile = "agent-profile"

        /// The parameter that names one document.
        package var name: String { self == .state ? "stateId" : "profileId" }

        var required: [String] {
            switch self {
            case .state: ["activityId", "agent"]
            case .activityProfile: ["activityId"]
            case .agentProfile: ["agent"]
            }
        }

        var optional: [String] { self == .state ? ["registration"] : [] }
    }

    package let kind: Kind
    package let activity: String?
    package let agent: AgentIdentity?
    package let registration: String?
    /// The document's own name; nil for all of them.
    package let name: String?
    /// Only what was changed after it; for lists.
    package let since: Timestamp?

    /// Reads the parameters; refuses with `StatementProblem`.
    ///
    /// `isList` allows the name to be left out.
    package init(_ kind: Kind, _ parameters: [String: String], isList: Bool) throws {
        let known = kind.required + kind.optional + [kind.name] + (isList ? ["since"] : [])
        if let stranger = parameters.keys.filter({ !known.contains($0) }).min() {
            throw StatementProblem(stranger, "is no parameter of this")
        }
        let missing = (kind.required + (isList ? [] : [kind.name])).first { parameters[$0] == nil }
        if let missing { throw StatementProblem(missing, "is missing") }
        self.kind = kind
        activity = try StatementQuery.iri("activityId", parameters)
        agent = try parameters["agent"].map { try AgentIdentity.reading($0, named: "agent") }
        registration = try StatementQuery.uuid("registration", parameters)
        name = parameters[kind.name]
        since = try StatementQuery.moment("since", parameters)
        if name?.isEmpty == true { throw StatementProblem(kind.name, "is empty") }
        if name?.utf8.contains(0) == true { throw StatementProblem(kind.name, NullCheck.character) }
    }

    /// The address of a document that the program keeps itself.
    package init(
        _ kind: Kind,
        activity: String?,
        agent: AgentIdentity?,
        registration: String?,
        name: String
    ) {
        self.kind = kind
        self.activity = activity
        self.agent = agent
        self.registration = registration
        self.name = name
        since = nil
    }
}

/// A document that is kept for others, as it came.
package struct StoredDocument: Sendable {
    package let content: [UInt8]
    package let contentType: String

    package init(content: [UInt8], contentType: String) {
        self.content = content
        self.contentType = contentType
    }

    /// Whether it is said to be JSON.
    package var isJSON: Bool {
        contentType.lowercased().split(separator: ";").first
            .map { $0.filter { !$0.isWhitespace } } == "application/json"
    }

    /// The members of a JSON object; refuses with `StatementProblem` everything else, to which
    /// nothing can be added.
    package func members() throws -> [JSON.Member] {
        guard isJSON else { throw StatementProblem("", "is no JSON, to which nothing is added") }
        let json: JSON
        do {
            json = try JSON.parse(content)
        } catch {
            throw StatementProblem("", "is no JSON: \(error)")
        }
        guard let members = json.members else { throw StatementProblem("", "is no JSON object") }
        return members
    }

    /// The members of this one with those of another beside or instead of them; refuses with
    /// `StatementProblem` where one of the two is no JSON object (Communication 2.2).
    package func merged(with other: StoredDocument) throws -> StoredDocument {
        var joined = JoinedMembers()
        joined.put(try members())
        joined.put(try other.members())
        return StoredDocument(
            content: JSON.object(joined.members).bytes,
            contentType: "application/json"
        )
    }
}
