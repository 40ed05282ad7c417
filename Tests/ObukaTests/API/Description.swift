import Documents
import Foundation
import TestSupport
import Testing

/// The OpenAPI document of a running server, and answers held against it.
struct Description: Sendable {
    let document: JSON

    init(_ server: RunningServer) async throws {
        document = try await server.get("/api/v1/openapi.json").json
    }

    /// One operation: a method and a path template below `/api/v1`.
    struct Operation: Hashable, Sendable, CustomStringConvertible {
        let method: String
        let template: String

        var description: String { "\(method) \(template)" }

        /// The path with an example for each parameter.
        func path(_ example: String) -> String {
            "/api/v1" + template.replacing(/\{[a-z]+\}/, with: example)
        }
    }

    var operations: [Operation] {
        (document["paths"]?.members ?? []).flatMap { path in
            (path.value.members ?? []).map {
                Operation(method: $0.name.uppercased(), template: path.name)
            }
        }
    }

    func isPublic(_ operation: Operation) -> Bool {
        self[operation]?["security"]?.elements?.isEmpty ?? false
    }

    /// The status of success, which the description names.
    func success(_ operation: Operation) -> Int? {
        self[operation]?["responses"]?.members?.compactMap { Int($0.name) }.first
    }

    private subscript(operation: Operation) -> JSON? {
        document["paths"]?[operation.template]?[operation.method.lowercased()]
    }

    /// Whether it takes a file in the place of JSON.
    func takesFile(_ operation: Operation) -> Bool {
        let content = self[operation]?["requestBody"]?["content"]
        return content != nil && content?["application/json"] == nil
    }

    /// The shape of what an operation takes; nil when it takes nothing.
    private func form(_ operation: Operation) -> JSON? {
        self[operation]?["requestBody"]?["content"]?["application/json"]?["schema"]
    }

    /// The members that an operation takes.
    func members(_ operation: Operation) -> Set<String> {
        Set((form(operation)?["properties"]?.members ?? []).map(\.name))
    }

    /// What of a request that succeeded is not as described; empty when all is.
    func problems(ofRequest body: JSON, to operation: Operation) -> [String] {
        guard let form = form(operation) else {
            return body == [:] ? [] : ["\(operation) takes nothing"]
        }
        return problems(of: body, form, at: "")
    }

    /// The operation that a request is.
    func operation(_ method: String, _ path: String) -> Operation? {
        let segments = Description.segments(String(path.prefix { $0 != "?" }))
        return operations.first { operation in
            let template = Description.segments("/api/v1" + operation.template)
            return operation.method == method && template.count == segments.count
                && zip(template, segments).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }
    }

    private static func segments(_ path: String) -> [String] {
        path.split(separator: "/").map(String.init)
    }

    /// What of an answer is not as described; empty when all is.
    func problems(of answer: Answer, to operation: Operation) throws -> [String] {
        let responses = self[operation]?["responses"]
        let described = responses?[String(answer.status)] ?? responses?["default"]
        let contents = described?["content"]?.members ?? []
        guard
            let content = contents.first(where: { $0.name == answer["content-type"] })
                ?? contents.first
        else { return ["no response"] }
        guard (200..<300).contains(answer.status) == (responses?["default"] != described) else {
            return ["\(answer.status) is not described"]
        }
        guard answer["content-type"] == content.name else {
            return ["content type \(answer["content-type"] ?? "none") is not \(content.name)"]
        }
        guard content.name == "application/json" || content.name.hasSuffix("+json") else {
            return answer.bytes.isEmpty ? ["empty"] : []
        }
        return problems(of: try answer.json, content.value["schema"] ?? [:], at: "")
    }

    // MARK: JSON Schema, as much of it as we use

    private func problems(of value: JSON, _ schema: JSON, at place: String) -> [String] {
        if let reference = schema["$ref"]?.text {
            let name = reference.split(separator: "/").last.map(String.init) ?? ""
            guard let named = document["components"]?["schemas"]?[name] else {
                return ["no schema \(reference)"]
            }
            return problems(of: value, named, at: place)
        }
        if let choices = schema["oneOf"]?.elements {
            let fitting = choices.filter { problems(of: value, $0, at: place).isEmpty }
            return fitting.count == 1 ? [] : ["\(place): \(fitting.count) of oneOf fit"]
        }
        if let values = schema["enum"]?.elements, !values.contains(value) {
            return ["\(place): \(value) is none of the values"]
        }
        guard Description.fits(value, schema["type"]?.text ?? "any", schema["format"]?.text) else {
            return ["\(place): \(value) is no \(schema["type"]?.text ?? "")"]
        }
        if let elements = value.elements, let items = schema["items"] {
            return elements.enumerated().flatMap {
                problems(of: $1, items, at: "\(place)/\($0)")
            }
        }
        return objectProblems(value, schema, place)
    }

    /// Members that are missing, wrong, or not described: we promise to describe all.
    private func objectProblems(_ value: JSON, _ schema: JSON, _ place: String) -> [String] {
        guard let members = value.members else { return [] }
        let required = (schema["required"]?.elements ?? []).compactMap(\.text)
        let missing = required.filter { value[$0] == nil }.map { "\(place)/\($0) is missing" }
        guard let properties = schema["properties"] else { return missing }
        return missing
            + members.flatMap { member in
                guard let property = properties[member.name] else {
                    return ["\(place)/\(member.name) is not described"]
                }
                return problems(of: member.value, property, at: "\(place)/\(member.name)")
            }
    }

    private static func fits(_ value: JSON, _ type: String, _ format: String?) -> Bool {
        switch (type, value) {
        case ("any", _), ("null", .null), ("boolean", .bool), ("integer", .integer),
            ("number", .integer), ("number", .number), ("array", .array), ("object", .object):
            true
        case ("string", .string(let text)):
            switch format {
            case "date": text.wholeMatch(of: /\d{4}-\d\d-\d\d/) != nil
            case "date-time": text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/) != nil
            default: true
            }
        default: false
        }
    }
}

/// Calls of the API whose answers are all held against the description.
actor APISession {
    let server: RunningServer
    let description: Description
    private(set) var succeeded: Set<Description.Operation> = []

    init(_ server: RunningServer) async throws {
        self.server = server
        description = try await Description(server)
    }

    /// Calls, and expects the status, the code of a problem, and an answer as described.
    @discardableResult
    func call(
        _ method: String,
        _ path: String,
        _ body: JSON? = nil,
        token: String? = nil,
        fields: [String: String] = [:],
        gives status: Int,
        _ code: String? = nil,
        at location: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        let path = "/api/v1\(path)"
        let answer =
            method == "GET"
            ? try await server.get(path, token: token, fields: fields)
            : try await server.send(method, path, body, token: token, fields: fields)
        try check(answer, to: (method, path), body, gives: status, code, at: location)
        return answer
    }

    /// Sends a file, and expects as `call`.
    func upload(
        _ path: String,
        _ content: [UInt8],
        as type: String,
        token: String,
        fields: [String: String] = [:],
        gives status: Int,
        _ code: String? = nil,
        at location: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        let path = "/api/v1\(path)"
        var all = ["Content-Type": type, "Authorization": "Bearer \(token)"]
        all.merge(fields) { $1 }
        let answer = try await server.call(
            HTTPCall(method: "POST", path: path, fields: all, content: content)
        )
        try check(answer, to: ("POST", path), nil, gives: status, code, at: location)
        return answer
    }

    private func check(
        _ answer: Answer,
        to request: (method: String, path: String),
        _ body: JSON?,
        gives status: Int,
        _ code: String?,
        at location: SourceLocation
    ) throws {
        let (method, path) = request
        let call = "\(method) \(path): \(answer.text.prefix(300))"
        #expect(answer.status == status, "\(call)", sourceLocation: location)
        if let code { #expect(answer.code == code, "\(call)", sourceLocation: location) }
        let operation = try #require(description.operation(method, path), "\(call)")
        let problems = try description.problems(of: answer, to: operation)
        #expect(problems.isEmpty, "\(call)", sourceLocation: location)
        #expect(answer["request-id"]?.isEmpty == false, sourceLocation: location)
        if answer.status < 300, let body {
            let wrong = description.problems(ofRequest: body, to: operation)
            #expect(wrong.isEmpty, "\(call)", sourceLocation: location)
        }
        if answer.status < 300 { succeeded.insert(operation) }
    }
}

/// One who calls: the session, and the token that goes with every request.
struct APICaller: Sendable {
    let session: APISession
    let token: String

    @discardableResult
    func get(
        _ path: String,
        _ status: Int,
        at location: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        try await session.call("GET", path, token: token, gives: status, at: location)
    }

    @discardableResult
    func post(
        _ path: String,
        _ body: JSON,
        fields: [String: String] = [:],
        _ status: Int,
        _ code: String? = nil,
        at location: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        try await session.call(
            "POST",
            path,
            body,
            token: token,
            fields: fields,
            gives: status,
            code,
            at: location
        )
    }

    @discardableResult
    func post(
        _ path: String,
        _ status: Int,
        _ code: String? = nil,
        at location: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        try await post(path, [:], status, code, at: location)
    }

    @discardableResult
    func put(
        _ path: String,
        _ body: JSON,
        fields: [String: String] = [:],
        _ status: Int,
        _ code: String? = nil,
        at location: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        try await session.call(
            "PUT",
            path,
            body,
            token: token,
            fields: fields,
            gives: status,
            code,
            at: location
        )
    }
}
