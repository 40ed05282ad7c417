import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension APIRoute {
    /// An operation that writes: one act, in one transaction, once for each `Idempotency-Key`.
    ///
    /// Who may not do it (`permission`) is told so before what was sent is looked at. The act
    /// reads the form and calls the domain; what it gives is the answer, with its version as the
    /// entity tag. A PUT needs `If-Match`. A member that the form does not have, or of another
    /// type than described, is refused with all other problems.
    static func act(
        on api: API,
        _ method: HTTPRequest.Method,
        _ template: String,
        summary: String,
        permission: Permission? = nil,
        form: [FormField] = [],
        answer: Schema,
        status: HTTPResponse.Status = .ok,
        refusals: [String] = [],
        location: (@Sendable (JSON) -> String?)? = nil,
        _ act: @escaping @Sendable (Submission, borrowing Transaction) throws -> JSON
    ) -> APIRoute {
        APIRoute(
            method: method,
            template: template,
            summary: summary,
            form: form,
            answer: answer,
            status: status,
            refusals: refusals + (method == .put ? ["version_changed", "version_missing"] : [])
        ) { request in
            let actor = try await api.actor(request)
            if let permission { try actor.require(permission) }
            let version = method == .put ? try API.version(request) : nil
            let submission = try await Submission(
                request,
                by: actor,
                form: form,
                // What is shown and sent back again is not meant as a change.
                ignoring: method == .put ? answer.memberNames : [],
                version: version,
                centre: api.centre
            )
            let stored = try await api.centre.write(submission.act, once: submission.once) {
                (transaction: borrowing Transaction) in
                let json = try act(submission, transaction)
                try submission.form.check()
                return StoredAnswer(status: status.code, body: json.bytes)
            }
            return try API.answer(stored, location: location)
        }
    }
}

extension API {
    /// The version that an update is based on; nil for any (`*`).
    ///
    /// - Throws: `MissingVersion` without `If-Match`, `VersionChanged` for what is no version.
    fileprivate static func version(_ request: Request) throws -> Int? {
        guard let field = request.fields[.ifMatch] else { throw MissingVersion() }
        if field == "*" { return nil }
        guard field.first == "\"", field.last == "\"",
            let version = Int(field.dropFirst().dropLast())
        else { throw VersionChanged() }
        return version
    }

    /// The answer to an act, made now or stored before.
    fileprivate static func answer(
        _ stored: StoredAnswer,
        location: (@Sendable (JSON) -> String?)?
    ) throws -> Response {
        let json = try JSON.parse(stored.body)
        var response = answer(
            stored.body,
            status: HTTPResponse.Status(code: stored.status, reasonPhrase: "")
        )
        if let version = json["version"]?.wholeNumber { response.fields[.eTag] = "\"\(version)\"" }
        if let path = location?(json) { response.fields[.location] = APIRoute.prefix + path }
        return response
    }
}

/// An update without the version that it is based on.
struct MissingVersion: Error {}
