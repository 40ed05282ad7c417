import Postgres

/// Why a statement, or a document beside statements, is not taken or not given.
package enum StatementError: Refusal {
    /// Another statement is stored under the id.
    case differs(String)
    case unknown
    case documentUnknown
    /// A profile is there, and who changes it does not say that it is known.
    case documentExists
    case documentChanged
    case tooLong(String)
    /// A unit of cmi5 said what it may not say at this moment.
    case conflict(String)
    /// A unit of cmi5 asks for something after its session was abandoned or terminated.
    case sessionEnded
    case fetchedAlready

    /// The refusal behind a constraint of the tables of statements.
    init?(_ error: PostgresError) {
        switch error.constraint {
        case "xapi_statements_content_length": self = .tooLong("a statement has 1 MiB at most")
        case "xapi_statements_verb_length", "xapi_statement_activities_activity_length",
            "xapi_activities_activity_length":
            self = .tooLong("an IRI has 2,000 bytes at most")
        case "xapi_statement_agents_agent_length", "xapi_agent_labels_agent_length":
            self = .tooLong("the identifier of an agent has 2,000 bytes at most")
        case "xapi_attachments_content_length": self = .tooLong("an attachment has 16 MiB at most")
        case "xapi_activities_definition_length":
            self = .tooLong("what statements say of an activity has 1 MiB at most")
        case "xapi_documents_content_length": self = .tooLong("a document has 4 MiB at most")
        case "xapi_documents_activity_length", "xapi_documents_agent_length":
            self = .tooLong("activityId and agent have 900 bytes at most")
        case "xapi_documents_document_length":
            self = .tooLong("stateId and profileId have 500 bytes at most")
        case "xapi_documents_content_type_length":
            self = .tooLong("Content-Type has 255 characters at most")
        case "xapi_statements_voids_another": self = .conflict("a statement cannot void itself")
        default: return nil
        }
    }

    package var kind: RefusalKind {
        switch self {
        case .differs, .documentExists, .fetchedAlready: .conflict
        case .unknown, .documentUnknown: .notFound
        case .documentChanged: .preconditionFailed
        case .tooLong: .invalid
        case .conflict, .sessionEnded: .forbidden
        }
    }

    package var code: String {
        switch self {
        case .differs: "statement_differs"
        case .unknown: "statement_not_found"
        case .documentUnknown: "document_not_found"
        case .documentExists: "document_exists"
        case .documentChanged: "document_changed"
        case .tooLong: "statement_too_long"
        case .conflict: "statement_refused"
        case .sessionEnded: "session_ended"
        case .fetchedAlready: "token_given_already"
        }
    }

    package var message: String {
        switch self {
        case .differs(let id):
            "another statement is stored under \(id): a statement never changes, void it instead"
        case .unknown: "there is no such statement"
        case .documentUnknown: "there is no such document"
        case .documentExists:
            "the document is there already: read it, and send its entity tag in If-Match"
        case .documentChanged: "the document is not in the state that the request names"
        case .tooLong(let limit): limit
        case .conflict(let problem): problem
        case .sessionEnded: "the session of the unit has ended: open the module again"
        case .fetchedAlready: "the token was given already: open the module again"
        }
    }

    /// Runs what writes, and gives what the database refuses as a refusal.
    static func translating<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch {
            throw (error as? PostgresError).flatMap(StatementError.init) ?? error
        }
    }
}
