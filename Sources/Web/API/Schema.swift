import Documents

/// The shape of a JSON value, as JSON Schema says it.
indirect enum Schema: Sendable {
    case string, integer, number, boolean, date, dateTime
    case nullable(Schema)
    case oneOf([String])
    case list(Schema)
    case object([(String, Schema)])
    /// An object of which some members may be missing.
    case partial([(String, Schema)], optional: [(String, Schema)])
    /// A schema of `components/schemas`.
    case named(String)

    /// A text in three languages.
    static let titles = Schema.named("Titles")

    var json: JSON {
        switch self {
        case .string: ["type": "string"]
        case .integer: ["type": "integer"]
        case .number: ["type": "number"]
        case .boolean: ["type": "boolean"]
        case .date: ["type": "string", "format": "date"]
        case .dateTime: ["type": "string", "format": "date-time"]
        case .nullable(let schema): ["oneOf": [schema.json, ["type": "null"]]]
        case .oneOf(let values):
            ["type": "string", "enum": .array(values.map(JSON.string))]
        case .list(let element): ["type": "array", "items": element.json]
        case .named(let name): ["$ref": .string("#/components/schemas/\(name)")]
        case .object(let members): Schema.partial(members, optional: []).json
        case .partial(let members, let optional):
            [
                "type": "object",
                "properties": .object((members + optional).map { JSON.Member($0, $1.json) }),
                "required": .array(members.map { .string($0.0) }),
            ]
        }
    }

    /// A page of a list.
    static func page(_ noun: String, _ element: Schema) -> Schema {
        .object([(noun, .list(element)), ("next", .nullable(.string))])
    }
}
