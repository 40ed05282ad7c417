import Documents

/// The shape of a JSON value, as JSON Schema says it.
indirect enum Schema: Sendable {
    case string, integer, number, boolean, date, dateTime
    case nullable(Schema)
    case oneOf([String])
    case list(Schema)
    /// An object whose members have names of their own.
    case map(Schema)
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
        case .map(let element): ["type": "object", "additionalProperties": element.json]
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

    /// The members of an object of this shape.
    var memberNames: Set<String> {
        switch self {
        case .named(let name):
            Schemas.all.first { $0.name == name }?.schema.memberNames ?? []
        case .object(let members): Set(members.map(\.0))
        case .partial(let members, let optional): Set((members + optional).map(\.0))
        default: []
        }
    }

    /// What is wrong with a value of this shape, as a person reads it behind the field's name.
    ///
    /// Looks as deep as forms go; what a text says is the form's to check.
    func problem(of value: JSON) -> String? {
        switch (self, value) {
        case (.string, .string), (.date, .string), (.dateTime, .string), (.oneOf, .string),
            (.integer, .integer), (.number, .integer), (.number, .number), (.boolean, .bool),
            (.nullable, .null), (.object, .object), (.partial, .object), (.named, .object),
            (.map, .object):
            nil
        case (.nullable(let schema), _): schema.problem(of: value)
        case (.list(let element), .array(let elements)):
            elements.lazy.compactMap { element.problem(of: $0) }.first.map { "of which one \($0)" }
        case (.string, _), (.oneOf, _): "is no text in quotes"
        case (.date, _), (.dateTime, _): "is no date in quotes"
        case (.integer, _): "is no whole number"
        case (.number, _): "is no number"
        case (.boolean, _): "is neither true nor false"
        case (.list, _): "is no list"
        case (.object, _), (.partial, _), (.named, _), (.map, _): "is no object"
        }
    }

    /// A page of a list.
    static func page(_ noun: String, _ element: Schema) -> Schema {
        .object([(noun, .list(element)), ("next", .nullable(.string))])
    }
}
