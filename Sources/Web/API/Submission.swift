import Documents
import HTTPServer
import HTTPTypes
import TrainingCentre

/// What an unsafe request sent: a JSON object read as a form, by whom, and what makes it
/// repeatable.
struct Submission: Sendable {
    let act: Act
    let form: Form
    let object: JSON
    /// The version that a change is based on; nil for any.
    let version: Int?
    let chance: Chance
    let signing: Signing
    let once: IdempotentRequest?
    private let parameters: RouteParameters

    var actor: Actor { act.actor }

    /// A parameter of the path.
    func parameter(_ name: String) -> String { parameters[name] ?? "" }

    /// Reads the content of a request; none is an empty object.
    ///
    /// `ignoring` are members that may be there and say nothing.
    /// - Throws: `HTTPError` for what is no JSON, `InvalidForm` for JSON that is no object and for
    ///   a reason that cannot be.
    init(
        _ request: Request,
        by actor: Actor,
        form fields: [APIRoute.FormField],
        ignoring: Set<String>,
        version: Int?,
        centre: TrainingCentre
    ) async throws {
        let bytes = try await request.body.collect(upTo: APIRoute.formBytesMax)
        object = try Submission.parse(bytes, type: request.fields[.contentType])
        parameters = request.parameters
        form = Submission.form(of: object, fields, ignoring: ignoring)
        let hasReason = fields.contains { $0.name == "reason" }
        act = try Act(
            by: actor,
            because: hasReason ? object["reason"]?.text : nil,
            requestID: request.id
        )
        self.version = version
        chance = centre.chance
        signing = centre.signing
        let content = Array("\(request.method) \(request.target)\n".utf8) + bytes
        once = try Submission.once(request.fields[.idempotencyKey], by: actor, content)
    }

    static func parse(_ bytes: [UInt8], type: String?) throws -> JSON {
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
            throw InvalidForm([FieldProblem("body", "is no JSON object")])
        }
        return json
    }

    /// What makes the request repeatable for an account; nil without an `Idempotency-Key`.
    static func once(
        _ key: String?,
        by actor: Actor,
        _ content: [UInt8]
    ) throws -> IdempotentRequest? {
        guard let key, let account = actor.accountID else { return nil }
        guard (1...IdempotentRequest.Limits.keyLengthMax).contains(key.unicodeScalars.count) else {
            throw InvalidForm([FieldProblem("Idempotency-Key", "has 1 to 255 characters")])
        }
        return IdempotentRequest(account: account, key: key, content: content)
    }
}

extension Submission {
    /// The members of an object as the fields of a form, checked against their description.
    private static func form(
        of object: JSON,
        _ fields: [APIRoute.FormField],
        ignoring: Set<String>
    ) -> Form {
        var problems: [FieldProblem] = []
        var members: [JSON.Member] = []
        for member in object.members ?? [] {
            guard let field = fields.first(where: { $0.name == member.name }) else {
                if !ignoring.contains(member.name) {
                    problems.append(FieldProblem(member.name, "is not known here"))
                }
                continue
            }
            if let problem = field.schema.problem(of: member.value) {
                problems.append(FieldProblem(member.name, problem))
            } else if member.value == .null, field.isTitles {
                members += Titles.suffixes.map { JSON.Member(member.name + $0, .null) }
            } else if member.value == .null, let meaning = field.meaningOfNull {
                members.append(JSON.Member(member.name, .string(meaning)))
            } else {
                members.append(member)
            }
        }
        return form(of: members, problems: problems)
    }

    /// The members of an object, read as a form writes them: numbers and booleans as text, a text
    /// in several languages as one field for each.
    static func form(of members: [JSON.Member], problems: [FieldProblem] = []) -> Form {
        var values: [String: String] = [:]
        var lists: [String: [String]] = [:]
        for member in members {
            switch member.value {
            case .null: values[member.name] = ""
            case .string(let text), .number(let text): values[member.name] = text
            case .integer(let number): values[member.name] = String(number)
            case .bool(let bool): values[member.name] = bool ? "true" : "false"
            case .array(let elements):
                lists[member.name] = elements.compactMap(\.text)
                // Texts in several languages: a list for each, of the same length.
                for (place, element) in elements.enumerated() {
                    for language in element.members ?? [] {
                        let field = "\(member.name)_\(language.name.fieldSuffix)"
                        let before = lists[field] ?? []
                        let gap = [String](repeating: "", count: max(0, place - before.count))
                        lists[field] = before + gap + [language.value.text ?? ""]
                    }
                }
            case .object(let languages):
                for language in languages {
                    values["\(member.name)_\(language.name.fieldSuffix)"] = language.value.text
                }
            }
        }
        return Form(values, lists: lists, problems: problems)
    }
}

extension APIRoute.FormField {
    /// Whether it is a text in three languages, which null empties in all of them.
    fileprivate var isTitles: Bool {
        if case .nullable(.named("Titles")) = schema { true } else { false }
    }
}

extension Titles {
    /// How the fields of a form end that hold the three texts.
    fileprivate static let suffixes = ["_sr_cyrl", "_sr_latn", "_en"]
}

extension String {
    /// A language's tag at the end of a field's name.
    fileprivate var fieldSuffix: String { lowercased().replacing("-", with: "_") }
}

extension HTTPField.Name {
    static let idempotencyKey = HTTPField.Name("Idempotency-Key") ?? .authorization
}
