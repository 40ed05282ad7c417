import Documents
import Postgres

/// An error as programs are told it: a problem object of RFC 9457 with a stable code.
package struct Problem: Sendable {
    package let status: Int
    package let code: String
    package let detail: String
    package let fields: [FieldProblem]

    package init(status: Int, code: String, detail: String, fields: [FieldProblem] = []) {
        self.status = status
        self.code = code
        self.detail = detail
        self.fields = fields
    }

    package init(_ refusal: any Refusal) {
        self.init(
            status: ProblemStatus.status(refusal.kind),
            code: refusal.code,
            detail: refusal.message,
            fields: refusal.fields
        )
    }

    /// The object; `requestID` lets a person name the request when asking for help.
    package func json(requestID: String?) -> JSON {
        var members: [JSON.Member] = [
            JSON.Member("type", "about:blank"),
            JSON.Member("title", .string(ProblemStatus.title(status))),
            JSON.Member("status", .integer(status)), JSON.Member("code", .string(code)),
            JSON.Member("detail", .string(detail)),
        ]
        if let requestID { members.append(JSON.Member("request_id", .string(requestID))) }
        if !fields.isEmpty {
            members.append(
                JSON.Member(
                    "errors",
                    .array(
                        fields.map {
                            [
                                "field": .string($0.field), "code": .string($0.code.rawValue),
                                "problem": .string($0.problem),
                            ]
                        }
                    )
                )
            )
        }
        return .object(members)
    }

    package var json: JSON { json(requestID: nil) }
}

/// The HTTP status that a refusal has, in the API and in the problem objects of the CLI alike.
package enum ProblemStatus {
    package static func status(_ kind: RefusalKind) -> Int {
        switch kind {
        case .invalid: 422
        case .unauthenticated: 401
        case .forbidden: 403
        case .notFound: 404
        case .conflict: 409
        case .preconditionRequired: 428
        case .preconditionFailed: 412
        }
    }

    /// The phrase that RFC 9110 and RFC 6585 give a status.
    package static func title(_ status: Int) -> String {
        switch status {
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 406: "Not Acceptable"
        case 409: "Conflict"
        case 412: "Precondition Failed"
        case 413: "Content Too Large"
        case 415: "Unsupported Media Type"
        case 422: "Unprocessable Content"
        case 410: "Gone"
        case 425: "Too Early"
        case 428: "Precondition Required"
        case 429: "Too Many Requests"
        case 503: "Service Unavailable"
        default: "Internal Server Error"
        }
    }
}

extension Problem {
    /// The problem that an error is for the one who asked; nil when it is a fault of ours.
    package init?(of error: any Error) {
        if let refusal = error as? any Refusal {
            self.init(refusal)
        } else if let reason = (error as? PostgresError)?.unavailability {
            self.init(status: 503, code: reason.code, detail: reason.detail)
        } else {
            return nil
        }
    }
}

extension PostgresError.Unavailability {
    var code: String {
        switch self {
        case .unreachable: "unavailable"
        case .late: "too_slow"
        case .locked: "locked"
        }
    }

    /// What is wrong and what to do, for whoever asked.
    var detail: String {
        switch self {
        case .unreachable: "the database cannot be reached at present: try again in a moment"
        case .late:
            "this takes longer than the database allows, and nothing was changed: narrow down what "
                + "is asked for, or try again when less goes on"
        case .locked:
            "somebody else is changing the same at this moment, and nothing was changed: try again "
                + "in a moment"
        }
    }
}
