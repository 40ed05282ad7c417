import Documents
import HTTPServer
import HTTPTypes
import TrainingCentre

/// What an unsafe request sent: a JSON object, and what makes the request repeatable.
struct Submission: Sendable {
    let object: JSON
    let requestID: String
    private let idempotencyKey: String?
    private let content: [UInt8]

    /// Reads the body of a request; an empty one is an empty object.
    ///
    /// - Throws: `HTTPError` for what is no JSON, `InvalidForm` for JSON that is no object.
    init(_ request: Request) async throws {
        let bytes = try await request.body.collect(upTo: APIRoute.bodyBytesMax)
        object = try Submission.parse(bytes, type: request.fields[.contentType])
        requestID = request.id
        idempotencyKey = request.fields[.idempotencyKey]
        content = Array("\(request.method) \(request.target)\n".utf8) + bytes
    }

    private static func parse(_ bytes: [UInt8], type: String?) throws -> JSON {
        if bytes.isEmpty { return [:] }
        guard (type?.lowercased() ?? "application/json").hasPrefix("application/json") else {
            throw HTTPError(
                .unsupportedMediaType,
                code: "unsupported_media_type",
                title: "Send application/json."
            )
        }
        let json: JSON
        do {
            json = try JSON.parse(bytes)
        } catch {
            throw HTTPError(
                .badRequest,
                code: "malformed_json",
                title: "The body is no JSON: \(error)."
            )
        }
        guard json.members != nil else {
            throw InvalidForm([FieldProblem("", "the body is no JSON object")])
        }
        return json
    }

    /// The members of the object as a form.
    var form: Form { Form(Submission.values(of: object)) }

    /// The text of a member; nil when it is missing or something else.
    subscript(name: String) -> String? { object[name]?.text }

    /// The members of an object by name, as a form writes them: numbers and booleans as text, a
    /// list of texts joined, a text in several languages as one member for each.
    static func values(of object: JSON) -> [String: String] {
        var values: [String: String] = [:]
        for member in object.members ?? [] {
            switch member.value {
            case .null: continue
            case .string(let text), .number(let text): values[member.name] = text
            case .integer(let number): values[member.name] = String(number)
            case .bool(let bool): values[member.name] = bool ? "true" : "false"
            case .array(let elements):
                values[member.name] = elements.compactMap(\.text).joined(separator: "|")
            case .object(let languages):
                for language in languages {
                    let suffix = language.name.lowercased().replacing("-", with: "_")
                    values["\(member.name)_\(suffix)"] = language.value.text
                }
            }
        }
        return values
    }

    /// What makes the request repeatable for an account; nil without an `Idempotency-Key`.
    func once(by actor: Actor) throws -> IdempotentRequest? {
        guard let key = idempotencyKey, let account = actor.accountID else { return nil }
        guard (1...IdempotentRequest.Limits.keyLengthMax).contains(key.unicodeScalars.count) else {
            throw InvalidForm([FieldProblem("Idempotency-Key", "has 1 to 255 characters")])
        }
        return IdempotentRequest(account: account, key: key, content: content)
    }
}

extension HTTPField.Name {
    static let idempotencyKey = HTTPField.Name("Idempotency-Key") ?? .authorization
}
