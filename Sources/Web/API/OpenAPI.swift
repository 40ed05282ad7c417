import Documents
import HTTPServer
import HTTPTypes

/// The description of the API (OpenAPI 3.1.0), made from the routes themselves.
enum OpenAPI {
    static func document(_ routes: [APIRoute], serverURL: String) -> JSON {
        var paths: [(template: String, operations: [JSON.Member])] = []
        for route in routes {
            let operation = JSON.Member(route.method.rawValue.lowercased(), operation(route))
            if let index = paths.firstIndex(where: { $0.template == route.template }) {
                paths[index].operations.append(operation)
            } else {
                paths.append((route.template, [operation]))
            }
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Obuka", "version": "1",
                "summary": "The training centre: courses, cohorts, enrolments, certificates.",
            ],
            "servers": [["url": .string(serverURL + APIRoute.prefix)]],
            "paths": .object(paths.map { JSON.Member($0.template, .object($0.operations)) }),
            "webhooks": WebhookDescription.json,
            "components": [
                "schemas": .object(Schemas.all.map { JSON.Member($0.name, $0.schema.json) }),
                "securitySchemes": [
                    "token": [
                        "type": "http", "scheme": "bearer",
                        "description": "A token made by `obuka token create`.",
                    ]
                ],
            ],
        ]
    }

    private static func operation(_ route: APIRoute) -> JSON {
        var members = [
            JSON.Member("summary", .string(route.summary)),
            JSON.Member("operationId", .string(identifier(route))),
            JSON.Member("security", route.isPublic ? [] : [["token": []]]),
        ]
        let parameters = pathParameters(route) + route.query.map(queryParameter) + headers(route)
        if !parameters.isEmpty { members.append(JSON.Member("parameters", .array(parameters))) }
        if !route.files.isEmpty {
            members.append(JSON.Member("requestBody", fileBody(route)))
        } else if route.method != .get, !route.form.isEmpty {
            members.append(JSON.Member("requestBody", requestBody(route)))
        }
        members.append(JSON.Member("responses", responses(route)))
        return .object(members)
    }

    /// `get /cohorts/{code}/sessions` is `getCohortsCodeSessions`.
    private static func identifier(_ route: APIRoute) -> String {
        let words = route.template.split(whereSeparator: { !$0.isLetter })
        return route.method.rawValue.lowercased() + words.map(\.capitalized).joined()
    }

    private static func pathParameters(_ route: APIRoute) -> [JSON] {
        route.template.split(separator: "/").filter { $0.hasPrefix("{") }.map { segment in
            [
                "name": .string(String(segment.dropFirst().dropLast())), "in": "path",
                "required": true, "schema": Schema.string.json,
            ]
        }
    }

    private static func queryParameter(_ parameter: APIRoute.QueryParameter) -> JSON {
        [
            "name": .string(parameter.name), "in": "query",
            "required": .bool(parameter.isRequired), "description": .string(parameter.about),
            "schema": parameter.schema.json,
        ]
    }

    private static func headers(_ route: APIRoute) -> [JSON] {
        switch route.method {
        case .put:
            [
                [
                    "name": "If-Match", "in": "header", "required": true,
                    "description": "The entity tag of what is changed.",
                    "schema": Schema.string.json,
                ]
            ]
        case .post:
            [
                [
                    "name": "Idempotency-Key", "in": "header",
                    "description": "Sent again with the same key, a request is not done again.",
                    "schema": Schema.string.json,
                ]
            ]
        default: []
        }
    }

    private static func requestBody(_ route: APIRoute) -> JSON {
        var properties = route.form.map { field in
            var schema = field.schema.json.members ?? []
            schema.append(JSON.Member("description", .string(field.about)))
            return JSON.Member(field.name, .object(schema))
        }
        if route.method == .put {
            properties += route.answer.memberNames.subtracting(route.form.map(\.name)).sorted().map
            {
                JSON.Member(
                    $0,
                    ["readOnly": true, "description": "Shown; sent back it changes nothing."]
                )
            }
        }
        let required = route.form.filter(\.isRequired).map { JSON.string($0.name) }
        return [
            "content": [
                "application/json": [
                    "schema": [
                        "type": "object", "properties": .object(properties),
                        "required": .array(required),
                    ]
                ]
            ]
        ]
    }

    private static func fileBody(_ route: APIRoute) -> JSON {
        let types = route.files.map { JSON.Member($0, ["schema": Schema.string.json]) }
        return ["required": true, "content": .object(types)]
    }

    private static func responses(_ route: APIRoute) -> JSON {
        let success: JSON = [
            "description": "Done.",
            "content": .object(
                ([route.contentType] + route.otherContentTypes).map {
                    JSON.Member($0, ["schema": route.answer.json])
                }
            ),
        ]
        let codes =
            route.refusals.isEmpty ? "" : " Codes: \(route.refusals.joined(separator: ", "))."
        let problem: JSON = [
            "description": .string("A problem of RFC 9457 with a stable code.\(codes)"),
            "content": [
                "application/problem+json": ["schema": Schema.named("Problem").json]
            ],
        ]
        return .object([
            JSON.Member(String(route.status.code), success), JSON.Member("default", problem),
        ])
    }
}

extension Substring {
    fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
